"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from statistics import fmean, median

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: a sample in order of size. The texts call it `p`."""

    values: tuple[float, ...] = (2.3, 3.3, 10.3)


@dataclass(frozen=True)
class Solution:
    """What follows from the parameters. The texts call it `s`."""

    p: Parameters
    count: int
    total: float
    mean: float
    median: float
    width: float
    midpoint: float


def solve(p: Parameters) -> Solution:
    """Compute everything that the texts name."""
    low, high = min(p.values), max(p.values)
    return Solution(
        p=p,
        count=len(p.values),
        total=sum(p.values),
        mean=fmean(p.values),
        median=median(p.values),
        width=high - low,
        midpoint=(low + high) / 2,
    )


def variant(*, lowest: float, middle: int, highest: int) -> Parameters:
    """A sample of three values, one of which may lie far away, below or above."""
    return Parameters(values=(lowest, round(lowest + middle, 1), round(lowest + middle + highest, 1)))


# Where variants come from: for each name what it may be, the exam's own first. The order varies, so that whoever hears
# the key need compute all the same. With a middle and a highest alike, mean and median would be equal, and
# `grader verify --variants 1` would show the smallest sample in which nobody could order them.
SPACE = Space(
    values={"lowest": (2.3, 1.3, 2.8, 3.8, 4.3, 4.8, 7.3, 8.3), "middle": (1, 2, 9), "highest": (7, 4, 5)},
    build=variant,
)
