"""A multiple-choice question from its element in Moodle XML."""

from lxml.etree import _Element

from grader.kinds.multiple_choice.question import MultipleChoice
from grader.moodle import reading


def read(question: _Element, where: str) -> MultipleChoice:
    """The question that an element holds. Raises MoodleXMLError, with place, for what Moodle would refuse."""
    return MultipleChoice(
        name=reading.text(question, "name/text", where=where),
        stem=reading.stem(question, where=where),
        answers=reading.answers(question, where=where),
        general_feedback=reading.markup(
            question.find("generalfeedback"), reading.default_format(question), where=where
        ),
        maximum_mark=reading.number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=reading.tags(question, where=where),
        single=reading.is_true(question, "single", default="true"),
        shuffle=reading.is_true(question, "shuffleanswers", default="false"),
        penalty=reading.number(question, "penalty", 0.3333333, where=where),
        numbering=question.findtext("answernumbering", "abc"),
        standard_instruction=reading.is_true(question, "showstandardinstruction", default="1"),
        combined=reading.combined_feedback(question, where=where),
        hints=reading.hints(question, where=where),
        unread=reading.unread(question),
    )
