"""A small sample, described by a text with gaps: an example to rewrite into your own question.

Read it like a marked exam sheet: what must hold, which mistakes lead where, then the item, part by part, then the
question. The numbers are in `solver.py`, the words in `text.*.md`. Change anything, and let `grader verify` say what no
longer holds.
"""

from dataclasses import replace
from math import isclose, sqrt
from statistics import pvariance, variance

from grader import (
    ChoicePart,
    ChoicesPart,
    Cloze,
    NumberPart,
    Option,
    Question,
    Word,
    WordPart,
    Wrong,
    claim,
    misconception,
)

from .solver import PLACES, SPACE, Parameters, Solution, solve


# A claim is a sentence of the feedback as a function that could return False. `refuted_by` makes a solution for which
# it must. A number that the sentence quotes is computed here again, by another way than the solver's: then none but the
# right one will do.
@claim(refuted_by=(lambda s: replace(s, mean=s.mean + 1), lambda s: replace(s, count=s.count + 1)))
def mean_shares_the_total(s: Solution) -> bool:
    """As many times the mean as there are values makes their sum."""
    return s.count == len(s.p.values) and isclose(s.mean * len(s.p.values), sum(s.p.values))


@claim(refuted_by=lambda s: replace(s, median=s.p.values[0]))
def median_stands_in_the_middle(s: Solution) -> bool:
    """The median is a value of the sample, and as many lie below it as above."""
    below, above = sum(value < s.median for value in s.p.values), sum(value > s.median for value in s.p.values)
    return s.median in s.p.values and below == above


@claim(refuted_by=(lambda s: replace(s, side="below"), lambda s: replace(s, median=2 * s.mean)))
def side_follows_from_both(s: Solution) -> bool:
    """The mean lies above the median where the sum is more than as many medians as there are values."""
    return s.side == ("above" if sum(s.p.values) > len(s.p.values) * s.median else "below")


@claim(refuted_by=(lambda s: replace(s, less=s.less | {"largest"}), lambda s: replace(s, less=frozenset({"smallest"}))))
def lesser_values_are_named(s: Solution) -> bool:
    """Named are all values that, as often as there are values, make less than the sum, and no others."""
    named = [value for place, value in zip(PLACES, s.p.values, strict=True) if place in s.less]
    return named == [value for value in s.p.values if value * len(s.p.values) < sum(s.p.values)]


@claim(refuted_by=lambda s: replace(s, squares=s.squares + 1))
def squares_are_those_of_deviations(s: Solution) -> bool:
    """The squared deviations add to the squares of all values without that of their mean, as often as there are any."""
    return isclose(s.squares, sum(value * value for value in s.p.values) - s.count * s.mean * s.mean)


@claim(refuted_by=lambda s: replace(s, variance=s.squares / s.count))
def variance_divides_by_one_less(s: Solution) -> bool:
    """The estimate of the variance divides by one less than there are values."""
    return isclose(s.variance, variance(s.p.values))


@claim(refuted_by=(lambda s: replace(s, deviation=s.variance), lambda s: replace(s, square="range")))
def deviation_is_the_root(s: Solution) -> bool:
    """The standard deviation is the number whose square is the variance."""
    return isclose(s.deviation, s.variance**0.5) and s.square == "variance"


# A misconception is a wrong solver: what a student answers who reasons so. Its docstring says how.
@misconception
def divides_by_count(p: Parameters) -> float:
    """The sum of squares is divided by the number of values, as if the sample were all there is."""
    return sqrt(pvariance(p.values))


@misconception
def forgets_the_root(p: Parameters) -> float:
    """The variance is taken for the standard deviation."""
    return variance(p.values)


@misconception
def looks_at_most_values(p: Parameters) -> str:
    """The mean is thought to lie where most values are, on the other side than the one that is far away."""
    low, middle, high = p.values
    return "below" if high - middle > middle - low else "above"


def item(s: Solution) -> Cloze:
    """A part for each gap of the stem, in their order. No key is declared: each is what the solver finds."""
    means = (mean_shares_the_total, median_stands_in_the_middle, side_follows_from_both)
    less = (mean_shares_the_total, lesser_values_are_named)
    root = (deviation_is_the_root,)
    reversed_ = "Values above the mean are taken for those below it."
    return Cloze(
        parts=(
            ChoicePart(
                "side",
                answer=s.side,
                options=(
                    Option("above", "above", means),
                    Option("below", "below", means, looks_at_most_values),
                ),
                weight=2,
            ),
            ChoicesPart(
                "less",
                answer=s.less,
                options=tuple(Option(place, place, less, reversed_) for place in PLACES),
                layout="horizontal",
                weight=2,
            ),
            NumberPart(
                "deviation",
                answer=s.deviation,
                decimals=s.p.decimals,
                because=(squares_are_those_of_deviations, variance_divides_by_one_less, deviation_is_the_root),
                foreseen=(Wrong("divided_by_count", divides_by_count), Wrong("variance", forgets_the_root)),
                weight=4,
            ),
            WordPart(
                "square",
                answer=s.square,
                options=(
                    Word("variance", "variance", ("variance", "variância"), root),
                    Word(
                        "range", "range", ("range", "amplitude"), root, "Any measure of spread is taken for its square."
                    ),
                ),
                weight=2,
            ),
        )
    )


QUESTION = Question(
    id="described",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        mean_shares_the_total,
        median_stands_in_the_middle,
        side_follows_from_both,
        lesser_values_are_named,
        squares_are_those_of_deviations,
        variance_divides_by_one_less,
        deviation_is_the_root,
    ),
    tags=("standard deviation",),
    maximum_mark=10,  # the sum of the weights, which is what Moodle gives
    space=SPACE,  # remove it, and the question has no variants
    otherwise=Parameters((1.0, 8.0, 9.0)),  # with these the answers are others
    survivors={
        "solver.solve: mean > middle -> mean >= middle": "In none of the samples are the two equal.",
        "solver.solve: value < mean -> value <= mean": "In none of the samples is a value the mean.",
    },
)
