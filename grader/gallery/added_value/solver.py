"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from statistics import fmean, median

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """A sample of an odd number of values, and the value that is added to it."""

    values: tuple[float, ...] = (2.0, 3.0, 4.0, 14.0, 15.0)
    added: float = 16.0


@dataclass(frozen=True)
class Solution:
    """The measures before and after, by how much each changes, and which changes most."""

    p: Parameters
    mean: float
    new_mean: float
    mean_change: float
    median: float
    new_median: float
    median_change: float
    range: float
    new_range: float
    range_change: float
    most: str


def solve(p: Parameters) -> Solution:
    """Compute every measure of both samples."""
    sample = (*p.values, p.added)
    mean, new_mean = fmean(p.values), fmean(sample)
    middle, new_middle = median(p.values), median(sample)
    spread, new_spread = max(p.values) - min(p.values), max(sample) - min(sample)
    changes = {"mean": abs(new_mean - mean), "median": abs(new_middle - middle), "range": new_spread - spread}
    return Solution(
        p=p,
        mean=mean,
        new_mean=new_mean,
        mean_change=changes["mean"],
        median=middle,
        new_median=new_middle,
        median_change=changes["median"],
        range=spread,
        new_range=new_spread,
        range_change=changes["range"],
        most=max(changes, key=lambda measure: changes[measure]),
    )


def variant(*, lowest: int, steps: tuple[int, ...]) -> Parameters:
    """A sample that begins at the lowest value and rises by the steps; the last of them leads to the added value."""
    *values, added = (float(lowest + sum(steps[:place])) for place in range(len(steps) + 1))
    return Parameters(values=tuple(values), added=added)


SPACE = Space(
    values={
        "lowest": (2, *range(3, 21)),
        "steps": (
            (1, 1, 10, 1, 1),  # a gap above the middle
            (2, 1, 12, 2, 1),
            (1, 2, 9, 1, 1),
            (1, 1, 1, 1, 16),  # an outlier is added
            (2, 1, 1, 2, 20),
            (1, 2, 2, 1, 12),
            (1, 1, 1, 17, 1),  # another outlier is there already
            (2, 1, 1, 20, 1),
            (1, 1, 2, 22, 1),
        ),
    },
    build=variant,
)
