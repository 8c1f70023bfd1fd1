"""The pieces of a text that its languages are compared by: what a claim is cited for, a sentence, or a paragraph."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise, product

from grader.texts.expressions import parsed
from grader.texts.glossary import words_of
from grader.texts.markdown import VERBATIM
from grader.texts.source import EXPRESSION, PARAGRAPH, REFERENCE, Block, Source, names

_CITED = re.compile(r"(?:\[\^\w+\])+[.!?]?")
_MOST_CUTS = 4  # of what one language says in a sentence
_UNITS = r"%|\u00b0C|h|min|m?s|px|[kmc]?m|k?g|[kMG]?Hz|[kMGT]i?B"
_SAID = re.compile(rf"\[\^(?P<claim>\w+)\]|\{{\{{(?P<expression>.*?)\}}\}}(?:\s?(?P<unit>{_UNITS})(?!\w))?", re.DOTALL)


@dataclass(frozen=True)
class Unit:
    """A piece of a block. source: as written; prose: without expressions, formulas, code and references."""

    source: str
    prose: str
    line: int

    @cached_property
    def words(self) -> Sequence[str]:
        """The words of its prose, as a glossary looks for them."""
        return words_of(self.prose)

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The expressions, with the units behind them, and the claims, in order, whatever their spaces.

        A claim that is cited again, with nothing else between, is said once: a sentence may be cut in two.
        """
        said = [
            f"[^{match['claim']}]"
            if match["claim"]
            else f"{{{{ {parsed(match['expression'])} }}}}{match['unit'] or ''}"
            for match in _SAID.finditer(self.source)
        ]
        return tuple(one for before, one in pairwise(["", *said]) if one != before or not one.startswith("[^"))


def units(source: Source, block: str) -> tuple[tuple[Unit, ...], ...]:
    """The units of a block of a text by paragraphs: of a feedback what cites claims, elsewhere sentences."""
    return _units(source.blocks[block], names(source))


@lru_cache(maxsize=512)  # many checks, and every variant, ask for them
def _units(block: Block, declared: tuple[str, ...]) -> tuple[tuple[Unit, ...], ...]:
    prose = block.prose(declared)
    ends = [match.end() for match in _CITED.finditer(block.source)] if block.is_feedback else block.sentence_ends()
    breaks = [0, *(match.start() for match in PARAGRAPH.finditer(prose)), len(prose)]
    paragraphs = (_paragraph(block, prose, ends, start, end) for start, end in pairwise(breaks))
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def pairs(ours: Sequence[Sequence[Unit]], theirs: Sequence[Sequence[Unit]]) -> list[tuple[Unit, Unit]]:
    """The units of two languages beside each other."""
    return [(one, other) for one, other in aligned((ours, theirs))]


def aligned(sides: Sequence[Sequence[Sequence[Unit]]]) -> list[tuple[Unit, ...]]:
    """The units of languages beside each other, as small as all are cut alike: units, paragraphs, or the whole."""
    if len({len(side) for side in sides}) > 1:
        return _beside([[unit for paragraph in side for unit in paragraph] for side in sides])
    return [together for paragraphs in zip(*sides, strict=True) for together in _beside(paragraphs)]


def joined(several: Sequence[Unit]) -> Unit:
    """Several units as one; none give an empty one."""
    return Unit(
        " ".join(unit.source for unit in several),
        " ".join(unit.prose for unit in several),
        several[0].line if several else 0,
    )


def _beside(sides: Sequence[Sequence[Unit]]) -> list[tuple[Unit, ...]]:
    alike = len({len(side) for side in sides}) == 1
    return list(zip(*sides, strict=True)) if alike else _by_what_is_said(sides) or [tuple(map(joined, sides))]


def _by_what_is_said(sides: Sequence[Sequence[Unit]]) -> list[tuple[Unit, ...]]:
    """Units that say the same beside each other, where one side is cut otherwise; none where they cannot be matched."""
    found: list[tuple[Unit, ...]] = []
    left = list(sides)
    while any(left):
        counts = _alike(left)
        if counts is None:
            return []
        found.append(tuple(joined(side[:count]) for side, count in zip(left, counts, strict=True)))
        left = [side[count:] for side, count in zip(left, counts, strict=True)]
    return found


def _alike(left: Sequence[Sequence[Unit]]) -> tuple[int, ...] | None:
    """How many of the next units of each side say the same: as few as can be, and those that only say it again."""
    numbers = [range(1, min(len(side), _MOST_CUTS) + 1) for side in left]
    for counts in sorted(product(*numbers), key=sum):
        said = {joined(side[:count]).said for side, count in zip(left, counts, strict=True)}
        if len(said) == 1 and said != {()}:
            return tuple(_repeated(side, count) for side, count in zip(left, counts, strict=True))
    return None


def _repeated(side: Sequence[Unit], count: int) -> int:
    """With how many units of a side nothing more is said than with so many."""
    said = joined(side[:count]).said
    return next((more for more in range(len(side), count, -1) if joined(side[:more]).said == said), count)


def _paragraph(block: Block, prose: str, ends: Sequence[int], start: int, end: int) -> tuple[Unit, ...]:
    cuts = sorted({start, *(stop for stop in ends if start < stop <= end), end})
    pieces = [(one, other) for one, other in pairwise(cuts) if _says(block.source[one:other])]
    return tuple(
        Unit(
            block.source[one:other].strip(),
            prose[one:other],
            block.line_at(other - len(block.source[one:other].lstrip())),
        )
        for one, other in pieces
    )


def _says(source: str) -> bool:
    plain = REFERENCE.sub("", source.replace(VERBATIM, ""))
    return bool(re.search(r"\w", EXPRESSION.sub("0", plain)))
