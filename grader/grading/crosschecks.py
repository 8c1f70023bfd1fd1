"""What Moodle shows of an attempt beside our reading of it: its grade, and the right answers.

A check that cannot be made is a finding like one that failed: where nothing is shown, a wrong exam or a shifted row
would go through.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from grader.findings import Finding
from grader.grading.contradictions import MOVED
from grader.grading.exam import Question
from grader.grading.marks import Marked, MarkedSlot
from grader.grading.misfits import excerpt, misfit
from grader.kinds.response import Outcome, Response
from grader.moodle.downloads.columns import together

_MISFITS = frozenset({Outcome.UNREADABLE, Outcome.UNRECOGNISED})


@lru_cache(maxsize=2)  # grades and findings are made of the same
def crosschecks(marked: Marked) -> Sequence[Finding]:
    """Every finished attempt of which Moodle shows something else than we read, or too little to compare."""
    of_keys = (finding for slot in marked.slots for finding in _of_keys(marked, slot))
    return (*of_keys, *_of_grades(marked), *_of_most(marked))


def _of_keys(marked: Marked, slot: MarkedSlot) -> Iterator[Finding]:
    """Where Moodle names another right answer than the exam: then the quiz was given with another key."""
    if slot.slot.right < 0:
        return
    lossless = marked.report.sheet.lossless
    cases = together([slot.asked, marked.attempts.cells(slot.slot.right)])
    wrong = cases.mask(
        lambda case: (
            isinstance(case[0], Question)
            and not _is_key(case[0], case[0].read(case[1], lossless=lossless, right=case[1]))
        )
    )
    for place in np.flatnonzero(wrong).tolist():
        question, text = cases[place]
        key = "; ".join(question.options(lossless=False)[option][0] for option in question.keyed) or "none"
        yield misfit(
            marked.report.sheet,
            "G004",
            int(marked.attempts.rows[place]),
            slot.slot.right,
            f"Moodle names {excerpt(text)} as the right answer, and the exam's key of {question.name!r} is "
            f"{excerpt(key)}: is this the exam that was given?",
        )


def _of_most(marked: Marked) -> Iterator[Finding]:
    """Where most grades contradict, whoever is left agrees by chance: nothing says whose grade it is."""
    agreeing = np.abs(marked.shown - marked.grades) <= marked.shown_within
    if 2 * int(agreeing.sum()) >= int(_comparable(marked).sum()) or len(agreeing) == 1:
        return
    spoken_of = marked.attempts.rows[~agreeing]
    for row in np.setdiff1d(marked.report.attempts.rows, spoken_of).tolist():
        yield misfit(marked.report.sheet, "G019", row, marked.report.times[0], MOVED)


def _comparable(marked: Marked) -> NDArray[np.bool_]:
    """Whether something of an attempt may agree or contradict; what reads as several options' text does neither."""
    misfit = np.zeros(len(marked.attempts), dtype=bool)
    for slot in marked.slots:
        misfit |= slot.responses.mask(lambda response: response.outcome in _MISFITS)
    return np.asarray(misfit | np.isnan(marked.shown) | ~np.isnan(marked.grades))


def _is_key(question: Question, named: Response) -> bool:
    candidates = named.candidates or (named.options,)
    if named.outcome is Outcome.UNREADABLE:
        return False
    if question.single and question.keyed:
        return any(set(options) <= set(question.keyed) and options for options in candidates)
    return any(options == question.keyed for options in candidates)


def _of_grades(marked: Marked) -> Iterator[Finding]:
    """Where the grade that Moodle shows is not ours: then marks in the quiz differ from those of the exam's file."""
    report = marked.report
    for place in np.flatnonzero(np.isnan(marked.shown)).tolist():
        row = int(marked.attempts.rows[place])
        if report.grade < 0:
            yield misfit(
                report.sheet,
                "G013",
                row,
                report.times[0],
                "the download has no grades, so that nothing could be compared: download it with grades",
            )
        else:
            yield misfit(
                report.sheet,
                "G013",
                row,
                report.grade,
                f"a finished attempt with {excerpt(report.sheet.columns[report.grade][row])} for its grade: there is "
                "nothing to compare with; download it again, and leave the cells as they are",
            )
    for place in np.flatnonzero(marked.impossible).tolist():
        yield misfit(
            report.sheet,
            "G014",
            int(marked.attempts.rows[place]),
            report.grade,
            f"Moodle shows the grade {marked.shown[place]:.{marked.shown_decimals}f}: more or less than the questions "
            "that are graded here and the marks of the others can make; say what "
            "mark a question has in the quiz, or name the exam that was given",
        )
    for place in np.flatnonzero(marked.disputed & ~marked.impossible).tolist():
        yield misfit(
            report.sheet,
            "G003",
            int(marked.attempts.rows[place]),
            report.grade,
            f"Moodle shows the grade {marked.shown[place]:.{marked.shown_decimals}f}, and the exam gives "
            f"{marked.grades[place]:.{marked.shown_decimals}f}",
        )
