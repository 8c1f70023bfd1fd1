"""Numbers as PHP, and the database behind it, read them in a text: digits of ASCII and a decimal point, nothing else.

Source: PHP's rules for numeric strings (https://www.php.net/manual/en/language.types.numeric-strings.php).
"""

import re

_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_SPACE = r"[ \t\n\r\v\f]*+"
_LEADING = re.compile(f"{_SPACE}({_NUMBER})")
_WHOLE = re.compile(f"{_SPACE}({_NUMBER}){_SPACE}")
_INTEGER = re.compile(f"{_SPACE}([+-]?[0-9]+){_SPACE}")


def leading_number(text: str) -> float | None:
    """The number that a text begins with, which is what PHP calculates with: 50 for `50%`, 33 for `33,33`.

    None where there is none: then PHP stops with an error. Infinite where it is too large.
    """
    found = _LEADING.match(text)
    return float(found[1]) if found else None


def whole_number(text: str) -> float | None:
    """The number that a text is, as PHP's `is_numeric` and a database's column would have it; None for any other."""
    found = _WHOLE.fullmatch(text)
    return float(found[1]) if found else None


def integer(text: str) -> int | None:
    """The integer that a text is, as a database's column would have it; None for any other text.

    No column holds more than 19 digits: of a longer text, any integer that is too large.
    """
    found = _INTEGER.fullmatch(text)
    if found is None:
        return None
    digits = found[1].lstrip("+-").lstrip("0") or "0"
    too_long = 19
    size = int(digits) if len(digits) <= too_long else 10**too_long
    return -size if found[1].startswith("-") else size
