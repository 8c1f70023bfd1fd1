"""The proof that Moodle's rule separates the numbers of an item: by the independent marker, in every spelling."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from grader.kinds.numerical.item import Numerical
from grader.moodle.marking.award import Key
from grader.moodle.marking.numbers import Separators
from grader.texts.language import LANGUAGES

_POWERS = ("e", "E", "x10^", "*10^", "\u00d710^", "x10**", " x 10^")


@dataclass(frozen=True)
class Misread:
    """A spelling that the marker takes for something else.

    written: as it was typed. place: of the answer that it is, 0 for the key; None where it is none. found: what Moodle
    takes it for.
    """

    written: str
    place: int | None
    found: int | None


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
                found = _found(marker, typed, written)
                if found != place:
                    yield Misread(typed, place, found)
    for beside in sorted(precision.neighbours(item.number)) if item.number is not None else ():
        for typed in spellings(beside, written):
            if _found(marker, typed, written) == 0:
                yield Misread(typed, None, 0)


def _found(marker: Key, typed: str, written: Separators) -> int | None:
    return next(iter(marker.mark(typed, written).answers), None)
