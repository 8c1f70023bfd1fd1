"""Numbers on their way from a template to a page: marked where they are written, set where Markdown has put them.

Markdown sees a placeholder for each number, which it takes for a letter: so no number makes a list of a line, an
address keeps the numbers in it, and texts that differ in numbers alone need Markdown once.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MATHEMATICS = re.compile(r"\\\((?P<inline>(?:(?!\\\().)*?)\\\)|\\\[(?P<block>(?:(?!\\\[).)*?)\\\]", re.DOTALL)
"""Formulas, as MathJax finds them; a mark that begins one again before it ends begins none."""

_BEGIN, _END = "\ufdd0", "\ufdd1"  # Unicode leaves these to programs: no text has them
_MARKED = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")
_BASE = 16
_DIGIT, _LAST_DIGIT = (
    0xFDD0,
    0xFDE0,
)  # the first of the characters that stand for a placeholder's digits, and for its last digit
_PLACEHOLDER = re.compile("[\ufdd0-\ufddf]*[\ufde0-\ufdef]")
_NOT_LATIN = re.compile(r"[^\x00-\x7f]")
_NEARLY = "\u2248\u00a0"
_DIRECTIONS = re.compile("[\u200e\u200f\u061c]")


def in_digits(text: str) -> str:
    """A text with Latin digits for other scripts, and after a space for numerals such as \u00bd and \u2163."""
    return _NOT_LATIN.sub(lambda found: _in_digits(found.group()), text)


def _in_digits(character: str) -> str:
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    is_numeral = unicodedata.category(character) in ("No", "Nl")
    return f" {unicodedata.numeric(character):.10g}" if is_numeral else character


def marked(written: str) -> str:
    """A number as a template shows it, until it is known where it stands."""
    return f"{_BEGIN}{written}{_END}"


def about(written: str) -> str:
    """A marked number with the sign of what is only near it. Raises ValueError for what is no marked number."""
    if not _MARKED.fullmatch(written):
        raise ValueError(f"expected a number that a filter wrote, as in number(1) | about, received {written!r}")
    return f"{_BEGIN}{_NEARLY}{written[len(_BEGIN) :]}"


def unmarked(text: str) -> str:
    """A text with its marked numbers as they are read, or as LaTeX sets them within mathematics."""
    if _BEGIN not in text:
        return text
    set_ = MATHEMATICS.sub(lambda formula: _MARKED.sub(lambda number: as_tex(number[1]), formula.group()), text)
    return _MARKED.sub(r"\1", set_)


@lru_cache(maxsize=128)  # a text is shown, and then looked through
def taken_out(text: str) -> tuple[str, Sequence[str]]:
    """A text with a placeholder for each marked number, and the numbers."""
    if _BEGIN not in text:
        return text, ()
    first, *rest = _MARKED.split(text)
    numbers, behind = rest[::2], rest[1::2]
    pieces = [_placeholder(place) + piece for place, piece in enumerate(behind)]
    return first + "".join(pieces), numbers


def put_in(html: str, numbers: Sequence[str]) -> str:
    """HTML with the numbers in the place of their placeholders, as `unmarked` would have them."""
    if not numbers:
        return html
    first, *rest = _pieces(html)
    pieces = [first[2]]
    for place, mathematics, behind in rest:
        pieces += (as_tex(numbers[place]) if mathematics else numbers[place], behind)
    return "".join(pieces)


@lru_cache(maxsize=1024)
def as_tex(written: str) -> str:
    """A number that was written for a text, for LaTeX: it takes a comma for a list's, and `%` for a comment."""
    plain = _DIRECTIONS.sub("", written).replace("\u2212", "-").replace(_NEARLY, r"\approx ")
    grouped = re.sub(r"(?<=\d),(?=\d)", "{,}", plain)
    spaced = re.sub(r"[\u00a0\u202f]|(?<=\d)['\u2019](?=\d)", r"\\,", grouped)
    return spaced.replace("%", r"\%")


@lru_cache(maxsize=1024)
def _pieces(html: str) -> tuple[tuple[int, bool, str], ...]:
    """What stands before the first placeholder; then of each its number, whether in mathematics, and what follows."""
    formulas = [formula.span() for formula in MATHEMATICS.finditer(html)]
    found = list(_PLACEHOLDER.finditer(html))
    starts = [0, *(match.end() for match in found)]
    ends = [*(match.start() for match in found), len(html)]
    pieces = [(0, False, html[: ends[0]])]
    for match, start, end in zip(found, starts[1:], ends[1:], strict=True):
        within = any(begin < match.start() < stop for begin, stop in formulas)
        pieces.append((_number(match.group()), within, html[start:end]))
    return tuple(pieces)


@lru_cache(maxsize=1024)
def _placeholder(number: int) -> str:
    written = chr(_LAST_DIGIT + number % _BASE)
    while number := number // _BASE:
        written = chr(_DIGIT + number % _BASE) + written
    return written


def _number(placeholder: str) -> int:
    value = 0
    for digit in placeholder:
        value = value * _BASE + (ord(digit) - _DIGIT) % _BASE
    return value
