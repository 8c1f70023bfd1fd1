"""Which question a slot asked whom: by the question's text where it was downloaded, else by the exam's order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.errors import GradingError
from grader.grading.exam import Exam, Other, Question
from grader.kinds.forms import even
from grader.kinds.response import Fit, Outcome
from grader.moodle.downloads.attempts import Attempts
from grader.moodle.downloads.columns import Column, constant
from grader.moodle.downloads.responses import Report

NOT_SHOWN = "-"
_OF_A_RANDOM_SLOT = 1.0  # the mark that Moodle gives one at first, whatever the questions' own

Recognised = Question | Outcome
"""A question, or why there is none: it is not graded, or its text fits no question of the exam."""


@dataclass(frozen=True)
class Asked:
    """What a slot asked each attempt, and what its largest mark may be, the likeliest first."""

    questions: Column[Recognised]
    marks: tuple[float, ...]


@dataclass(frozen=True)
class Possible:
    """The questions that a text may be of; `whole` where the whole text of one of them is there."""

    questions: tuple[Question | Other, ...]
    whole: bool


class Recogniser:
    """The questions of an exam, by their texts in a download; each text is read once."""

    def __init__(self, exam: Exam, *, lossless: bool) -> None:
        self._lossless = lossless
        self._graded = [(question, question.of_kind.asked_by) for question in exam.graded]
        self._others = [
            (question, stem)
            for question in exam.questions
            if isinstance(question, Other)
            for stem in question.stems(lossless=lossless)
        ]
        self._known: dict[str, Possible] = {}

    def possible(self, text: str) -> Possible:
        """The questions that a text may be of, as the kind of each says.

        One of another type may be any that its stem begins, unless the whole text is that of a question.
        """
        if text not in self._known:
            self._known[text] = self._possible(text)
        return self._known[text]

    def _possible(self, text: str) -> Possible:
        found: dict[int, Question | Other] = {}
        whole = False
        for question, asked_by in self._graded:
            fit = asked_by(text, lossless=self._lossless)
            if fit is not Fit.NONE:
                found[id(question)] = question
                whole = whole or fit is Fit.WHOLE
        if not whole:
            found |= {id(question): question for question, stem in self._others if even(text).startswith(stem)}
        return Possible(tuple(found.values()), whole)


def recognise(report: Report, exam: Exam, attempts: Attempts) -> list[Asked]:
    """What each slot asked these attempts. Raises GradingError where neither texts nor order can tell."""
    places: Sequence[Question | Other | None] = exam.questions
    if not exam.has_order or len(report.slots) != len(exam.questions):
        if any(slot.question < 0 for slot in report.slots):
            raise GradingError(f"{report.sheet.where}: {_without_order(report, exam)}")
        places = [None] * len(report.slots)
    recogniser = Recogniser(exam, lossless=report.sheet.lossless)
    texts = [attempts.cells(slot.question) if slot.question >= 0 else None for slot in report.slots]
    if any(
        of_slot and _contradicts(of_slot.values, place, recogniser)
        for of_slot, place in zip(texts, places, strict=True)
    ):
        places = [None] * len(report.slots)
    return [
        _in_order(place, len(attempts)) if of_slot is None else _by_text(of_slot, place, recogniser)
        for of_slot, place in zip(texts, places, strict=True)
    ]


def unrecognised(report: Report, exam: Exam) -> frozenset[str]:
    """The texts of questions that finished attempts were asked and that can be of none of the exam's."""
    recogniser = Recogniser(exam, lossless=report.sheet.lossless)
    finished = report.attempts.finished
    texts = {text for slot in report.slots if slot.question >= 0 for text in finished.cells(slot.question).values}
    return frozenset(text for text in texts if not recogniser.possible(text).questions)


def _without_order(report: Report, exam: Exam) -> str:
    why = (
        f"questions asked: {len(report.slots)}, questions of {exam.where}: {len(exam.questions)}"
        if exam.has_order
        else f"{exam.where} holds variants, of which each student was asked others"
    )
    return f"{why}: download the report with question text, so that each can be recognised"


def _contradicts(texts: Iterable[str], place: Question | Other | None, recogniser: Recogniser) -> bool:
    """Whether a text is certain to be of another question than the one at this place of the exam."""
    found = (recogniser.possible(text).questions for text in texts)
    return any(place not in questions for questions in found if questions)


def _in_order(place: Question | Other | None, attempts: int) -> Asked:
    assert place is not None
    return Asked(constant(_graded(place), attempts), (place.maximum_mark,))


def _by_text(texts: Column[str], place: Question | Other | None, recogniser: Recogniser) -> Asked:
    """What one slot asked; `place` stands there in the exam, where the exam's order is the quiz's."""
    chosen = texts.map(lambda text: _chosen(text, place, recogniser))
    asked = {id(question): question for question in chosen.values if question is not None}
    marks = sorted({question.maximum_mark for question in asked.values()})
    if len(asked) > 1:
        marks = [_OF_A_RANDOM_SLOT, *(mark for mark in marks if mark != _OF_A_RANDOM_SLOT)]
    return Asked(chosen.map(_graded), tuple(marks) or (place.maximum_mark if place else 0.0,))


def _chosen(text: str, place: Question | Other | None, recogniser: Recogniser) -> Question | Other | None:
    """The question of a text: the only possible one, or one of several that are graded alike.

    Where a `<` has taken a part of the text in the download, the one that stands at this place of the exam.
    """
    if even(text) == NOT_SHOWN:
        return place
    possible = recogniser.possible(text)
    of_place = place if place in possible.questions else None
    first = next(iter(possible.questions), None)
    if first is not None and all(alike(first, other) for other in possible.questions[1:]):
        return of_place or first
    return None if possible.whole else of_place


def _graded(question: Question | Other | None) -> Recognised:
    if question is None:
        return Outcome.UNRECOGNISED
    return question if isinstance(question, Question) else Outcome.NOT_GRADED


def alike(one: Question | Other, other: Question | Other) -> bool:
    """Whether it does not matter which of two was asked: the same options are worth the same."""
    if not isinstance(one, Question) or not isinstance(other, Question):
        return False
    worth = [sorted(zip(question.plain[1], question.fractions, strict=True)) for question in (one, other)]
    return (one.single, one.maximum_mark) == (other.single, other.maximum_mark) and worth[0] == worth[1]
