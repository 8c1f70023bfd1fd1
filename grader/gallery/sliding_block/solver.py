"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from math import cos, radians, sin

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """The mass in kg, the angle of the slope in degrees, the coefficient of static friction, and gravity in m/s²."""

    mass: float = 2.0
    angle: float = 30.0
    friction: float = 0.4
    gravity: float = 9.8


@dataclass(frozen=True)
class Solution:
    """Forces in N: the weight, its parts across and along the slope, the largest friction; and who is told what."""

    p: Parameters
    weight: float
    normal: float
    pull: float
    grip: float
    slides: bool
    told_true: str
    told_false: str


def solve(p: Parameters) -> Solution:
    """Split the weight, and compare the part along the slope with the largest friction."""
    weight, angle = p.mass * p.gravity, radians(p.angle)
    normal, pull = weight * cos(angle), weight * sin(angle)
    grip = p.friction * normal
    slides = pull > grip
    told_true, told_false = ("yes", "no") if slides else ("no", "yes")
    return Solution(
        p=p,
        weight=weight,
        normal=normal,
        pull=pull,
        grip=grip,
        slides=slides,
        told_true=told_true,
        told_false=told_false,
    )


SPACE = Space(
    values={
        "mass": (2.0, 1.0, 3.0, 5.0, 8.0, 12.0),
        "angle": (30.0, 10.0, 15.0, 20.0, 25.0, 35.0),
        "friction": (0.4, 0.2, 0.3, 0.5, 0.6, 0.8),
    },
    build=Parameters,
)
