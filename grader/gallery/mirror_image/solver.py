"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass

from grader import Space

REAL, VIRTUAL = "real", "virtual"
INVERTED, UPRIGHT = "inverted", "upright"
ENLARGED, REDUCED = "enlarged", "reduced"


@dataclass(frozen=True)
class Parameters:
    """The focal length of a concave mirror, and the distance of an object from it, in cm."""

    focal: float = 10.0
    distance: float = 15.0


@dataclass(frozen=True)
class Solution:
    """The distance of the image in cm, negative behind the mirror; the magnification; and what the image is."""

    p: Parameters
    distance: float
    magnification: float
    nature: str
    way: str
    size: str


def solve(p: Parameters) -> Solution:
    """The inverses of both distances add to that of the focal length."""
    distance = 1 / (1 / p.focal - 1 / p.distance)
    magnification = -distance / p.distance
    return Solution(
        p=p,
        distance=distance,
        magnification=magnification,
        nature=REAL if distance > 0 else VIRTUAL,
        way=UPRIGHT if magnification > 0 else INVERTED,
        size=ENLARGED if abs(magnification) > 1 else REDUCED,
    )


SPACE = Space(
    values={"focal": (10.0, 8.0, 12.0, 20.0, 24.0, 40.0), "ratio": (1.5, 0.25, 0.5, 0.75, 1.25, 2.5, 3.0, 3.5, 4.0)},
    build=lambda focal, ratio: Parameters(focal, focal * ratio),
)
