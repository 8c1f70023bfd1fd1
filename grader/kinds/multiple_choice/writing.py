"""A multiple-choice question as its element in Moodle XML."""

from lxml.etree import _Element

from grader.kinds.multiple_choice.question import MultipleChoice
from grader.moodle import writing
from grader.moodle.writing import boolean


def write(asked: MultipleChoice) -> _Element:
    """The element of a question."""
    question = writing.begun(
        asked,
        {
            "single": boolean(asked.single),
            "shuffleanswers": boolean(asked.shuffle),
            "answernumbering": asked.numbering,
            "showstandardinstruction": "1" if asked.standard_instruction else "0",
        },
    )
    writing.combined_feedback(question, asked.combined)
    writing.answers(question, asked.answers)
    writing.hints(question, asked.hints)
    writing.tags(question, asked.tags)
    return question
