"""Numbers as students type them, perhaps with a unit, read as Moodle reads them; and when a number is near enough.

Source: question/type/numerical/questiontype.php and question.php of Moodle 5.1.
"""

import re
from dataclasses import dataclass

BLANKS = " \t\n\r\0\x0b"
"""What PHP trims from both ends of a text."""

_EXPONENT = re.compile(r"(?:[eE]|[x*\u00d7]10(?:\^|\*\*))([+-]?[0-9]+)")
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?"
_AT_THE_START = re.compile(_NUMBER)
_AT_THE_END = re.compile(rf"{_NUMBER}\Z")
_PRECISION = 14  # PHP's setting of this name, with which it turns numbers into text
_EPSILON = 10.0**-_PRECISION


@dataclass(frozen=True)
class Separators:
    """How a language writes numbers, as Moodle's language packs say."""

    decimal: str = "."
    thousands: str = ","


ENGLISH = Separators()


@dataclass(frozen=True)
class Reading:
    """A number that was read, and what stood beside it."""

    value: float
    unit: str


def read(written: str, separators: Separators = ENGLISH, *, unit_first: bool = False) -> Reading | None:
    """The number at the start of a text, or at its end where the unit comes first; None where there is none.

    Spaces go, wherever they stand. Where there is a point, or more than one comma, commas go too; else the language's
    thousands separator goes, and its decimal mark and a comma become points. So `3,14` is 314 in English, and `1.500`
    is one and a half in every language. What remains beside the number is the unit.
    """
    plain = _with_points(_EXPONENT.sub(r"e\1", written.strip(BLANKS).replace(" ", "")), separators)
    found = _AT_THE_END.search(plain) if unit_first else _AT_THE_START.match(plain)
    if found is None:
        return None
    return Reading(float(found[0]), plain[: found.start()] if unit_first else plain[found.end() :])


def _with_points(written: str, separators: Separators) -> str:
    if "." in written or written.count(",") > 1:
        return written.replace(",", "")
    return written.replace(separators.thousands, "").replace(separators.decimal, ".").replace(",", ".")


def depends_on_language(written: str) -> bool:
    """Whether a number reads differently where the comma is the decimal mark and where it is not."""
    return "." not in written and written.count(",") == 1


def kept(value: float) -> float:
    """A number of the question as Moodle keeps it, as text of 14 significant digits; an integer is kept whole."""
    return value if value.is_integer() and abs(value) < 2**63 else float(f"{value:.{_PRECISION}g}")


def is_near(value: float, answer: float, tolerance: float) -> bool:
    """Whether a value lies within a tolerance of an answer, both ends included.

    Moodle widens the interval by a trifle, so that decimal fractions at its ends are not lost to rounding.
    """
    width = tolerance + _EPSILON * max(tolerance, abs(answer), _EPSILON)
    return answer - width <= value <= answer + width
