"""Family T, on equations in formulas: what they say of numbers is so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from grader.authored import is_number, printed
from grader.checks.quoted import Occurrence, Quoted, occurrences, quoted
from grader.checks.text import COMPLETE
from grader.findings import Defect, at, check
from grader.release.stages import ComputedStages
from grader.texts import readback
from grader.texts.equations import HERE, Value, sides
from grader.texts.numerals import MATHEMATICS
from grader.texts.source import EXPRESSION, UNSHOWN, Source

_CANNOT = (ArithmeticError, ValueError, TypeError)  # such as the logarithm of zero
_ROUNDED = 0.51  # of the last digit that is shown


@dataclass(frozen=True)
class _Equation:
    """An equation of a text: its sides, and the expressions in them, in order."""

    line: int
    sides: tuple[Value, ...]
    shown: tuple[Occurrence, ...]


@check("T037", remedy="Let both sides of the equation be the same number.", requires=(*COMPLETE, "T013"))
def equation_is_false(stages: ComputedStages) -> Iterator[Defect]:
    """An equation in a formula has sides that differ, with the numbers that it shows."""
    for source in stages.sources.values():
        if not _equations(source):
            continue
        by_place: dict[Occurrence, list[Quoted]] = {}
        for number in quoted(source, stages.solution):
            by_place.setdefault(number.at, []).append(number)
        for equation in _equations(source):
            yield from _false(equation, [by_place.get(one, []) for one in equation.shown], source)


def _false(equation: _Equation, shown: Sequence[Sequence[Quoted]], source: Source) -> Iterator[Defect]:
    """Where an equation is false; nothing where an expression shows no number, or several."""
    if any(len(numbers) != 1 for numbers in shown):
        return
    values = [number.value for (number,) in shown]
    unit = max(readback.numbers(number.written, source.language)[0].unit for (number,) in shown)
    computed = [_computed(side, values) for side in equation.sides]
    for one, other in pairwise(computed):
        if one is not None and other is not None and abs(one - other) > _ROUNDED * unit:
            said = f"an equation has {printed(one)} on one side, and {printed(other)} on the other"
            yield Defect(at(source.path, equation.line), said)


def _computed(side: Value, shown: Sequence[float]) -> float | None:
    """The number on a side; None where there is none."""
    try:
        found = side(shown)
    except _CANNOT:
        return None
    return found if is_number(found) else None


@lru_cache(maxsize=256)
def _equations(source: Source) -> tuple[_Equation, ...]:
    """The equations of a text that show numbers and can be computed."""
    found = []
    for block in source.blocks.values():
        if block.name in UNSHOWN:
            continue
        shown = dict(zip(_starts(block.source), _of_block(source).get(block.name, ()), strict=False))
        for formula in MATHEMATICS.finditer(block.source):
            places = tuple(shown[start] for start in shown if formula.start() < start < formula.end())
            equal = sides(EXPRESSION.sub(HERE, formula.group())[2:-2]) if places else ()
            if equal:
                found.append(_Equation(block.line_at(formula.start()), equal, places))
    return tuple(found)


def _starts(written: str) -> list[int]:
    """Where the expressions of a block begin."""
    return [match.start() for match in EXPRESSION.finditer(written)]


def _of_block(source: Source) -> Mapping[str, list[Occurrence]]:
    """The expressions of a text by blocks, in order."""
    found: dict[str, list[Occurrence]] = {}
    for one in occurrences(source):
        found.setdefault(one.block, []).append(one)
    return found
