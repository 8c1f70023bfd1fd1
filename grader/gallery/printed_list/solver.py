"""The numbers: a line of Python, and what it prints."""

from dataclasses import dataclass

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: the numbers in the line of Python."""

    start: int = 3
    stop: int = 9
    step: int = 2
    divisor: int = 2


@dataclass(frozen=True)
class Solution:
    """What follows: what is printed, and the number at which the range ends."""

    p: Parameters
    printed: str
    numbers: str
    last: int


def solve(p: Parameters) -> Solution:
    """Evaluate the same expression as the line in the stem."""
    numbers = list(range(p.start, p.stop, p.step))
    return Solution(
        p=p,
        printed=str([number // p.divisor for number in numbers]),
        numbers=str(numbers),
        last=numbers[-1],
    )


def variant(*, start: int, count: int, step: int, divisor: int) -> Parameters:
    """A range that would hold its own end, if a range did: so that whoever thinks so finds another list."""
    return Parameters(start=start, stop=start + count * step, step=step, divisor=divisor)


# The divisor divides not all numbers of a range: else rounding would make no difference.
SPACE = Space(
    values={"start": (3, 1, 5, 7, 9, 11, 13), "count": (3, 4), "step": (2, 3, 4, 5), "divisor": (2, 4, 6)},
    build=variant,
)
