"""Numerical questions: what becomes of their numbers, tolerances and units."""

import math
from collections.abc import Iterator

from lxml.etree import _Element

from grader.checks.xml.elements import CALCULATED, Outcome, QuizFile, excerpt, text_in, trimmed, value
from grader.checks.xml.marks import fraction
from grader.checks.xml.numerical import kept_digits, read
from grader.findings import Defect, check
from grader.moodle.numbers import leading_number

_LONGEST_UNIT = 50


@check("X024", remedy="Write numbers with a decimal point, without units, and with no more than 14 digits.")
def numerical_unreadable(file: QuizFile) -> Iterator[Defect]:
    """A numerical answer is no number, which stops Moodle; or Moodle reads another: in English 3,14 becomes 314."""
    for question in file.of_type("numerical"):
        units = {text_in_unit(unit).replace(" ", "") for unit in question.iterfind("units[1]/unit")}
        number_first = trimmed(question.findtext("unitsleft", "0")) in ("", "0")
        for answer in question.iterfind("answer"):
            yield from _answer(file, answer, fraction(answer, question), units if number_first else None)
            yield from _tolerance(file, answer)


@check("X055", remedy="Give each unit a name of its own of at most 50 characters, and a multiplier such as 0.001.")
def unit_lost(file: QuizFile) -> Iterator[Defect]:
    """Moodle drops a unit without name, with the multiplier 0 or a name again; or reads its multiplier otherwise."""
    for question in file.of_type("numerical", *CALCULATED):
        seen: set[str] = set()
        for unit in question.iterfind("units[1]/unit"):
            name, multiplier = text_in_unit(unit), unit.find("multiplier")
            written = "1" if multiplier is None else value(multiplier)
            number = read(written)
            if name in ("", "0") or name in seen:
                why = f"has the name {name!r} again" if name in seen else "has no name"
                yield file.defect(unit, Outcome.CHANGES, f"Moodle drops a unit: it {why}")
            elif written in ("", "0"):
                yield file.defect(unit, Outcome.CHANGES, f"Moodle drops the unit {name!r}: its multiplier is 0")
            elif len(name) > _LONGEST_UNIT:
                yield file.defect(
                    unit, Outcome.STOPS, f"expected at most {_LONGEST_UNIT} characters, received {len(name)}"
                )
            elif number.value is None:
                yield file.defect(unit, Outcome.STOPS, f"expected a number as multiplier, received {excerpt(written)}")
            elif number.ambiguous or number.rest:
                yield file.defect(
                    unit,
                    Outcome.CHANGES,
                    f"in English Moodle reads {number.value:g} for the multiplier {excerpt(written)}",
                )
            seen.add(name)


def text_in_unit(unit: _Element) -> str:
    """The name of a unit."""
    return trimmed(unit.findtext("unit_name"))


def _answer(file: QuizFile, answer: _Element, share: float | None, units: set[str] | None) -> Iterator[Defect]:
    """What is wrong with an answer; units: what may stand behind its number, None where they stand before it."""
    written = text_in(answer)
    number = read(written)
    if written == "*" or (not written and share == 0 and not text_in(answer.find("feedback"))):
        return  # an empty row of Moodle's form says nothing
    if number.value is None:
        if units is not None:
            yield file.defect(answer, Outcome.STOPS, f"expected a number or *, received {excerpt(written)}")
    elif number.ambiguous:
        yield file.defect(
            answer, Outcome.CHANGES, f"in English Moodle reads {number.value:.14g} for {excerpt(written)}"
        )
    elif number.rest and number.rest not in (units or ()):
        yield file.defect(
            answer, Outcome.CHANGES, f"Moodle reads {number.value:.14g} for {excerpt(written)}: no unit has this name"
        )
    elif not number.rest:
        yield from _digits(file, answer, written, number.value)


def _digits(file: QuizFile, answer: _Element, written: str, number: float) -> Iterator[Defect]:
    """Digits that are lost, unless the tolerance is larger than what they say."""
    tolerance = read(trimmed(answer.findtext("tolerance"))).value or 0.0
    kept = kept_digits(written, number)
    if math.isinf(number) or abs(number - kept) > abs(tolerance):
        yield file.defect(answer, Outcome.CHANGES, f"Moodle keeps {kept:.14g} of {excerpt(written)}")


def _tolerance(file: QuizFile, answer: _Element) -> Iterator[Defect]:
    written = trimmed(answer.findtext("tolerance"))
    number = read(written)
    if written and (number.value is None or number.rest or number.ambiguous):
        kept = 0 if number.value is None else number.value
        yield file.defect(
            answer, Outcome.CHANGES, f"expected a number as tolerance, received {excerpt(written)}, read as {kept:g}"
        )
    elif written and leading_number(written) is not None and math.isinf(number.value or 0):
        yield file.defect(answer, Outcome.CHANGES, f"the tolerance {excerpt(written)} is infinite")
