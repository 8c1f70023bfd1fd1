"""What the fields of a true/false question hold in Moodle XML, by what its author said."""

from collections.abc import Sequence

from grader.kinds.fields import Fields, said
from grader.kinds.true_false.item import TrueFalse
from grader.model import Question, Text
from grader.moodle.quiz import File


def expected(question: Question, item: TrueFalse, text: Text, files: Sequence[File]) -> Fields:  # noqa: ARG001 - its settings are Moodle's own
    """What its two answers hold: first *true*, then *false*, one of them worth everything; nothing is left to try."""
    fields: dict[str, str | float] = {"@type": "truefalse", "penalty": 1.0, "hidden": "0"}
    for answer, word, is_right in (
        ("answer", "true", item.answer is True),
        ("answer[2]", "false", item.answer is False),
    ):
        fields[f"{answer}@fraction"] = 100.0 if is_right else 0.0
        fields[f"{answer}@format"] = "moodle_auto_format"
        fields[f"{answer}/text"] = word
        fields |= said(f"{answer}/feedback", text.parts[f"feedback_{word}"], files)
    return fields
