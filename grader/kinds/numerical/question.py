"""A numerical question as Moodle stores it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from grader.kinds.numerical.units import Units
from grader.moodle.quiz import NOTHING, Answer, Hint, Markup, StoredQuestion

NAME = "numerical"
"""Moodle's name of the type."""

ANY = "*"
"""How Moodle writes an answer that any number is."""

UNIT_PENALTY = 0.1
"""What a wrong unit costs unless a question says otherwise; Moodle keeps it of questions without units, too."""

_PLAIN = range(-5, 15)  # exponents of numbers that are written without a power of ten


@dataclass(frozen=True)
class Amount:
    """A number that earns a fraction, with whatever is as near as the tolerance. number: None for any number at all."""

    fraction: float
    number: float | None
    tolerance: float = 0.0
    feedback: Markup = NOTHING

    def __str__(self) -> str:
        if self.number is None:
            return ANY
        return f"{in_figures(self.number)} \u00b1 {in_figures(self.tolerance)}"


@dataclass(frozen=True)
class NumericalQuestion(StoredQuestion):
    """A question that asks for a number; the first amount that holds it earns.

    units: which are taken, and how. unit_penalty: the share that a wrong one costs; what whoever responds at random is
    thought to lose by it, though there are none.
    """

    kind: ClassVar[str] = NAME

    amounts: tuple[Amount, ...]
    maximum_mark: float = 1.0
    units: Units = field(default_factory=Units)
    unit_penalty: float = UNIT_PENALTY
    hints: tuple[Hint, ...] = ()

    @property
    def fractions(self) -> tuple[float, ...]:
        """What each amount is worth."""
        return tuple(amount.fraction for amount in self.amounts)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The amounts as answers: each as a number with its tolerance."""
        return tuple(
            Answer(amount.fraction, Markup(str(amount), "plain_text"), amount.feedback) for amount in self.amounts
        )


def attributes(question: NumericalQuestion) -> Sequence[Mapping[str, object]]:
    """Each amount as a page's script compares with it; without a number where any number is it.

    Where there are units, with these, and what it earns with a right one and without.
    """
    return [{**_compared_with(amount), **_earned(question, amount)} for amount in question.amounts]


def _compared_with(amount: Amount) -> Mapping[str, object]:
    if amount.number is None:
        return {}
    return {"number": in_figures(amount.number), "tolerance": in_figures(amount.tolerance), "takes": str(amount)}


def _earned(question: NumericalQuestion, amount: Amount) -> Mapping[str, object]:
    if not question.units:
        return {}
    charged = question.units.with_penalty(question.unit_penalty).charged(amount.fraction)
    return {"units": dict(question.units.multipliers), "earns": amount.fraction, "without": charged}


def in_figures(number: float) -> str:
    """A number in the digits that Moodle reads: with a power of ten where it is very large or small."""
    shortest = Decimal(repr(number))
    if number and shortest.adjusted() not in _PLAIN:
        return f"{shortest.normalize():E}"
    plain = f"{shortest:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
