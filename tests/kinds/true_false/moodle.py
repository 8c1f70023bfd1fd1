"""A question that is true or false, as Moodle stores it, as its XML has it, and as an author's item makes it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import _Element

from grader.kinds.fields import Fields, nth, said
from grader.kinds.version import Version
from grader.model import Question, Text
from grader.moodle import reading, writing
from grader.moodle.quiz import Answer, File, Hint, Markup, embedding


@dataclass(frozen=True)
class TrueFalse:
    name: str
    stem: Markup
    answers: tuple[Answer, ...]
    general_feedback: Markup = field(default_factory=lambda: Markup(""))
    maximum_mark: float = 1.0
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    kind: str = "truefalse"


def read(element: _Element, where: str) -> TrueFalse:
    return TrueFalse(
        reading.text(element, "name/text", where=where),
        reading.stem(element, where=where),
        reading.answers(element, where=where),
        reading.markup(element.find("generalfeedback"), "html", where=where),
        reading.number(element, "defaultgrade", 1.0, where=where),
        element.findtext("idnumber", ""),
        reading.tags(element, where=where),
    )


def write(asked: TrueFalse) -> _Element:
    element = writing.begun(asked)
    writing.plain(element, {"defaultgrade": f"{asked.maximum_mark:.7f}", "idnumber": asked.idnumber})
    writing.answers(element, asked.answers)
    writing.tags(element, asked.tags)
    return element


def of_item(
    question: Question, item: Any, text: Text, files: Sequence[File], *, number: int, variant: str
) -> TrueFalse:
    answers = tuple(
        Answer(float(value == item.answer), Markup(word), embedding(text.parts[f"feedback_{word}"], files))
        for word, value in (("true", True), ("false", False))
    )
    return TrueFalse(
        " ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        embedding(text.stem, files),
        answers,
        embedding(text.general_feedback, files),
        question.maximum_mark,
        str(Version(question.id, variant, text.language)),
        question.tags,
    )


def holds(_: Question, item: Any, text: Text, files: Sequence[File]) -> Fields:
    fields: dict[str, str | float] = {"@type": "truefalse"}
    for place, word in enumerate(("true", "false")):
        fields |= said(nth("answer", place), word, files)
        fields |= said(f"{nth('answer', place)}/feedback", text.parts[f"feedback_{word}"], files)
        fields[f"{nth('answer', place)}@fraction"] = 100.0 * (item.answer == (word == "true"))
    return fields
