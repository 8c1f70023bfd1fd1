"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from statistics import fmean

from grader import Space

OVER, UNDER = "over", "under"


@dataclass(frozen=True)
class Parameters:
    """How many calls came in each hour, and with how many decimals to answer."""

    counts: tuple[float, ...] = (2.0, 4.0, 6.0, 10.0, 13.0)
    decimals: int = 2


@dataclass(frozen=True)
class Solution:
    """The sum and the mean, the sum of squared deviations and the variance, and OVER or UNDER."""

    p: Parameters
    total: float
    mean: float
    squares: float
    variance: float
    dispersion: str


def solve(p: Parameters) -> Solution:
    """Compute everything that the gaps and the texts name."""
    mean = fmean(p.counts)
    squares = sum((count - mean) ** 2 for count in p.counts)
    variance = squares / (len(p.counts) - 1)
    return Solution(
        p=p,
        total=sum(p.counts),
        mean=mean,
        squares=squares,
        variance=variance,
        dispersion=OVER if variance > mean else UNDER,
    )


def variant(*, lowest: int, steps: tuple[int, ...]) -> Parameters:
    """Counts that begin at the lowest and rise by the steps."""
    return Parameters(counts=tuple(float(lowest + sum(steps[:place])) for place in range(len(steps) + 1)))


SPACE = Space(
    values={
        "lowest": (2, *range(3, 10)),
        "steps": ((2, 2, 4, 3), (3, 2, 5, 4), (1, 2, 6, 5), (1, 1, 1, 2), (1, 1, 2, 1), (2, 1, 2, 1)),
    },
    build=variant,
)
