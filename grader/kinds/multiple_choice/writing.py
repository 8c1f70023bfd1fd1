"""A multiple-choice question as its element in Moodle XML."""

from lxml.etree import _Element

from grader.kinds.multiple_choice.question import MultipleChoice
from grader.moodle import writing
from grader.moodle.writing import boolean


def write(asked: MultipleChoice) -> _Element:
    """The element of a question."""
    question = writing.begun(asked)
    writing.plain(question, dict(asked.unread))
    writing.plain(
        question,
        {
            "defaultgrade": f"{asked.maximum_mark:.7f}",
            "penalty": f"{asked.penalty:.7f}",
            "hidden": "0",
            "idnumber": asked.idnumber,
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
