"""A description from its element in Moodle XML."""

from lxml.etree import _Element

from grader.kinds.description.question import DescriptionQuestion
from grader.moodle import reading


def read(question: _Element, where: str) -> DescriptionQuestion:
    """The text that an element holds. Raises MoodleXMLError, with place, for what Moodle would refuse."""
    return DescriptionQuestion(
        name=reading.text(question, "name/text", where=where),
        stem=reading.stem(question, where=where),
        general_feedback=reading.markup(
            question.find("generalfeedback"), reading.default_format(question), where=where
        ),
        idnumber=question.findtext("idnumber", ""),
        tags=reading.tags(question, where=where),
        penalty=reading.number(question, "penalty", 0.3333333, where=where),
        unread=reading.unread(question),
    )
