"""The first look of a binary search, in a text with menus: each gap takes one of the places that are offered.

The solver looks once; the claims count the places on both sides.
"""

from collections.abc import Callable
from dataclasses import replace

from grader import Choice, Gap, GapSelect, Question, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, middle=s.middle + 1),
        lambda s: replace(s, last=s.p.length),
        lambda s: replace(s, before=s.before - 1),
        lambda s: replace(s, before=s.middle, middle=s.after, after=s.after + 1),
        lambda s: replace(s, after=s.after + 1),
        lambda s: replace(s, p=replace(s.p, length=s.p.length + 1)),
    )
)
def middle_halves_the_list(s: Solution) -> bool:
    """There are as many places before the middle as behind it."""
    halves = len(range(s.middle)) == len(range(s.middle + 1, s.p.length))
    beside = s.after - s.middle == s.middle - s.before == 1
    return halves and beside and s.last == len(range(1, s.p.length))


def _left_of(first: int) -> Callable[[Solution], Solution]:
    """What would be left behind the middle, the seventh of fifteen places, if it began elsewhere."""
    return lambda s: replace(s, p=replace(s.p, length=15, place=10), middle=7, left=first, right=14)


@claim(
    refuted_by=(
        lambda s: replace(s, left=s.middle),
        lambda s: replace(s, right=s.right + 1),
        *(_left_of(first) for first in (6, 7, 9)),
        lambda s: replace(s, p=replace(s.p, place=s.last - s.p.place)),
    )
)
def half_with_the_place_is_left(s: Solution) -> bool:
    """Left is the half that holds the place, without the middle, which was looked at."""
    halves = (range(s.middle), range(s.middle + 1, s.p.length))
    return [(half[0], half[-1]) for half in halves if s.p.place in half] == [(s.left, s.right)]


@misconception
def counts_from_one(p: Parameters) -> int:
    """Places are counted from 1, so that the last one seems to be the length."""
    return p.length


def item(s: Solution) -> GapSelect:
    """The right choice of a gap is the one whose value is the gap's answer."""
    half = (half_with_the_place_is_left, middle_halves_the_list)
    return GapSelect(
        gaps=(
            Gap("middle", s.middle, because=(middle_halves_the_list,), group="places"),
            Gap("left", s.left, because=half, group="places"),
            Gap("right", s.right, because=half, group="places"),
        ),
        choices=(
            Choice(
                "first",
                s.p.first,
                group="places",
                misconception="The search is thought to keep the beginning of the list.",
            ),
            Choice(
                "before", s.before, group="places", misconception="The half before the middle is thought to be left."
            ),
            Choice("middle", s.middle, group="places", misconception="The middle is looked at, and kept all the same."),
            Choice("after", s.after, group="places", misconception="The half behind the middle is thought to be left."),
            Choice("last", s.last, group="places", misconception="The search is thought to keep the end of the list."),
            Choice("length", s.p.length, group="places", misconception=counts_from_one),
        ),
    )


QUESTION = Question(
    id="binary_search_gaps",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(middle_halves_the_list, half_with_the_place_is_left),
    tags=("programming", "gap select"),
    space=SPACE,
    otherwise=Parameters(place=10),
    survivors={
        "solver.solve: middle < p.place -> middle <= p.place": (
            "The place that is sought is in no variant the middle."
        ),
    },
)
