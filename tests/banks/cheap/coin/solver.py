"""The numbers of the question, from its recorded runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from grader import Run, certificate

from .design import DESIGN, REPRODUCES
from .experiment import THROWS


@dataclass(frozen=True)
class Parameters:
    """How often each coin is thrown in a run."""

    throws: int = THROWS


@dataclass(frozen=True)
class Solution:
    """Complete seeds, shares of them in which a coin was the best, mean shares of heads, and the key."""

    p: Parameters
    seeds: int
    share: Mapping[str, float]
    mean: Mapping[str, float]
    answer: object


def solve(p: Parameters, runs: tuple[Run, ...]) -> Solution:
    """Weigh the record."""
    seeds = certificate.complete_seeds(runs, DESIGN)
    credit, count = certificate.credits_of(seeds, DESIGN.options)
    return Solution(
        p=p,
        seeds=count,
        share={option: earned / max(count, 1) for option, earned in credit.items()},
        mean={option: fmean([seed[option] for seed in seeds] or [0.0]) for option in DESIGN.options},
        answer=certificate.key_of(REPRODUCES.judge(runs, DESIGN)),
    )
