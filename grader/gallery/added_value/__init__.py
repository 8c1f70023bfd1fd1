"""Which measure of a sample changes most when a value is added: multiple choice, with a key that varies.

The idea to copy: the options are names, the solver finds which of them is right, and each feedback is true whether its
option is the key or not.
"""

from dataclasses import replace
from math import fsum, isclose

from grader import Item, Misconception, Option, Question, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, mean=s.mean + 1),
        lambda s: replace(s, new_mean=s.mean),
        lambda s: replace(s, mean_change=s.new_mean),
    )
)
def mean_moves_by_a_share(s: Solution) -> bool:
    """The mean moves towards the added value by its distance, divided by the new size of the sample."""
    before, size = fsum(s.p.values) / len(s.p.values), len(s.p.values) + 1
    share = (s.p.added - before) / size
    return isclose(s.mean, before) and isclose(s.new_mean, before + share) and isclose(s.mean_change, abs(share))


@claim(
    refuted_by=(
        lambda s: replace(s, median=s.median + 1),
        lambda s: replace(s, new_median=s.median),
        lambda s: replace(s, median_change=s.new_median),
    )
)
def median_moves_to_between_its_neighbours(s: Solution) -> bool:
    """The median moves from the value in the middle to halfway between the values in the middle."""
    before, after = sorted(s.p.values), sorted((*s.p.values, s.p.added))
    place = len(before) // 2
    halfway = (after[place] + after[place + 1]) / 2
    moved = isclose(s.median, before[place]) and isclose(s.new_median, halfway)
    return moved and isclose(s.median_change, abs(halfway - before[place]))


def _with_one_inside(s: Solution, grown: float) -> Solution:
    """What would be found if a value inside of the sample changed its range."""
    inside = replace(s.p, added=s.p.values[2])
    return replace(s, p=inside, new_range=s.range + grown, range_change=grown)


@claim(
    refuted_by=(
        lambda s: replace(s, range=s.new_range),
        lambda s: replace(s, new_range=s.range),
        lambda s: replace(s, range_change=s.new_range),
        lambda s: _with_one_inside(s, 1.0),
        lambda s: _with_one_inside(s, -1.0),
    )
)
def range_grows_by_what_lies_outside(s: Solution) -> bool:
    """The range grows by as much as the added value lies outside of the sample."""
    low, high = min(s.p.values), max(s.p.values)
    outside = max(s.p.added - high, low - s.p.added, 0)
    grown = isclose(s.range, high - low) and isclose(s.new_range, high - low + outside)
    return grown and isclose(s.range_change, outside)


@claim(refuted_by=lambda s: replace(s, most="mean" if s.most == "median" else "median"))
def largest_change_is_named(s: Solution) -> bool:
    """The measure that is named changes more than the others."""
    changes = {"mean": s.mean_change, "median": s.median_change, "range": s.range_change}
    return all(changes[s.most] > change for measure, change in changes.items() if measure != s.most)


@misconception
def mean_feels_every_value(_: Parameters) -> str:
    """The mean is computed from all values, so it is thought to change more than any other measure."""
    return "mean"


@misconception
def median_takes_another_place(_: Parameters) -> str:
    """The middle takes another place in the sample, so the median is thought to change more than any other measure."""
    return "median"


@misconception
def range_sees_the_ends(_: Parameters) -> str:
    """A new end of the sample is thought to change the range more than any other measure."""
    return "range"


def item(s: Solution) -> Item:
    """An option that is the key in some variants has its misconception in the others."""
    return Item(
        answer=s.most,
        options=(
            _option(s, mean_feels_every_value, "mean"),
            _option(s, median_takes_another_place, "median"),
            _option(s, range_sees_the_ends, "range"),
        ),
    )


def _option(s: Solution, leads_there: Misconception, measure: str) -> Option:
    because = (
        mean_moves_by_a_share,
        median_moves_to_between_its_neighbours,
        range_grows_by_what_lies_outside,
        largest_change_is_named,
    )
    return Option(id=measure, value=measure, because=because, misconception="" if s.most == measure else leads_there)


QUESTION = Question(
    id="added_value",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        mean_moves_by_a_share,
        median_moves_to_between_its_neighbours,
        range_grows_by_what_lies_outside,
        largest_change_is_named,
    ),
    tags=("statistics", "multiple choice"),
    space=SPACE,
    otherwise=Parameters(added=40.0),
)
