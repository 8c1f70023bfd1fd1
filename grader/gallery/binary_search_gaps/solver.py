"""The numbers: where a binary search looks first, and where it goes on."""

from dataclasses import dataclass

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: how many places a sorted list has, the place of what is sought, and the first place."""

    length: int = 15
    place: int = 4
    first: int = 0


@dataclass(frozen=True)
class Solution:
    """What follows: the place that is looked at first, the places next to it, and the interval that is left then."""

    p: Parameters
    before: int
    middle: int
    after: int
    last: int
    left: int
    right: int


def solve(p: Parameters) -> Solution:
    """Look once, as the search does."""
    left, right = p.first, p.length - 1
    middle = (left + right) // 2
    if middle < p.place:
        left = middle + 1
    else:
        right = middle - 1
    return Solution(p, middle - 1, middle, middle + 1, p.length - 1, left, right)


def variant(*, length: int, share: int) -> Parameters:
    """A place other than the middle, so that the search has to go on."""
    return Parameters(length=length, place=length * share // 16)


SPACE = Space(
    values={"length": (15, 31, 47, 63, 79, 95), "share": (5, 1, 3, 6, 10, 11, 13, 14)},
    build=variant,
)
