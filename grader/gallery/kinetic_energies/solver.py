"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from itertools import permutations

from grader import Space

BODIES = ("a", "b", "c", "d")


@dataclass(frozen=True)
class Parameters:
    """The masses in kg and the speeds in m/s of the bodies A to D."""

    masses: tuple[float, ...] = (8.0, 2.0, 1.0, 6.0)
    speeds: tuple[float, ...] = (2.0, 5.0, 6.0, 3.0)


@dataclass(frozen=True)
class Solution:
    """The kinetic energies in J."""

    p: Parameters
    a: float
    b: float
    c: float
    d: float


def solve(p: Parameters) -> Solution:
    """Half of the mass times the square of the speed."""
    a, b, c, d = (0.5 * mass * speed**2 for mass, speed in zip(p.masses, p.speeds, strict=True))
    return Solution(p=p, a=a, b=b, c=c, d=d)


def variant(*, bodies: tuple[tuple[float, float], ...], order: tuple[int, ...]) -> Parameters:
    """Bodies of these masses and speeds, in this order: neither momentum nor speed ranks them as energy does."""
    return Parameters(
        masses=tuple(bodies[place][0] for place in order),
        speeds=tuple(bodies[place][1] for place in order),
    )


SPACE = Space(
    values={
        "bodies": (
            ((8.0, 2.0), (2.0, 5.0), (1.0, 6.0), (6.0, 3.0)),
            ((12.0, 1.0), (1.0, 4.0), (5.0, 2.0), (3.0, 3.0)),
            ((20.0, 2.0), (4.0, 5.0), (2.0, 8.0), (7.0, 4.0)),
        ),
        "order": tuple(permutations(range(len(BODIES)))),
    },
    build=variant,
)
