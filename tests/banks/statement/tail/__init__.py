"""Whether the mean of a sample lies above its median."""

from dataclasses import dataclass, replace
from math import isclose
from statistics import fmean, median

from grader import Question, Space, TrueFalse, claim


@dataclass(frozen=True)
class Parameters:
    """A sample, which may have a long tail."""

    sample: tuple[float, ...] = (1.0, 2.0, 6.0)


@dataclass(frozen=True)
class Solution:
    """Mean and median, whether the mean is larger, and what those are told who say so and who do not."""

    p: Parameters
    mean: float
    median: float
    mean_is_larger: bool
    told_true: str
    told_false: str


def solve(p: Parameters) -> Solution:
    """Compute both."""
    mean, middle = fmean(p.sample), median(p.sample)
    told = ("yes", "no") if mean > middle else ("no", "yes")
    return Solution(p, mean, middle, mean > middle, *told)


@claim(refuted_by=lambda s: replace(s, mean_is_larger=not s.mean_is_larger))
def comparison_is_right(s: Solution) -> bool:
    """What is said of the mean follows from both numbers."""
    low, middle, high = sorted(s.p.sample)
    told = (s.told_true, s.told_false) == (("yes", "no") if s.mean_is_larger else ("no", "yes"))
    same = isclose(s.mean * 3, low + middle + high) and s.median == middle
    return told and same and s.mean_is_larger == (s.mean > s.median)


def states(s: Solution) -> bool:
    """The mean of the sample lies above its median."""
    _, middle, _ = sorted(s.p.sample)
    return sum(s.p.sample) > 3 * middle


QUESTION = Question(
    id="tail",
    parameters=Parameters(),
    solve=solve,
    item=lambda s: TrueFalse(
        s.mean_is_larger, states, (comparison_is_right,), "Mean and median are taken for the same."
    ),
    claims=(comparison_is_right,),
    tags=("statistics",),
    otherwise=Parameters((1.0, 5.0, 6.0)),
    maximum_mark=2.0,
    space=Space(values={"tail": (6.0, 2.5, 12.0)}, build=lambda tail: Parameters((1.0, 2.0, tail))),
)
