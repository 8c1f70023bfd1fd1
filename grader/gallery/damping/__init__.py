"""How a series circuit of resistor, inductor and capacitor is damped: a name that is typed.

The idea to copy: the solver finds the name of a term. The term's words, and what else is accepted for it, stand in the
texts; a wrong solver leads to another term.
"""

from dataclasses import replace
from math import isclose

from grader import Question, ShortAnswer, Wrong, claim, misconception

from .solver import MICRO, MILLI, OVER, SPACE, UNDER, Parameters, Solution, regime_of, solve


def _natural(inductance: float, capacitance: float) -> float:
    return float((inductance * MILLI * capacitance * MICRO) ** -0.5)


def _near(s: Solution, resistance: float, regime: str) -> Solution:
    """A circuit that is critically damped at 200 Ω, with another resistance."""
    return replace(s, p=replace(s.p, resistance=resistance, inductance=10.0, capacitance=1.0), regime=regime)


@claim(refuted_by=lambda s: replace(s, attenuation=2 * s.attenuation))
def attenuation_is_of_the_resistor(s: Solution) -> bool:
    """The attenuation is the resistance divided by twice the inductance."""
    return isclose(s.attenuation * (2 * s.p.inductance * MILLI), s.p.resistance)


@claim(
    refuted_by=(
        lambda s: replace(s, natural=s.natural / 2),
        lambda s: replace(s, p=replace(s.p, capacitance=4.0), natural=_natural(s.p.inductance, 0.25)),
    )
)
def natural_frequency_is_of_the_others(s: Solution) -> bool:
    """The natural frequency is the inverse root of inductance times capacitance."""
    return isclose(s.natural, (s.p.inductance * MILLI * s.p.capacitance * MICRO) ** -0.5)


@claim(
    refuted_by=(
        lambda s: replace(s, regime=UNDER if s.regime == OVER else OVER),
        lambda s: replace(s, p=replace(s.p, resistance=1 / s.p.resistance if s.regime == OVER else 1e6)),
        lambda s: _near(s, 210.0, UNDER),
        lambda s: _near(s, 190.0, OVER),
        lambda s: _near(s, 40_000.5**0.5, UNDER),
        lambda s: _near(s, 39_999.5**0.5, OVER),
    )
)
def regime_is_that_of_the_roots(s: Solution) -> bool:
    """The circuit is overdamped where the characteristic equation has real roots, else underdamped."""
    discriminant = s.p.resistance**2 - 4 * (s.p.inductance * MILLI) / (s.p.capacitance * MICRO)
    return {OVER: discriminant > 0, UNDER: discriminant < 0}[s.regime]


@misconception
def takes_it_for_parallel(p: Parameters) -> str:
    """The attenuation of a parallel circuit is computed, in which a small resistance damps much."""
    inductance, capacitance = p.inductance * MILLI, p.capacitance * MICRO
    return regime_of(1 / (2 * p.resistance * capacitance), (inductance * capacitance) ** -0.5)


@misconception
def takes_any_for_critical(_: Parameters) -> str:
    """That the response dies away is taken for critical damping."""
    return "critical"


def item(s: Solution) -> ShortAnswer:
    """A name: neither case nor accents count."""
    return ShortAnswer(
        answer=s.regime,
        because=(attenuation_is_of_the_resistor, natural_frequency_is_of_the_others, regime_is_that_of_the_roots),
        case=False,
        accents=False,
        foreseen=(Wrong("parallel", takes_it_for_parallel), Wrong("critical", takes_any_for_critical)),
    )


QUESTION = Question(
    id="damping",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(attenuation_is_of_the_resistor, natural_frequency_is_of_the_others, regime_is_that_of_the_roots),
    tags=("electronics", "short answer"),
    space=SPACE,
    otherwise=Parameters(resistance=500.0),
    survivors={
        "solver.regime_of: attenuation > natural -> attenuation >= natural": (
            "No circuit of the space is damped critically."
        ),
    },
)
