"""Every response of a download read and marked against an exam, and the grade of every participant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grader.errors import GradingError
from grader.grading.exam import Exam, Question
from grader.grading.matching import Outcome, Response, read_response
from grader.grading.recognition import Asked, Recognised, recognise
from grader.grading.slot_marks import slot_marks as marks_told
from grader.moodle.downloads.responses import Attempt, Report, Slot, State

DECIMALS = 5  # with which Moodle keeps the sum of an attempt's marks, and grades

Marks = NDArray[np.float64]
"""Marks by attempt and slot, shape (attempts, slots); NaN where a mark is not certain."""


@dataclass(frozen=True)
class MarkedSlot:
    """One slot of the quiz: whom it asked what, and what they answered.

    asked: by attempt, the question, or why there is none.
    responses: by attempt, as read. mark: the slot's largest.
    """

    slot: Slot
    asked: Sequence[Recognised]
    responses: Sequence[Response]
    mark: float

    @cached_property
    def question(self) -> Question | None:
        """The question, where the slot asked everybody the same one that is graded."""
        kinds = {id(question): question for question in self.asked}
        only = next(iter(kinds.values())) if len(kinds) == 1 else None
        return only if isinstance(only, Question) else None


@dataclass(frozen=True)
class Marked:
    """The finished attempts of a download, marked.

    attempts: the finished ones, in the report's order. maximum: the quiz's grade.
    elsewhere: what each attempt's questions of other types earned, where that is known from another marking.
    """

    exam: Exam
    report: Report
    attempts: Sequence[Attempt]
    slots: Sequence[MarkedSlot]
    maximum: float
    elsewhere: NDArray[np.float64] | None = None

    @cached_property
    def marks(self) -> Marks:
        """The mark of every response."""
        fractions = _fractions([slot.responses for slot in self.slots], len(self.attempts))
        return np.asarray(fractions * np.array([slot.mark for slot in self.slots]))

    @cached_property
    def total_mark(self) -> float:
        """The largest sum of marks."""
        return sum(slot.mark for slot in self.slots)

    @cached_property
    def sums(self) -> NDArray[np.float64]:
        """The sum of marks of every attempt, as Moodle keeps it: with five decimals."""
        return rounded(self._graded_here + self.others, DECIMALS)

    @cached_property
    def others(self) -> NDArray[np.float64]:
        """What each attempt's questions of types that are not graded here earned: what Moodle's grade leaves for them.

        NaN where Moodle shows no grade; known to as many decimals as that has.
        """
        if self.elsewhere is not None:
            return self.elsewhere
        shown = np.array([np.nan if attempt.grade is None else attempt.grade for attempt in self.attempts])
        left = shown * (self.total_mark / self.maximum) - self._graded_here
        return np.where(self._is_other.any(axis=1), left, 0.0)

    @cached_property
    def _is_other(self) -> NDArray[np.bool_]:
        """Which responses are to questions of types that are not graded here, shape (attempts, slots)."""
        outcomes = [[response.outcome is Outcome.NOT_GRADED for response in slot.responses] for slot in self.slots]
        return np.array(outcomes, dtype=bool).reshape(len(self.slots), len(self.attempts)).T

    @cached_property
    def _graded_here(self) -> NDArray[np.float64]:
        return np.asarray(np.where(self._is_other, 0.0, self.marks).sum(axis=1))

    @cached_property
    def disputed(self) -> NDArray[np.bool_]:
        """Whether the grade that Moodle shows of an attempt is not ours; False where it shows none."""
        shown = np.array([np.nan if attempt.grade is None else attempt.grade for attempt in self.attempts])
        return np.abs(shown - self.grades) > 0.5000001 * 10.0**-self.report.decimals

    @cached_property
    def grades(self) -> NDArray[np.float64]:
        """The grade of every attempt, in the quiz's scale, as Moodle keeps it."""
        scale = self.maximum / self.total_mark if self.total_mark else 0.0
        return rounded(self.sums * scale, DECIMALS)


def mark(
    report: Report, exam: Exam, *, maximum: float | None = None, slot_marks: Mapping[str, float] | None = None
) -> Marked:
    """Mark the finished attempts of a report.

    maximum: the quiz's grade, where the report does not say it.
    slot_marks: the largest mark of a slot, by its number, where the quiz gives another than the exam's file.
    Raises GradingError where the report and the exam do not fit together.
    """
    finished = [attempt for attempt in report.attempts if attempt.state is State.FINISHED]
    scale = report.maximum if maximum is None else maximum
    if scale is None:
        raise GradingError(f"{report.sheet.where}: the download has no grades; say the quiz's grade with --maximum")
    given = dict(slot_marks or {})
    unknown = given.keys() - {slot.number for slot in report.slots}
    if unknown:
        raise GradingError(
            f"--mark: expected a question of {', '.join(slot.number for slot in report.slots)}, "
            f"received {', '.join(sorted(unknown))}"
        )
    asked = recognise(report, exam, finished)
    read = [_read(report, finished, slot, one) for slot, one in zip(report.slots, asked, strict=True)]
    possible = [
        (given[slot.number],) if slot.number in given else one.marks
        for slot, one in zip(report.slots, asked, strict=True)
    ]
    marks = marks_told(report, finished, _fractions(read, len(finished)), possible, scale)
    slots = [
        MarkedSlot(slot, one.questions, responses, mark_)
        for slot, one, responses, mark_ in zip(report.slots, asked, read, marks, strict=True)
    ]
    return Marked(exam, report, finished, slots, scale)


def rounded(values: NDArray[np.float64], decimals: int) -> NDArray[np.float64]:
    """Values rounded half away from zero, as databases do; what lies within a rounding error of a half is a half."""
    scaled = np.abs(values) * 10.0**decimals
    return np.sign(values) * np.floor(scaled + 0.5 + 1e-6) / 10.0**decimals


def _fractions(read: Sequence[Sequence[Response]], attempts: int) -> NDArray[np.float64]:
    """The fraction of every response, shape (attempts, slots); NaN where it is not known."""
    fractions = [[np.nan if one.fraction is None else one.fraction for one in responses] for responses in read]
    return np.array(fractions).reshape(len(read), attempts).T


def _read(report: Report, attempts: Sequence[Attempt], slot: Slot, asked: Asked) -> list[Response]:
    known: dict[tuple[int, str], Response] = {}
    responses = []
    for attempt, question in zip(attempts, asked.questions, strict=True):
        text = report.sheet.rows[attempt.row][slot.response]
        case = (id(question), text)
        if case not in known:
            known[case] = (
                Response(question)
                if isinstance(question, Outcome)
                else read_response(question, text, lossless=report.sheet.lossless)
            )
        responses.append(known[case])
    return responses
