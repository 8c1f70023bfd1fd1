"""What is written for people and for Moodle's gradebook, as csv in which no cell runs as a formula."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from grader.findings import Finding
from grader.grading.cells import Row, as_csv, begun, ended, neutral, written
from grader.grading.exam import Question
from grader.grading.marks import Marked, MarkedSlot
from grader.grading.misfits import cell
from grader.grading.participants import Participant
from grader.grading.recognition import Recognised
from grader.grading.regrade import Regrade
from grader.kinds.response import Outcome, Response
from grader.moodle.downloads.columns import Column, together


def grade_files(marked: Marked, everybody: Sequence[Participant]) -> dict[str, bytes]:
    """`grades.csv` for the gradebook's import, and `responses.csv` with every response, by name."""
    who = begun([participant.identity for participant in everybody])
    return {"grades.csv": _grades(marked, everybody, who), "responses.csv": _responses(marked, everybody, who)}


def _grades(marked: Marked, everybody: Sequence[Participant], who: Sequence[str]) -> bytes:
    """Who, and the grade. Whoever has no certain grade is left out."""
    certain = [
        (begin, one.grade)
        for begin, one in zip(who, everybody, strict=True)
        if one.is_certain and one.grade is not None
    ]
    shown = {grade: gradebook(grade) for grade in {grade for _, grade in certain}}  # many have the same
    lines = [f"{begin}{shown[grade]}\n" for begin, grade in certain]
    return written((*marked.report.identity, "Grade"), ()) + "".join(lines).encode()


def _responses(marked: Marked, everybody: Sequence[Participant], who: Sequence[str]) -> bytes:
    """A line for each participant, attempt and question."""
    header = ("attempt", "question", "name", "response", "option", "outcome", "fraction", "mark")
    answers = list(zip(*(_in_words(marked, slot) for slot in marked.slots), strict=True))
    content = BytesIO()
    content.write(written((*marked.report.identity, *header), ()))
    for begin, participant in zip(who, everybody, strict=True):
        for number, place in enumerate(participant.attempts, start=1):
            line = f"{begin}{number},".encode()
            content.write(line + line.join(answers[place]))
    return content.getvalue()


def gradebook(grade: float) -> str:
    """A grade as the gradebook takes it: one below 0 is 0 there, and a file that holds it is refused as a whole."""
    return f"{max(0.0, grade):.5f}"


def problems(marked: Marked, found: Iterable[Finding]) -> bytes:
    """`problems.csv`: every cell that does not fit, by file, row and column."""
    sheet = marked.report.sheet
    return as_csv(
        ("file", "row", "column", "code", "content", "problem"),
        (
            (
                finding.place.path,
                str(finding.place.line),
                sheet.header[cell(finding)[1]],
                finding.code,
                *finding.evidence,
                finding.message,
            )
            for finding in found
        ),
    )


def regrade_files(result: Regrade) -> dict[str, bytes]:
    """`grades.csv` for the gradebook's import, and `regrade.csv` with everybody's old and new grade, by name."""
    moves = (*result.before.report.identity, "old grade", "new grade", "change", "kept by the policy")
    slots = [f"question {slot.slot.number}" for slot in result.before.slots]
    known = [move for move in result.moves if move.is_certain]
    return {
        "grades.csv": as_csv(
            (*result.before.report.identity, "Grade"),
            ((*move.before.identity, gradebook(move.grade)) for move in known if move.grade is not None),
        ),
        "regrade.csv": as_csv(
            (*moves, *slots),
            (
                (
                    *move.before.identity,
                    f"{move.before.grade:.5f}",
                    f"{move.grade:.5f}",
                    f"{move.change:+.5f}",
                    "yes" if move.kept else "no",
                    *(f"{change:+.7f}" for change in move.by_slot),
                )
                for move in known
            ),
        ),
    }


def _in_words(marked: Marked, slot: MarkedSlot) -> Column[bytes]:
    """What the lines on the attempts' responses to a slot end with."""
    cases = together([slot.asked, slot.responses, marked.attempts.cells(slot.slot.response)])
    rows = ([neutral(cell) for cell in _as_row(slot, *case)] for case in cases.values)
    return Column(cases.codes, [line.encode() for line in ended(rows)])


def _as_row(slot: MarkedSlot, asked: Recognised, response: Response, text: str) -> Row:
    known = response.fraction is not None
    return (
        slot.slot.number,
        asked.name if isinstance(asked, Question) else "",
        "" if response.outcome is Outcome.BLANK else text,
        " ".join(str(option + 1) for option in response.options),
        response.outcome,
        f"{response.fraction:.7g}" if known else "",
        f"{(response.fraction or 0) * slot.mark:.7f}" if known else "",
    )
