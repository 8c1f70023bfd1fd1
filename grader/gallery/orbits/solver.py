"""The numbers: what the text states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """The radii of two circular orbits in Mm, and the period of the nearer satellite in hours."""

    near: float = 7.0
    far: float = 28.0
    period: float = 1.62


@dataclass(frozen=True)
class Solution:
    """How many times as far the farther satellite is, and its period in hours."""

    p: Parameters
    ratio: float
    period: float


def solve(p: Parameters) -> Solution:
    """Kepler's third law."""
    ratio = p.far / p.near
    return Solution(p=p, ratio=ratio, period=p.period * ratio**1.5)


SPACE = Space(
    values={"near": (7.0, 8.0, 9.0, 10.0), "far": (28.0, 18.0, 24.0, 36.0, 42.0), "period": (1.62, 1.75, 1.98)},
    build=Parameters,
)
