"""What is true of a collision after which the carts stay together: several answers.

The idea to copy: the value of each option is whether it is true, as the solver finds it. How many are true varies, so
that nobody can count on it.
"""

from dataclasses import replace
from math import isclose

from grader import Option, Question, SeveralAnswers, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, common=s.p.first_speed),
        lambda s: replace(s, keeps=not s.keeps),
        lambda s: replace(s, p=Parameters(1.0, 3.0, 2.0, 2.0), common=-1 / 3, keeps=True),
    )
)
def momentum_is_kept(s: Solution) -> bool:
    """What the one cart gains in momentum the other loses, and the larger momentum keeps its direction."""
    gained, lost = s.p.second_mass * (s.common + s.p.second_speed), s.p.first_mass * (s.p.first_speed - s.common)
    larger = s.p.first_mass * s.p.first_speed > s.p.second_mass * s.p.second_speed
    return isclose(gained, lost) and s.keeps == larger


def _with_energies(s: Solution, p: Parameters, before: float, after: float, *, most: bool, none: bool) -> Solution:
    return replace(s, p=p, before=before, after=after, loses_most=most, loses_none=none)


@claim(
    refuted_by=(
        lambda s: replace(s, before=s.after),
        lambda s: replace(s, after=s.before),
        lambda s: replace(s, loses_most=not s.loses_most),
        lambda s: replace(s, loses_none=True),
        lambda s: _with_energies(s, Parameters(1.5, 1.0, 1.0, 0.0), 0.75, 0.45, most=True, none=False),
        lambda s: _with_energies(s, Parameters(1.5, 1.0, 1.0, 0.0), 0.75, 0.45, most=False, none=True),
        lambda s: _with_energies(s, Parameters(1.0, 0.0, 1.0, 0.0), 0.0, 0.0, most=False, none=False),
    )
)
def approach_is_lost(s: Solution) -> bool:
    """The energy that is lost is that of the reduced mass with the speed of approach."""
    momenta = (s.p.first_mass * s.p.first_speed, s.p.second_mass * s.p.second_speed)
    before = momenta[0] * s.p.first_speed / 2 + momenta[1] * s.p.second_speed / 2
    reduced = 1 / (1 / s.p.first_mass + 1 / s.p.second_mass)
    lost = reduced * (s.p.first_speed + s.p.second_speed) ** 2 / 2
    same = isclose(s.before, before) and isclose(s.after, before - lost, abs_tol=1e-9)
    return same and s.loses_most == (2 * lost > before) and s.loses_none != (lost > 0)


@claim(
    refuted_by=(
        lambda s: replace(s, first_change=s.second_change),
        lambda s: replace(s, second_change=s.first_change),
        lambda s: replace(s, first_changes_more=not s.first_changes_more),
    )
)
def lighter_cart_changes_more(s: Solution) -> bool:
    """The changes of velocity share the speed of approach, and the lighter cart has the larger part."""
    approach, total = s.p.first_speed + s.p.second_speed, s.p.first_mass + s.p.second_mass
    first = isclose(s.first_change, approach * s.p.second_mass / total)
    second = isclose(s.second_change, approach * s.p.first_mass / total)
    return first and second and s.first_changes_more == (s.p.first_mass < s.p.second_mass)


@misconception
def faster_cart_wins(p: Parameters) -> bool:
    """The faster cart is thought to keep its direction, whatever the masses."""
    return p.first_speed > p.second_speed


@misconception
def energy_is_always_kept(_: Parameters) -> bool:
    """Energy is always kept, and so kinetic energy is thought to be."""
    return True


def item(s: Solution) -> SeveralAnswers:
    """Right are all options that the solver finds true; what each is worth is computed."""
    keeps = faster_cart_wins if s.p.first_speed > s.p.second_speed else "The heavier cart is thought to win."
    return SeveralAnswers(
        options=(
            Option(id="keeps", value=s.keeps, because=(momentum_is_kept,), misconception=keeps),
            Option(
                id="loses_most",
                value=s.loses_most,
                because=(approach_is_lost,),
                misconception="A collision that leaves the carts together is thought to destroy nearly all energy.",
            ),
            Option(
                id="first_changes_more",
                value=s.first_changes_more,
                because=(lighter_cart_changes_more,),
                misconception="The cart that is named first is thought to be hit harder.",
            ),
            Option(
                id="loses_none", value=s.loses_none, because=(approach_is_lost,), misconception=energy_is_always_kept
            ),
        ),
    )


QUESTION = Question(
    id="collision",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(momentum_is_kept, approach_is_lost, lighter_cart_changes_more),
    tags=("physics", "several answers"),
    space=SPACE,
    otherwise=Parameters(first_mass=1.0),
    survivors={
        "solver.solve: common > 0 -> common >= 0 in keeps": (
            "In the exam they move on; where those of a variant come to rest, a claim fails."
        ),
        "solver.solve: after < before / 2 -> after <= before / 2 in loses_most": (
            "No carts of the space lose exactly half."
        ),
        "solver.solve: before / 2 -> before * 2": (
            "In the exam nearly all of the energy is lost, so that it does not matter from which share on it is most."
        ),
        "solver.solve: 2 -> 3 in before / 2": (
            "In the exam nearly all of the energy is lost, so that it does not matter from which share on it is most."
        ),
        "solver.solve: 2 -> 1 in before / 2": (
            "In the exam nearly all of the energy is lost, so that it does not matter from which share on it is most."
        ),
        "solver.solve: first_change > second_change -> first_change >= second_change in first_changes_more": (
            "The carts of the exam change by different amounts."
        ),
    },
)
