"""Every response of a download read and marked against an exam, and the grade of every participant."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grader.errors import GradingError
from grader.findings import Finding
from grader.grading.contradictions import contradictions, overlaps
from grader.grading.exam import Exam, Question
from grader.grading.people import People, people
from grader.grading.recognition import NOT_SHOWN, Asked, Recognised, recognise
from grader.grading.slot_marks import slot_marks as marks_told
from grader.kinds.response import Outcome, Response
from grader.moodle.downloads.attempts import Attempts
from grader.moodle.downloads.columns import Column, constant, together
from grader.moodle.downloads.responses import Report, Slot
from grader.moodle.rounding import rounded

_DECIMAL = re.compile(r"\s*-?[0-9]+[.,][0-9]+(E[+-]?[0-9]+)?\s*")

Marks = NDArray[np.float64]
"""Marks by attempt and slot, shape (attempts, slots); NaN where a mark is not certain."""


@dataclass(frozen=True)
class MarkedSlot:
    """One slot of the quiz: whom it asked what, and what they answered.

    asked: by attempt, the question, or why there is none.
    responses: by attempt, as read. mark: the slot's largest.
    """

    slot: Slot
    asked: Column[Recognised]
    responses: Column[Response]
    mark: float

    @cached_property
    def question(self) -> Question | None:
        """The question, where the slot asked everybody the same one that is graded."""
        kinds = {id(question): question for question in self.asked.values}
        only = next(iter(kinds.values())) if len(kinds) == 1 else None
        return only if isinstance(only, Question) else None


@dataclass(frozen=True, eq=False)
class Marked:
    """The finished attempts of a download, marked.

    attempts: the finished ones, in the report's order. maximum: the quiz's grade.
    elsewhere: what each attempt's questions of other types earned, where that is known from another marking.
    """

    exam: Exam
    report: Report
    attempts: Attempts
    slots: Sequence[MarkedSlot]
    maximum: float
    elsewhere: NDArray[np.float64] | None = None

    @cached_property
    def marks(self) -> Marks:
        """The mark of every response."""
        fractions = _fractions([slot.responses for slot in self.slots])
        return np.asarray(fractions * np.array([slot.mark for slot in self.slots]))

    @cached_property
    def total_mark(self) -> float:
        """The largest sum of marks."""
        return sum(slot.mark for slot in self.slots)

    @cached_property
    def sums(self) -> NDArray[np.float64]:
        """The sum of marks of every attempt, as Moodle keeps it: with five decimals."""
        return rounded(self._graded_here + self.others)

    @cached_property
    def people(self) -> People:
        """Who is who in the report."""
        return people(self.report)

    @cached_property
    def contradictions(self) -> Sequence[Finding]:
        """Rows of the report that contradict themselves or each other."""
        return [*contradictions(self.report), *overlaps(self.report, self.people.numbers)]

    @cached_property
    def shown(self) -> NDArray[np.float64]:
        """The grade that Moodle shows of each attempt; NaN where it shows none that can be read."""
        return self.attempts.grades

    @cached_property
    def shown_decimals(self) -> int:
        """The decimals of those grades: as the header says, or as a cell has them where somebody shortened that."""
        if self.report.grade < 0:
            return self.report.decimals
        cells = self.attempts.cells(self.report.grade).at(np.nan_to_num(self.shown) != 0)
        return max((len(re.split("[.,]", cell)[-1]) for cell in cells.values if re.search("[.,]", cell)), default=0)

    @cached_property
    def others(self) -> NDArray[np.float64]:
        """What each attempt's questions of types that are not graded here earned: what Moodle's grade leaves for them.

        NaN where Moodle shows no grade; known to as many decimals as that has, and never more than those questions
        can earn.
        """
        if self.elsewhere is not None:
            return self.elsewhere
        return np.where(self._is_other.any(axis=1), np.clip(self._left, 0.0, self._most), 0.0)

    @cached_property
    def impossible(self) -> NDArray[np.bool_]:
        """Whether Moodle's grade leaves for those questions what they cannot have earned, its rounding allowed for."""
        beyond = np.maximum(-self._left, self._left - self._most) > self.shown_within * self.total_mark / self.maximum
        return np.asarray(self._is_other.any(axis=1) & beyond)

    @cached_property
    def _left(self) -> NDArray[np.float64]:
        return np.asarray(self.shown * (self.total_mark / self.maximum) - self._graded_here)

    @cached_property
    def _most(self) -> NDArray[np.float64]:
        """What the questions of other types can have earned, of each attempt: nothing where they were left blank."""
        most = np.zeros(len(self.attempts))
        for number, slot in enumerate(self.slots):
            answered = self.attempts.cells(slot.slot.response).mask(NOT_SHOWN.__ne__)
            most[self._is_other[:, number] & answered] += slot.mark
        return most

    @property
    def shown_within(self) -> float:
        """How far a grade may be from the one that is shown: half of the last decimal."""
        return float(0.5000001 * 10.0**-self.shown_decimals)

    @cached_property
    def _is_other(self) -> NDArray[np.bool_]:
        """Which responses are to questions of types that are not graded here, shape (attempts, slots)."""
        return np.array(
            [slot.responses.mask(lambda response: response.outcome is Outcome.NOT_GRADED) for slot in self.slots]
        ).T

    @cached_property
    def _graded_here(self) -> NDArray[np.float64]:
        return np.asarray(np.where(self._is_other, 0.0, self.marks).sum(axis=1))

    @cached_property
    def disputed(self) -> NDArray[np.bool_]:
        """Whether the grade that Moodle shows of an attempt is not ours; False where it shows none."""
        return np.abs(self.shown - self.grades) > self.shown_within

    @cached_property
    def grades(self) -> NDArray[np.float64]:
        """The grade of every attempt, in the quiz's scale, as Moodle keeps it."""
        scale = self.maximum / self.total_mark if self.total_mark else 0.0
        return rounded(self.sums * scale)


