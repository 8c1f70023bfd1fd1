"""Numbers as decimals: how exactly one is asked for, and what a student may round it to."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

DIGITS = 14
"""With how many significant digits Moodle keeps the numbers of a question."""

_TYPED = 15  # digits that a careful student copies from a calculator
_ANY_SIZE = Context(prec=1000)


def exact(value: float) -> Decimal:
    """The shortest decimal that means a number, which is what texts show of it."""
    return Decimal(repr(float(value))) if isinstance(value, float) else Decimal(int(value))


def quantized(value: Decimal, exponent: int, rounding: str) -> Decimal:
    """A number rounded to a digit, by the exponent of its place."""
    return value.quantize(Decimal(1).scaleb(exponent), rounding=rounding, context=_ANY_SIZE)


@dataclass(frozen=True)
class Precision:
    """How exactly a number is asked for: with so many decimals, or so many significant figures; one of the two."""

    decimals: int | None = None
    figures: int | None = None

    def exponent(self, value: Decimal) -> int:
        """The exponent of the last digit that is asked for of a number."""
        return -self.decimals if self.decimals is not None else _leading(value) + 1 - (self.figures or 0)

    def digits(self, value: Decimal) -> int:
        """How many significant digits are asked for of a number."""
        return self.figures if self.figures is not None else max(_leading(value) - self.exponent(value) + 1, 1)

    def asked(self, value: Decimal) -> frozenset[Decimal]:
        """What is asked for: a number rounded half up, and half even; mostly they are the same."""
        place = self.exponent(value)
        return frozenset(quantized(value, place, way) for way in (ROUND_HALF_EVEN, ROUND_HALF_UP))

    def roundings(self, value: Decimal) -> frozenset[Decimal]:
        """Every correct rounding from what is asked for up to 15 digits, and the number itself."""
        first = self.exponent(value)
        last = min(first, _leading(value) + 1 - _TYPED) if value else first
        return frozenset(
            quantized(value, place, way)
            for place in range(first, last - 1, -1)
            for way in (ROUND_HALF_EVEN, ROUND_HALF_UP)
        ) | {value}

    def neighbours(self, value: Decimal) -> frozenset[Decimal]:
        """The numbers one unit off, below and above what is asked for, other than what is right itself."""
        asked = self.asked(value)
        return frozenset(beside for one in asked for beside in self._beside(one)) - asked

    def unit(self, value: Decimal) -> Decimal:
        """One unit of the last digit that is asked for of a number."""
        return Decimal(1).scaleb(self.exponent(value))

    def _beside(self, asked: Decimal) -> tuple[Decimal, Decimal]:
        outwards = inwards = self.unit(asked)
        if self.figures is not None and asked and asked.copy_abs() == Decimal(1).scaleb(_leading(asked)):
            inwards = outwards / 10  # below 1.00 lies 0.999
        return (asked + outwards, asked - inwards) if asked >= 0 else (asked - outwards, asked + inwards)


def _leading(value: Decimal) -> int:
    """The exponent of a number's first digit; of zero, that of its units."""
    return value.adjusted() if value else 0
