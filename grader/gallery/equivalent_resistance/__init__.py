"""The resistance of a small network: multiple choice with numbers.

The idea to copy: each wrong option names the wrong solver that leads to it, so that its number is computed and follows
the parameters as the key does.
"""

from dataclasses import replace
from math import isclose

from grader import Item, Option, Question, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, branch=s.p.second + s.p.third))
def branch_shares_the_current(s: Solution) -> bool:
    """With the same voltage at both, the currents through the parallel resistors add."""
    return isclose(1 / s.branch, 1 / s.p.second + 1 / s.p.third)


@claim(refuted_by=lambda s: replace(s, total=s.branch))
def series_adds(s: Solution) -> bool:
    """With the same current through both, the voltages at the elements in series add."""
    return isclose(s.total, s.p.first + s.branch)


@claim(
    refuted_by=(
        lambda s: replace(s, averaged=s.total),
        lambda s: replace(s, averaged=2 * s.averaged),
        lambda s: replace(s, total=2 * s.averaged),
    )
)
def average_is_too_much(s: Solution) -> bool:
    """The current has two ways, so that the combination has less than the average of its resistors."""
    doubled = s.averaged - s.p.first + s.averaged - s.p.first
    return isclose(doubled, s.p.second + s.p.third) and s.total < s.averaged


@claim(
    refuted_by=(
        lambda s: replace(s, all_in_series=s.total),
        lambda s: replace(s, all_in_parallel=s.total),
        lambda s: replace(s, total=2 * s.all_in_series),
    )
)
def network_lies_in_between(s: Solution) -> bool:
    """All in series, the resistors would have more; all in parallel, less."""
    currents = (s.all_in_parallel / one for one in (s.p.first, s.p.second, s.p.third))
    same = isclose(s.all_in_series - s.p.third - s.p.second, s.p.first) and isclose(sum(currents), 1)
    return same and s.all_in_parallel < s.total < s.all_in_series


@misconception
def adds_everything(p: Parameters) -> float:
    """All resistances are added, as if everything were in series."""
    return p.first + p.second + p.third


@misconception
def takes_everything_for_parallel(p: Parameters) -> float:
    """All resistors are taken for parallel, because a wire joins them."""
    return 1 / (1 / p.first + 1 / p.second + 1 / p.third)


@misconception
def forgets_the_inverse(p: Parameters) -> float:
    """The parallel resistors are averaged."""
    return p.first + (p.second + p.third) / 2


def item(s: Solution) -> Item:
    """The key is not declared: it is the option whose value equals the answer."""
    return Item(
        answer=s.total,
        options=(
            Option(
                id="series",
                value=s.all_in_series,
                because=(network_lies_in_between,),
                misconception=adds_everything,
            ),
            Option(id="network", value=s.total, because=(branch_shares_the_current, series_adds)),
            Option(
                id="averaged",
                value=s.averaged,
                because=(branch_shares_the_current, average_is_too_much),
                misconception=forgets_the_inverse,
            ),
            Option(
                id="parallel",
                value=s.all_in_parallel,
                because=(network_lies_in_between,),
                misconception=takes_everything_for_parallel,
            ),
        ),
    )


QUESTION = Question(
    id="equivalent_resistance",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(branch_shares_the_current, series_adds, average_is_too_much, network_lies_in_between),
    tags=("physics", "multiple choice"),
    space=SPACE,
    otherwise=Parameters(first=50.0),
)
