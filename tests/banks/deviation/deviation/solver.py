"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: a sample, and with how many decimals to answer. The texts call it `p`."""

    values: tuple[float, ...] = (2.0, 3.0, 10.0)
    decimals: int = 2


@dataclass(frozen=True)
class Solution:
    """What follows from the parameters. The texts call it `s`."""

    p: Parameters
    count: int
    mean: float
    squares: float
    variance: float
    deviation: float


def solve(p: Parameters) -> Solution:
    """Compute everything that the texts name."""
    mean = fmean(p.values)
    squares = sum((value - mean) ** 2 for value in p.values)
    variance = squares / (len(p.values) - 1)
    return Solution(p=p, count=len(p.values), mean=mean, squares=squares, variance=variance, deviation=sqrt(variance))


def variant(*, lowest: int, middle: int, highest: int) -> Parameters:
    """A sample of three values that differ."""
    return Parameters(values=(float(lowest), float(lowest + middle), float(lowest + middle + highest)))


# Where variants come from: for each name what it may be, the exam's own first. With a middle and a highest of 1, the
# deviation is 1, and so is the variance: `grader verify --variants 1` would show the sample in which a misconception
# leads to the key.
SPACE = Space(
    values={"lowest": (2, *range(3, 13)), "middle": (1, 2, 4, 5), "highest": (7, 3, 6, 8)},
    build=variant,
)
