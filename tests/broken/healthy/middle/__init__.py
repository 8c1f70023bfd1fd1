"""Which constant is nearest to a sample by absolute distances."""

from dataclasses import replace
from math import isclose

from grader import Item, Option, Question, Space, claim

from .solver import Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, median_distance=s.mean_distance))
def median_is_nearer(s: Solution) -> bool:
    """The median's summed distance is below the mean's."""
    distances = [sum(max(value, c) - min(value, c) for value in s.p.sample) for c in (s.median, s.mean)]
    if not all(map(isclose, (s.median_distance, s.mean_distance), distances)):
        return False
    return s.median_distance < s.mean_distance


@claim(refuted_by=lambda _: solve(Parameters((1.0, 2.0, 3.0))))
def mean_follows_the_tail(s: Solution) -> bool:
    """The mean lies above the median."""
    if not (isclose(s.mean * len(s.p.sample), sum(s.p.sample)) and s.median == sorted(s.p.sample)[1]):
        return False
    return s.mean > s.median


def item(s: Solution) -> Item:
    """The key is the nearest candidate."""
    return Item(
        answer=s.nearest,
        options=(
            Option(
                "mean",
                "mean",
                (median_is_nearer, mean_follows_the_tail),
                "Squared and absolute distances are confused.",
            ),
            Option("median", "median", (median_is_nearer,)),
            Option("first", "first", (median_is_nearer,), "The order of a sample is taken for information."),
        ),
    )


QUESTION = Question(
    id="middle",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(median_is_nearer, mean_follows_the_tail),
    tags=("statistics",),
    survivors={
        "solver.solve: 0 -> 1 in p.sample[0]": "No claim speaks of the first value, which is only offered.",
        "solver.solve: 0 -> -1 in p.sample[0]": "No claim speaks of the first value, which is only offered.",
    },
    otherwise=Parameters((1.0, 2.0, 3.0)),
    space=Space(values={"tail": (6.0, 9.0, 12.0)}, build=lambda tail: Parameters((1.0, 2.0, tail))),
)
