"""To which class nested loops belong: the solver runs them, and the claims add up what each turn takes.

Every option is the key of some variant, so that each has its misconception where it is not.
"""

from dataclasses import replace
from math import isclose, log
from typing import Any

from grader import Item, Option, Question, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


def _turns(factor: int, last: int) -> list[int]:
    """The values that a counter takes, without a loop that counts: all, or one less than powers of 2."""
    return [value for value in range(1, last + 1) if factor == 1 or value & (value + 1) == 0]


def _of_powers(p: Parameters) -> dict[str, Any]:
    """The steps if both loops skipped whatever is not one less than a power of 2."""
    steps, steps_twice = (sum(2**power <= n + 1 for power in range(1, 12)) ** 2 for n in (p.size, 2 * p.size))
    return {"steps": steps, "steps_twice": steps_twice, "ratio": steps_twice / steps}


def _steps(p: Parameters, n: int) -> int:
    """How many steps the turns of the outer loop take together."""
    return sum(len(_turns(p.inner, n if p.bound == "n" else i)) for i in _turns(p.outer, n))


def _counted_up_to(s: Solution, n: int) -> Solution:
    """The solution with another size in place of twice the size, and the steps at that."""
    steps = _steps(s.p, n)
    return replace(s, twice=n, steps_twice=steps, ratio=steps / s.steps)


@claim(
    refuted_by=(
        lambda s: replace(s, steps=s.steps + 1, ratio=s.steps_twice / (s.steps + 1)),
        lambda s: replace(s, steps_twice=s.steps_twice + 1, ratio=(s.steps_twice + 1) / s.steps),
        lambda s: replace(s, ratio=s.ratio + 1),
        lambda s: replace(s, p=replace(s.p, outer=1, inner=1), twice=2 * s.p.size, **_of_powers(s.p)),
        lambda s: _counted_up_to(s, s.twice + 1),
    )
)
def steps_are_counted(s: Solution) -> bool:
    """The turns of the inner loop, added over those of the outer one, are the steps."""
    counted = s.steps == _steps(s.p, s.p.size) and s.steps_twice == _steps(s.p, s.twice)
    return counted and s.twice == s.p.size + s.p.size and isclose(s.ratio * s.steps, s.steps_twice)


@claim(refuted_by=lambda s: replace(s, linear=s.quadratic))
def linear_doubles(s: Solution) -> bool:
    """What is proportional to n doubles with it."""
    return isclose(s.linear, s.twice / s.p.size)


@claim(refuted_by=lambda s: replace(s, linearithmic=s.linear))
def linearithmic_more_than_doubles(s: Solution) -> bool:
    """What is proportional to n log n doubles, and its logarithm grows besides."""
    return isclose(s.linearithmic, 2 + 2 * log(2) / log(s.p.size))


@claim(refuted_by=lambda s: replace(s, quadratic=s.linear))
def quadratic_doubles_twice(s: Solution) -> bool:
    """What is proportional to the square of n doubles with each of its factors."""
    return isclose(s.quadratic, 2 * 2)


@claim(refuted_by=lambda s: replace(s, logarithmic=s.linear))
def logarithmic_hardly_grows(s: Solution) -> bool:
    """What is proportional to the square of log n grows by as much as the logarithm does, twice."""
    return isclose(s.logarithmic**0.5, log(s.twice) / log(s.p.size))


@claim(refuted_by=lambda s: replace(s, growth="linear" if s.growth != "linear" else "quadratic"))
def nearest_growth_is_the_class(s: Solution) -> bool:
    """No other class grows as nearly as the steps do: turns multiply, or add up to a multiple of n."""
    apart = {"logarithmic": s.logarithmic, "linear": s.linear, "linearithmic": s.linearithmic, "quadratic": s.quadratic}
    own = apart.pop(s.growth)
    return all(abs(own - s.ratio) < abs(other - s.ratio) for other in apart.values())


@misconception
def doubles_both(p: Parameters) -> str:
    """Both loops are thought to double their counters."""
    return solve(replace(p, outer=2, inner=2)).growth


@misconception
def counts_one_loop(p: Parameters) -> str:
    """Only one of the loops is thought to count, and to do so one by one."""
    one, other = (len(_turns(1, size)) for size in (p.size, 2 * p.size))
    return "linear" if other == 2 * one else "linearithmic"


@misconception
def adds_a_logarithm(p: Parameters) -> str:
    """A loop that doubles its counter is thought to add a logarithm, whatever the bound."""
    return solve(replace(p, outer=1, inner=2, bound="n")).growth


@misconception
def takes_every_turn(p: Parameters) -> str:
    """Every loop is thought to take n turns."""
    return solve(replace(p, outer=1, inner=1, bound="n")).growth


def item(s: Solution) -> Item:
    """The key is the option that names the class that was found."""
    return Item(
        answer=s.growth,
        options=(
            Option(
                id="logarithmic",
                value="logarithmic",
                because=(steps_are_counted, logarithmic_hardly_grows, nearest_growth_is_the_class),
                misconception=doubles_both if s.growth != "logarithmic" else "",
            ),
            Option(
                id="linear",
                value="linear",
                because=(steps_are_counted, linear_doubles, nearest_growth_is_the_class),
                misconception=counts_one_loop if s.growth != "linear" else "",
            ),
            Option(
                id="linearithmic",
                value="linearithmic",
                because=(steps_are_counted, linearithmic_more_than_doubles, nearest_growth_is_the_class),
                misconception=adds_a_logarithm if s.growth != "linearithmic" else "",
            ),
            Option(
                id="quadratic",
                value="quadratic",
                because=(steps_are_counted, quadratic_doubles_twice, nearest_growth_is_the_class),
                misconception=takes_every_turn if s.growth != "quadratic" else "",
            ),
        ),
    )


QUESTION = Question(
    id="growth_class",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        steps_are_counted,
        linear_doubles,
        linearithmic_more_than_doubles,
        quadratic_doubles_twice,
        logarithmic_hardly_grows,
        nearest_growth_is_the_class,
    ),
    tags=("programming", "multiple choice"),
    space=SPACE,
    otherwise=Parameters(inner=1),
    survivors={
        "solver.count_steps: j <= {'n': n, 'i': i}[p.bound] -> j < {'n': n, 'i': i}[p.bound]": (
            "In the exam no counter of the inner loop meets its bound."
        ),
    },
)
