"""Which constant is nearest to a sample by absolute distances."""

from dataclasses import dataclass
from statistics import fmean, median


@dataclass(frozen=True)
class Parameters:
    """A sample with a long tail."""

    sample: tuple[float, ...] = (1.0, 2.0, 6.0)


@dataclass(frozen=True)
class Solution:
    """The candidates, their summed distances to the sample, and the nearest of them."""

    p: Parameters
    mean: float
    median: float
    mean_distance: float
    median_distance: float
    nearest: str


def solve(p: Parameters) -> Solution:
    """Compare the candidates."""
    distances = {
        "mean": distance(p.sample, fmean(p.sample)),
        "median": distance(p.sample, median(p.sample)),
        "first": distance(p.sample, p.sample[0]),
    }
    return Solution(
        p=p,
        mean=fmean(p.sample),
        median=median(p.sample),
        mean_distance=distances["mean"],
        median_distance=distances["median"],
        nearest=min(distances, key=lambda name: distances[name]),
    )


def distance(sample: tuple[float, ...], constant: float) -> float:
    """The sum of absolute differences."""
    return sum(abs(value - constant) for value in sample)
