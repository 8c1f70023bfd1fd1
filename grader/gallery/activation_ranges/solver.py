"""The numbers: how wide the ranges of activations are whose input lies in an interval."""

from dataclasses import dataclass
from math import exp, tanh

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: the ends of the interval, and the slope of the leaky ReLU."""

    low: float = -1.5
    high: float = 2.0
    slope: float = 0.1


@dataclass(frozen=True)
class Solution:
    """What follows: the width of each activation's range, and what is offered, the narrowest first."""

    p: Parameters
    sigmoid: float
    tanh: float
    relu: float
    leaky_relu: float
    first: float
    second: float
    third: float
    fourth: float
    fifth: float


def solve(p: Parameters) -> Solution:
    """All activations grow with their input, so that the ends of the interval lead to those of the range."""
    sigmoid = 1 / (1 + exp(-p.high)) - 1 / (1 + exp(-p.low))
    of_tanh = tanh(p.high) - tanh(p.low)
    leaky_relu = p.high - p.slope * p.low
    offered = sorted((sigmoid, of_tanh, p.high, leaky_relu, p.high - p.low))
    return Solution(p, sigmoid, of_tanh, p.high, leaky_relu, *offered)


# The interval reaches to both sides of zero, so that the activations differ in what they make of negative inputs.
SPACE = Space(
    values={
        "low": (-1.5, -0.5, -1.0, -2.0, -2.5),
        "high": (2.0, 1.0, 1.5, 2.5),
        "slope": (0.1, 0.2),
    },
    build=Parameters,
)
