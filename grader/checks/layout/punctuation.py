"""Family L, on punctuation and the ends of sentences: L008, L009, L010."""

import re
from collections.abc import Iterator, Sequence

from grader.checks.layout.search import Found, broken, defect, defects, excerpt, rule, seen
from grader.checks.layout.shown import TITLE, Shown
from grader.checks.layout.words import FUNCTION_WORDS
from grader.checks.text import COMPLETE
from grader.findings import Defect, check
from grader.release.stages import ComputedStages
from grader.texts.source import Source

_WIDE = "\u00a0\u202f\u2000-\u200a\u205f"
_BEFORE_SIGN = {"fr"}
"""Languages that put a space before `:`, `;`, `?` and `!`."""

_SIGNS = (
    rule(
        "repeats a sign",
        r",\s*,|;\s*;|(?<![.\w/])\.\.(?![.\w/])|(?<=\w)\.\.(?!\.|\w|/)|(?<!\w):\s*:|(?<=\w):\s+:|::(?!\w)",
    ),
    rule("has two signs that exclude each other", r"[,;:]\s?[,;:](?!\w)|[,;:?!]\.(?![.\d\w])|[,;:]\s?[!?]|[?!][,;:]\s"),
    rule("has a space before a sign", r"\s,(?!\d)|(?<![.\s])[^\S\n]+\.(?=\s|$)|\n\.(?=\s|$)"),
    rule("has brackets around nothing", r"(?<![\w\ufffc)\]])(?:\(\s*\)|\[\s*\])"),
    rule("has a space within brackets", r"(?<![\w\ufffc])[(\[][^\S\n]+(?=\S)|(?<=\S)[^\S\n]+[)\]](?!\w)"),
    rule(
        "has no space behind a sign", r"[^\W\d_]{2}[,;](?=[^\W\d_]{2})|[a-z\u00df-\u00ff]{3}[!?](?=[A-Z\u00c0-\u00de])"
    ),
    rule(
        "has spaces that show as a gap",
        rf"(?<=\S)(?:[ {_WIDE}]*[{_WIDE}]\s|[ ]*[{_WIDE}]{{2,}}|[^\S\n]+[{_WIDE}]|[\u2001\u2003])(?=\s*\S)",
    ),
)
_SPACE_BEFORE = (rule("has a space before a sign", r"(?<=[\w)\]\ufffc])\s+[:;?!](?=\s|$)"),)

_LABEL = re.compile(r"(?:^|\s)(?:[A-Za-z]|[ivxIVX]{1,4})\)$|(?:^|(?<!\d[,;])\s)\d{1,2}\)$")
_SMILE = re.compile(r"[:;]-?[()]")
_INTERVAL = re.compile(r"[(\[\]]\s*[^\s()\[\],;]{1,12}\s*[,;]\s*[^\s()\[\],;]{1,12}\s*[)\]\[]")
_PAIRS = {"(": ")", "[": "]", "\u201c": "\u201d", "\u00ab": "\u00bb"}
_STRAIGHT = re.compile(r'(?<!\d)"')
_SINGLE = re.compile(r"(?<![\w\ufffc)\]\"\u201d])['\u2018](?!(?:tis|twas|em|cause|til|n)\b)(?=[^\W\d])")
_SINGLE_CLOSED = re.compile(r"['\u2019](?!\w)")
_STOP = re.compile(
    r"(?P<word>[^\W\d_]+|(?<=\S )[\d.,]*\d%?)[.!?][\"\u201d\u2019\u00bb)]*\s+(?P<next>[^\W\d_]+)(?![\w.\-'\u2019(])"
)
_ABBREVIATED = re.compile(
    r"(?:[^\W\d_]{1,3}|approx|resp|incl|excl|prof|usw|bzw|ibid|apud|p[a\u00e1]gs?|m[a\u00e1]x|m[i\u00ed]n|aprox|"
    r"n[u\u00fa]m|s[e\u00e9]c|obs|eqs?|figs?|refs?|secs?|chap|vols?|dept|univ|temp|norm|const|coef|param|config)",
    re.IGNORECASE,
)
_CITED_END = re.compile(r"(?P<last>[^\s\[\]])[\"\u201d\u2019\u00bb)*_]*(?:\[\^\w+\])+[ \t]*(?:\n\s*(?P<next>\S)|\n*\Z)")
_CITED_MIDDLE = re.compile(r"[.!?](?:\[\^\w+\])+(?=[^\W_])")
_EMPHASISED = re.compile(r"([*_]{1,3})(?!\s).*\1$", re.DOTALL)
_FIRST = re.compile(r"[^\W\d_]+(?![\w.\-'\u2019(])")
_BEGINS = re.compile(r"(?:^|[.!?]\s+)([A-Z\u00c0-\u00de][a-z\u00df-\u00ff]*)(?![\w\-'\u2019])", re.MULTILINE)
_ENDED = ".!?:;,\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964"
_FEW = 5  # where one sentence in so many lacks its end, it was forgotten


@check("L008", remedy="Write the sentence's signs once each, a space behind them and none before.", requires=COMPLETE)
def punctuation_broken(stages: ComputedStages) -> Iterator[Defect]:
    """Punctuation is broken: a sign twice, a space before one or none behind it, a gap."""
    return defects(stages, signs)


@check("L009", remedy="Close each bracket and quotation mark where it belongs.", requires=COMPLETE)
def bracket_open(stages: ComputedStages) -> Iterator[Defect]:
    """A bracket or a quotation mark is not closed, or never opened."""
    return defects(stages, unclosed)


