"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """The masses in kg of two carts that move towards each other, and their speeds in m/s."""

    first_mass: float = 3.0
    first_speed: float = 4.0
    second_mass: float = 5.0
    second_speed: float = 1.5


@dataclass(frozen=True)
class Solution:
    """The common velocity in m/s, energies in J, changes of velocity in m/s, and what is true of them."""

    p: Parameters
    common: float
    before: float
    after: float
    first_change: float
    second_change: float
    keeps: bool
    loses_most: bool
    first_changes_more: bool
    loses_none: bool


def solve(p: Parameters) -> Solution:
    """The momenta add; the first cart's direction is the positive one."""
    mass = p.first_mass + p.second_mass
    common = (p.first_mass * p.first_speed - p.second_mass * p.second_speed) / mass
    before = (p.first_mass * p.first_speed**2 + p.second_mass * p.second_speed**2) / 2
    after = mass * common**2 / 2
    first_change, second_change = abs(p.first_speed - common), abs(p.second_speed + common)
    return Solution(
        p=p,
        common=common,
        before=before,
        after=after,
        first_change=first_change,
        second_change=second_change,
        keeps=common > 0,
        loses_most=after < before / 2,
        first_changes_more=first_change > second_change,
        loses_none=after == before,
    )


SPACE = Space(
    values={
        "first_mass": (3.0, 4.0, 6.0, 10.0),
        "first_speed": (4.0, 5.0, 6.0),
        "second_mass": (5.0, 7.0, 8.0),
        "second_speed": (1.5, 0.5, 2.5),
    },
    build=Parameters,
)
