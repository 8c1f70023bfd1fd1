"""Family L, on words that stand twice, and words that were for their author: L011, L012."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from grader.checks.layout.search import Found, broken, defects, excerpt, rule
from grader.checks.layout.shown import Shown
from grader.checks.text import COMPLETE
from grader.findings import Defect, check
from grader.release.stages import ComputedStages


def _listed(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


FUNCTION_WORDS: Mapping[str, frozenset[str]] = {  # by language, without its region
    "en": _listed(
        "the a an of to in on at by for from with and or but so as if it its this that these those is are was were be",
        "each which what when where while there they their we you he she his her not no nor than then",
    ),
    "pt": _listed(
        "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem e ou mas se que como",
        "ele ela eles elas isso isto este esta esse essa seu sua seus suas cada qual quais quando onde foi era ao aos",
    ),
}
_MAY_DOUBLE: Mapping[str, frozenset[str]] = {
    "en": _listed("that had very so far no bye ha her you"),
    "pt": _listed("se nos muito logo quase"),
    "es": _listed("se muy casi"),
    "fr": _listed("nous vous"),
    "de": _listed("die der das den sie sehr"),
    "it": _listed("si molto piano"),
    "nl": _listed("die dat zeer"),
}
"""The languages whose words do not double to mean more, and what may stand twice in them all the same."""

_NO_WORD_BEFORE, _NO_WORD_BEHIND = r"(?<![\w'\u2019-])", r"(?![\w'\u2019-])"
_DOUBLED = re.compile(
    rf"{_NO_WORD_BEFORE}(?P<word>[^\W\d_]+(?:['\u2019-][^\W\d_]+)*)\s+(?P<again>(?i:(?P=word))){_NO_WORD_BEHIND}"
)
_PAIR = re.compile(
    rf"{_NO_WORD_BEFORE}(?P<first>[^\W\d_]+)\s+(?P<second>[^\W\d_]+)\s+(?i:(?P=first)\s+(?P=second)){_NO_WORD_BEHIND}"
)
_MAY_PAIR = {"and", "or", "e", "ou", "by", "for"}
_CLEFT = re.compile(r"\b(?:what|whatever|who|o que)\b[^.?!]*$", re.IGNORECASE)
_ENDS_A_CLAUSE = _listed("is was are were does did do has can will \u00e9 foi era s\u00e3o tem")
_SHORTEST = _listed("a o e \u00e0 \u00e9")
_SENTENCE = re.compile(r"[^.!?]+[.!?]+")
_LONG = 20  # what is shorter may be said again

_NOTE = "holds a note to its author"
_GAP = "has a gap that was to be filled"
_NOTES = (
    rule(_NOTE, r"\b(?:FIXME|XXX+|TB[ACD]|WIP|TO-DO|DRAFT|RASCUNHO|PLACEHOLDER|REVISAR|CORRIGIR|PENDENTE)\b"),
    rule(_NOTE, r"\b(?:fixme|tbd|x{3,}|placeholder)\b|\btodo:(?!\w)|\blorem\s+ipsum|\bbla\s+bla", any_case=True),
    rule(
        _NOTE,
        r"[\[(](?:to ?do|todo|check|verify|fix|refs?|cite|verificar|conferir|rever|revisar|completar|confirmar)"
        r"(?:\s+(?:this|it|isto|isso))?\s*[!?:.]*[\])]",
        any_case=True,
    ),
    rule(_NOTE, r"\?\?+|[(\[]\s*\?+\s*[)\]]|<{4,}|>{4,}|={5,}"),
    rule(_GAP, r"[\[(<]\s*(?:\.\.\.|\u2026)\s*[\])>](?![^\"\u201c\u00ab]*[\"\u201d\u00bb])"),
    rule(_GAP, r"\[(?:insert|add|inserir|preencher|completar|citation|refer[e\u00ea]ncia)\b[^\]]*\]", any_case=True),
)
_SAYS_KEY = rule(
    "says what is right",
    r"\((?:correct|(?:correct|right|best) answer|key|gabarito|(?:a )?corret[ao]|(?:resposta )?cert[ao])\)"
    r"|\b(?:answer|correct|key|gabarito|resposta|corret[ao])\s*:\s*\w",
    any_case=True,
)
_TODO = rule(_NOTE, r"\bTODO\b")
_TODO_WHERE_A_WORD = rule(_NOTE, r"\bTODO\b(?!,?\s+(?![^\W\d_]+[aei]r\b)[^\W\d_]+)")
_A_WORD_IN = {"pt", "es", "gl"}


@check("L011", remedy="Write the word or the sentence once.", requires=COMPLETE)
def word_doubled(stages: ComputedStages) -> Iterator[Defect]:
    """A word, or a whole sentence, stands twice in a row."""
    return defects(stages, doubled)


@check("L012", remedy="Do what the note says, or take it out.", requires=COMPLETE)
def note_to_author(stages: ComputedStages) -> Iterator[Defect]:
    """Students see a note that an author left, or a gap that was to be filled."""
    return defects(stages, notes)


def doubled(block: Shown) -> Iterator[Found]:
    """What stands twice in a row."""
    may_double = _MAY_DOUBLE.get(block.base)
    for piece in block.pieces:
        for match in _DOUBLED.finditer(piece.text) if may_double is not None else ():
            if not _may_stand_twice(match, block.base):
                yield Found("has a word twice", excerpt(piece.text, match.start(), match.end()))
        for match in _PAIR.finditer(piece.text):
            first = match["first"].lower()
            if (
                first in FUNCTION_WORDS.get(block.base, ())
                and first not in _MAY_PAIR
                and first != match["second"].lower()
            ):
                yield Found("has words twice", match.group())
        for one, other in pairwise(_SENTENCE.findall(piece.text)):
            if one.split() == other.split() and len(one) > _LONG:
                yield Found("has a sentence twice", one.strip())
    for before, after in pairwise(block.pieces):
        if before == after and len(before.text) > _LONG:
            yield Found("has a paragraph twice", after.text)


def notes(block: Shown) -> Iterator[Found]:
    """What was written for its author."""
    if block.name == "stem" or block.name.startswith("option_"):
        yield from broken((_SAYS_KEY,), block)
    yield from broken((*_NOTES, _TODO_WHERE_A_WORD if block.base in _A_WORD_IN else _TODO), block)


@lru_cache(maxsize=1024)  # in every variant most misconceptions are the same
def note_in(words: str) -> str:
    """A note to its author in words that no student sees; empty where there is none."""
    found = (match.group() for one in (*_NOTES, _TODO) if (match := one.pattern.search(words)))
    return next(found, "")


def _may_stand_twice(match: re.Match[str], language: str) -> bool:
    word, again = match["word"], match["again"]
    is_label = word == again and (word.isupper() or len(word) == 1) and word.lower() not in _SHORTEST
    is_name = word.istitle() and again.istitle() and word.lower() not in FUNCTION_WORDS.get(language, ())
    cleft = word.lower() in _ENDS_A_CLAUSE and bool(_CLEFT.search(match.string[: match.start()]))
    return is_label or is_name or cleft or word.lower() in _MAY_DOUBLE[language]
