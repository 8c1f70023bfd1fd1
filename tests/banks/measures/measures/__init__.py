"""Measures of a small sample and their numbers: an example to rewrite into your own question.

Read it like a marked exam sheet: what must hold, which mistakes lead where, then the item, then the question. The
numbers are in `solver.py`, the words in `text.*.md`. Change anything, and let `grader verify` say what no longer holds.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import isclose
from statistics import fmean, median

from grader import Matching, Partner, Question, Stem, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


# A claim is a sentence of the feedback as a function that could return False. `refuted_by` makes a solution for which
# it must. A number that the sentence quotes is computed here again, by another way than the solver's: then none but the
# right one will do.
@claim(refuted_by=lambda s: replace(s, mean=s.median))
def mean_shares_the_total(s: Solution) -> bool:
    """As many times the mean as there are values makes their sum."""
    count, total = len(s.p.values), sum(s.p.values)
    return s.count == count and isclose(s.total, total) and isclose(s.mean, total / count)


@claim(refuted_by=lambda s: replace(s, median=s.p.values[0]))
def median_stands_in_the_middle(s: Solution) -> bool:
    """The median is a value of the sample, and as many lie below it as above."""
    below, above = sum(value < s.median for value in s.p.values), sum(value > s.median for value in s.p.values)
    return s.median in s.p.values and below == above


@claim(refuted_by=lambda s: replace(s, width=s.width / 2))
def range_reaches_from_least_to_largest(s: Solution) -> bool:
    """The range added to the least value makes the largest."""
    least, *_, largest = sorted(s.p.values)
    return isclose(least + s.width, largest)


@claim(refuted_by=lambda s: replace(s, midpoint=s.mean))
def midpoint_is_as_far_from_both(s: Solution) -> bool:
    """The midpoint lies as far above the least value as below the largest."""
    least, *_, largest = sorted(s.p.values)
    return isclose(s.midpoint - least, largest - s.midpoint)


# A misconception is a wrong solver: what a student holds for true of some stems who reasons so. Its docstring says how.
@misconception
def takes_the_median_for_the_mean(p: Parameters) -> Mapping[str, float]:
    """Mean and median are taken for each other."""
    return {"mean": median(p.values), "median": fmean(p.values)}


@misconception
def averages_the_ends(p: Parameters) -> Mapping[str, float]:
    """The mean is computed of the least and the largest value alone."""
    return {"mean": (min(p.values) + max(p.values)) / 2}


@misconception
def halves_the_range(p: Parameters) -> Mapping[str, float]:
    """The range is taken for how far the values reach to either side."""
    return {"range": (max(p.values) - min(p.values)) / 2}


def item(s: Solution) -> Matching:
    """Nobody declares the pairs: the partner of a stem is the one whose value it has."""
    return Matching(
        stems=(
            Stem("mean", s.mean, because=(mean_shares_the_total,)),
            Stem("median", s.median, because=(median_stands_in_the_middle,)),
            Stem("range", s.width, because=(range_reaches_from_least_to_largest,)),
            Stem("midpoint", s.midpoint, because=(midpoint_is_as_far_from_both,)),
        ),
        partners=(
            Partner("first", s.first),
            Partner("second", s.second),
            Partner("third", s.third),
            Partner("fourth", s.fourth),
            Partner("fifth", s.fifth),
        ),
        misconception="The measures are known by their names alone, and a number is guessed.",
        wrong=(takes_the_median_for_the_mean, averages_the_ends, halves_the_range),
        matches=isclose,
    )


QUESTION = Question(
    id="measures",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        mean_shares_the_total,
        median_stands_in_the_middle,
        range_reaches_from_least_to_largest,
        midpoint_is_as_far_from_both,
    ),
    tags=("mean",),
    space=SPACE,  # remove it, and the question has no variants
    otherwise=Parameters((1.3, 8.3, 9.3)),  # with these the answer is another
)
