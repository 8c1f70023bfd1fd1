"""Whether a block begins to slide on a slope: a statement that is true or false.

The idea to copy: the statement stands in the stem and stays as it is; the numbers decide whether it is so. `states`
asks the same once more, by another way than the solver's, and the mass makes no difference.
"""

from dataclasses import replace
from math import hypot, isclose, radians, tan

from grader import Question, TrueFalse, claim

from .solver import SPACE, Parameters, Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, pull=s.weight),
        lambda s: replace(s, normal=s.weight),
        lambda s: replace(s, pull=2 * s.pull, normal=2 * s.normal),
    )
)
def weight_has_parts(s: Solution) -> bool:
    """Along the slope and across it, the parts of the weight are those of a right triangle with the slope's angle."""
    whole = hypot(s.pull, s.normal)
    return isclose(whole, s.p.mass * s.p.gravity) and isclose(s.pull, s.normal * tan(radians(s.p.angle)))


@claim(refuted_by=lambda s: replace(s, grip=s.p.friction * s.weight))
def friction_comes_from_the_normal_force(s: Solution) -> bool:
    """The largest static friction is the share of the normal force that the coefficient says."""
    return isclose(s.grip / s.normal, s.p.friction)


@claim(
    refuted_by=(
        lambda s: replace(s, slides=not s.slides),
        lambda s: replace(s, pull=s.grip, grip=s.pull),
        lambda s: replace(s, told_true=s.told_false),
        lambda s: replace(s, told_false=s.told_true),
        lambda s: replace(s, pull=s.grip - 0.5, slides=True, told_true="yes", told_false="no"),
    )
)
def larger_force_decides(s: Solution) -> bool:
    """The block slides where the part of its weight along the slope exceeds the largest friction."""
    told = {True: s.told_true, False: s.told_false}
    return s.slides == (s.pull - s.grip > 0) and (told[s.slides], told[not s.slides]) == ("yes", "no")


def states(s: Solution) -> bool:
    """The block begins to slide: the slope is steeper than the coefficient of friction."""
    return tan(radians(s.p.angle)) > s.p.friction


def item(s: Solution) -> TrueFalse:
    """The key is not declared: the statement is true or false as the solver finds it."""
    return TrueFalse(
        answer=s.slides,
        states=states,
        because=(weight_has_parts, friction_comes_from_the_normal_force, larger_force_decides),
        misconception="The mass is thought to decide, and not the angle and the friction.",
    )


QUESTION = Question(
    id="sliding_block",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(weight_has_parts, friction_comes_from_the_normal_force, larger_force_decides),
    tags=("physics", "true-false"),
    space=SPACE,
    otherwise=Parameters(angle=10.0),
    survivors={
        "solver.solve: pull > grip -> pull >= grip": ("No block of the space is just held."),
    },
)
