"""Whether the sum of the first whole numbers is large."""

from dataclasses import replace

from grader import Item, Option, Question, claim

from .solver import Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, total=s.total + 1))
def sum_by_formula(s: Solution) -> bool:
    """The sum is half the count times one more than the count."""
    return s.total == s.p.count * (s.p.count + 1) // 2


@claim(refuted_by=(lambda s: replace(s, half=4), lambda s: replace(s, half=6)))
def half_is_half(s: Solution) -> bool:
    """Twice the half is the sum."""
    return s.half * 2 >= s.total and s.half * 2 <= s.total


@claim(refuted_by=lambda s: replace(s, kind="small", total=1))
def sum_is_large(s: Solution) -> bool:
    """The sum is above five."""
    return s.total > 5 and _is_large(s)


def _is_large(s: Solution) -> bool:
    return s.kind == "large"


def item(s: Solution) -> Item:
    """The key is the kind."""
    return Item(
        answer=s.kind,
        options=(
            Option("large", "large", (sum_is_large, sum_by_formula)),
            Option("small", "small", (half_is_half,), "The numbers are counted, not added."),
        ),
    )


QUESTION = Question(
    id="sums",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(sum_by_formula, half_is_half, sum_is_large),
    otherwise=Parameters(count=2),
)
