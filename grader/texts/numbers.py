"""How numbers are written in a language: with its decimal comma or point, in groups of thousands, as percentages."""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

_ANY_SIZE = Context(prec=1000, rounding=ROUND_HALF_EVEN)  # a float has at most 309 digits before its point

_POWER = re.compile(r" \\times 10\^\{(-?[0-9]+)\}")


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """How a language writes numbers.

    decimal, thousands, minus: what stands there in a number. group: digits of a group beyond the thousands.
    percent_around: what stands before and behind a percentage.
    """

    decimal: str
    thousands: str
    minus: str = "-"
    group: int = 3
    percent_around: tuple[str, str] = ("", "%")

    def number(self, value: float, decimals: int | None = None) -> str:
        """Write a number with a number of decimals, or with as many as it takes to tell it apart."""
        return self._signed(*_plain(value, decimals))

    def percent(self, value: float, decimals: int = 0) -> str:
        """Write a share of 1 as a percentage."""
        before, behind = self.percent_around
        sign, digits = _plain(_hundredfold(value), decimals)
        return self._signed(sign, digits, before, behind)

    def scientific(self, value: float, decimals: int = 1) -> str:
        r"""Write a number as LaTeX, significand times a power of ten; use it between \( and \)."""
        significand, exponent = f"{_shortest(value) or 0.0:.{decimals}e}".split("e")
        return f"{significand.replace('.', self.decimal)} \\times 10^{{{int(exponent)}}}"

    def _signed(self, sign: str, digits: str, before: str = "", behind: str = "") -> str:
        return f"{self.minus if sign else ''}{before}{self._localise(digits)}{behind}"

    def _localise(self, digits: str) -> str:
        whole, point, fraction = digits.partition(".")
        if len(whole) > len("9999"):  # a group of thousands helps from five digits on
            whole = self.thousands.join(_groups(whole, self.group))
        return f"{whole}{self.decimal if point else ''}{fraction}"


def outside_mathematics(written: str) -> str:
    """A number that was written for a text, where no formula is around it: a power of ten in plain characters."""
    return _POWER.sub(" \N{MULTIPLICATION SIGN} 10^\\1", written)


def _groups(whole: str, size: int) -> list[str]:
    """The digits of a whole number in groups: three last, `size` in each before."""
    rest, groups = whole[:-3], [whole[-3:]]
    while rest:
        rest, group = rest[:-size], rest[-size:]
        groups.insert(0, group)
    return groups


def _plain(value: float, decimals: int | None) -> tuple[str, str]:
    """Sign, and digits with a point, rounded as the shortest decimal that means the value would be."""
    shortest = _shortest(value)
    if decimals is not None:
        shortest = shortest.quantize(Decimal(1).scaleb(-decimals), context=_ANY_SIZE)
    elif shortest == shortest.to_integral_value():
        shortest = shortest.to_integral_value()
    return "-" if shortest < 0 else "", f"{shortest.copy_abs():f}"  # what was rounded to nothing has no sign


def _shortest(value: float) -> Decimal:
    """The shortest decimal that means the value."""
    _require_finite(value)
    return Decimal(repr(float(value)) if isinstance(value, float) else value)


def _hundredfold(value: float) -> float:
    """A share in percent, exactly: 0.07 * 100 would read 7.000000000000001."""
    _require_finite(value)
    return float(Decimal(repr(float(value))) * 100)


def _require_finite(value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"expected a number, received {value!r}")
    if not math.isfinite(value):
        raise ValueError(f"expected a number that can be shown, received {value!r}")