@check("L010", remedy="Begin and end each sentence as the others do.", requires=COMPLETE)
def sentence_unlike(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence, or an option, begins in lower case or lacks its full stop, unlike the others."""
    if stages.variant:  # whose sentences are those of the exam's own
        return
    for language, source in stages.sources.items():
        of_language = [block for block in seen(stages) if block.language == language]
        known = FUNCTION_WORDS.get(language.partition("-")[0], frozenset())
        yield from _ends(source)
        known |= _capitalised(of_language)
        yield from _beginnings(source, of_language, known)
        yield from _options(source, [block for block in of_language if block.name.startswith("option_")], known)


def signs(block: Shown) -> Iterator[Found]:
    """Punctuation that is doubled, or spaced as none is."""
    yield from broken(_SIGNS, block)
    if block.base not in _BEFORE_SIGN:
        yield from broken(_SPACE_BEFORE, block)


def unclosed(block: Shown) -> Iterator[Found]:
    """Brackets and quotation marks without another."""
    for piece in block.pieces if _unpaired(block.text) else ():
        if wrong := _unpaired(piece.text):
            place = piece.text.find(wrong)
            yield Found(f"does not pair {wrong}", excerpt(piece.text, place, place + 1))


def _unpaired(text: str) -> str:
    """The first sign without another; empty where each has one."""
    plain = _SMILE.sub(" ", _INTERVAL.sub(" ", text))
    pairs = _PAIRS if "\u201e" not in plain else {one: other for one, other in _PAIRS.items() if one in "(["}
    opened = list[str]()

    def label(place: int) -> bool:
        return _LABEL.search(plain[: place + 1]) is not None and not plain[place + 1 : place + 2].isalnum()

    for place, character in enumerate(plain):
        if character in pairs:
            opened.append(character)
        elif character in pairs.values() and not (pairs[opened.pop()] == character if opened else label(place)):
            return character
    if opened:
        return opened[0]
    single = _SINGLE.search(plain)
    if single and not _SINGLE_CLOSED.search(plain, single.end()):
        return single.group()
    return '"' if len(_STRAIGHT.findall(plain)) % 2 else ""


def _ends(source: Source) -> Iterator[Defect]:
    """Sentences of feedbacks without a sign before the references that end them, where nearly all have one."""
    feedbacks = [block for block in source.blocks.values() if block.is_feedback]
    cited = [
        (block, match)
        for block in feedbacks
        for match in _CITED_END.finditer(block.source)
        if not (match["next"] or "").islower()
    ]
    open_ = [(block, match) for block, match in cited if match["last"] not in _ENDED]
    for block, match in open_ if len(open_) * _FEW <= len(cited) else ():
        line = block.source[: match.start() + 1].rpartition("\n")[2]
        yield defect(source, block.name, Found("has a sentence without its full stop", line[-60:]))
    for block in feedbacks:
        if glued := _CITED_MIDDLE.search(block.source):
            words = block.source[glued.start() :].split(maxsplit=1)[0]
            yield defect(source, block.name, Found("has no space behind a sentence", words))


def _beginnings(source: Source, of_language: Sequence[Shown], known: frozenset[str]) -> Iterator[Defect]:
    """Sentences that begin in lower case, with a word that begins others in upper case."""
    for block in of_language:
        stops = [match for piece in block.pieces for match in _STOP.finditer(piece.text)]
        for match in stops:
            if match["next"] in known and not _ABBREVIATED.fullmatch(match["word"]):
                yield defect(source, block.name, Found("has a sentence that begins in lower case", match.group()))
        if block.text.endswith((",", ";", ":")) and "feedback" in block.name:
            yield defect(source, block.name, Found("ends within a sentence", block.text[-40:]))
        if _first(block) in known and block.name != TITLE and not block.name.startswith("option_"):
            yield defect(source, block.name, Found("begins in lower case", block.text[:40]))


def _options(source: Source, options: Sequence[Shown], known: frozenset[str]) -> Iterator[Defect]:
    """The one option of several that begins or ends unlike all the others."""
    if len(options) < 3:  # noqa: PLR2004 - of two, none is the odd one
        return
    small = [option for option in options if _first(option) in known]
    stopped = [option for option in options if _is_stopped(option.text)]
    bare = [option for option in options if option not in stopped]
    phrases = all(" " in option.text for option in options)
    whole = [option for option in options if _EMPHASISED.match(source.blocks[option.name].source.strip())]
    for what, odd in (
        ("stands out among the options", whole),
        (
            "begins unlike the other options",
            small if all(_is_large(one) for one in options if one not in small) else [],
        ),
        ("ends unlike the other options", stopped if phrases else []),
        ("ends unlike the other options", bare if phrases else []),
    ):
        if len(odd) == 1:
            yield defect(source, odd[0].name, Found(what, odd[0].text[-60:]))


def _is_stopped(text: str) -> bool:
    return text[-1:] in (".", ";", ",") and not text.endswith(("etc.", "al.", "..."))


def _is_large(block: Shown) -> bool:
    return not block.text[:1].islower()


def _first(block: Shown) -> str:
    """The word with which a block begins, where it is one of letters alone."""
    match = _FIRST.match(block.text)
    return match.group() if match else ""


def _capitalised(of_language: Sequence[Shown]) -> frozenset[str]:
    """The words that begin sentences in upper case, in lower case."""
    return frozenset(
        match[1].lower() for block in of_language for piece in block.pieces for match in _BEGINS.finditer(piece.text)
    )
