"""What does not fit between a download and an exam, a finding a cell: listed, and never graded by a guess.

A misread response has no mark: here it gets its code and its words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grader.findings import Finding, Severity
from grader.grading.cells import neutral
from grader.grading.crosschecks import crosschecks
from grader.grading.exam import Question
from grader.grading.marks import Marked, MarkedSlot
from grader.grading.misfits import excerpt, misfit
from grader.grading.participants import Policy, disordered
from grader.kinds.response import Outcome, Response
from grader.moodle.downloads.columns import firsts

_CODES = {
    Outcome.UNREADABLE: "G001",
    Outcome.AMBIGUOUS: "G002",
    Outcome.NOT_GRADED: "G005",
    Outcome.UNRECOGNISED: "G006",
}

_NAMED = 4  # of what a response may mean, in a message


@dataclass(frozen=True)
class Group:
    """The same finding in several rows; `rows` as a spreadsheet program counts them."""

    first: Finding
    rows: tuple[int, ...]


def findings(marked: Marked, policy: Policy = Policy.HIGHEST) -> Iterator[Finding]:
    """Everything that does not fit, responses first, column by column. policy: the quiz's grading method."""
    for slot in marked.slots:
        yield from _of_responses(marked, slot)
    yield from crosschecks(marked)
    yield from marked.people.findings
    yield from marked.contradictions
    yield from disordered(marked, policy)
    yield from _of_formulas(marked)


def grouped(found: Iterator[Finding]) -> list[Group]:
    """Findings that read the same, together, in order of appearance."""
    groups: dict[tuple[str, int, str], list[Finding]] = {}
    for one in found:
        groups.setdefault((one.code, one.place.column, one.message), []).append(one)
    return [Group(group[0], tuple(one.place.line for one in group)) for group in groups.values()]


def mismatched(marked: Marked) -> list[str]:
    """The numbers of questions most of whose responses cannot be read: they were not asked in this order."""
    return [
        slot.slot.number
        for slot in marked.slots
        if 2 * np.count_nonzero(slot.responses.mask(_is_unreadable)) > len(slot.responses)
    ]


def _of_responses(marked: Marked, slot: MarkedSlot) -> Iterator[Finding]:
    for place in np.flatnonzero(slot.responses.mask(lambda response: response.outcome in _CODES)).tolist():
        response = slot.responses[place]
        column = slot.slot.question if response.outcome is Outcome.UNRECOGNISED else slot.slot.response
        row = int(marked.attempts.rows[place])
        sheet = marked.report.sheet
        message = _message(slot.asked[place], response, sheet.columns[column][row], slot.slot.number)
        is_marked = response.outcome is Outcome.NOT_GRADED or response.fraction is not None
        severity = Severity.WARNING if is_marked else Severity.ERROR
        yield misfit(sheet, _CODES[response.outcome], row, column, message, severity)


def _is_unreadable(response: Response) -> bool:
    return response.outcome is Outcome.UNREADABLE


def _message(question: Question | Outcome, response: Response, text: str, number: str) -> str:
    if not isinstance(question, Question):
        if response.outcome is Outcome.UNRECOGNISED:
            return f"the text of question {number} fits no question of the exam: {excerpt(text)}"
        return f"question {number} is of a type that is not graded here: its mark is what Moodle's grade leaves for it"
    if response.outcome is Outcome.UNREADABLE:
        return f"the response fits no option of {question.name!r}: {excerpt(text)}"
    shown = [_named(options) for options in response.candidates[:_NAMED]]
    meant = " or ".join((*shown, *(["more"] if len(response.candidates) > _NAMED else [])))
    mark = "so its mark is not known" if response.fraction is None else "of equal worth, so its mark is known"
    return f"the response fits several options of {question.name!r} ({meant}), {mark}: {excerpt(text)}"


def _of_formulas(marked: Marked) -> Iterator[Finding]:
    """Identities that our files cannot hold as they are."""
    report = marked.report
    first = firsts(marked.people.numbers)
    cells = report.attempts.cells(report.who[0]).at(first)
    for place in np.flatnonzero(cells.mask(lambda cell: neutral(cell) != cell)).tolist():
        yield misfit(
            report.sheet,
            "G008",
            int(report.attempts.rows[first[place]]),
            report.who[0],
            "this identity would run as a formula in a spreadsheet program: our files have an apostrophe before "
            "it, and Moodle's import will not know it",
            Severity.WARNING,
        )


def _named(options: tuple[int, ...]) -> str:
    return " and ".join(str(option + 1) for option in options) or "blank"
