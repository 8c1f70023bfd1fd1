"""The numbers that the expressions of a text show: which value, by which filter, in which sentence, how it reads."""

import re
from ast import literal_eval
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from grader.authored import is_number
from grader.model import Solution
from grader.mutation import places
from grader.release.stages import ComputedStages
from grader.texts import readback
from grader.texts.expressions import Expression, Filter, parsed
from grader.texts.language import LANGUAGES
from grader.texts.numerals import MATHEMATICS
from grader.texts.source import EXPRESSION, REFERENCE, UNSHOWN, Block, Source

WRITERS = ("number", "percent", "scientific")
_PLAIN = (int, float)
_READ = "en"  # the languages round alike, and this one is read back without Babel


@dataclass(frozen=True)
class Writing:
    """How an expression writes numbers: by a filter with its arguments, or by none; is_about: with a sign for near."""

    writer: str | None
    by_place: tuple[Any, ...]
    by_name: Mapping[str, Any]
    is_about: bool

    @property
    def decimals(self) -> int | None:
        """How many it was told to show."""
        return next(chain(self.by_place, self.by_name.values()), None)


@dataclass(frozen=True, eq=False)  # there is one for each expression: `occurrences` sees to it
class Occurrence:
    """An expression where it stands.

    written: as its author did. sentence: counts the sentences of a text; cites: the claims of the sentence.
    before, behind: what stands next to it in its line. in_formula: whether it stands in mathematics.
    """

    language: str
    expression: Expression
    written: str
    block: str
    line: int
    sentence: int
    cites: tuple[str, ...]
    before: str
    behind: str
    in_formula: bool

    @cached_property
    def writing(self) -> Writing | None:
        """How it writes the numbers of its value; None where it shows other things of it."""
        filters = [_of_entries(one) for one in self.expression.filters]
        if any(one.name in ("length", "count", "term") for one in filters):
            return None
        writer = next((one for one in filters if one.name in WRITERS), None)
        given, named = _arguments(writer) if writer else ((), {})
        return Writing(writer.name if writer else None, given, named, any(one.name == "about" for one in filters))


@dataclass(frozen=True, eq=False)  # variants that show the same number share one
class Quoted:
    """A number that an expression shows, alone or in a list.

    name: the value's, `s.x` or `p.y`.
    writer: the filter that writes it, and decimals, how many it was told to show; None where there is none.
    is_about: whether the text says that it is only near. written: as students read it. read: what they take it for.
    """

    at: Occurrence
    name: str
    value: float
    writer: str | None
    decimals: int | None
    is_about: bool
    written: str
    read: float


@lru_cache(maxsize=256)  # every check asks, and so does every variant
def occurrences(source: Source) -> tuple[Occurrence, ...]:
    """The expressions of the blocks that students see, in order."""
    shown = [block for block in source.blocks.values() if block.name not in UNSHOWN]
    spans = [(block, start, end) for block in shown for start, end in block.spans()]
    return tuple(
        _occurrence(source.language, block, match, number, tuple(REFERENCE.findall(block.source[start:end])))
        for number, (block, start, end) in enumerate(spans)
        for match in EXPRESSION.finditer(block.source, start, end)
    )


def _occurrence(language: str, block: Block, match: re.Match[str], sentence: int, cites: tuple[str, ...]) -> Occurrence:
    before, behind = block.source[: match.start()], block.source[match.end() :]
    return Occurrence(
        language,
        parsed(match[1]),
        " ".join(match[1].split()),
        block.name,
        block.line_at(match.start()),
        sentence,
        cites,
        before.rpartition("\n")[2],
        behind.partition("\n")[0],
        any(formula.start() < match.start() < formula.end() for formula in MATHEMATICS.finditer(block.source)),
    )


@lru_cache(maxsize=1)  # several checks ask, one after the other
def quoted_by(stages: ComputedStages) -> Sequence[tuple[Source, Sequence[Quoted]]]:
    """The numbers that each of a question's texts shows."""
    values: dict[str, object] = {}
    return [(source, _quoted(source, stages.solution, values)) for source in stages.sources.values()]


def quoted(source: Source, solution: Solution) -> list[Quoted]:
    """Every number that a text shows, in order; the entries of a list one by one."""
    return _quoted(source, solution, {})


def _quoted(source: Source, solution: Solution, values: dict[str, object]) -> list[Quoted]:
    """The same; what was read of the solution is noted among values, by name."""
    numbers: list[Quoted] = []
    for name, occurrence in _writing(source):
        if name not in values:
            values[name] = places.read(solution, name)
        value = values[name]
        if type(value) in _PLAIN:
            numbers.append(_remembered(occurrence, value))
        else:
            numbers += (_number(occurrence, entry) for entry in _entries(value))
    return numbers


def unfiltered(source: Source, solution: Solution) -> Iterator[tuple[Occurrence, object]]:
    """The expressions that show a value as it is, with the value."""
    return ((one, places.read(solution, one.expression.value)) for one in _unfiltered(source))


@lru_cache(maxsize=256)
def _writing(source: Source) -> tuple[tuple[str, Occurrence], ...]:
    """The expressions that show numbers, with the names of their values."""
    return tuple((one.expression.value, one) for one in occurrences(source) if one.expression.value and one.writing)


@lru_cache(maxsize=256)
def _unfiltered(source: Source) -> tuple[Occurrence, ...]:
    return tuple(one for one in occurrences(source) if one.expression.value and not one.expression.filters)


def _number(occurrence: Occurrence, value: float) -> Quoted:
    """A number as an expression shows it."""
    name, writing = occurrence.expression.value, occurrence.writing
    if writing is None or writing.writer is None:
        return Quoted(occurrence, name, value, None, None, writing is not None and writing.is_about, str(value), value)
    written, read = (
        getattr(LANGUAGES[code], writing.writer)(value, *writing.by_place, **writing.by_name)
        for code in (occurrence.language, _READ)
    )
    number = readback.numbers(read, _READ)[0].value
    return Quoted(
        occurrence,
        name,
        value,
        writing.writer,
        writing.decimals,
        writing.is_about,
        written,
        float(f"{number:.15g}"),
    )


_remembered = lru_cache(maxsize=16_384, typed=True)(_number)


def _entries(value: object) -> list[float]:
    """The numbers of a value: itself, or those of a list."""
    several = value if isinstance(value, tuple | list | set | frozenset) else (value,)
    return [entry for entry in several if is_number(entry)]


def _of_entries(one: Filter) -> Filter:
    """The filter that `map` applies to each entry."""
    if one.name != "map" or not one.arguments:
        return one
    return Filter(one.arguments[0].strip("'\""), one.arguments[1:])


def _arguments(one: Filter) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The arguments of a filter: by place, and by name."""
    pairs = [argument.rpartition("=") for argument in one.arguments]
    by_place = tuple(literal_eval(written) for name, _, written in pairs if not name)
    return by_place, {name: literal_eval(written) for name, _, written in pairs if name}
