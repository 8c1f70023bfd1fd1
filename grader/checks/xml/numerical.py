"""Numbers as numerical questions read them when they are imported: with exponents, commas, and a unit behind.

Source of the rules: question/type/numerical of Moodle 5.1, and what a real Moodle stored of 60 answers. Reading depends
on the language of whoever imports; here it is English.
"""

import re
from dataclasses import dataclass

_EXPONENT = re.compile(r"(?:[eE]|[x*\u00d7]10(?:\^|\*\*))([+-]?[0-9]+)")
_NUMBER = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)(.*)", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """What is read of a text: a number (None if it begins with none), and the rest, which is taken for a unit.

    ambiguous: whether a comma was dropped that people write for a decimal point.
    """

    value: float | None
    rest: str
    ambiguous: bool = False


def read(text: str) -> Reading:
    """Read a text as Moodle in English does: spaces are dropped everywhere, and so are commas."""
    written = _EXPONENT.sub(r"e\1", text.replace(" ", ""))
    commas, point = written.count(","), written.find(".")  # 1,234,567 and 1,234.5 are the same in every language
    ambiguous = (commas == 1 and point < 0) or 0 <= point < written.rfind(",")
    found = _NUMBER.match(written.replace(",", ""))
    if found is None:
        return Reading(None, written)
    return Reading(float(found[1]), found[2], ambiguous and "," in written[: _length(written, found[1])])


def kept_digits(text: str, value: float) -> float:
    """What Moodle stores of a number: whole ones as they are, up to 64 bits, and 14 digits of every other."""
    is_whole = re.fullmatch(r"[+-]?[0-9]+", text.strip()) is not None and abs(value) < float(2**63)
    return value if is_whole else float(f"{value:.14g}")


def _length(written: str, number: str) -> int:
    """How much of a text a number was, before its commas were dropped."""
    left = len(number)
    for position, character in enumerate(written):
        left -= character != ","
        if left < 0:
            return position
    return len(written)
