"""One option against another, seed by seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan

from grader.stability.intervals import mean_interval
from grader.stability.tally import Credit, Values
from grader.stability.weighing import ALPHA


@dataclass(frozen=True)
class Difference:
    """How much higher the metric of one option is than another's, over the seeds in which both have a number.

    difference: the mean. low, high: its t interval, wide enough for all pairs together (Bonferroni).
    ahead: in how many seeds the one was ahead, ties shared.
    """

    one: str
    other: str
    seeds: int
    difference: float
    low: float
    high: float
    ahead: float


def differences(seeds: Sequence[Values], options: Sequence[str]) -> tuple[Difference, ...]:
    """Every pair of options that has two seeds at least, the one that stands first against the other."""
    pairs = list(combinations(options, 2))
    found: list[Difference] = []
    for one, other in pairs:
        both = [seed for seed in seeds if not isnan(seed[one] - seed[other])]
        by_seed = [seed[one] - seed[other] for seed in both]
        if len(by_seed) > 1:
            mean, low, high = mean_interval(by_seed, error=ALPHA / len(pairs))
            credit = Credit((one, other))
            for seed in both:
                credit.add(seed)
            ahead = credit.earned()[one]
            found.append(Difference(one, other, len(by_seed), mean, low, high, ahead))
    return tuple(found)
