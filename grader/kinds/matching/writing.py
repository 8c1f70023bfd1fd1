"""A matching question as its element in Moodle XML."""

from lxml.etree import SubElement, _Element

from grader.kinds.matching.question import MatchingQuestion
from grader.moodle import writing
from grader.moodle.writing import boolean


def write(asked: MatchingQuestion) -> _Element:
    """The element of a question."""
    question = writing.begun(
        asked,
        {
            "shuffleanswers": boolean(asked.shuffle),
        },
    )
    writing.combined_feedback(question, asked.combined)
    for line in asked.lines:
        element = writing.markup(question, "subquestion", line.stem)
        writing.text(SubElement(element, "answer"), line.choice)
    writing.hints(question, asked.hints)
    writing.tags(question, asked.tags)
    return question
