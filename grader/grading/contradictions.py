"""Rows that contradict themselves or each other: states beside what other states have, attempts at once, rows twice."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from grader.grading.doubts import Doubt
from grader.moodle.downloads.dates import moment
from grader.moodle.downloads.responses import Attempt, Report, State

_OPEN = frozenset({State.IN_PROGRESS, State.OVERDUE, State.NEVER_SUBMITTED, State.UNFINISHED, State.NO_ATTEMPT})
MOVED = (
    "so many rows contradict each other that no other can be trusted: was a column sorted, shifted or pasted alone, or "
    "is this another exam?"
)


def contradictions(report: Report) -> Iterator[Doubt]:
    """Every row that cannot be as Moodle wrote it."""
    yield from _of_states(report)
    yield from _of_words(report)
    yield from _twice(report)


def _of_states(report: Report) -> Iterator[Doubt]:
    """States beside what another state has; where some rows lack what others have too much, a column was moved."""
    status = report.times[0]
    matters = {attempt.row: _matter(report, attempt) for attempt in report.attempts}
    for row, matter in matters.items():
        if matter:
            word = report.sheet.rows[row][status]
            yield Doubt("G015", row, status, f"the state {word!r} contradicts the rest of its row: {matter}")
    lacking = any(
        attempt.state is State.FINISHED and (matters[attempt.row] or _has_no_grade(report, attempt))
        for attempt in report.attempts
    )
    if lacking and any(matters[attempt.row] for attempt in report.attempts if attempt.state in _OPEN):
        for row, matter in matters.items():
            if not matter:
                yield Doubt("G019", row, status, MOVED)


def _has_no_grade(report: Report, attempt: Attempt) -> bool:
    return report.grade >= 0 and _is_blank(report.sheet.rows[attempt.row][report.grade])


def _matter(report: Report, attempt: Attempt) -> str:
    """What a row has that its state forbids, or lacks that it asks for; nothing where they agree."""
    cells = report.sheet.rows[attempt.row]
    _, started, completed, _ = report.times
    began, ended = not _is_blank(cells[started]), not _is_blank(cells[completed])
    handed_in = attempt.state not in _OPEN
    if attempt.state is State.FINISHED and began and ended:
        return ""
    matters = {
        "an attempt that was handed in has a begin and an end": handed_in and not (began and ended),
        "an attempt that was not handed in has no end": ended and not handed_in,
        "nobody began it, and it has a begin": began and attempt.state is State.NO_ATTEMPT,
        "only a finished attempt has a grade": not _has_no_grade(report, attempt) and report.grade >= 0,
        "only a finished attempt shows its responses": not all(
            _is_blank(cells[slot.response]) for slot in report.slots
        ),
    }
    return next((matter for matter, is_so in matters.items() if is_so), "")


def _of_words(report: Report) -> Iterator[Doubt]:
    """Words for a state that are not known, among others that are, or that mean something else in most rows."""
    status = report.times[0]
    words = [report.sheet.rows[attempt.row][status] for attempt in report.attempts]
    states = [(word, attempt.state) for word, attempt in zip(words, report.attempts, strict=True) if not attempt.known]
    known = sum(attempt.known and attempt.state is not State.NO_ATTEMPT for attempt in report.attempts)
    usual = _usual(states)
    for word, attempt in zip(words, report.attempts, strict=True):
        if attempt.known:
            continue
        if not word.strip() or known > len(states) or usual[word] is not attempt.state:
            yield Doubt(
                "G015", attempt.row, status, f"{word!r} is no state of an attempt, or contradicts the rest of its row"
            )


def _usual(states: Sequence[tuple[str, State]]) -> dict[str, State | None]:
    """What each word means in most of its rows; None where two meanings are as frequent."""
    counts: dict[str, Counter[State]] = defaultdict(Counter)
    for word, state in states:
        counts[word][state] += 1
    return {
        word: None
        if len(count) > 1 and count.most_common(2)[0][1] == count.most_common(2)[1][1]
        else max(count, key=lambda state: count[state])
        for word, count in counts.items()
    }


def _twice(report: Report) -> Iterator[Doubt]:
    seen: dict[tuple[str, ...], int] = {}
    for attempt in report.attempts:
        cells = tuple(report.sheet.rows[attempt.row])
        first = seen.setdefault(cells, attempt.row)
        if first != attempt.row:
            yield Doubt(
                "G017",
                attempt.row,
                report.who[0],
                "this row is there twice: grade each download by itself, and paste none behind another",
                excludes=False,
            )


def _is_blank(cell: str) -> bool:
    return cell.strip() in {"", "-"}


def overlaps(report: Report, numbers: Sequence[int]) -> Iterator[Doubt]:
    """Attempts of one participant that were under way at once: then several people's rows were given one identity.

    numbers: whose each attempt is. Attempts that a program made may overlap by two; but not by three, and not in rows
    that follow each other, as those do that somebody filled down.
    """
    whose: dict[int, list[Attempt]] = defaultdict(list)
    for number, attempt in zip(numbers, report.attempts, strict=True):
        if attempt.state in {State.FINISHED, State.SUBMITTED}:
            whose[number].append(attempt)
    for attempts in whose.values():
        for attempt in _at_once(report, attempts) if len(attempts) > 1 else ():
            yield Doubt(
                "G018",
                attempt.row,
                report.times[1],
                "these attempts of one participant were under way at once: are they several people's?",
            )


def _at_once(report: Report, attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """Every one of these attempts, if some of them overlap so as one person's cannot."""
    _, started, completed, _ = report.times
    different = {tuple(report.sheet.rows[attempt.row]): attempt.row for attempt in attempts}
    times = sorted(
        (begin, end, row)
        for cells, row in different.items()
        if (begin := moment(cells[started])) is not None and (end := moment(cells[completed])) is not None
    )
    for place, (begin, _, row) in enumerate(times):
        under_way = [other for _, end, other in times[:place] if end > begin]
        if len(under_way) > 1 or any(abs(other - row) == 1 for other in under_way):
            return attempts
    return ()
