"""Numbers and short answers: what earns that is typed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.moodle.marking import numbers
from grader.moodle.marking.award import (
    BLANK,
    DECIMALS,
    Award,
    Response,
    WithUnit,
    allow,
    fraction,
    graded,
    naming,
    text,
    written,
)
from grader.moodle.marking.numbers import BLANKS, Separators
from grader.moodle.marking.patterns import matches
from grader.moodle.numbers import integer, whole_number

_OF_THE_RESPONSE, _OF_THE_QUESTION = 1, 2  # ways in which a wrong unit costs
_RADIO, _MENU = 1, 2  # ways of choosing a unit beside the number
_MULTIPLIER_DECIMALS, _MULTIPLIER_BELOW = 19, 1e19  # of the database's column


@dataclass(frozen=True)
class Amount:
    """A number that earns a fraction. value: None for `*`, any number at all."""

    value: float | None
    tolerance: float
    fraction: float

    def holds(self, value: float) -> bool:
        """Whether a number is near enough."""
        return self.value is None or numbers.is_near(value, self.value, self.tolerance)


@dataclass(frozen=True)
class Units:
    """The units of a question.

    multipliers: how many of a unit make one of the answer's. grading, penalty: what a wrong unit costs, and of what.
    apart: whether the unit is chosen beside the number.
    """

    multipliers: Mapping[str, float] = field(default_factory=dict)
    first: bool = False
    grading: int = 0
    penalty: float = 0.0
    apart: bool = False

    def charged(self, fraction: float) -> float:
        """What is left of a fraction without the right unit; nothing negative, whatever a wrong unit costs."""
        if self.grading == _OF_THE_RESPONSE:
            fraction -= self.penalty * fraction
        elif self.grading == _OF_THE_QUESTION:
            fraction -= self.penalty
        return max(fraction, 0.0)


@dataclass(frozen=True)
class Numerical:
    """A question that asks for a number, perhaps with a unit."""

    amounts: tuple[Amount, ...]
    units: Units = field(default_factory=Units)

    def mark(self, response: Response, separators: Separators) -> Award:
        """The first amount that holds earns; the bare number may match, too, without its unit."""
        answered, chosen = self._answered(response)
        if not answered:
            return BLANK
        reading = numbers.read(answered, separators, unit_first=self.units.first)
        if reading is None:
            return graded(0.0)
        multiplier = self.units.multipliers.get(reading.unit if chosen is None else chosen)
        return self._award(reading.value, multiplier)

    def _answered(self, response: Response) -> tuple[str, str | None]:
        """What was typed, and the unit that was chosen beside it; None where none could be."""
        if not isinstance(response, WithUnit):
            return written(response), None
        allow(self.units.apart, "a text, because the unit is not chosen beside the number", response)
        return response.number.strip(BLANKS), response.unit.strip(BLANKS)

    def _award(self, value: float, multiplier: float | None) -> Award:
        for place, amount in enumerate(self.amounts):
            if multiplier is not None and amount.holds(value * (1 / multiplier)):
                return graded(amount.fraction, place)
            if amount.holds(value):
                return graded(self.units.charged(amount.fraction), place)
        return graded(0.0)


@dataclass(frozen=True)
class ShortAnswer:
    """A question that asks for a text. patterns: each with what it earns."""

    patterns: tuple[tuple[str, float], ...]
    case_sensitive: bool

    def mark(self, response: Response, separators: Separators) -> Award:  # noqa: ARG002 - of every key
        """The first pattern that matches earns."""
        answered = written(response)
        if not answered:
            return BLANK
        for place, (pattern, earned) in enumerate(self.patterns):
            if matches(pattern, answered, case_sensitive=self.case_sensitive):
                return graded(earned, place)
        return graded(0.0)


def short_answer(question: ET.Element) -> ShortAnswer:
    """The patterns of a question. Raises MoodleXMLError where none earns the whole mark."""
    patterns = tuple(
        (text(answer, "text"), fraction(answer, position)) for position, answer in enumerate(question.findall("answer"))
    )
    if max((earned for _, earned in patterns), default=0.0) < 1:
        raise MoodleXMLError("answer: expected one that earns the whole mark")
    return ShortAnswer(patterns, case_sensitive=_integer(question, "usecase", "0") != 0)


def numerical(question: ET.Element) -> Numerical:
    """The amounts and units of a question. Raises MoodleXMLError for what is no number."""
    units = _units(question)
    answers = enumerate(question.findall("answer"))
    return Numerical(tuple(_answer(answer, position, units) for position, answer in answers), units)


def amount(number: str, tolerance: str, earned: float, units: Units) -> Amount:
    """An amount as it is written. Raises MoodleXMLError for what is neither a number nor `*`."""
    near = abs(_number(tolerance, units) or 0.0)
    if number == "*":
        return Amount(None, near, earned)
    value = _number(number, units)
    if value is None:
        raise MoodleXMLError(f"expected a number or *, received {number!r}")
    return Amount(value, near, earned)


def _answer(answer: ET.Element, position: int, units: Units) -> Amount:
    number, earned = text(answer, "text"), fraction(answer, position)
    with naming(f"answer {position + 1}"):
        if answer.find("fraction") is not None:
            raise MoodleXMLError("expected its fraction as an attribute, found an element fraction")
        if not (number or earned or text(answer, "feedback/text")):
            return Amount(math.nan, 0.0, 0.0)  # Moodle passes over it
        return amount(number, text(answer, "tolerance"), earned, units)


def _number(number: str, units: Units) -> float | None:
    """A number of the question as Moodle keeps it, its unit taken into account; None where there is none."""
    if numbers.depends_on_language(number):
        raise MoodleXMLError(f"{number!r} is another number where the comma is a decimal mark: write a point")
    found = numbers.read(number, unit_first=units.first)
    if found is None:
        return None
    return numbers.kept(found.value * (1 / units.multipliers.get(found.unit, 1.0)))


def _units(question: ET.Element) -> Units:
    multipliers: dict[str, float] = {}
    for unit in question.findall("units/unit"):
        name, multiplier = text(unit, "unit_name"), text(unit, "multiplier", "1")
        if name not in ("", "0", *multipliers) and multiplier not in ("", "0"):  # PHP takes "0" for nothing
            multipliers[name] = _multiplier(name, multiplier)
    return Units(
        multipliers,
        first=bool(multipliers) and text(question, "unitsleft") not in ("", "0"),
        grading=_integer(question, "unitgradingtype", "0"),
        penalty=_penalty(question),
        apart=_integer(question, "showunits", "0") in (_RADIO, _MENU),
    )


def _multiplier(name: str, number: str) -> float:
    """A multiplier as the database keeps it, with 19 decimals."""
    found = _number(number, Units())
    value = round(found, _MULTIPLIER_DECIMALS) if found is not None else 0.0
    if not 0 < abs(value) < _MULTIPLIER_BELOW:
        raise MoodleXMLError(f"unit {name!r}: expected a multiplier that Moodle can keep, received {number!r}")
    return value


def _penalty(question: ET.Element) -> float:
    number = text(question, "unitpenalty", "0.1")
    value = whole_number(number)
    if value is None:
        raise MoodleXMLError(f"unitpenalty: expected a number, received {number!r}")
    return round(value, DECIMALS)


def _integer(question: ET.Element, name: str, default: str) -> int:
    number = text(question, name, default)
    value = integer(number)
    if value is None:
        raise MoodleXMLError(f"{name}: expected an integer, received {number!r}")
    return value
