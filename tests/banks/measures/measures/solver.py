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
    offered: tuple[float, ...]
    first: float
    second: float
    third: float
    fourth: float
    fifth: float


def solve(p: Parameters) -> Solution:
    """Compute everything that the texts name, and put what is offered in order of size."""
    low, high = min(p.values), max(p.values)
    mean, middle, width, midpoint = fmean(p.values), median(p.values), high - low, (low + high) / 2
    offered = tuple(sorted((mean, middle, width, midpoint, width / 2)))
    first, second, third, fourth, fifth = offered
    return Solution(
        p=p,
        count=len(p.values),
        total=sum(p.values),
        mean=mean,
        median=middle,
        width=width,
        midpoint=midpoint,
        offered=offered,
        first=first,
        second=second,
        third=third,
        fourth=fourth,
        fifth=fifth,
    )


def variant(*, lowest: float, middle: int, highest: int) -> Parameters:
    """A sample of three values, one of which may lie far away, below or above."""
    return Parameters(values=(lowest, round(lowest + middle, 1), round(lowest + middle + highest, 1)))


# Where variants come from: for each name what it may be, the exam's own first. Which number is the largest varies, so
# that whoever hears the key need compute all the same. With a middle and a highest alike, the mean would be the median,
# and `grader verify --variants 1` would show the smallest sample in which two partners are true of one stem.
SPACE = Space(
    values={"lowest": (2.3, 1.3, 3.3, 4.3, 5.3, 6.3, 7.3, 8.3), "middle": (1, 2, 9, 10), "highest": (7, 4, 5, 6)},
    build=variant,
)
