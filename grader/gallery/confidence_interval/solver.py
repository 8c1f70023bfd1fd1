"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """The known standard deviation in ml, the size of the sample, the confidence, and the decimals to answer with."""

    deviation: float = 12.0
    count: int = 36
    confidence: float = 0.95
    decimals: int = 2


@dataclass(frozen=True)
class Solution:
    """The standard error in ml, the quantile of the standard normal distribution, and the half-width in ml."""

    p: Parameters
    error: float
    quantile: float
    half_width: float


def solve(p: Parameters) -> Solution:
    """The half-width is read from the distribution of the mean itself."""
    error, upper = p.deviation / sqrt(p.count), (1 + p.confidence) / 2
    return Solution(
        p=p,
        error=error,
        quantile=NormalDist().inv_cdf(upper),
        half_width=NormalDist(0, error).inv_cdf(upper),
    )


SPACE = Space(
    values={
        "deviation": (12.0, 8.0, 9.0, 10.0, 15.0, 18.0),
        "count": (36, 16, 20, 25, 30, 49, 64, 100),
        "confidence": (0.95, 0.9, 0.99),
    },
    build=Parameters,
)
