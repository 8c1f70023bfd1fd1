"""The numbers: a list, how many comparisons insertion sort makes on it, and what they are made of."""

from dataclasses import dataclass

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: a list of values that differ, and with how many decimals to answer."""

    values: tuple[int, ...] = (7, 3, 5, 9, 1)
    decimals: int = 0


@dataclass(frozen=True)
class Solution:
    """What follows: exchanges and stops are the comparisons that exchange two values, and those that end a walk."""

    p: Parameters
    count: int
    comparisons: int
    exchanges: int
    stops: int
    pairs: int


def solve(p: Parameters) -> Solution:
    """Sort the list as the stem says, and count."""
    values, exchanges, stops = list(p.values), 0, 0
    for start in range(1, len(values)):
        place = start
        while place > 0:
            if values[place - 1] < values[place]:
                stops += 1
                break
            values[place - 1], values[place] = values[place], values[place - 1]
            exchanges += 1
            place -= 1
    count = len(values)
    return Solution(
        p=p,
        count=count,
        comparisons=exchanges + stops,
        exchanges=exchanges,
        stops=stops,
        pairs=count * (count - 1) // 2,
    )


def variant(*, order: tuple[int, ...], lowest: int, step: int) -> Parameters:
    """A list whose values stand in a given order of size: 0 is the place of the smallest."""
    return Parameters(values=tuple(lowest + step * rank for rank in order))


# Neither in ascending nor in descending order: there the right count would be that of a misconception.
SPACE = Space(
    values={
        "order": ((3, 1, 2, 4, 0), (1, 0, 3, 2, 4), (0, 3, 2, 1, 4), (2, 4, 0, 3, 1), (1, 3, 0, 4, 2), (2, 0, 4, 3, 1)),
        "lowest": (1, *range(2, 12)),
        "step": (2, 3, 4, 5, 6, 7),
    },
    build=variant,
)
