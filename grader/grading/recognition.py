"""Which question a slot asked whom: by the question's text where it was downloaded, else by the exam's order."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.errors import GradingError
from grader.grading.exam import Exam, Other, Question, even
from grader.grading.matching import Outcome, several
from grader.moodle.downloads.responses import Attempt, Report, Slot

NOT_SHOWN = "-"
_BEFORE_OPTIONS = ": "

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
            f"{report.sheet.where}: questions asked: {len(report.slots)}, questions of {exam.where}: "
            f"{len(exam.questions)}: download the report with question text, so that each can be recognised"
        )
    places = exam.questions if in_order else [None] * len(report.slots)
    return [_asked(report, slot, exam, attempts, at_place) for slot, at_place in zip(report.slots, places, strict=True)]


def _asked(
    report: Report, slot: Slot, exam: Exam, attempts: Sequence[Attempt], at_place: Question | Other | None
) -> Asked:
    """What one slot asked; `at_place` stands there in the exam, where the exam's order may be the quiz's."""
    if slot.question < 0:
        assert at_place is not None
        return Asked([_graded(at_place)] * len(attempts), at_place.mark)
    known: dict[str, Question | Other | None] = {}
    questions: list[Recognised] = []
    for attempt in attempts:
        text = report.sheet.rows[attempt.row][slot.question]
        if text not in known:
            known[text] = _recognised(even(text), exam, at_place, lossless=report.sheet.lossless)
        questions.append(_graded(known[text]))
    marks = {question.mark for question in known.values() if question is not None}
    if len(marks) > 1:
        raise GradingError(
            f"{report.sheet.where}: question {slot.number} asked questions with different marks, "
            f"{', '.join(f'{mark:g}' for mark in sorted(marks))}: say its mark in the quiz with "
            f"--mark {slot.number}=MARK"
        )
    return Asked(questions, marks.pop() if marks else at_place.mark if at_place else 0.0)


def _graded(question: Question | Other | None) -> Recognised:
    if question is None:
        return Outcome.UNRECOGNISED
    return question if isinstance(question, Question) else Outcome.NOT_GRADED


def _recognised(text: str, exam: Exam, at_place: Question | Other | None, *, lossless: bool) -> Question | Other | None:
    """The one question whose stem and options make the text.

    Where no text tells, because a `<` has taken a part of it in the download, the one of those it may be that stands
    at this place of the exam.
    """
    if text == NOT_SHOWN:
        return at_place
    whole = [question for question in exam.graded if _is_text_of(question, text, lossless=lossless)]
    if whole:
        return whole[0] if len(whole) == 1 or all(_alike(whole[0], other) for other in whole) else None
    cut = [question for question in exam.graded if not lossless and _is_cut(question, text)]
    others = [
        question
        for question in exam.questions
        if isinstance(question, Other) and any(text.startswith(stem) for stem in question.stems(lossless=lossless))
    ]
    possible: list[Question | Other] = [*cut, *others]
    return possible[0] if len(possible) == 1 else at_place if at_place in possible else None


def _is_text_of(question: Question, text: str, *, lossless: bool) -> bool:
    """Whether the text is the stem, and then every option once, in any order."""
    options = question.options(lossless=lossless)
    everyone = tuple(range(len(options)))
    return any(
        everyone in several(options, text.removeprefix(stem + _BEFORE_OPTIONS))[0]
        for stem in question.stems(lossless=lossless)
        if text.startswith(stem + _BEFORE_OPTIONS)
    )


def _is_cut(question: Question, text: str) -> bool:
    """Whether the text may be what a download left of the question, whose stem or options lose a part in it."""
    loses = question.stems(lossless=True) != question.stems(lossless=False) or (
        question.options(lossless=True) != question.options(lossless=False)
    )
    return loses and any(text.startswith(stem) for stem in question.stems(lossless=False))


def _alike(one: Question, other: Question) -> bool:
    return one.source.answers == other.source.answers and one.fractions == other.fractions
