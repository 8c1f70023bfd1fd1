"""How the checks of layout look through the texts of a question, and how they say what they find and where."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.checks.layout.shown import TITLE, Shown, shown
from grader.findings import Defect, at
from grader.release.stages import ComputedStages
from grader.texts.shapes import joined, parted
from grader.texts.source import Source

_ESCAPED = re.compile(r"\\([-*_~`\[\]#|<>{}$^&\\])")
_AROUND = 24


@dataclass(frozen=True)
class Found:
    """What is wrong, and the words by which to find it."""

    what: str
    words: str = ""


Look = Callable[[Shown], Iterable[Found]]


@dataclass(frozen=True)
class Rule:
    """A pattern that no paragraph shows. unless: the character whose escape says that it is meant."""

    what: str
    pattern: re.Pattern[str]
    unless: str = ""


def rule(what: str, pattern: str, unless: str = "", *, any_case: bool = False) -> Rule:
    """A rule whose pattern reads line by line."""
    return Rule(what, re.compile(pattern, re.MULTILINE | (re.IGNORECASE if any_case else re.NOFLAG)), unless)


def broken(rules: Sequence[Rule], block: Shown) -> Iterator[Found]:
    """Where the paragraphs of a block break a rule; each rule once."""
    for one in rules:
        if one.unless and one.unless in block.escaped:
            continue
        for piece in block.pieces:
            if match := one.pattern.search(piece.text):
                yield Found(one.what, excerpt(piece.text, match.start(), match.end()))
                break


def excerpt(text: str, start: int, end: int) -> str:
    """A passage of a text with some words of its line around it."""
    begin, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = len(text) if line_end < 0 else line_end
    if start - begin > _AROUND:
        begin = text.find(" ", start - _AROUND, start) + 1 or start
    if stop - end > _AROUND:
        stop = max(text.rfind(" ", end, end + _AROUND), end)
    return text[begin:stop].strip()


def defects(stages: ComputedStages, look: Look) -> Iterator[Defect]:
    """What a look at each block finds. Of variants that differ in numbers alone, one is looked at."""
    return (
        defect(stages.sources[block.language], block.name, found)
        for block, found in _looked_through(look, seen(stages))
    )


@lru_cache(maxsize=16)  # many checks look at a question before the next one's turn
def seen(stages: ComputedStages) -> tuple[Shown, ...]:
    """Every block of every language as it is shown, titles among them.

    In a variant each number gives way to its place among the different ones of the block.
    """
    read = _numbered if stages.variant else str
    return tuple(
        shown(name, read(html), language, escaped[name])
        for language, source in stages.sources.items()
        for escaped in (_escaped(source),)
        for name, html in {TITLE: stages.texts[language].title, **stages.texts[language].blocks}.items()
    )


def defect(source: Source, name: str, found: Found) -> Defect:
    """What was found in a block, with the line on which its words stand, as far as they can be found there."""
    block = source.blocks[name]
    words = [found.words, *sorted(found.words.split(), key=len, reverse=True)[:1]]
    places = (block.source.find(one) for one in words if one and block.source.count(one) == 1)
    place = next(places, -1)
    said = f": {' '.join(found.words.split())}" if found.words else ""
    return Defect(
        at(source.path, block.line if place < 0 else block.line_at(place)), f"the block {name} {found.what}{said}"
    )


@lru_cache(maxsize=1024)  # many variants differ in numbers alone
def _looked_through(look: Look, blocks: tuple[Shown, ...]) -> tuple[tuple[Shown, Found], ...]:
    return tuple((block, found) for block in blocks for found in _looked(look, block))


@lru_cache(maxsize=8192)
def _looked(look: Look, block: Shown) -> tuple[Found, ...]:
    return tuple(look(block))


def _numbered(html: str) -> str:
    around, numbers = parted(html)
    if not numbers:
        return html
    order: dict[str, str] = {}
    return joined(around, [order.setdefault(number, str(len(order))) for number in numbers])


@lru_cache(maxsize=64)
def _escaped(source: Source) -> Mapping[str, frozenset[str]]:
    """The characters that each block of a text marks as meant."""
    return {name: frozenset(_ESCAPED.findall(block.prose())) for name, block in source.blocks.items()}
