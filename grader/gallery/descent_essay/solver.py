"""The numbers: steps of gradient descent on a parabola, with a learning rate that is too large, and with its limit."""

from dataclasses import dataclass

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: the parabola's curvature, the learning rate, and where the descent begins."""

    curvature: float = 4.0
    rate: float = 0.6
    start: float = 1.0


@dataclass(frozen=True)
class Solution:
    """What follows: the next weights, the factor between them, and the rate from which on the descent diverges."""

    p: Parameters
    first: float
    second: float
    factor: float
    limit: float


def solve(p: Parameters) -> Solution:
    """Take two steps against the gradient of half the curvature times the square of the weight."""
    first = p.start - p.rate * p.curvature * p.start
    second = first - p.rate * p.curvature * first
    return Solution(p=p, first=first, second=second, factor=1 - p.rate * p.curvature, limit=2 / p.curvature)


# The product of curvature and rate is above 2 in all variants, so that the descent diverges.
SPACE = Space(
    values={"curvature": (4.0, 5.0, 8.0), "rate": (0.6, 0.65, 0.7, 0.75), "start": (1.0, 2.0, 3.0)},
    build=Parameters,
)
