"""The proof that Moodle's rule separates the numbers of an item: by the independent marker, in every spelling."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

from lxml import etree

from grader.kinds.numerical.item import Numerical, of_item
from grader.kinds.numerical.writing import write
from grader.kinds.subject import Subject
from grader.model import Text
from grader.moodle.marking import marker as marking
from grader.moodle.marking.award import Key
from grader.moodle.marking.marker import Marker
from grader.moodle.marking.numbers import Separators
from grader.texts.language import LANGUAGES

_POWERS = ("e", "E", "x10^", "*10^", "\u00d710^", "x10**", " x 10^")
_ALIKE = 1e-6  # Moodle keeps fractions with seven decimals


@dataclass(frozen=True)
class Misread:
    """A spelling that the marker takes for something else.

    written: as it was typed. place: of the answer that it is, 0 for the key; None where it is none. found: what Moodle
    takes it for.
    """

    written: str
    place: int | None
    found: int | None


def marker_of(asked: Subject, text: Text) -> Marker:
    """The independent marker of what is written of a question with a text."""
    element = write(of_item(asked.question, asked.item, text, number=1))
    return marking.read(ET.fromstring(etree.tostring(element)))  # noqa: S314 - the bytes are our own


def separators(language: str) -> Separators:
    """How students of a language write numbers, as far as its words say."""
    known = LANGUAGES[language]
    return Separators(decimal=known.decimal, thousands=known.thousands)


def spellings(number: Decimal, written: Separators) -> Iterator[str]:
    """Every way to type a number that Moodle reads where these are the separators."""
    for plain in _plain(number, written):
        yield plain
        if "," in plain or written.decimal != ",":
            continue
        yield plain.replace(".", ",")


def _plain(number: Decimal, written: Separators) -> Iterator[str]:
    plain = f"{number:f}"
    yield plain
    yield f" {plain.replace('-', '- ')} "
    if not plain.startswith("-"):
        yield f"+{plain}"
    if "0." in plain and plain.lstrip("-").startswith("0."):
        yield plain.replace("0.", ".", 1)
    if "." not in plain:
        yield f"{plain}."
    if written.decimal == "." and written.thousands == ",":
        yield f"{number:,f}"
    significand, exponent = f"{number:E}".split("E") if number else ("0", "+0")
    yield from (f"{significand}{power}{int(exponent)}" for power in _POWERS)
    yield f"{significand}E{exponent}"


def misread(item: Numerical, marker: Key, language: str) -> Iterator[Misread]:
    """What the marker takes for something else: a rounding of a number, a neighbour of the key that it lets pass."""
    written, precision = separators(language), item.precision
    numbers = [(place, number) for place, number in enumerate((item.number, *item.wrong_numbers)) if number is not None]
    for place, number in numbers:
        for rounded in sorted(precision.roundings(number)):
            for typed in spellings(rounded, written):
                found = _found(item, marker, typed, written)
                if found != place:
                    yield Misread(typed, place, found)
    for beside in sorted(precision.neighbours(item.number)) if item.number is not None else ():
        for typed in spellings(beside, written):
            if _found(item, marker, typed, written) == 0:
                yield Misread(typed, None, 0)


@dataclass(frozen=True)
class InUnit:
    """A number in a unit that earns something else than it deserves: as it was given, what it earns and deserves."""

    written: str
    earned: float
    deserved: float


def misread_in_units(item: Numerical, marker: Marker) -> Iterator[InUnit]:
    """What earns something else with a unit than it deserves: each number, in each of the units."""
    worth = {0: 1.0, **{place: wrong.fraction for place, wrong in enumerate(item.foreseen, start=1)}}
    numbers = [(place, number) for place, number in enumerate((item.number, *item.wrong_numbers)) if number is not None]
    for place, number in numbers:
        for rounded in sorted(item.precision.asked(number)):
            for unit in item.units:
                in_unit = rounded * Decimal(repr(unit.multiplier))
                earned = marker.mark(item.in_units.beside(f"{in_unit:f}", unit.name)).fraction or 0.0
                if abs(earned - worth[place]) > _ALIKE:
                    yield InUnit(f"{in_unit:f} {unit.name}", earned, worth[place])


def of_wrong_units(item: Numerical, marker: Marker) -> Iterator[InUnit]:
    """The key's figures with a unit in which they mean another number, and which earn all the same."""
    for rounded in sorted(item.precision.asked(item.number)) if item.number is not None else ():
        for unit in item.units:
            earned = marker.mark(item.in_units.beside(f"{rounded:f}", unit.name)).fraction or 0.0
            if unit.multiplier != 1 and rounded and earned > _ALIKE:
                yield InUnit(f"{rounded:f} {unit.name}", earned, 0.0)


def _found(item: Numerical, marker: Key, typed: str, written: Separators) -> int | None:
    """What Moodle takes for it, with the answer's own unit where it must be said."""
    own = item.units[0].name if item.units and item.unit_penalty is not None else ""
    given = item.in_units.beside(typed, own) if own else typed
    return next(iter(marker.mark(given, written).answers), None)
