"""Functions in order of their values at a size: growth tells the order far out, and not yet at a small size.

The claims compare by other ways than the solver's: by sums, by logarithms, by doubling.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import isclose, log

from grader import Ordering, Question, Ranked, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, linear=s.quadratic))
def linear_adds_its_factor(s: Solution) -> bool:
    """The linear function adds its factor as often as n says."""
    return isclose(s.linear, sum([s.p.linear_factor] * s.p.n))


@claim(refuted_by=lambda s: replace(s, linearithmic=s.linear))
def linearithmic_multiplies_by_a_logarithm(s: Solution) -> bool:
    """The linearithmic function is its factor times n, as many times as 2 is multiplied to make n."""
    return isclose(s.linearithmic / s.p.n * log(2), s.p.log_factor * log(s.p.n))


@claim(refuted_by=lambda s: replace(s, quadratic=s.linear))
def quadratic_adds_odd_numbers(s: Solution) -> bool:
    """A square is the sum of as many odd numbers."""
    return isclose(s.quadratic, sum(range(1, 2 * s.p.n, 2)))


@claim(refuted_by=lambda s: replace(s, exponential=s.quadratic))
def exponential_doubles(s: Solution) -> bool:
    """The exponential function doubles with each step of n."""
    return isclose(log(s.exponential), s.p.n * log(2))


@misconception
def ranks_by_growth(_: Parameters) -> Mapping[str, float]:
    """The functions are ranked by their growth, as if the size were without limit and factors did not count."""
    return {"linear": 1.0, "linearithmic": 2.0, "quadratic": 3.0, "exponential": 4.0}


@misconception
def forgets_the_factors(p: Parameters) -> Mapping[str, float]:
    """The functions are computed without their factors."""
    s = solve(p)
    bare = {"linear": s.linear / p.linear_factor, "linearithmic": s.linearithmic / p.log_factor}
    return {**bare, "quadratic": s.quadratic, "exponential": s.exponential}


def item(s: Solution) -> Ordering:
    """Nobody declares the order: what is ranked is sorted by its values, the smallest first."""
    return Ordering(
        ranked=(
            Ranked("linear", s.linear, because=(linear_adds_its_factor,)),
            Ranked("exponential", s.exponential, because=(exponential_doubles,)),
            Ranked("quadratic", s.quadratic, because=(quadratic_adds_odd_numbers,)),
            Ranked("linearithmic", s.linearithmic, because=(linearithmic_multiplies_by_a_logarithm,)),
        ),
        misconception="The functions are known by their names alone, and an order is guessed.",
        wrong=(ranks_by_growth, forgets_the_factors),
    )


QUESTION = Question(
    id="growth_order",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        linear_adds_its_factor,
        linearithmic_multiplies_by_a_logarithm,
        quadratic_adds_odd_numbers,
        exponential_doubles,
    ),
    tags=("programming", "ordering"),
    space=SPACE,
    otherwise=Parameters(n=5),
)
