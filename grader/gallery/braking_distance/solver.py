"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass

from grader import Space

KM_PER_HOUR = 3.6  # in one m/s


@dataclass(frozen=True)
class Parameters:
    """The speed in km/h, the coefficient of friction, gravity in m/s², and the figures to answer with."""

    speed: float = 72.0
    friction: float = 0.8
    gravity: float = 9.8
    figures: int = 3


@dataclass(frozen=True)
class Solution:
    """The speed in m/s, the deceleration in m/s², and the distance in m."""

    p: Parameters
    speed: float
    deceleration: float
    distance: float


def solve(p: Parameters) -> Solution:
    """The work of friction takes all of the kinetic energy."""
    speed, deceleration = p.speed / KM_PER_HOUR, p.friction * p.gravity
    return Solution(p=p, speed=speed, deceleration=deceleration, distance=speed**2 / 2 / deceleration)


SPACE = Space(
    values={
        "speed": (72.0, 36.0, 54.0, 63.0, 81.0, 90.0, 108.0),
        "friction": (0.8, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7),
    },
    build=Parameters,
)
