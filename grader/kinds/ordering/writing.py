"""An ordering question as its element in Moodle XML."""

from lxml.etree import _Element

from grader.kinds.ordering.question import OrderingQuestion
from grader.moodle import writing


def write(asked: OrderingQuestion) -> _Element:
    """The element of a question."""
    question = writing.begun(
        asked,
        {
            "layouttype": asked.layout,
            "selecttype": asked.select,
            "selectcount": str(asked.count),
            "gradingtype": asked.grading,
            "showgrading": asked.show_grading,
            "numberingstyle": asked.numbering,
        },
    )
    writing.combined_feedback(question, asked.combined)
    for place, item in enumerate(asked.items, start=1):
        writing.markup(question, "answer", item).set("fraction", str(place))
    writing.hints(question, asked.hints)
    writing.tags(question, asked.tags)
    return question
