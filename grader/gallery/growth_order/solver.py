"""The numbers: what functions of n amount to at a size that is no limit."""

from dataclasses import dataclass
from math import log2

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: a size, and the factors of the functions that have one."""

    n: int = 9
    linear_factor: int = 50
    log_factor: int = 6


@dataclass(frozen=True)
class Solution:
    """What follows: the value of each function at this size."""

    p: Parameters
    linear: float
    linearithmic: float
    quadratic: float
    exponential: float


def solve(p: Parameters) -> Solution:
    """Compute the functions."""
    return Solution(
        p=p,
        linear=float(p.linear_factor * p.n),
        linearithmic=p.log_factor * p.n * log2(p.n),
        quadratic=float(p.n**2),
        exponential=float(2**p.n),
    )


# At 4, the quadratic function and the exponential one would be equal, and nobody could order them.
SPACE = Space(
    values={
        "n": (9, 5, 8, 16, 12, 10),
        "linear_factor": (50, 60, 70, 80, 90),
        "log_factor": (6, 7, 8, 9),
    },
    build=Parameters,
)
