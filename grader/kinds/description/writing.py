"""A description as its element in Moodle XML."""

from lxml.etree import _Element

from grader.kinds.description.question import DescriptionQuestion
from grader.moodle import writing


def write(asked: DescriptionQuestion) -> _Element:
    """The element of a description."""
    question = writing.begun(asked)
    writing.tags(question, asked.tags)
    return question
