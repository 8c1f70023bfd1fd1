"""How many comparisons insertion sort makes on a list: a count, so that a whole number is asked for.

The solver sorts; the claims count again without sorting, by the pairs that are out of order.
"""

from dataclasses import replace
from itertools import combinations

from grader import Numerical, Question, Wrong, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, exchanges=s.exchanges + 1))
def exchanges_are_the_pairs_out_of_order(s: Solution) -> bool:
    """Each exchange turns one pair round, so that there are as many as pairs out of order."""
    return s.exchanges == sum(first > second for first, second in combinations(s.p.values, 2))


@claim(
    refuted_by=(
        lambda s: replace(s, stops=s.stops + 1),
        lambda s: replace(s, p=Parameters((2, 1, 4, 3)), stops=1),
    )
)
def all_but_a_new_smallest_value_stop(s: Solution) -> bool:
    """A value stops at a smaller one, unless there is none before it: then it goes to the beginning."""
    return s.stops == sum(value > min(s.p.values[:place]) for place, value in enumerate(s.p.values) if place > 0)


@claim(refuted_by=(lambda s: replace(s, comparisons=s.exchanges), lambda s: replace(s, comparisons=s.pairs)))
def comparisons_exchange_or_stop(s: Solution) -> bool:
    """Each comparison either exchanges two values or stops a walk."""
    return s.comparisons == s.exchanges + s.stops


@claim(
    refuted_by=(
        lambda s: replace(s, pairs=s.pairs + 1),
        lambda s: replace(s, comparisons=s.pairs),
        lambda s: replace(s, count=s.count + 1),
        lambda s: replace(s, p=Parameters((2, 1, 4, 3)), count=4, pairs=4, comparisons=3),
    )
)
def not_every_pair_is_compared(s: Solution) -> bool:
    """There are more pairs than comparisons, because a walk stops at the first smaller value."""
    return s.count == len(s.p.values) and s.comparisons < s.pairs == len(list(combinations(s.p.values, 2)))


@misconception
def counts_exchanges(p: Parameters) -> float:
    """Only comparisons that exchange two values are counted, and not the one at which a walk stops."""
    return solve(p).exchanges


@misconception
def compares_every_pair(p: Parameters) -> float:
    """Each value is compared with all before it, as in the worst case."""
    return solve(p).pairs


def item(s: Solution) -> Numerical:
    """A count is asked for without decimals."""
    return Numerical(
        answer=s.comparisons,
        decimals=s.p.decimals,
        because=(
            exchanges_are_the_pairs_out_of_order,
            all_but_a_new_smallest_value_stop,
            comparisons_exchange_or_stop,
            not_every_pair_is_compared,
        ),
        foreseen=(Wrong("exchanges", counts_exchanges), Wrong("every_pair", compares_every_pair)),
    )


QUESTION = Question(
    id="insertion_sort",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        exchanges_are_the_pairs_out_of_order,
        all_but_a_new_smallest_value_stop,
        comparisons_exchange_or_stop,
        not_every_pair_is_compared,
    ),
    tags=("programming", "numerical"),
    space=SPACE,
    otherwise=Parameters((2, 1, 4, 3)),
    survivors={
        "solver.solve: 1 -> 0 in range(1, len(values))": ("A walk from the first place has nowhere to go."),
        "solver.solve: values[place - 1] < values[place] -> values[place - 1] <= values[place]": (
            "The values of a list differ."
        ),
    },
)
