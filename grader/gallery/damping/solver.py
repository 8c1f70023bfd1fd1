"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from math import sqrt

from grader import Space

MILLI, MICRO = 1e-3, 1e-6
UNDER, OVER = "under", "over"


@dataclass(frozen=True)
class Parameters:
    """The resistance in Ω, the inductance in mH, and the capacitance in µF of elements in series."""

    resistance: float = 20.0
    inductance: float = 10.0
    capacitance: float = 1.0


@dataclass(frozen=True)
class Solution:
    """The attenuation in 1/s, the natural angular frequency in rad/s, and how the circuit is damped."""

    p: Parameters
    attenuation: float
    natural: float
    regime: str


def solve(p: Parameters) -> Solution:
    """Compare the attenuation with the natural frequency."""
    inductance, capacitance = p.inductance * MILLI, p.capacitance * MICRO
    attenuation, natural = p.resistance / (2 * inductance), 1 / sqrt(inductance * capacitance)
    return Solution(p=p, attenuation=attenuation, natural=natural, regime=regime_of(attenuation, natural))


def regime_of(attenuation: float, natural: float) -> str:
    """How a circuit is damped that has this attenuation and this natural frequency."""
    return OVER if attenuation > natural else UNDER


def variant(*, inductance: float, capacitance: float, ratio: float) -> Parameters:
    """A resistance that is many times the root of inductance by capacitance, or a small part of it.

    In between, series and parallel circuits are damped alike, and the misconception would lead to the key.
    """
    scale = sqrt(inductance * MILLI / (capacitance * MICRO))
    return Parameters(float(round(ratio * scale)), inductance, capacitance)


SPACE = Space(
    values={
        "inductance": (10.0, 20.0, 40.0, 50.0, 80.0),
        "capacitance": (1.0, 2.0, 4.0, 5.0, 8.0),
        "ratio": (0.2, 0.1, 0.3, 0.4, 3.0, 4.0, 5.0, 6.0),
    },
    build=variant,
)
