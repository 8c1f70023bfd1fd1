"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median

from grader import Space

PLACES = ("smallest", "middle", "largest")


@dataclass(frozen=True)
class Parameters:
    """What the question states: a sample in order, and with how many decimals to answer. The texts call it `p`."""

    values: tuple[float, ...] = (2.0, 3.0, 10.0)
    decimals: int = 2


@dataclass(frozen=True)
class Solution:
    """What follows from the parameters. The texts call it `s`."""

    p: Parameters
    count: int
    mean: float
    median: float
    side: str
    less: frozenset[str]
    squares: float
    variance: float
    deviation: float
    square: str


def solve(p: Parameters) -> Solution:
    """Compute everything that the gaps and the texts name."""
    mean, middle = fmean(p.values), median(p.values)
    squares = sum((value - mean) ** 2 for value in p.values)
    variance = squares / (len(p.values) - 1)
    deviation = sqrt(variance)
    squared = {"variance": variance, "mean": mean}
    return Solution(
        p=p,
        count=len(p.values),
        mean=mean,
        median=middle,
        side="above" if mean > middle else "below",
        less=frozenset(place for place, value in zip(PLACES, p.values, strict=True) if value < mean),
        squares=squares,
        variance=variance,
        deviation=deviation,
        square=min(squared, key=lambda name: abs(squared[name] - deviation * deviation)),
    )


def variant(*, lowest: int, middle: int, highest: int) -> Parameters:
    """A sample of three values that differ, the largest of them far away."""
    return Parameters(values=(float(lowest), float(lowest + middle), float(lowest + middle + highest)))


# Where variants come from: for each name what it may be, the exam's own first.
SPACE = Space(
    values={"lowest": (2, *range(3, 13)), "middle": (1, 2, 3), "highest": (7, 6, 8)},
    build=variant,
)
