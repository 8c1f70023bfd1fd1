"""Rows that contradict themselves or each other: states beside what other states have, attempts at once, rows twice."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from grader.findings import Finding, Severity
from grader.grading.misfits import misfit
from grader.moodle.downloads.attempts import State
from grader.moodle.downloads.columns import Column, Mask, firsts, groups, together
from grader.moodle.downloads.dates import moment
from grader.moodle.downloads.responses import Report

_OPEN = frozenset({State.IN_PROGRESS, State.OVERDUE, State.NEVER_SUBMITTED, State.UNFINISHED, State.NO_ATTEMPT})
MOVED = (
    "too many rows contradict each other for any other to be trusted: was a column sorted, shifted or pasted alone, or "
    "is this another exam?"
)


def contradictions(report: Report) -> Iterator[Finding]:
    """Every row that cannot be as Moodle wrote it."""
    yield from _of_states(report)
    yield from _of_words(report)
    yield from _twice(report)


def _of_states(report: Report) -> Iterator[Finding]:
    """States beside what another state has; where some rows lack what others have too much, a column was moved."""
    attempts, status = report.attempts, report.times[0]
    matters, matter = _matters(report)
    for place in np.flatnonzero(matter).tolist():
        word = attempts.cells(status)[place]
        message = f"the state {word!r} contradicts the rest of its row: {matters[matter[place] - 1]}"
        yield misfit(report.sheet, "G015", int(attempts.rows[place]), status, message)
    lacking = attempts.states.mask(State.FINISHED.__eq__) & ((matter > 0) | _has_no_grade(report))
    if lacking.any() and (attempts.states.mask(_OPEN.__contains__) & (matter > 0)).any():
        for row in attempts.rows[matter == 0].tolist():
            yield misfit(report.sheet, "G019", row, status, MOVED)


def _has_no_grade(report: Report) -> Mask:
    """Which attempts show no grade, in a report that has grades."""
    if report.grade < 0:
        return np.zeros(len(report.attempts), dtype=bool)
    return report.attempts.cells(report.grade).mask(_is_blank)


def _matters(report: Report) -> tuple[Sequence[str], NDArray[np.intp]]:
    """What rows may have that their state forbids, or lack that it asks for; by attempt, which of it, counted from 1.

    0 is an attempt whose state and cells agree.
    """
    attempts = report.attempts
    _, started, completed, _ = report.times
    began, ended = (~attempts.cells(column).mask(_is_blank) for column in (started, completed))
    is_open = attempts.states.mask(_OPEN.__contains__)
    unfinished = ~(attempts.states.mask(State.FINISHED.__eq__) & began & ended)
    responds = np.zeros_like(began)
    for slot in report.slots:
        responds |= ~attempts.cells(slot.response).mask(_is_blank)
    matters = {
        "an attempt that was handed in has a begin and an end": ~is_open & ~(began & ended),
        "an attempt that was not handed in has no end": ended & is_open,
        "nobody began it, and it has a begin": began & attempts.states.mask(State.NO_ATTEMPT.__eq__),
        "only a finished attempt has a grade": ~_has_no_grade(report) & (report.grade >= 0),
        "only a finished attempt shows its responses": responds,
    }
    found = np.select(list(matters.values()), [np.intp(number) for number in range(1, len(matters) + 1)], np.intp(0))
    return list(matters), np.where(unfinished, found, 0)


def _of_words(report: Report) -> Iterator[Finding]:
    """Words for a state that are not known, among others that are, or that mean something else in most rows."""
    attempts, status = report.attempts, report.times[0]
    unknown = np.flatnonzero(~attempts.known)
    known = np.count_nonzero(attempts.known & ~attempts.states.mask(State.NO_ATTEMPT.__eq__))
    read = together([attempts.cells(status).at(unknown), attempts.states.at(unknown)])
    usual = _usual(read)
    wrong = read.mask(lambda pair: not pair[0].strip() or known > len(unknown) or usual[pair[0]] is not pair[1])
    for place in unknown[wrong].tolist():
        word = attempts.cells(status)[place]
        yield misfit(
            report.sheet,
            "G015",
            int(attempts.rows[place]),
            status,
            f"{word!r} is no state of an attempt, or contradicts the rest of its row",
        )


def _usual(read: Column[tuple[str, State]]) -> dict[str, State | None]:
    """What each word means in most of its rows; None where two meanings are as frequent."""
    counts: dict[str, Counter[State]] = defaultdict(Counter)
    for (word, state), count in zip(read.values, np.bincount(read.codes).tolist(), strict=True):
        counts[word][state] += count
    return {
        word: None
        if len(count) > 1 and count.most_common(2)[0][1] == count.most_common(2)[1][1]
        else max(count, key=lambda state: count[state])
        for word, count in counts.items()
    }


def _twice(report: Report) -> Iterator[Finding]:
    same = report.attempts.same
    for row in report.attempts.rows[firsts(same)[same] != np.arange(len(same))].tolist():
        yield misfit(
            report.sheet,
            "G017",
            row,
            report.who[0],
            "this row is there twice: grade each download by itself, and paste none behind another",
            Severity.WARNING,
        )


def _is_blank(cell: str) -> bool:
    return cell.strip() in {"", "-"}


def overlaps(report: Report, numbers: NDArray[np.intp]) -> Iterator[Finding]:
    """Attempts of one participant that were under way at once: then several people's rows were given one identity.

    numbers: whose each attempt is. Attempts that a program made may overlap by two; but not by three, and not in rows
    that follow each other, as those do that somebody filled down.
    """
    handed_in = np.flatnonzero(report.attempts.states.mask({State.FINISHED, State.SUBMITTED}.__contains__))
    order, begins = groups(numbers[handed_in])
    _, started, completed, _ = report.times
    began, ended = (report.attempts.cells(column).map(moment) for column in (started, completed))
    for number in np.flatnonzero(np.diff(begins) > 1).tolist():
        places = handed_in[order[begins[number] : begins[number + 1]]].tolist()
        different = {report.attempts.same[place]: place for place in places}
        times = [
            (begin, end, int(report.attempts.rows[place]))
            for place in different.values()
            if (begin := began[place]) is not None and (end := ended[place]) is not None
        ]
        for row in report.attempts.rows[places].tolist() if _at_once(sorted(times)) else ():
            yield misfit(
                report.sheet,
                "G018",
                row,
                report.times[1],
                "these attempts of one participant were under way at once: are they several people's?",
            )


def _at_once(times: Sequence[tuple[datetime, datetime, int]]) -> bool:
    """Whether some of these attempts, by begin, end and row, overlap so as one person's cannot."""
    for place, (begin, _, row) in enumerate(times):
        under_way = [other for _, end, other in times[:place] if end > begin]
        if len(under_way) > 1 or any(abs(other - row) == 1 for other in under_way):
            return True
    return False
