"""The name of a measure of a small sample: an example to rewrite into your own question.

Read it like a marked exam sheet: what must hold, which mistakes lead where, then the item, then the question. The
numbers are in `solver.py`, the words in `text.*.md`. Change anything, and let `grader verify` say what no longer holds.
"""

from dataclasses import replace
from math import isclose
from statistics import median_low

from grader import Question, ShortAnswer, Wrong, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


# A claim is a sentence of the feedback as a function that could return False. `refuted_by` makes a solution for which
# it must. A number that the sentence quotes is computed here again, by another way than the solver's: then none but the
# right one will do.
@claim(refuted_by=(lambda s: replace(s, mean=s.mean + 1), lambda s: replace(s, count=s.count + 1)))
def mean_shares_the_total(s: Solution) -> bool:
    """As many times the mean as there are values makes their sum."""
    return s.count == len(s.p.values) and isclose(s.mean * len(s.p.values), sum(s.p.values))


@claim(refuted_by=(lambda s: replace(s, median=s.p.values[0]), lambda s: replace(s, median=s.median + 0.5)))
def median_is_the_middle_value(s: Solution) -> bool:
    """The median is the value that has as many values below it as above it."""
    below = [value for value in s.p.values if value < s.median]
    above = [value for value in s.p.values if value > s.median]
    return s.median in s.p.values and len(below) == len(above)


@claim(refuted_by=lambda s: replace(s, spread=s.spread + 1))
def range_leads_from_end_to_end(s: Solution) -> bool:
    """The range leads from the lowest value to the highest."""
    return isclose(min(s.p.values) + s.spread, max(s.p.values))


@claim(
    refuted_by=(
        lambda s: replace(s, measure=s.other, other=s.measure),
        lambda s: replace(s, other=s.measure),
        lambda s: replace(s, p=replace(s.p, number=s.p.number + 1)),
    )
)
def number_is_what_is_named(s: Solution) -> bool:
    """The number is the measure that is named, and not the other one."""
    found = {"mean": sum(s.p.values) / len(s.p.values), "median": median_low(s.p.values)}
    return isclose(s.p.number, found[s.measure]) and not isclose(s.p.number, found[s.other])


# A misconception is a wrong solver: what a student answers who reasons so. Its docstring says how.
@misconception
def exchanges_mean_and_median(p: Parameters) -> str:
    """Mean and median are taken for each other."""
    return solve(p).other


@misconception
def looks_at_the_ends(_: Parameters) -> str:
    """A measure of spread is taken for one of location, because it is of the same size."""
    return "range"


def item(s: Solution) -> ShortAnswer:
    """What is right is the name of a term: its words stand in the texts, and so does what else is accepted for it."""
    return ShortAnswer(
        answer=s.measure,
        because=(
            number_is_what_is_named,
            mean_shares_the_total,
            median_is_the_middle_value,
            range_leads_from_end_to_end,
        ),
        case=False,
        accents=False,
        foreseen=(Wrong("exchanged", exchanges_mean_and_median), Wrong("range", looks_at_the_ends)),
    )


QUESTION = Question(
    id="naming",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        mean_shares_the_total,
        median_is_the_middle_value,
        range_leads_from_end_to_end,
        number_is_what_is_named,
    ),
    tags=("measures of location",),
    space=SPACE,  # remove it, and the question has no variants
    otherwise=Parameters(number=3.0),  # with these the answer is another
)
