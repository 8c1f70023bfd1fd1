"""Moving bodies in the order of their kinetic energies: ordering.

The idea to copy: the order is the sort by the numbers that the solver finds. Wrong solvers rank by other numbers, and
no variant is one in which these give the same order.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import isclose

from grader import Ordering, Question, Ranked, claim, misconception

from .solver import BODIES, SPACE, Parameters, Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, a=2 * s.a),
        lambda s: replace(s, b=2 * s.b),
        lambda s: replace(s, c=2 * s.c),
        lambda s: replace(s, d=2 * s.d),
    )
)
def energy_is_the_work_of_stopping(s: Solution) -> bool:
    """The energy is the force that stops the body in a second, times the distance at its average speed."""
    forces = (mass * speed for mass, speed in zip(s.p.masses, s.p.speeds, strict=True))
    distances = (speed / 2 for speed in s.p.speeds)
    works = (force * distance for force, distance in zip(forces, distances, strict=True))
    return all(map(isclose, (s.a, s.b, s.c, s.d), works))


@claim(refuted_by=lambda _: solve(Parameters(masses=(1.0, 1.0, 1.0, 1.0), speeds=(1.0, 2.0, 3.0, 4.0))))
def momentum_orders_otherwise(s: Solution) -> bool:
    """By mass times speed, the bodies would stand in another order."""
    energies = {"a": s.a, "b": s.b, "c": s.c, "d": s.d}
    momenta = {body: mass * speed for body, mass, speed in zip(energies, s.p.masses, s.p.speeds, strict=True)}
    return sorted(momenta, key=lambda body: momenta[body]) != sorted(energies, key=lambda body: energies[body])


@misconception
def ranks_by_momentum(p: Parameters) -> Mapping[str, float]:
    """The speed is not squared, so that the bodies are ranked by mass times speed."""
    return {body: mass * speed for body, mass, speed in zip(BODIES, p.masses, p.speeds, strict=True)}


@misconception
def ranks_by_speed(p: Parameters) -> Mapping[str, float]:
    """The faster body is thought to have more energy, whatever its mass."""
    return dict(zip(BODIES, p.speeds, strict=True))


def item(s: Solution) -> Ordering:
    """Nobody declares the order: the bodies are sorted by their energies, the smallest first."""
    because = (energy_is_the_work_of_stopping, momentum_orders_otherwise)
    return Ordering(
        ranked=(
            Ranked("a", s.a, because=because),
            Ranked("b", s.b, because=because),
            Ranked("c", s.c, because=because),
            Ranked("d", s.d, because=because),
        ),
        misconception="The heavier body is thought to have more energy, whatever its speed.",
        wrong=(ranks_by_momentum, ranks_by_speed),
    )


QUESTION = Question(
    id="kinetic_energies",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(energy_is_the_work_of_stopping, momentum_orders_otherwise),
    tags=("physics", "ordering"),
    space=SPACE,
    otherwise=Parameters(speeds=(6.0, 5.0, 6.0, 3.0)),
)
