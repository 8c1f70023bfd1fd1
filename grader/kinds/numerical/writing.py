"""A numerical question as its element in Moodle XML."""

from lxml.etree import SubElement, _Element

from grader.kinds.numerical.question import ANY, NumericalQuestion, in_figures
from grader.moodle import writing
from grader.moodle.fractions import percentage


def write(asked: NumericalQuestion) -> _Element:
    """The element of a question."""
    question = writing.begun(asked)
    for amount in asked.amounts:
        element = SubElement(question, "answer", fraction=percentage(amount.fraction), format="moodle_auto_format")
        writing.text(element, ANY if amount.number is None else in_figures(amount.number))
        writing.markup(element, "feedback", amount.feedback)
        writing.plain(element, {"tolerance": in_figures(amount.tolerance)})
    if asked.units:
        units = SubElement(question, "units")
        for unit in asked.units.taken:
            element = SubElement(units, "unit")
            writing.plain(element, {"multiplier": in_figures(unit.multiplier), "unit_name": unit.name})
    writing.plain(
        question,
        {
            "unitgradingtype": str(asked.units.grading),
            "unitpenalty": f"{asked.unit_penalty:.7f}",
            "showunits": str(asked.units.shown),
            "unitsleft": str(int(asked.units.first)),
        },
    )
    writing.hints(question, asked.hints)
    writing.tags(question, asked.tags)
    return question
