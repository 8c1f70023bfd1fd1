"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from statistics import fmean, median

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: a sample, and the value of one of its measures. The texts call it `p`."""

    values: tuple[float, ...] = (2.0, 3.0, 10.0)
    number: float = 5.0


@dataclass(frozen=True)
class Solution:
    """What follows from the parameters. The texts call it `s`."""

    p: Parameters
    count: int
    mean: float
    median: float
    spread: float
    measure: str
    other: str


def solve(p: Parameters) -> Solution:
    """Compute everything that the texts name."""
    mean, middle = fmean(p.values), median(p.values)
    measures = {"mean": mean, "median": middle}
    measure, other = sorted(measures, key=lambda name: abs(measures[name] - p.number))
    return Solution(
        p=p,
        count=len(p.values),
        mean=mean,
        median=middle,
        spread=max(p.values) - min(p.values),
        measure=measure,
        other=other,
    )


def variant(*, lowest: int, middle: int, highest: int, measure: str) -> Parameters:
    """A sample of three values that differ, and its mean or its median."""
    values = (float(lowest), float(lowest + middle), float(lowest + middle + highest))
    return Parameters(values=values, number={"mean": fmean(values), "median": median(values)}[measure])


# Where variants come from: for each name what it may be, the exam's own first. With a middle and a highest that are
# alike, mean and median would be alike, too: `grader verify --variants 1` would show such a sample.
SPACE = Space(
    values={
        "lowest": (2, *range(3, 13)),
        "middle": (1, 2, 4, 5),
        "highest": (7, 6, 8, 10),
        "measure": ("mean", "median"),
    },
    build=variant,
)
