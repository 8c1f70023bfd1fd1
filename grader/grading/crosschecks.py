"""What Moodle shows of an attempt beside our reading of it: its grade, and the right answers.

A check that cannot be made is a doubt like one that failed: where nothing is shown, a wrong exam or a shifted row would
go through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grader.grading.contradictions import MOVED
from grader.grading.doubts import Doubt, excerpt
from grader.grading.exam import Question
from grader.grading.matching import Outcome, Response, read_response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.grading.marks import Marked, MarkedSlot


def crosschecks(marked: Marked) -> Iterator[Doubt]:
    """Every finished attempt of which Moodle shows something else than we read, or too little to compare."""
    for slot in marked.slots:
        yield from _of_keys(marked, slot)
    yield from _of_grades(marked)
    yield from _of_most(marked)


def _of_keys(marked: Marked, slot: MarkedSlot) -> Iterator[Doubt]:
    """Where Moodle names another right answer than the exam: then the quiz was given with another key."""
    if slot.slot.right < 0:
        return
    known: dict[tuple[int, str], bool] = {}
    for attempt, question in zip(marked.attempts, slot.asked, strict=True):
        if not isinstance(question, Question):
            continue
        text = marked.report.sheet.rows[attempt.row][slot.slot.right]
        case = (id(question), text)
        if case not in known:
            known[case] = _is_key(question, read_response(question, text, lossless=marked.report.sheet.lossless))
        if not known[case]:
            key = "; ".join(question.options(lossless=False)[option][0] for option in question.keyed) or "none"
            yield Doubt(
                "G004",
                attempt.row,
                slot.slot.right,
                f"Moodle names {excerpt(text)} as the right answer, and the exam's key of {question.name!r} is "
                f"{excerpt(key)}: is this the exam that was given?",
            )


def _of_most(marked: Marked) -> Iterator[Doubt]:
    """Where most grades contradict, whoever is left agrees by chance: nothing says whose grade it is."""
    agreeing = np.abs(marked.shown - marked.grades) <= marked.shown_within
    if 2 * int(agreeing.sum()) >= len(agreeing) or len(agreeing) == 1:
        return
    spoken_of = {marked.attempts[place].row for place in np.flatnonzero(~agreeing).tolist()}
    for attempt in marked.report.attempts:
        if attempt.row not in spoken_of:
            yield Doubt("G019", attempt.row, marked.report.times[0], MOVED)


def _is_key(question: Question, named: Response) -> bool:
    candidates = named.candidates or (named.options,)
    if named.outcome is Outcome.UNREADABLE:
        return False
    if question.single and question.keyed:
        return any(set(options) <= set(question.keyed) and options for options in candidates)
    return any(options == question.keyed for options in candidates)


def _of_grades(marked: Marked) -> Iterator[Doubt]:
    """Where the grade that Moodle shows is not ours: then marks in the quiz differ from those of the exam's file."""
    report = marked.report
    for place in np.flatnonzero(np.isnan(marked.shown)).tolist():
        row = marked.attempts[place].row
        if report.grade < 0:
            yield Doubt(
                "G013",
                row,
                report.times[0],
                "the download has no grades, so that nothing could be compared: download it with grades",
            )
        else:
            yield Doubt(
                "G013",
                row,
                report.grade,
                f"a finished attempt with {excerpt(report.sheet.rows[row][report.grade])} for its grade: there is "
                "nothing to compare with; download it again, and leave the cells as they are",
            )
    for place in np.flatnonzero(marked.impossible).tolist():
        yield Doubt(
            "G014",
            marked.attempts[place].row,
            report.grade,
            f"Moodle shows the grade {marked.shown[place]:.{marked.shown_decimals}f}: more or less than the questions "
            "that are graded here and the marks of the others can make; say a question's mark in the quiz with "
            "--mark, or name the exam that was given",
        )
    for place in np.flatnonzero(marked.disputed & ~marked.impossible).tolist():
        yield Doubt(
            "G003",
            marked.attempts[place].row,
            report.grade,
            f"Moodle shows the grade {marked.shown[place]:.{marked.shown_decimals}f}, and the exam gives "
            f"{marked.grades[place]:.{marked.shown_decimals}f}",
        )
