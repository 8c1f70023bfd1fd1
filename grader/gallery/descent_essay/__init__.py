"""Why gradient descent diverges: an essay, with a model answer and a rubric whose numbers are computed."""

from dataclasses import replace
from math import isclose

from grader import Asked, Essay, Question, claim

from .solver import SPACE, Parameters, Solution, solve


@claim(refuted_by=(lambda s: replace(s, first=s.second), lambda s: replace(s, second=s.first)))
def steps_follow_the_gradient(s: Solution) -> bool:
    """Each step changes the weight by minus the rate times the gradient, which is the curvature times the weight."""
    changes = (s.first - s.p.start, s.second - s.first)
    return all(
        isclose(change / s.p.rate, -s.p.curvature * weight)
        for change, weight in zip(changes, (s.p.start, s.first), strict=True)
    )


@claim(
    refuted_by=(
        lambda s: replace(s, factor=-s.factor),
        lambda _: solve(Parameters(rate=0.1)),
        lambda _: solve(Parameters(rate=0.4)),
    )
)
def each_step_overshoots(s: Solution) -> bool:
    """Each step multiplies the weight by a negative factor of a size above 1: to the other side, and farther away."""
    return isclose(s.factor, s.second / s.first) and s.factor < -1


@claim(refuted_by=(lambda s: replace(s, limit=2 * s.limit), lambda _: solve(Parameters(rate=0.1))))
def rate_is_above_the_limit(s: Solution) -> bool:
    """With the rate of the limit, a step would lead to the same distance on the other side; this rate is larger."""
    return isclose(1 - s.limit * s.p.curvature, -1) and s.p.rate > s.limit


def item(s: Solution) -> Essay:
    """People mark it, by a model answer and a rubric."""
    return Essay(answer=(s.first, s.second, s.limit), asked=Asked(lines=10, maximum_words=150))


QUESTION = Question(
    id="descent_essay",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(steps_follow_the_gradient, each_step_overshoots, rate_is_above_the_limit),
    tags=("deep learning", "essay"),
    space=SPACE,
    otherwise=Parameters(curvature=8.0),
    survivors={
        "solver.solve: p.rate * p.curvature * p.start -> p.rate * p.curvature / p.start": (
            "The exam begins at 1; where a variant does not, a claim fails."
        ),
    },
)
