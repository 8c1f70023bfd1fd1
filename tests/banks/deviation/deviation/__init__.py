"""The standard deviation of a small sample: an example to rewrite into your own question.

Read it like a marked exam sheet: what must hold, which mistakes lead where, then the item, then the question. The
numbers are in `solver.py`, the words in `text.*.md`. Change anything, and let `grader verify` say what no longer holds.
"""

from dataclasses import replace
from math import isclose, sqrt
from statistics import pvariance, variance

from grader import Numerical, Question, Wrong, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


# A claim is a sentence of the feedback as a function that could return False. `refuted_by` makes a solution for which
# it must. A number that the sentence quotes is computed here again, by another way than the solver's: then none but the
# right one will do.
@claim(refuted_by=lambda s: replace(s, squares=s.squares + 1))
def squares_are_those_of_deviations(s: Solution) -> bool:
    """The squared deviations add to the squares of all values without that of their mean, as often as there are any."""
    return isclose(s.squares, sum(value * value for value in s.p.values) - s.count * s.mean * s.mean)


@claim(refuted_by=lambda s: replace(s, variance=s.squares / s.count))
def variance_divides_by_one_less(s: Solution) -> bool:
    """The estimate of the variance divides by one less than there are values."""
    return isclose(s.variance, variance(s.p.values))


@claim(refuted_by=lambda s: replace(s, deviation=s.variance))
def deviation_is_the_root(s: Solution) -> bool:
    """The standard deviation is the number whose square is the variance."""
    return isclose(s.deviation, s.variance**0.5)


@claim(refuted_by=(lambda s: replace(s, mean=s.mean + 1), lambda s: replace(s, count=s.count + 1)))
def mean_shares_the_total(s: Solution) -> bool:
    """As many times the mean as there are values makes their sum."""
    return s.count == len(s.p.values) and isclose(s.mean * len(s.p.values), sum(s.p.values))


# A misconception is a wrong solver: what a student answers who reasons so. Its docstring says how.
@misconception
def divides_by_count(p: Parameters) -> float:
    """The sum of squares is divided by the number of values, as if the sample were all there is."""
    return sqrt(pvariance(p.values))


@misconception
def forgets_the_root(p: Parameters) -> float:
    """The variance is taken for the standard deviation."""
    return variance(p.values)


def item(s: Solution) -> Numerical:
    """Nobody types a tolerance: it is found between what is right, however it is rounded, and what is wrong."""
    return Numerical(
        answer=s.deviation,
        decimals=s.p.decimals,
        because=(
            mean_shares_the_total,
            squares_are_those_of_deviations,
            variance_divides_by_one_less,
            deviation_is_the_root,
        ),
        foreseen=(Wrong("divided_by_count", divides_by_count), Wrong("variance", forgets_the_root)),
    )


QUESTION = Question(
    id="deviation",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        mean_shares_the_total,
        squares_are_those_of_deviations,
        variance_divides_by_one_less,
        deviation_is_the_root,
    ),
    tags=("standard deviation",),
    space=SPACE,  # remove it, and the question has no variants
    otherwise=Parameters((1.0, 4.0, 9.0)),  # with these the answer is another
)
