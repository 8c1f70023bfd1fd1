"""A short-answer question as its element in Moodle XML."""

from lxml.etree import _Element

from grader.kinds.short_answer.question import ShortAnswerQuestion
from grader.moodle import writing
from grader.moodle.quiz import Answer, Markup

_FORMAT = "moodle_auto_format"  # as Moodle's export has patterns


def write(asked: ShortAnswerQuestion) -> _Element:
    """The element of a question."""
    question = writing.begun(
        asked,
        {
            "usecase": "1" if asked.case else "0",
        },
    )
    writing.answers(
        question,
        [
            Answer(one.fraction, Markup(pattern, _FORMAT), one.feedback)
            for one in asked.words
            for pattern in one.patterns
        ],
    )
    writing.hints(question, asked.hints)
    writing.tags(question, asked.tags)
    return question
