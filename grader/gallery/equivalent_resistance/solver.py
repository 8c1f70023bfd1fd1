"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """Three resistances in Ω: the first in series with the others, which are parallel to each other."""

    first: float = 10.0
    second: float = 20.0
    third: float = 30.0


@dataclass(frozen=True)
class Solution:
    """Resistances in Ω: of the parallel pair, of the network, and what misconceptions make of it."""

    p: Parameters
    branch: float
    total: float
    all_in_series: float
    all_in_parallel: float
    averaged: float


def solve(p: Parameters) -> Solution:
    """Replace the parallel pair by one resistor, and add the one in series."""
    branch = p.second * p.third / (p.second + p.third)
    return Solution(
        p=p,
        branch=branch,
        total=p.first + branch,
        all_in_series=p.first + p.second + p.third,
        all_in_parallel=1 / (1 / p.first + 1 / p.second + 1 / p.third),
        averaged=p.first + (p.second + p.third) / 2,
    )


SPACE = Space(
    values={
        "first": (10.0, 15.0, 22.0, 33.0, 47.0),
        "second": (20.0, 12.0, 18.0, 24.0, 27.0),
        "third": (30.0, 39.0, 56.0, 60.0, 68.0),
    },
    build=Parameters,
)
