"""Searching for hyperparameters: how many runs it takes, and how optimistic the best of several estimates is."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Setting = tuple[float, ...]
"""A value of each hyperparameter, in the order of the axes searched."""


@dataclass(frozen=True)
class Search:
    """What a search found: the setting of the lowest loss, and the loss of every setting that it tried."""

    best: Setting
    tried: Mapping[Setting, float]


def one_at_a_time(
    axes: Sequence[Sequence[float]], start: Setting, losses: Callable[[Sequence[Setting]], Sequence[float]]
) -> Search:
    """Search one hyperparameter after the other, keeping the best value of each (coordinate search).

    axes: the values of each hyperparameter. start: where the hyperparameters that wait their turn stand, one for each
    axis and among its values. losses: the loss of each setting that it is given; never asked for one setting twice.
    Raises ValueError where the start is not on the axes.
    """
    if len(start) != len(axes) or any(value not in axis for value, axis in zip(start, axes, strict=True)):
        raise ValueError(f"expected a start among the values of {len(axes)} axes, received {start!r}")
    best, tried = start, dict[Setting, float]()
    for axis, values in enumerate(axes):
        settings = [(*best[:axis], value, *best[axis + 1 :]) for value in values]
        new = [setting for setting in settings if setting not in tried]
        tried.update(zip(new, losses(new), strict=True))
        best = min(settings, key=tried.__getitem__)
    return Search(best, tried)


def one_at_a_time_runs(counts: Sequence[int]) -> int:
    """The runs of a search of one hyperparameter after the other, given how many values each has: one run is shared."""
    return sum(counts) - len(counts) + 1


def exhaustive_runs(counts: Sequence[int]) -> int:
    """The runs of a search of every combination of hyperparameters, given how many values each has."""
    return math.prod(counts)


def optimism_of_best(candidates: int, *, samples: int, accuracy: float) -> float:
    """How far above the truth the accuracy of the best of equally good candidates is expected to be.

    Each candidate is right on every sample with the same probability, independently of the others, so that the number
    of samples it gets right is binomial. With its distribution function F, the expected largest is the sum over
    k < samples of 1 - F(k)^candidates (David and Nagaraja 2003, Order Statistics). Exactly 0 for one candidate.
    Raises ValueError for an accuracy outside (0, 1) and for less than one candidate or sample.
    """
    if candidates < 1 or samples < 1 or not 0 < accuracy < 1:
        raise ValueError(
            f"expected candidates and samples from 1 on and an accuracy in (0, 1), "
            f"received {candidates!r}, {samples!r} and {accuracy!r}"
        )
    right = np.arange(samples + 1)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(right[1:]))])
    log_ways = log_factorial[-1] - log_factorial - log_factorial[::-1]
    probability = np.exp(log_ways + right * math.log(accuracy) + right[::-1] * math.log1p(-accuracy))
    distribution = np.minimum(np.cumsum(probability)[:-1], 1.0)
    # the difference to one candidate's expectation, term by term, so that its rounding cancels
    return float((distribution - distribution**candidates).sum() / samples)
