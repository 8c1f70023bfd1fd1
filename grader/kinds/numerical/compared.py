"""A numerical question as its versions are compared."""

from grader.kinds.kind import Compared
from grader.kinds.numerical.question import NumericalQuestion

_COSTS = ("nothing", "a share of what the number earns", "a share of the mark")
_SHOWN = ("typed", "chosen by radio buttons", "chosen from a menu", "not asked for")


def compared(question: NumericalQuestion) -> Compared:
    """Its amounts, each with its tolerance, what is said to whoever gives one, and what another try costs."""
    return Compared(
        answers=question.answers,
        keyed=tuple(place for place, fraction in enumerate(question.fractions) if fraction >= 1),
        feedback={},
        settings={
            "penalty": f"{question.penalty:.10g}",
            "unit penalty": f"{question.unit_penalty:.10g}",
            "units": ", ".join(map(str, question.units.taken)) or "none",
            "a wrong unit costs": _COSTS[question.units.grading],
            "the unit is": f"{_SHOWN[question.units.shown]}{' first' if question.units.first else ''}",
        },
    )
