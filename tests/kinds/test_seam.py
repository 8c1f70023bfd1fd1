"""The seam between kinds of question: a kind that is new in the table is read, written, marked, graded and compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

import pytest
from downloads import as_csv, header, question
from imports import imports
from lxml.etree import _Element
from places import ROOT

from grader.difference.change import Kind as Changed
from grader.difference.quizzes import compare
from grader.grading.exam import exam
from grader.grading.marks import mark
from grader.kinds import KINDS, kind_of
from grader.kinds.forms import Forms, forms, plain
from grader.kinds.kind import Compared, Kind
from grader.kinds.marker import play
from grader.kinds.played import Played
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome, Response
from grader.model import Question, Text
from grader.moodle import reading, writing
from grader.moodle.downloads.responses import report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.quiz import Answer, File, Hint, Markup, OtherQuestion, Quiz

WORDS = ("False", "True")


@dataclass(frozen=True)
class Statement:
    """An author's item that is true or false."""

    is_true: bool


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


@dataclass(frozen=True)
class Said:
    """Responses that say whether a statement is true."""

    question: TrueFalse
    fractions: tuple[float, ...]
    single: bool = True

    @property
    def answers(self) -> Sequence[Answer]:
        return self.question.answers

    @property
    def keyed(self) -> tuple[int, ...]:
        return tuple(place for place, fraction in enumerate(self.fractions) if fraction == 1)

    @property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        return plain(self.question.stem), tuple((word,) for word in WORDS)

    @property
    def forms(self) -> dict[bool, tuple[Forms, tuple[Forms, ...]]]:
        shown = forms(self.question.stem, lossless=True), tuple((word,) for word in WORDS)
        return {True: shown, False: shown}

    def read(self, text: str, *, lossless: bool) -> Response:  # noqa: ARG002 - it is the same in all downloads
        if text not in WORDS:
            return Response(Outcome.UNREADABLE)
        return Response(Outcome.ANSWERED, (WORDS.index(text),), self.fractions[WORDS.index(text)])


def read_one(element: _Element, where: str) -> TrueFalse:
    return TrueFalse(
        reading.text(element, "name/text", where=where),
        reading.stem(element, where=where),
        reading.answers(element, where=where),
    )


def written(asked: TrueFalse) -> _Element:
    element = writing.begun(asked)
    writing.answers(element, asked.answers)
    return element


def played(element: ET.Element) -> Played:
    fractions = [float(answer.get("fraction", "0")) / 100 for answer in element.findall("answer")]
    return Played("", element.findtext("name/text", ""), 1.0, tuple(zip(WORDS, fractions, strict=True)))


def of_item(
    question: Question, item: Statement, text: Text, files: Sequence[File], *, number: int, variant: str
) -> TrueFalse:
    raise NotImplementedError


def statement(*, is_true: bool) -> TrueFalse:
    answers = tuple(Answer(float(is_true == bool(place)), Markup(word)) for place, word in enumerate(WORDS))
    return TrueFalse("statement", Markup("One is less than two."), answers)


TRUE_FALSE: Kind[TrueFalse] = Kind(
    name="truefalse",
    words="true or false",
    item=Statement,
    read=read_one,
    write=written,
    play=played,
    graded=lambda asked, _: (asked, tuple(answer.fraction for answer in asked.answers)),
    responses=Said,
    compared=lambda asked: Compared(
        asked.answers, [place for place, answer in enumerate(asked.answers) if answer.fraction == 1], {}, {}
    ),
    of_item=of_item,
)
OPTIONS = question(("a", 1.0), ("b", 0.0))
QUIZ = Quiz((OPTIONS, statement(is_true=True)))


@pytest.fixture
def _one_more_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "truefalse", TRUE_FALSE)


def test_a_type_without_a_kind_is_kept_whole() -> None:
    content = b"<quiz><question type='truefalse'><name><text>s</text></name></question></quiz>"

    assert [type(entry) for entry in read(content).entries] == [OtherQuestion]


@pytest.mark.usefixtures("_one_more_kind")
def test_a_new_kind_is_read_written_and_played() -> None:
    assert read(write(QUIZ)) == QUIZ
    assert [one.fractions for one in play(write(QUIZ))] == [(("a", 1.0), ("b", 0.0)), (("False", 0.0), ("True", 1.0))]
    assert kind_of(Statement(is_true=True)) is TRUE_FALSE


@pytest.mark.usefixtures("_one_more_kind")
def test_a_new_kind_is_graded() -> None:
    rows = [header(2), *(_row(who, said) for who, said in (("right", "True"), ("wrong", "False"), ("lost", "=x")))]

    marked = mark(report(sheet(as_csv(rows), where="r.csv")), exam(write(QUIZ), where="exam.xml"))

    assert [response.fraction for response in marked.slots[1].responses] == [1.0, 0.0, None]


@pytest.mark.usefixtures("_one_more_kind")
def test_another_key_of_a_new_kind_is_a_difference() -> None:
    new = replace(QUIZ, entries=(OPTIONS, statement(is_true=False)))

    changes = [change for one in compare(QUIZ, new).questions for change in one.changes]

    assert {change.kind for change in changes} == {Changed.KEY, Changed.FRACTIONS}


@pytest.mark.parametrize("package", ["difference", "preview", "commands", "pages", "verification"])
def test_a_stage_knows_no_kind(package: str) -> None:
    kinds = [path.name for path in (ROOT / "grader/kinds").iterdir() if (path / "__init__.py").is_file()]
    known = [
        (module, name)
        for module, names in imports(ROOT / "grader").items()
        for name in names
        if module.startswith(f"grader.{package}.") and any(name.startswith(f"grader.kinds.{kind}") for kind in kinds)
    ]

    assert kinds
    assert known == []


def _row(who: str, said: str) -> list[str]:
    begun = ["Finished", "23 November 2026  6:13 AM", "23 November 2026  6:23 AM", "10 mins"]
    return [who, who, f"{who}@example.com", *begun, "10.00" if said == "True" else "5.00", "a", said]
