"""How far a confidence interval reaches from the mean of a sample: a number, asked for with decimals.

The idea to copy: the solver finds the number in one step, a claim finds it in another way, and each wrong solver is a
mistake that students make in it.
"""

from dataclasses import replace
from math import erf, isclose, sqrt

from grader import Numerical, Question, Wrong, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, error=s.p.deviation / s.p.count))
def error_falls_with_the_root(s: Solution) -> bool:
    """The standard error is the standard deviation divided by the root of the size of the sample."""
    return isclose(s.error, s.p.deviation * s.p.count**-0.5)


@claim(refuted_by=lambda s: replace(s, quantile=1.0))
def quantile_encloses_the_confidence(s: Solution) -> bool:
    """A standard normal variable is as often between minus and plus the quantile as the confidence says."""
    return isclose(erf(s.quantile / sqrt(2)), s.p.confidence)


@claim(refuted_by=lambda s: replace(s, half_width=s.error))
def half_width_is_quantile_times_error(s: Solution) -> bool:
    """The half-width is the standard error as many times as the quantile says."""
    return isclose(s.half_width, s.quantile * s.error)


@misconception
def forgets_the_root(p: Parameters) -> float:
    """The standard deviation is divided by the size of the sample, and not by its root."""
    return solve(p).quantile * p.deviation / p.count


@misconception
def forgets_the_quantile(p: Parameters) -> float:
    """The standard error itself is taken for the half-width."""
    return p.deviation / sqrt(p.count)


@misconception
def gives_the_whole_width(p: Parameters) -> float:
    """The distance between both ends is given, and not the one from the mean to an end."""
    return 2 * solve(p).half_width


def item(s: Solution) -> Numerical:
    """A number with decimals; nobody types a tolerance."""
    return Numerical(
        answer=s.half_width,
        decimals=s.p.decimals,
        because=(error_falls_with_the_root, quantile_encloses_the_confidence, half_width_is_quantile_times_error),
        foreseen=(
            Wrong("no_root", forgets_the_root),
            Wrong("no_quantile", forgets_the_quantile),
            Wrong("whole_width", gives_the_whole_width),
        ),
    )


QUESTION = Question(
    id="confidence_interval",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(error_falls_with_the_root, quantile_encloses_the_confidence, half_width_is_quantile_times_error),
    tags=("statistics", "numerical"),
    space=SPACE,
    otherwise=Parameters(count=64),
)
