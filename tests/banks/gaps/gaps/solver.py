"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from statistics import fmean, median

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: a sample in order of size. The texts call it `p`."""

    values: tuple[float, ...] = (2.0, 3.0, 4.0, 15.0)


@dataclass(frozen=True)
class Solution:
    """What follows from the parameters. The texts call it `s`."""

    p: Parameters
    count: int
    total: float
    mean: float
    median: float
    mid_range: float
    side: str


def solve(p: Parameters) -> Solution:
    """Compute everything that the choices and the texts name."""
    return Solution(
        p=p,
        count=len(p.values),
        total=sum(p.values),
        mean=fmean(p.values),
        median=median(p.values),
        mid_range=(p.values[0] + p.values[-1]) / 2,
        side="above" if fmean(p.values) > median(p.values) else "below",
    )


def variant(*, lowest: int, distance: int, is_above: bool) -> Parameters:
    """A sample like the exam's: three values next to each other, and one far away, above or below them."""
    steps = (0, 1, 2, distance) if is_above else (0, distance - 2, distance - 1, distance)
    return Parameters(values=tuple(float(lowest + step) for step in steps))


# Where variants come from: for each name what it may be, the exam's own first. Add 3 to the distances, and
# `grader verify --variants 100` finds the smallest sample in which two choices are the same number.
SPACE = Space(
    values={"lowest": (2, 1, *range(3, 11)), "distance": (13, *range(14, 41)), "is_above": (True, False)},
    build=variant,
)
