"""How a language writes numbers: the filters of the texts' templates.

A text never holds a digit of its own; it names a value and says how precisely to show it.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

_ANY_SIZE = Context(prec=1000, rounding=ROUND_HALF_EVEN)  # a float has at most 309 digits before its point


@dataclass(frozen=True)
class Language:
    """A language of texts.

    code: as in the names of files (BCP 47). moodle: Moodle's code for it.
    decimal, thousands: separators. conjunction: the word before the last entry of a list. variants: what variants of
    a question are called.
    """

    code: str
    moodle: str
    decimal: str
    thousands: str
    conjunction: str
    variants: str

    def number(self, value: float, decimals: int | None = None) -> str:
        """Write a number with so many decimals, or with as many as it takes to tell it apart."""
        return self._localise(_plain(value, decimals))

    def percent(self, value: float, decimals: int = 0) -> str:
        """Write a share of 1 as a percentage."""
        return f"{self.number(_hundredfold(value), decimals)}%"

    def scientific(self, value: float, decimals: int = 1) -> str:
        r"""Write a number as LaTeX, significand times a power of ten; use it between \( and \)."""
        significand, exponent = f"{_shortest(value) or 0.0:.{decimals}e}".split("e")
        return f"{self._localise(significand)} \\times 10^{{{int(exponent)}}}"

    def listing(self, entries: Iterable[object]) -> str:
        """Write entries as a list: a, b and c."""
        *first, last = map(str, entries)
        return f"{', '.join(first)} {self.conjunction} {last}" if first else last

    def filters(self) -> Mapping[str, Callable[..., str]]:
        """The filters that templates of this language may use."""
        return {
            "number": self.number,
            "percent": self.percent,
            "scientific": self.scientific,
            "listing": self.listing,
        }

    def _localise(self, plain: str) -> str:
        sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
        whole, point, fraction = digits.partition(".")
        if len(whole) > len("9999"):  # a group of thousands helps from five digits on
            whole = f"{int(whole):,}".replace(",", self.thousands)
        return f"{sign}{whole}{self.decimal if point else ''}{fraction}"


LANGUAGES: Mapping[str, Language] = {
    language.code: language
    for language in (
        Language(code="pt-BR", moodle="pt_br", decimal=",", thousands=".", conjunction="e", variants="variantes"),
        Language(code="en", moodle="en", decimal=".", thousands=",", conjunction="and", variants="variants"),
    )
}


def _plain(value: float, decimals: int | None) -> str:
    """Digits with a point, rounded as the shortest decimal that means the value would be."""
    shortest = _shortest(value)
    if decimals is not None:
        shortest = shortest.quantize(Decimal(1).scaleb(-decimals), context=_ANY_SIZE)
    elif shortest == shortest.to_integral_value():
        shortest = shortest.to_integral_value()
    return f"{shortest or abs(shortest):f}"  # what was rounded to nothing has no sign


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
