"""Family L, on stems: L013, L014."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from grader.checks.layout.search import Found, defect, seen
from grader.checks.layout.shown import Shown
from grader.checks.text import COMPLETE
from grader.findings import Defect, check
from grader.release.stages import ComputedStages

_QUESTION = re.compile(r"[?\uff1f\u061f\u037e\u055e\u1367]")
_ASKS = re.compile(
    r"(?:which|what|who|how (?:many|much|does|do|is|are)|why|qual|quais|quant[oa]s?|o que|por que|quem)\b[^?]*\.$",
    re.IGNORECASE,
)
_NEVER_ASKS = {
    "en": re.compile(r"(?:the|an?|each|this|these|it|they|all|every|both)\b", re.IGNORECASE),
    "pt": re.compile(r"(?:os?|as?|uma?|cada|est[ea]s?|ess[ea]s?|el[ea]s?|tod[oa]s?|amb[oa]s)\b", re.IGNORECASE),
}
_MAY_ASK = re.compile(
    r"\b(?:mark|choose|select|find|comput|calculat|determin|answer|nam|giv|stat|decid|tick|order|match|correct|right|true|"
    r"false|wrong|following|below|except|which|what|marqu|assinal|escolh|selecion|encontr|calcul|respond|indiqu|diga|"
    r"corret|cert|verdadeir|fals|errad|seguinte|abaixo|exceto|qual|quais|que\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.]*\S[^.]*\.(?=\s|$)|\S.*$", re.DOTALL)
_STOP = re.compile(r"[.?!:]\s+")
_WORD = re.compile(r"[^\W_]+")
_FEW_WORDS, _FEW_LETTERS = 3, 15


@check(
    "L013",
    remedy="Ask something, and end it with a question mark, or with a colon before the options.",
    requires=COMPLETE,
)
def stem_asks_nothing(stages: ComputedStages) -> Iterator[Defect]:
    """A stem asks nothing, or its question has no question mark."""
    if stages.variant:  # whose stem asks what the exam's own does
        return
    stems = [(stages.sources[block.language], block) for block in seen(stages) if block.name == "stem"]
    asked = [source.language for source, block in stems if _QUESTION.search(block.text)]
    for source, block in stems:
        if source.language not in asked and (wrong := _asks_nothing(block, asked, choosing=_chooses(stages))):
            yield defect(source, "stem", Found(wrong, block.pieces[-1].text[-60:] if block.pieces else ""))


@check(
    "L014",
    remedy="Word the stem so that it does not say the key, or let it say the other options, too.",
    requires=(*COMPLETE, "K007"),
)
def stem_says_key(stages: ComputedStages) -> Iterator[Defect]:
    """A stem says the words of the key, and of no other option."""
    shown = [one.shown for one in stages.foreseen if one.shown]
    keyed = {one.shown for one in stages.foreseen if one.shown and one.id in stages.keyed}
    if not keyed or len(keyed) == len(shown):
        return
    for language, source in stages.sources.items():
        of_language = {block.name: block for block in seen(stages) if block.language == language}
        options = tuple(of_language[name] for name in shown)
        for block in _said_keys(of_language["stem"], options, frozenset(keyed)):
            yield defect(source, "stem", Found("says the key", block.text))


@lru_cache(maxsize=4096)
def _said_keys(stem: Shown, options: tuple[Shown, ...], keyed: frozenset[str]) -> Sequence[Shown]:
    """The keyed options whose words a stem says, if it says no other option's. keyed: their names."""
    words = _words(stem)
    last = _WORD.findall(_STOP.split(stem.text)[-1].lower())
    said = {option.name: option for option in options if _stands_in(_words(option), words)}
    if not said.keys() <= keyed:
        return ()
    return [said[name] for name in sorted(said) if _is_long(_words(said[name])) or last == _words(said[name])]


def _chooses(stages: ComputedStages) -> bool:
    """Whether one of several options is to be chosen, so that a mere statement asks nothing."""
    return sum(bool(one.shown) for one in stages.foreseen) > 1


def _asks_nothing(block: Shown, asked: Sequence[str], *, choosing: bool) -> str:
    if asked:
        return f"asks nothing with a question mark, as it does in {asked[0]}"
    sentences = [one.strip() for piece in block.pieces for one in _SENTENCE.findall(piece.text)]
    if sentences and _ASKS.match(sentences[-1]):
        return "asks without a question mark"
    states = _NEVER_ASKS.get(block.base)
    if choosing and states and all(states.match(one) and one.endswith(".") for one in sentences):
        return "" if _MAY_ASK.search(block.text) else "asks nothing"
    return ""


def _words(block: Shown) -> list[str]:
    return [word.lower() for word in _WORD.findall(block.text)]


def _stands_in(words: Sequence[str], text: Sequence[str]) -> bool:
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(text)} "


def _is_long(words: Sequence[str]) -> bool:
    return len(words) >= _FEW_WORDS and sum(map(len, words)) >= _FEW_LETTERS
