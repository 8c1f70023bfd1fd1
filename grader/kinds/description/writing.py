"""A description as its element in Moodle XML."""

from lxml.etree import _Element

from grader.kinds.description.question import DescriptionQuestion
from grader.moodle import writing


def write(asked: DescriptionQuestion) -> _Element:
    """The element of a description."""
    question = writing.begun(asked)
    writing.plain(question, dict(asked.unread))
    writing.plain(
        question,
        {
            "defaultgrade": f"{asked.maximum_mark:.7f}",
            "penalty": f"{asked.penalty:.7f}",
            "hidden": "0",
            "idnumber": asked.idnumber,
        },
    )
    writing.tags(question, asked.tags)
    return question
