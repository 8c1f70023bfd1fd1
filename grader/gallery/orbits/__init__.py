"""Kepler's third law for two satellites, to be read: a description, in which nothing is asked.

The idea to copy: a text that only informs has computed numbers, and sentences that rest on claims, too.
"""

from dataclasses import replace
from math import isclose

from grader import Description, Question, claim

from .solver import SPACE, Parameters, Solution, solve


@claim(refuted_by=(lambda s: replace(s, period=s.p.period * s.ratio), lambda s: replace(s, ratio=s.ratio + 1)))
def squares_go_with_cubes(s: Solution) -> bool:
    """The squares of the periods are to each other as the cubes of the radii."""
    return isclose(s.ratio * s.p.near, s.p.far) and isclose(s.period, s.p.period * (s.p.far**3 / s.p.near**3) ** 0.5)


@claim(
    refuted_by=(
        lambda _: solve(Parameters(far=5.0)),
        lambda s: replace(s, p=replace(s.p, far=s.p.near / 2)),
        lambda s: replace(s, p=replace(s.p, period=10.0), period=10.0),
    )
)
def farther_is_slower(s: Solution) -> bool:
    """The farther satellite has the longer way, and takes longer for each part of it."""
    return s.p.far > s.p.near and s.p.far / s.period < s.p.near / s.p.period


QUESTION = Question(
    id="orbits",
    parameters=Parameters(),
    solve=solve,
    item=lambda _: Description(),
    claims=(squares_go_with_cubes, farther_is_slower),
    tags=("physics", "description"),
    space=SPACE,
)
