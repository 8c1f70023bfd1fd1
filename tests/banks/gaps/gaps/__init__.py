"""Mean and median of a small sample in a text with gaps: an example to rewrite into your own question.

Read it like a marked exam sheet: what must hold, which mistakes lead where, then the gaps and what is offered for them,
then the question. The numbers are in `solver.py`, the words in `text.*.md`, where `[[mean]]` is the gap of that id.
Change anything, and let `grader verify` say what no longer holds.
"""

from dataclasses import replace
from math import isclose
from statistics import fmean, median

from grader import Choice, DragIntoText, Gap, Question, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


# A claim is a sentence of the feedback as a function that could return False. `refuted_by` makes a solution for which
# it must. A number that the sentence quotes is computed here again, by another way than the solver's: then none but the
# right one will do.
@claim(refuted_by=lambda s: replace(s, mean=s.median))
def mean_shares_the_total(s: Solution) -> bool:
    """As many times the mean as there are values makes their sum."""
    count, total = len(s.p.values), sum(s.p.values)
    return s.count == count and isclose(s.total, total) and isclose(s.mean, total / count)


@claim(refuted_by=lambda s: replace(s, median=s.mean))
def median_lies_between_the_middle_values(s: Solution) -> bool:
    """The median lies as far above the second value as below the third."""
    return isclose(s.median - s.p.values[1], s.p.values[2] - s.median)


@claim(refuted_by=lambda s: replace(s, side="below" if s.side == "above" else "above"))
def mean_follows_the_far_value(s: Solution) -> bool:
    """The mean lies on the side of the value that is far away, which the median does not see."""
    first, second, third, fourth = s.p.values
    return s.side == ("above" if fourth - third > second - first else "below")


# A misconception is a wrong solver: what a student chooses who reasons so. Its docstring says how.
@misconception
def forgets_to_divide(p: Parameters) -> float:
    """The values are added, and nothing is done with the sum."""
    return sum(p.values)


@misconception
def averages_the_ends(p: Parameters) -> float:
    """Only the smallest and the largest value are averaged."""
    return (min(p.values) + max(p.values)) / 2


@misconception
def takes_the_mean(p: Parameters) -> float:
    """The mean is taken for the median."""
    return fmean(p.values)


@misconception
def takes_the_median(p: Parameters) -> float:
    """The value in the middle is taken for the mean."""
    return median(p.values)


@misconception
def draws_the_median(p: Parameters) -> str:
    """The value that is far away is thought to draw the median, and not the mean."""
    return "above" if median(p.values) > fmean(p.values) else "below"


def item(s: Solution) -> DragIntoText:
    """Choices are dragged into the gaps of their group: no key is declared, but found by their values."""
    return DragIntoText(
        gaps=(
            Gap("mean", s.mean, because=(mean_shares_the_total,), group="numbers"),
            Gap("median", s.median, because=(median_lies_between_the_middle_values,), group="numbers"),
            Gap("side", s.side, because=(mean_follows_the_far_value,), group="sides"),
        ),
        choices=(
            Choice("mean", s.mean, group="numbers", misconception=takes_the_mean),
            Choice("median", s.median, group="numbers", misconception=takes_the_median),
            Choice("mid_range", s.mid_range, group="numbers", misconception=averages_the_ends),
            Choice("total", s.total, group="numbers", misconception=forgets_to_divide),
            Choice("above", "above", group="sides", misconception=draws_the_median),
            Choice("below", "below", group="sides", misconception=draws_the_median),
        ),
    )


QUESTION = Question(
    id="gaps",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(mean_shares_the_total, median_lies_between_the_middle_values, mean_follows_the_far_value),
    tags=("mean",),
    space=SPACE,  # remove it, and the question has no variants
    otherwise=Parameters((1.0, 12.0, 13.0, 14.0)),  # with these the answers are others
)
