"""What does not fit between a download and an exam, cell by cell: listed, and never graded by a guess."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grader.grading.cells import neutral
from grader.grading.exam import Question
from grader.grading.marks import Marked, MarkedSlot
from grader.grading.matching import Outcome, Response, read_response

_CODES = {
    Outcome.UNREADABLE: "G001",
    Outcome.AMBIGUOUS: "G002",
    Outcome.NOT_GRADED: "G005",
    Outcome.UNRECOGNISED: "G006",
}

_NAMED = 4  # of what a response may mean, in a message


@dataclass(frozen=True)
class Problem:
    """A cell that does not fit: its row (index) and column, what it holds, what is the matter."""

    code: str
    row: int
    column: int
    text: str
    message: str


@dataclass(frozen=True)
class Group:
    """The same problem in several rows; `rows` as a spreadsheet program counts them."""

    first: Problem
    rows: tuple[int, ...]


def problems(marked: Marked) -> Iterator[Problem]:
    """Everything that does not fit, column by column."""
    for slot in marked.slots:
        yield from _of_responses(marked, slot)
        yield from _of_keys(marked, slot)
    yield from _of_grades(marked)
    yield from _of_identities(marked)


def grouped(found: Iterator[Problem]) -> list[Group]:
    """Problems that read the same, together, in order of appearance."""
    groups: dict[tuple[str, int, str], list[Problem]] = {}
    for problem in found:
        groups.setdefault((problem.code, problem.column, problem.message), []).append(problem)
    return [Group(group[0], tuple(problem.row + 2 for problem in group)) for group in groups.values()]


def mismatched(marked: Marked) -> list[str]:
    """The numbers of questions most of whose responses cannot be read: they were not asked in this order."""
    return [
        slot.slot.number
        for slot in marked.slots
        if 2 * sum(response.outcome is Outcome.UNREADABLE for response in slot.responses) > len(slot.responses)
    ]


def _of_responses(marked: Marked, slot: MarkedSlot) -> Iterator[Problem]:
    rows = marked.report.sheet.rows
    for attempt, question, response in zip(marked.attempts, slot.asked, slot.responses, strict=True):
        if response.outcome in _CODES:
            column = slot.slot.question if response.outcome is Outcome.UNRECOGNISED else slot.slot.response
            text = rows[attempt.row][column]
            yield Problem(
                _CODES[response.outcome],
                attempt.row,
                column,
                text,
                _message(question, response, text, slot.slot.number),
            )


def _message(question: Question | Outcome, response: Response, text: str, number: str) -> str:
    if not isinstance(question, Question):
        if response.outcome is Outcome.UNRECOGNISED:
            return f"the text of question {number} fits no question of the exam: {_excerpt(text)}"
        return f"question {number} is of a type that is not graded here: its mark is what Moodle's grade leaves for it"
    if response.outcome is Outcome.UNREADABLE:
        return f"the response fits no option of {question.name!r}: {_excerpt(text)}"
    shown = [_named(options) for options in response.candidates[:_NAMED]]
    meant = " or ".join((*shown, *(["more"] if len(response.candidates) > _NAMED else [])))
    mark = "so its mark is not known" if response.fraction is None else "of equal worth, so its mark is known"
    return f"the response fits several options of {question.name!r} ({meant}), {mark}: {_excerpt(text)}"


def _of_keys(marked: Marked, slot: MarkedSlot) -> Iterator[Problem]:
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
            yield Problem(
                "G004",
                attempt.row,
                slot.slot.right,
                text,
                f"Moodle names {_excerpt(text)} as the right answer, and the exam's key of {question.name!r} is "
                f"{_excerpt(key)}: is this the exam that was given?",
            )


def _is_key(question: Question, named: Response) -> bool:
    candidates = named.candidates or (named.options,)
    if named.outcome is Outcome.UNREADABLE:
        return False
    if question.single and question.keyed:
        return any(set(options) <= set(question.keyed) and options for options in candidates)
    return any(options == question.keyed for options in candidates)


def _of_grades(marked: Marked) -> Iterator[Problem]:
    """Where the grade that Moodle shows is not ours: then marks in the quiz differ from those of the exam's file."""
    report = marked.report
    for place in np.flatnonzero(marked.disputed).tolist():
        attempt = marked.attempts[place]
        yield Problem(
            "G003",
            attempt.row,
            report.grade,
            report.sheet.rows[attempt.row][report.grade],
            f"Moodle shows the grade {attempt.grade:.{report.decimals}f}, and the exam gives "
            f"{marked.grades[place]:.{report.decimals}f}",
        )


def _of_identities(marked: Marked) -> Iterator[Problem]:
    """Attempts joined by a name alone, which two people may share; and identities that our files cannot hold."""
    report = marked.report
    column = list(report.sheet.header).index(report.identity[0])
    seen: set[tuple[str, ...]] = set()
    for attempt in report.attempts:
        key = report.key(attempt)
        if not report.has_identity and key in seen:
            yield Problem(
                "G007",
                attempt.row,
                column,
                attempt.identity[0],
                "these attempts are taken for one person's by the name alone: download the report with an identity "
                "column, such as the e-mail address",
            )
        elif key not in seen and neutral(attempt.identity[0]) != attempt.identity[0]:
            yield Problem(
                "G008",
                attempt.row,
                column,
                attempt.identity[0],
                "this identity would run as a formula in a spreadsheet program: our files have an apostrophe before "
                "it, and Moodle's import will not know it",
            )
        seen.add(key)


def _named(options: tuple[int, ...]) -> str:
    return " and ".join(str(option + 1) for option in options) or "blank"


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= 60 else f"{words[:57]}...")  # noqa: PLR2004 - it shares a line of a terminal
