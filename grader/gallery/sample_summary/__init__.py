"""Counts, summarised in a text with gaps: embedded answers, two numbers and a menu.

The idea to copy: each part has its own answer, which the solver finds, its own wrong solvers and its own weight.
"""

from dataclasses import replace
from math import isclose
from statistics import median, pvariance, stdev

from grader import ChoicePart, Cloze, NumberPart, Option, Question, Wrong, claim, misconception

from .solver import OVER, SPACE, UNDER, Parameters, Solution, solve


@claim(refuted_by=(lambda s: replace(s, mean=s.mean + 1), lambda s: replace(s, total=s.total + 1)))
def mean_shares_the_total(s: Solution) -> bool:
    """As many times the mean as there are counts makes their sum."""
    total = s.p.counts[0] + sum(s.p.counts[1:])
    return isclose(s.total, total) and isclose(s.mean * len(s.p.counts), total)


@claim(refuted_by=(lambda s: replace(s, variance=s.variance + 1), lambda s: replace(s, squares=s.squares + 1)))
def variance_divides_by_one_less(s: Solution) -> bool:
    """The variance is the sum of squared deviations, divided by one less than there are counts."""
    size, squares = len(s.p.counts), sum(count**2 for count in s.p.counts)
    deviations = squares - sum(s.p.counts) ** 2 / size
    return isclose(s.squares, deviations) and isclose(s.variance * (size - 1), deviations)


@claim(
    refuted_by=(
        lambda s: replace(s, dispersion=UNDER if s.dispersion == OVER else OVER),
        lambda s: replace(s, variance=s.mean - 0.5, dispersion=OVER),
        lambda s: replace(s, variance=s.mean + 0.5, dispersion=UNDER),
    )
)
def dispersion_compares_variance_and_mean(s: Solution) -> bool:
    """Counts are overdispersed where their variance exceeds their mean, and underdispersed where it is below it."""
    return s.dispersion == (OVER if s.variance - s.mean > 0 else UNDER)


@misconception
def takes_the_median(p: Parameters) -> float:
    """The count in the middle is taken for the mean."""
    return median(p.counts)


@misconception
def divides_by_the_number(p: Parameters) -> float:
    """The sum of squares is divided by the number of counts."""
    return pvariance(p.counts)


@misconception
def takes_the_root(p: Parameters) -> float:
    """The standard deviation is taken for the variance."""
    return stdev(p.counts)


@misconception
def compares_the_deviation(p: Parameters) -> str:
    """The standard deviation is compared with the mean, and not the variance."""
    return OVER if stdev(p.counts) > sum(p.counts) / len(p.counts) else UNDER


@misconception
def takes_any_spread_for_large(p: Parameters) -> str:
    """Counts that differ are thought to be overdispersed."""
    return OVER if len(set(p.counts)) > 1 else UNDER


def item(s: Solution) -> Cloze:
    """A part for each gap of the stem, in their order."""
    dispersion = (dispersion_compares_variance_and_mean,)
    over, under = ("", compares_the_deviation) if s.dispersion == OVER else (takes_any_spread_for_large, "")
    return Cloze(
        parts=(
            NumberPart(
                "mean",
                answer=s.mean,
                decimals=s.p.decimals,
                because=(mean_shares_the_total,),
                foreseen=(Wrong("median", takes_the_median),),
                weight=1,
            ),
            NumberPart(
                "variance",
                answer=s.variance,
                decimals=s.p.decimals,
                because=(variance_divides_by_one_less,),
                foreseen=(Wrong("by_number", divides_by_the_number), Wrong("root", takes_the_root)),
                weight=2,
            ),
            ChoicePart(
                "dispersion",
                answer=s.dispersion,
                options=(Option(OVER, OVER, dispersion, over), Option(UNDER, UNDER, dispersion, under)),
                weight=1,
            ),
        )
    )


QUESTION = Question(
    id="sample_summary",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(mean_shares_the_total, variance_divides_by_one_less, dispersion_compares_variance_and_mean),
    tags=("statistics", "cloze"),
    maximum_mark=4,
    space=SPACE,
    otherwise=Parameters(counts=(4.0, 5.0, 6.0, 7.0, 9.0)),
    survivors={
        "solver.solve: variance > mean -> variance >= mean": ("No variance of the space equals its mean."),
    },
)
