"""What the fields of a multiple-choice question hold in Moodle XML, by what its author said."""

from collections.abc import Sequence

from grader.kinds.fields import Fields, nth, said
from grader.model import VOID, Item, Question, Text
from grader.moodle.quiz import File

_NO_WORDS = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def expected(question: Question, item: Item, text: Text, files: Sequence[File]) -> Fields:
    """What its options and its settings hold: one may be chosen, numbered a to d, and no words are said of the sum."""
    fields: dict[str, str | float] = {
        "@type": "multichoice",
        "penalty": 1 / 3,
        "hidden": "0",
        "single": "true",
        "shuffleanswers": "true" if question.shuffle else "false",
        "answernumbering": "abc",
        "showstandardinstruction": "0",
    }
    for name in _NO_WORDS:
        fields |= said(name, "", files)
    for place, option in enumerate(item.options):
        answer = nth("answer", place)
        fields |= said(answer, text.parts[f"option_{option.id}"], files)
        fields |= said(f"{answer}/feedback", text.parts[f"feedback_{option.id}"], files)
        is_right = item.answer is VOID or option.value == item.answer
        fields[f"{answer}@fraction"] = 100.0 if is_right else 100 * item.distractor_fraction
    return fields
