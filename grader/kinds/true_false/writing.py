"""A true/false question as its element in Moodle XML."""

from lxml.etree import _Element

from grader.kinds.true_false.question import TrueFalseQuestion
from grader.kinds.true_false.words import FALSE, TRUE
from grader.moodle import writing
from grader.moodle.quiz import Markup

_FORMAT = "moodle_auto_format"  # as Moodle's export has the words true and false


def write(asked: TrueFalseQuestion) -> _Element:
    """The element of a question."""
    question = writing.begun(asked)
    writing.answers(question, asked.answers(Markup(TRUE, _FORMAT), Markup(FALSE, _FORMAT)))
    writing.hints(question, asked.hints)
    writing.tags(question, asked.tags)
    return question
