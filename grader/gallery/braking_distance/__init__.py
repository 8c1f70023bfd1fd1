"""How far a car slides until it stands: a number with its unit, asked for with significant figures.

The idea to copy: the answer may be given in any of the units, each with how many of it make one of the answer's own;
whoever gives a wrong unit, or none, earns nothing.
"""

from dataclasses import replace
from math import isclose

from grader import Numerical, Question, Unit, Wrong, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, speed=s.p.speed))
def speed_is_in_metres_per_second(s: Solution) -> bool:
    """The speed in m/s is what is covered in an hour, divided by its seconds."""
    return isclose(s.speed, s.p.speed * 1000 / (60 * 60))


@claim(refuted_by=lambda s: replace(s, deceleration=s.p.gravity))
def friction_decelerates(s: Solution) -> bool:
    """The deceleration is the share of gravity that the coefficient of friction says."""
    return isclose(s.deceleration / s.p.gravity, s.p.friction)


@claim(refuted_by=lambda s: replace(s, distance=2 * s.distance))
def distance_is_covered_at_half_the_speed(s: Solution) -> bool:
    """On average at half the speed, the car covers the distance in the time that the deceleration takes."""
    return isclose(s.distance, s.speed / 2 * (s.speed / s.deceleration))


@misconception
def computes_with_km_per_hour(p: Parameters) -> float:
    """The speed is not converted to m/s."""
    return p.speed**2 / (2 * p.friction * p.gravity)


@misconception
def forgets_the_half(p: Parameters) -> float:
    """The car is thought to keep its speed all the time that it takes to stop."""
    return 2 * solve(p).distance


@misconception
def is_linear_in_speed(p: Parameters) -> float:
    """The speed is not squared."""
    return solve(p).speed / (2 * p.friction * p.gravity)


def item(s: Solution) -> Numerical:
    """A length: the first unit is the answer's own."""
    return Numerical(
        answer=s.distance,
        figures=s.p.figures,
        because=(speed_is_in_metres_per_second, friction_decelerates, distance_is_covered_at_half_the_speed),
        foreseen=(
            Wrong("not_converted", computes_with_km_per_hour),
            Wrong("no_half", forgets_the_half),
            Wrong("no_square", is_linear_in_speed),
        ),
        units=(Unit("m"), Unit("km", 0.001), Unit("cm", 100.0)),
        unit_penalty=1.0,
    )


QUESTION = Question(
    id="braking_distance",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(speed_is_in_metres_per_second, friction_decelerates, distance_is_covered_at_half_the_speed),
    tags=("physics", "numerical"),
    space=SPACE,
    otherwise=Parameters(speed=90.0),
)
