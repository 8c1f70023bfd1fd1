"""Which question a slot asked whom: by the question's text where it was downloaded, else by the exam's order."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.errors import GradingError
from grader.grading.exam import Exam, Question, even
from grader.grading.matching import Outcome
from grader.moodle.downloads.responses import Attempt, Report, Slot

NOT_SHOWN = "-"

Recognised = Question | Outcome
"""A question, or why there is none: it is not graded, or its text fits no question of the exam."""


@dataclass(frozen=True)
class Asked:
    """What a slot asked each attempt, and its largest mark."""

    questions: Sequence[Recognised]
    mark: float


def recognise(report: Report, exam: Exam, attempts: Sequence[Attempt]) -> list[Asked]:
    """What each slot asked these attempts. Raises GradingError where neither texts nor order can tell."""
    in_order = len(report.slots) == len(exam.questions)
    if not in_order and any(slot.question < 0 for slot in report.slots):
        raise GradingError(
            f"{report.sheet.where}: {len(report.slots)} questions were asked, and {exam.where} has "
            f"{len(exam.questions)}: download the report with question text, so that each can be recognised"
        )
    return [
        _asked(report, slot, exam, attempts, place if in_order else None) for place, slot in enumerate(report.slots)
    ]


def _asked(report: Report, slot: Slot, exam: Exam, attempts: Sequence[Attempt], place: int | None) -> Asked:
    """What one slot asked; `place` is its place in the exam, where the exam's order is the quiz's."""
    at_place = None if place is None else exam.questions[place] or Outcome.NOT_GRADED
    if slot.question < 0:
        assert at_place is not None
        return Asked([at_place] * len(attempts), _mark_at(exam, place))
    known: dict[str, Recognised] = {}
    questions = []
    for attempt in attempts:
        text = report.sheet.rows[attempt.row][slot.question]
        if text not in known:
            known[text] = _recognised(even(text), exam, at_place, lossless=report.sheet.lossless)
        questions.append(known[text])
    marks = {question.mark for question in known.values() if isinstance(question, Question)}
    if place is not None and (len(marks) != 1 or at_place is Outcome.NOT_GRADED):
        return Asked(questions, _mark_at(exam, place))
    if len(marks) > 1:
        raise GradingError(
            f"{report.sheet.where}: question {slot.number} asked questions with different marks, "
            f"{', '.join(f'{mark:g}' for mark in sorted(marks))}: say its mark in the quiz with "
            f"--mark {slot.number}=MARK"
        )
    return Asked(questions, marks.pop() if marks else 0.0)


def _mark_at(exam: Exam, place: int | None) -> float:
    """The mark of the question at a place of the exam, of whatever type."""
    assert place is not None
    question = exam.questions[place]
    return exam.others[exam.questions[:place].count(None)].mark if question is None else question.mark


def _recognised(text: str, exam: Exam, at_place: Recognised | None, *, lossless: bool) -> Recognised:
    """The question with the longest stem that the text begins with; of several, the one whose options it names.

    Where that does not tell either, the one at this place of the exam.
    """
    if at_place is Outcome.NOT_GRADED or (text == NOT_SHOWN and at_place is not None):
        return at_place
    lengths = {
        place: max((len(stem) for stem in question.stems(lossless=lossless) if text.startswith(stem)), default=-1)
        for place, question in enumerate(exam.graded)
    }
    longest = max(lengths.values())
    fitting = [exam.graded[place] for place, length in lengths.items() if length == longest >= 0]
    if len(fitting) > 1:
        fitting = [question for question in fitting if _names_options(text, question, lossless=lossless)]
    if len(fitting) == 1:
        return fitting[0]
    return at_place if at_place is not None and at_place in fitting else Outcome.UNRECOGNISED


def _names_options(text: str, question: Question, *, lossless: bool) -> bool:
    return all(any(form in text for form in forms) for forms in question.options(lossless=lossless))
