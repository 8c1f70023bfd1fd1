"""Sums of whole numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

STEP = 1
UNUSED = 7
WAYS: Mapping[str, Callable[[int], int]] = MappingProxyType({"half": lambda n: n // 2})


@dataclass(frozen=True)
class Parameters:
    """How many numbers are added."""

    count: int = 4


@dataclass(frozen=True)
class Settings:
    """What is added to each."""

    shift: int = 0


@dataclass(frozen=True)
class Solution:
    """The sum, half of it, and whether it is large."""

    p: Parameters
    total: int
    half: int
    kind: str


def solve(p: Parameters) -> Solution:
    """Add them."""
    total = added(p.count)
    return Solution(p, total, WAYS["half"](total), "large" if total > 5 else "small")


@cache
def added(count: int) -> int:
    """The sum of the first whole numbers, one after the other."""
    total, number = 0, Settings().shift
    while number < count:
        number += STEP
        total += number
    return total


def never_run() -> int:
    """Nothing calls it."""
    return 3 + 4