def mark(
    report: Report, exam: Exam, *, maximum: float | None = None, slot_marks: Mapping[str, float] | None = None
) -> Marked:
    """Mark the finished attempts of a report.

    maximum: the quiz's grade, where the report does not say it.
    slot_marks: the largest mark of a slot, by its number, where the quiz gives another than the exam's file.
    Raises GradingError where the report and the exam do not fit together.
    """
    finished = report.attempts.finished
    scale = report.maximum if maximum is None else maximum
    if scale is None:
        raise GradingError(f"{report.sheet.where}: the download has no grades; say the quiz's grade", setting="maximum")
    given = dict(slot_marks or {})
    unknown = given.keys() - {slot.number for slot in report.slots}
    if unknown:
        raise GradingError(
            f"expected a question of {', '.join(slot.number for slot in report.slots)}, "
            f"received {', '.join(sorted(unknown))}",
            setting="mark",
        )
    asked = recognise(report, exam, finished)
    written = _decimals(finished, report.slots, asked)
    read = [_read(finished, slot, one, written) for slot, one in zip(report.slots, asked, strict=True)]
    possible = [
        (given[slot.number],) if slot.number in given else one.marks
        for slot, one in zip(report.slots, asked, strict=True)
    ]
    marks = marks_told(report, finished, _fractions(read), possible, scale)
    slots = [
        MarkedSlot(slot, one.questions, responses, mark_)
        for slot, one, responses, mark_ in zip(report.slots, asked, read, marks, strict=True)
    ]
    return Marked(exam, report, finished, slots, scale)


def _fractions(read: Sequence[Column[Response]]) -> NDArray[np.float64]:
    """The fraction of every response, shape (attempts, slots); NaN where it is not known."""
    return np.array([of.numbers(lambda one: np.nan if one.fraction is None else one.fraction) for of in read]).T


def _decimals(attempts: Attempts, slots: Sequence[Slot], asked: Sequence[Asked]) -> Column[str]:
    """A decimal number as each participant's language writes it, among the right answers of questions that are typed.

    Empty where there is none: Moodle writes right answers in the language of whoever was asked.
    """
    columns = [
        together([one.questions, attempts.cells(slot.right)]).map(
            lambda case: case[0].written(case[1]) if isinstance(case[0], Question) and case[0].is_typed else ""
        )
        for slot, one in zip(slots, asked, strict=True)
        if slot.right >= 0 and any(isinstance(which, Question) and which.is_typed for which in one.questions.values)
    ]
    if not columns:
        return constant("", len(attempts))
    return together(columns).map(lambda cells: next(filter(_DECIMAL.fullmatch, cells), ""))


def _read(attempts: Attempts, slot: Slot, asked: Asked, written: Column[str]) -> Column[Response]:
    """written: a decimal number as each participant's language writes it."""
    lossless = attempts.sheet.lossless
    is_typed = any(isinstance(which, Question) and which.is_typed for which in asked.questions.values)
    right = written if is_typed else constant("", len(attempts))
    cases = together([asked.questions, attempts.cells(slot.response), right])
    return cases.map(
        lambda case: (
            Response(case[0])
            if isinstance(case[0], Outcome)
            else case[0].read(case[1], lossless=lossless, right=case[2])
        )
    )
