"""A word that is typed: as Moodle stores the question, as its XML has it, and as an author's item makes it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element

from grader.kinds.fields import Fields, nth, said
from grader.kinds.version import Version
from grader.model import Claim, Question, Text
from grader.moodle import reading, writing
from grader.moodle.quiz import Answer, File, Hint, Markup, embedding


@dataclass(frozen=True)
class TypedWord:
    """An author's item: the word that is right, one that is wrong, and why."""

    answer: str
    wrong: str
    because: tuple[Claim, ...]
    misconception: str


@dataclass(frozen=True)
class WordQuestion:
    name: str
    stem: Markup
    answers: tuple[Answer, ...]
    general_feedback: Markup = field(default_factory=lambda: Markup(""))
    maximum_mark: float = 1.0
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    penalty: float = 0.0
    hints: tuple[Hint, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        return "typedword"

    @property
    def shuffle(self) -> bool:
        return False


def read(element: _Element, where: str) -> WordQuestion:
    return WordQuestion(
        reading.text(element, "name/text", where=where),
        reading.stem(element, where=where),
        reading.answers(element, where=where),
        reading.markup(element.find("generalfeedback"), "html", where=where),
        reading.number(element, "defaultgrade", 1.0, where=where),
        element.findtext("idnumber", ""),
        reading.tags(element, where=where),
    )


def write(asked: WordQuestion) -> _Element:
    element = writing.begun(asked)
    writing.answers(element, asked.answers)
    writing.tags(element, asked.tags)
    return element


def of_item(
    question: Question, item: TypedWord, text: Text, files: Sequence[File], *, number: int, variant: str
) -> WordQuestion:
    answers = tuple(
        Answer(fraction, Markup(word), embedding(text.parts[block], files))
        for word, block, fraction in ((item.answer, "feedback_right", 1.0), (item.wrong, "feedback_wrong", 0.0))
    )
    return WordQuestion(
        " ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        embedding(text.stem, files),
        answers,
        embedding(text.general_feedback, files),
        question.maximum_mark,
        str(Version(question.id, variant, text.language)),
        question.tags,
    )


def holds(_: Question, item: TypedWord, text: Text, files: Sequence[File]) -> Fields:
    fields: dict[str, str | float] = {"@type": "typedword", "penalty": 0.0, "hidden": "0"}
    for place, (word, block) in enumerate(((item.answer, "feedback_right"), (item.wrong, "feedback_wrong"))):
        fields |= said(nth("answer", place), word, files)
        fields |= said(f"{nth('answer', place)}/feedback", text.parts[block], files)
        fields[f"{nth('answer', place)}@fraction"] = 0.0 if place else 100.0
    return fields
