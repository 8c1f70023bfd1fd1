"""What the fields of a short-answer question hold in Moodle XML, by what its author said."""

from collections.abc import Sequence

from grader.kinds.fields import Fields, nth, said
from grader.kinds.short_answer.item import ShortAnswer, foreseen, fractions
from grader.model import Question, Text
from grader.moodle.quiz import File


def expected(question: Question, item: ShortAnswer, text: Text, files: Sequence[File]) -> Fields:  # noqa: ARG001 - its settings are Moodle's own
    """What its answers hold: the patterns of the key, and behind them those of each wrong text with what it earns."""
    fields: dict[str, str | float] = {
        "@type": "shortanswer",
        "penalty": 0.3333333,
        "hidden": "0",
        "usecase": "1" if item.case else "0",
    }
    patterns, earned, place = item.patterns(text), fractions(item), 0
    for response in foreseen(item):
        for pattern in patterns[response.id]:
            answer = nth("answer", place)
            fields[f"{answer}@fraction"] = 100 * earned[response.id]
            fields[f"{answer}@format"] = "moodle_auto_format"
            fields[f"{answer}/text"] = pattern
            fields |= said(f"{answer}/feedback", text.parts[response.feedback], files)
            place += 1
    return fields
