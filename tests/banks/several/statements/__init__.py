"""Which statements about a small sample are true: an example to rewrite into your own question.

Read it like a marked exam sheet: what must hold, then the options, then the question. The numbers are in `solver.py`,
the words in `text.*.md`. Change anything, and let `grader verify` say what no longer holds.
"""

from dataclasses import replace
from math import isclose

from grader import Option, Question, SeveralAnswers, claim, misconception

from .solver import SPACE, Parameters, Solution, solve

# Other samples, of which the claims must tell what is so, too.
LOW = Parameters((2.0, 13.0, 14.0, 15.0))
EVEN = Parameters((1.0, 2.0, 3.0))
ODD = Parameters((2.0, 3.0, 4.0, 5.0, 16.0))


# A claim is a sentence of the feedback as a function that could return False. `refuted_by` makes a solution for which
# it must: here, one with a wrong verdict or a wrong number. Each claim decides anew, by another way than the solver's,
# what an option says, and what the texts say of it.
@claim(
    refuted_by=(
        lambda s: replace(s, mean_is_above=not s.mean_is_above),
        lambda s: replace(s, mean_lies="above" if s.mean_lies == "below" else "below"),
        lambda s: replace(s, mean=s.mean + 1),
        lambda _: replace(solve(LOW), mean_is_above=True, mean_lies="above"),
        lambda _: replace(solve(EVEN), mean_is_above=True, mean_lies="above"),
    )
)
def mean_is_compared_with_the_median(s: Solution) -> bool:
    """The mean lies on the side of the median on which the distances are larger."""
    is_above = sum(value - s.median for value in s.p.values) > 0
    same = isclose(s.mean * len(s.p.values), sum(s.p.values))
    return same and s.mean_is_above == is_above and s.mean_lies == ("above" if is_above else "below")


@claim(
    refuted_by=(
        lambda s: replace(s, median_is_a_value=not s.median_is_a_value),
        lambda s: replace(s, median_is="between" if s.median_is == "inside" else "inside"),
        lambda s: replace(s, count=s.count + 1),
        lambda s: replace(s, median=s.median + s.mean),
        lambda _: replace(solve(ODD), median=3.5, median_is_a_value=False, median_is="between"),
    )
)
def median_halves_the_sample(s: Solution) -> bool:
    """The median is the value in the middle, and of an even number of values it stands between the two there."""
    values, count = s.p.values, len(s.p.values)
    is_a_value = values.count(s.median) > 0
    same = s.count == count and 2 * s.median == values[(count - 1) // 2] + values[count // 2]
    return same and s.median_is_a_value == is_a_value and s.median_is == ("inside" if is_a_value else "between")


@claim(
    refuted_by=(
        lambda s: replace(s, mid_range_is_above=not s.mid_range_is_above),
        lambda s: replace(s, mid_range_lies="above" if s.mid_range_lies == "below" else "below"),
        lambda s: replace(s, mid_range=s.mid_range + 1),
        lambda s: replace(s, mean=s.mean + 1),
        lambda _: replace(solve(LOW), mid_range_is_above=True, mid_range_lies="above"),
    )
)
def mid_range_is_compared_with_the_mean(s: Solution) -> bool:
    """The middle between the extremes follows the value that lies far away, and the mean less so."""
    first, *_, last = s.p.values
    is_above = (first + last) * len(s.p.values) > 2 * sum(s.p.values)
    same = isclose(2 * s.mid_range, first + last) and isclose(s.mean * len(s.p.values), sum(s.p.values))
    return same and s.mid_range_is_above == is_above and s.mid_range_lies == ("above" if is_above else "below")


@claim(
    refuted_by=(
        lambda s: replace(s, most_are_larger=not s.most_are_larger),
        lambda s: replace(s, larger_are="most" if s.larger_are == "few" else "few"),
        lambda s: replace(s, larger=s.larger + 1),
        lambda s: replace(s, count=s.count + 1),
        lambda _: replace(solve(LOW), most_are_larger=False, larger_are="few"),
    )
)
def larger_values_are_counted(s: Solution) -> bool:
    """Of the values, those above the mean are counted."""
    total, count = sum(s.p.values), len(s.p.values)
    larger = len([value for value in s.p.values if value * count > total])
    are_most = larger > count - larger
    same = (s.larger, s.count) == (larger, count)
    return same and s.most_are_larger == are_most and s.larger_are == ("most" if are_most else "few")


@misconception
def takes_the_middle_value(p: Parameters) -> bool:
    """The value in the middle of the list is taken for the median, however many values there are."""
    return p.values[len(p.values) // 2] in p.values


def item(s: Solution) -> SeveralAnswers:
    """The key is not declared: right are all options that the solver finds true.

    What each is worth is computed, too: the right ones share the mark, and a wrong one loses so much that guessing
    earns no more than a third of it; say `budget=0.4` for another share.
    """
    return SeveralAnswers(
        options=(
            Option(
                id="mean",
                value=s.mean_is_above,
                because=(mean_is_compared_with_the_median, median_halves_the_sample),
                misconception="The mean is thought to lie above the median in every sample.",
            ),
            Option(
                id="median",
                value=s.median_is_a_value,
                because=(median_halves_the_sample,),
                misconception=takes_the_middle_value,
            ),
            Option(
                id="mid_range",
                value=s.mid_range_is_above,
                because=(mid_range_is_compared_with_the_mean,),
                misconception="The largest value is thought to count for more than the smallest.",
            ),
            Option(
                id="larger",
                value=s.most_are_larger,
                because=(larger_values_are_counted,),
                misconception="The mean is taken for a value that is small beside most others.",
            ),
        ),
    )


NEVER_EQUAL = "In none of the samples are the two equal."
ONE_IS_FAR_AWAY = "In each of the samples one value alone lies on its side of the mean."

QUESTION = Question(
    id="statements",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        mean_is_compared_with_the_median,
        median_halves_the_sample,
        mid_range_is_compared_with_the_mean,
        larger_values_are_counted,
    ),
    tags=("mean",),
    space=SPACE,  # remove it, and the question has no variants
    otherwise=Parameters((1.0, 8.0, 9.0, 10.0)),  # with these other options are right
    survivors={
        "solver.solve: value > mean -> value >= mean": NEVER_EQUAL,
        "solver.solve: mean > middle -> mean >= middle": NEVER_EQUAL,
        "solver.solve: mid_range > mean -> mid_range >= mean": NEVER_EQUAL,
        "solver.solve: 2 * larger > len(p.values) -> 2 * larger >= len(p.values)": ONE_IS_FAR_AWAY,
        "solver.solve: 2 -> 3 in 2 * larger": ONE_IS_FAR_AWAY,
    },
)
