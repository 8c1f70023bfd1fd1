"""Current and power in a series circuit: a text with menus in its gaps.

The idea to copy: each gap has a group of choices, and the right one is found by its value. A choice that may be right
in one variant and wrong in another names the wrong solver that leads to it where it is wrong.
"""

from dataclasses import replace
from math import isclose

from grader import Choice, Gap, GapSelect, Question, claim, misconception

from .solver import FIRST, SECOND, SPACE, Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, current=s.first_alone))
def voltages_add_to_the_source(s: Solution) -> bool:
    """The current through both resistors makes voltages that add to the source's."""
    amperes = s.current / 1000
    return isclose(amperes * s.p.first + amperes * s.p.second, s.p.voltage)


@claim(
    refuted_by=(
        lambda s: replace(s, first_power=s.second_power),
        lambda s: replace(s, second_power=s.first_power),
        lambda s: replace(s, hotter=FIRST if s.hotter == SECOND else SECOND),
    )
)
def larger_resistance_takes_more_power(s: Solution) -> bool:
    """With the same current through both, the power is voltage times current, and the larger resistance takes more."""
    whole = s.p.first + s.p.second
    shares = [s.p.voltage * one / whole * s.current for one in (s.p.first, s.p.second)]
    named = {FIRST: s.p.first > s.p.second, SECOND: s.p.second > s.p.first}
    return isclose(s.first_power, shares[0]) and isclose(s.second_power, shares[1]) and named[s.hotter]


@claim(
    refuted_by=(
        lambda s: replace(s, first_alone=s.current, both_apart=s.both_apart - s.first_alone + s.current),
        lambda s: replace(s, both_apart=s.first_alone),
    )
)
def apart_each_would_have_the_whole_voltage(s: Solution) -> bool:
    """A resistor that has the whole voltage has a larger current; only in parallel do such currents add."""
    currents = (s.first_alone / 1000, (s.both_apart - s.first_alone) / 1000)
    return all(
        isclose(amperes * one, s.p.voltage) for amperes, one in zip(currents, (s.p.first, s.p.second), strict=True)
    )


@misconception
def sees_the_first_alone(p: Parameters) -> float:
    """The current is thought to be set by the first resistor, before it comes to the second."""
    return 1000 * (p.voltage / p.first)


@misconception
def takes_it_for_parallel(p: Parameters) -> float:
    """Each resistor is thought to have the whole voltage, and the currents are added."""
    return 1000 * (p.voltage / p.first + p.voltage / p.second)


@misconception
def gives_both_the_voltage(p: Parameters) -> str:
    """Each resistor is thought to have the whole voltage, so that the smaller resistance takes more power."""
    return FIRST if p.voltage**2 / p.first > p.voltage**2 / p.second else SECOND


def item(s: Solution) -> GapSelect:
    """Each gap is a menu with the choices of its group: no key is declared, but found by their values."""
    return GapSelect(
        gaps=(
            Gap(
                "current",
                s.current,
                because=(voltages_add_to_the_source, apart_each_would_have_the_whole_voltage),
                group="currents",
            ),
            Gap("hotter", s.hotter, because=(larger_resistance_takes_more_power,), group="resistors"),
        ),
        choices=(
            Choice("series", s.current, group="currents"),
            Choice("alone", s.first_alone, group="currents", misconception=sees_the_first_alone),
            Choice("parallel", s.both_apart, group="currents", misconception=takes_it_for_parallel),
            Choice(FIRST, FIRST, group="resistors", misconception=gives_both_the_voltage),
            Choice(SECOND, SECOND, group="resistors", misconception=gives_both_the_voltage),
        ),
    )


QUESTION = Question(
    id="series_circuit",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(voltages_add_to_the_source, larger_resistance_takes_more_power, apart_each_would_have_the_whole_voltage),
    tags=("physics", "gap-select"),
    space=SPACE,
    otherwise=Parameters(first=400.0),
    survivors={
        "solver.solve: first_power > second_power -> first_power >= second_power": (
            "The resistors of a circuit differ in all variants."
        ),
    },
)
