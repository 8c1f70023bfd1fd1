"""Units beside a number, as Moodle stores them: which it takes, what a wrong one costs, and where it is said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.kinds.numerical.rounding import DIGITS
from grader.moodle.marking import typed
from grader.moodle.marking.award import WithUnit

_CONTINUES_A_NUMBER = re.compile(r"[\d.,+*x\u00d7-]|[eE][\d+-]|0$")
_DECIMALS, _MOST = 19, 1e19  # of a multiplier, in Moodle's database

FREE, OF_THE_RESPONSE, OF_THE_QUESTION = 0, 1, 2
"""What a wrong unit costs: nothing, a share of what the number earns, a share of the whole mark."""

TYPED, RADIO, MENU, NONE = 0, 1, 2, 3
"""Where a unit is said: behind the number as it is typed, or chosen beside it; or nowhere."""


@dataclass(frozen=True)
class Unit:
    """A unit that Moodle takes. multiplier: how many of it make one of the answer's."""

    name: str
    multiplier: float = 1.0

    def __str__(self) -> str:
        return self.name if self.multiplier == 1 else f"{self.name} (\u00d7 {self.multiplier:.10g})"


@dataclass(frozen=True)
class Units:
    """The units of a question.

    taken: those that are taken. grading: FREE, OF_THE_RESPONSE or OF_THE_QUESTION. shown: TYPED, RADIO, MENU or NONE.
    first: whether a unit stands before the number.
    """

    taken: tuple[Unit, ...] = ()
    grading: int = FREE
    shown: int = NONE
    first: bool = False

    def __bool__(self) -> bool:
        return bool(self.taken)

    @property
    def apart(self) -> bool:
        """Whether a unit is chosen beside the number."""
        return self.shown in (RADIO, MENU)

    @cached_property
    def multipliers(self) -> Mapping[str, float]:
        """How many of each make one of the answer's."""
        return {unit.name: unit.multiplier for unit in self.taken}

    def with_penalty(self, penalty: float) -> typed.Units:
        """The same for the marker."""
        return typed.Units(self.multipliers, self.first, self.grading, penalty, self.apart)

    def given(self, written: str) -> str | WithUnit:
        """What a download shows, as it was given: where the unit is chosen, the number and the unit apart."""
        if not self.apart:
            return written
        for name in sorted(self.multipliers, key=len, reverse=True):
            if self.first and written.startswith(f"{name} "):
                return WithUnit(written.removeprefix(f"{name} "), name)
            if not self.first and written.endswith(f" {name}"):
                return WithUnit(written.removesuffix(f" {name}"), name)
        return WithUnit(written, "")

    def beside(self, number: str, unit: str) -> str | WithUnit:
        """A number with a unit, as it is given where units are said so."""
        if self.apart:
            return WithUnit(number, unit)
        return f"{unit} {number}" if self.first else f"{number} {unit}"


def unusable(units: Sequence[Unit]) -> Iterator[str]:
    """In words, what is wrong with the units of an author's item: Moodle could not read them behind a number."""
    if units and units[0].multiplier != 1:
        yield f"expected the answer's own unit first, with the multiplier 1, received {units[0]}"
    names = [unit.name for unit in units]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"expected units that differ, received {name!r} twice"
    for unit in units:
        if not unit.name or any(map(str.isspace, unit.name)) or _CONTINUES_A_NUMBER.match(unit.name):
            yield f"expected a unit without blanks that continues no number, received {unit.name!r}"
        if not is_kept(unit.multiplier):
            yield f"expected a multiplier of {unit.name} that Moodle can keep, received {unit.multiplier!r}"


def is_kept(multiplier: float) -> bool:
    """Whether Moodle keeps a multiplier as it is."""
    return 0 < multiplier < _MOST and round(multiplier, _DECIMALS) == multiplier == float(f"{multiplier:.{DIGITS}g}")
