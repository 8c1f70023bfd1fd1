"""Texts that differ in their numbers alone, as those of a question's variants do, are read once."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

_NUMBER = re.compile(r"([0-9](?<![\w&#][0-9])[0-9]*(?:[.,][0-9]+)*)")  # looking behind a digit alone is fast
_ANY_DIGIT = bytes.maketrans(b"123456789", b"000000000")
Found = TypeVar("Found")
_STAND_IN = "\ufdd0"  # Unicode leaves it to programs: no text has it


def parted(html: str) -> tuple[Sequence[str], Sequence[str]]:
    """What stands around the numbers of a text, and the numbers; those of names and entities are none."""
    parts = _NUMBER.split(html)
    return parts[::2], parts[1::2]


def joined(around: Sequence[str], numbers: Sequence[str]) -> str:
    """The text that was parted, or another of its shape."""
    first, *rest = around
    return first + "".join([number + piece for number, piece in zip(numbers, rest, strict=True)])


def with_any_digits(text: str) -> str:
    """A text with a zero for each digit: the same for texts that differ in digits alone."""
    return text.encode(errors="surrogatepass").translate(_ANY_DIGIT).decode(errors="surrogatepass")


def whatever_the_numbers(found: Callable[[str], Found]) -> Callable[[str], Found]:
    """The same finding, made once for all texts of one shape. found: it takes a digit for a letter."""
    remembered = lru_cache(maxsize=4096)(found)
    return lambda html: remembered(_STAND_IN.join(parted(html)[0]))


def apart_from_numbers(read: Callable[[str], str]) -> Callable[[str], str]:
    """The same reading of HTML, done once for all texts of one shape; then each gets its numbers back.

    read: it takes a digit for a letter, and gives what it keeps in order. Where it drops numbers, as those of an
    address, a text is read as it stands.
    """

    @lru_cache(maxsize=4096)
    def shape(html: str) -> Sequence[str]:
        return read(html).split(_STAND_IN)

    def reading(html: str) -> str:
        around, numbers = parted(html)
        found = shape(_STAND_IN.join(around))
        return joined(found, numbers) if len(found) == len(around) else read(html)

    return reading
