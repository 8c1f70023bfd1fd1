"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass

from grader import Space

FIRST, SECOND = "first", "second"


@dataclass(frozen=True)
class Parameters:
    """The voltage of the source in V, and the resistances of two resistors in series, in Ω."""

    voltage: float = 12.0
    first: float = 100.0
    second: float = 220.0


@dataclass(frozen=True)
class Solution:
    """Currents in mA: in series, with the first resistor alone, with both in parallel; and powers in mW."""

    p: Parameters
    current: float
    first_alone: float
    both_apart: float
    first_power: float
    second_power: float
    hotter: str


def solve(p: Parameters) -> Solution:
    """The resistances add, and both resistors have the same current."""
    amperes = p.voltage / (p.first + p.second)
    first_power, second_power = (1000 * amperes**2 * resistance for resistance in (p.first, p.second))
    return Solution(
        p=p,
        current=1000 * amperes,
        first_alone=1000 * (p.voltage / p.first),
        both_apart=1000 * (p.voltage / p.first + p.voltage / p.second),
        first_power=first_power,
        second_power=second_power,
        hotter=FIRST if first_power > second_power else SECOND,
    )


SPACE = Space(
    values={
        "voltage": (12.0, 5.0, 6.0, 9.0, 24.0),
        "first": (100.0, 150.0, 270.0, 390.0, 560.0),
        "second": (220.0, 120.0, 180.0, 330.0, 470.0),
    },
    build=Parameters,
)
