"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from statistics import fmean, median

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: a sample in order of size. The texts call it `p`."""

    values: tuple[float, ...] = (2.0, 3.0, 16.0)


@dataclass(frozen=True)
class Solution:
    """What follows from the parameters. The texts call it `s`."""

    p: Parameters
    mean: float
    median: float


def solve(p: Parameters) -> Solution:
    """Compute everything that the texts name."""
    return Solution(p=p, mean=fmean(p.values), median=median(p.values))


# Where variants come from: for each name what it may be, the exam's own first.
SPACE = Space(
    values={"lowest": (2, *range(3, 11)), "highest": (16, *range(17, 41))},
    build=lambda lowest, highest: Parameters(values=(float(lowest), float(lowest + 1), float(highest))),
)
