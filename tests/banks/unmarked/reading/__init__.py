"""Mean and median of a small sample, to be read: an example to rewrite into your own text.

Read it like a marked exam sheet: what must hold, then the text. The numbers are in `solver.py`, the words
in `text.*.md`. Change anything, and let `grader verify` say what no longer holds.
"""

from dataclasses import replace
from math import isclose

from grader import Description, Question, claim

from .solver import SPACE, Parameters, Solution, solve


# A claim is a sentence of the text as a function that could return False. `refuted_by` makes a solution for
# which it must: here, one with a wrong number, and a sample of which the sentence would be untrue.
@claim(refuted_by=(lambda s: replace(s, mean=s.median), lambda s: replace(s, mean=s.mean + 1)))
def mean_shares_the_total(s: Solution) -> bool:
    """As many times the mean as there are values makes their sum."""
    return isclose(s.mean * len(s.p.values), sum(s.p.values))


@claim(refuted_by=(lambda s: replace(s, median=s.mean), lambda s: replace(s, median=s.median + 1)))
def median_stands_in_the_middle(s: Solution) -> bool:
    """The median is the value that stands in the middle."""
    _, middle, _ = s.p.values
    return s.median == middle


@claim(refuted_by=lambda _: solve(Parameters(values=(1.0, 8.0, 9.0))))
def mean_is_drawn_away(s: Solution) -> bool:
    """The value that lies far away draws the mean to it, and not the median."""
    return s.mean > s.median


QUESTION = Question(
    id="reading",
    parameters=Parameters(),
    solve=solve,
    item=lambda _: Description(),  # nothing is asked, and nothing is marked
    claims=(mean_shares_the_total, median_stands_in_the_middle, mean_is_drawn_away),
    tags=("mean",),
    space=SPACE,  # remove it, and the text has no variants
)
