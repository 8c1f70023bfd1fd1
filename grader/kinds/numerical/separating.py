"""The tolerance of a number, found: between what must earn and what must not, so that Moodle's comparison agrees.

Moodle takes [a - w, a + w] for an answer a and a tolerance t, w = t + 1e-14 max(t, |a|, 1e-14), in floating point.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from grader.kinds.numerical.rounding import DIGITS, Precision, quantized

_WIDENED = Decimal("2e-14")  # more than Moodle and floating point together add, as a share
_LEAST = Decimal("1e-14")


@dataclass(frozen=True)
class Interval:
    """An answer and its tolerance, as they are written."""

    centre: Decimal
    tolerance: Decimal

    def __str__(self) -> str:
        return f"{self.centre} \u00b1 {self.tolerance}"


def separating(value: Decimal, precision: Precision, refused: Collection[Decimal]) -> Interval | None:
    """The interval of an answer that holds every correct rounding, and nothing refused.

    refused: at least one. Where none is in the way it reaches half a unit to both sides of what is asked for.
    None where there is no interval.
    """
    inside = precision.roundings(value)
    half = precision.unit(value) / 2
    for centre in _centres(value, precision, inside):
        reach = max(abs(one - centre) for one in inside)
        limit = min(abs(one - centre) for one in refused)
        tolerance = _between(centre, reach, limit, half)
        if tolerance is not None:
            return Interval(centre, tolerance)
    return None


def usual(value: Decimal, precision: Precision) -> Interval:
    """The interval of what rounds to what is asked for, whatever else lies in it."""
    return Interval(_kept(min(precision.asked(value))), precision.unit(value) / 2)


def _centres(value: Decimal, precision: Precision, inside: Collection[Decimal]) -> Iterator[Decimal]:
    """Where an interval may have its centre: what is asked for, which students are shown; else the exact number."""
    asked = precision.asked(value)
    if len(asked) == 1:
        yield from map(_kept, asked)
    yield _kept(value)
    yield _kept((min(inside) + max(inside)) / 2)


def _between(centre: Decimal, reach: Decimal, limit: Decimal, half: Decimal) -> Decimal | None:
    """The shortest tolerance from `reach` to below `limit`: half a unit if that lies there, else as wide as can be."""
    if reach <= half and half + _guard(centre, half) < limit:
        return half
    widest = limit - _guard(centre, limit)
    for digits in range(1, DIGITS + 1):
        if widest <= 0:
            break
        tolerance = quantized(widest, widest.adjusted() + 1 - digits, ROUND_FLOOR)
        if reach <= tolerance:
            return tolerance
    return None


def _guard(centre: Decimal, tolerance: Decimal) -> Decimal:
    return _WIDENED * max(abs(centre), tolerance, _LEAST)


def _kept(value: Decimal) -> Decimal:
    """A number as Moodle keeps it."""
    if not value:
        return Decimal(0)
    place = value.adjusted() + 1 - DIGITS
    return quantized(value, place, ROUND_HALF_EVEN) if value.as_tuple().exponent < place else value  # type: ignore[operator] # it is finite
