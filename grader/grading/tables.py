"""What is written for people and for Moodle's gradebook, as csv in which no cell runs as a formula."""

from collections.abc import Iterable, Iterator

from grader.grading.cells import Row, as_csv, neutral, written
from grader.grading.exam import Question
from grader.grading.marks import Marked, MarkedSlot
from grader.grading.matching import Outcome
from grader.grading.participants import Participant
from grader.grading.problems import Problem
from grader.grading.regrade import Regrade


def grades(marked: Marked, everybody: Iterable[Participant]) -> bytes:
    """A file for the gradebook's import: who, and the grade. Whoever has no certain grade is left out."""
    return as_csv(
        (*marked.report.identity, "Grade"),
        (
            (*participant.identity, gradebook(participant.grade))
            for participant in everybody
            if participant.is_certain and participant.grade is not None
        ),
    )


def gradebook(grade: float) -> str:
    """A grade as the gradebook takes it: one below 0 is 0 there, and a file that holds it is refused as a whole."""
    return f"{max(0.0, grade):.5f}"


def responses(marked: Marked, everybody: Iterable[Participant]) -> bytes:
    """A line for each participant, attempt and question."""
    header = ("attempt", "question", "name", "response", "option", "outcome", "fraction", "mark")
    return written((*marked.report.identity, *header), _responses(marked, everybody))


def problems(marked: Marked, found: Iterable[Problem]) -> bytes:
    """Every cell that does not fit, by file, row and column."""
    sheet = marked.report.sheet
    return as_csv(
        ("file", "row", "column", "code", "content", "problem"),
        (
            (
                sheet.where,
                str(problem.row + 2),
                sheet.header[problem.column],
                problem.code,
                problem.text,
                problem.message,
            )
            for problem in found
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


def _responses(marked: Marked, everybody: Iterable[Participant]) -> Iterator[Row]:
    """The rows, their cells neutral: most responses are given many times, and are put into words once."""
    rows = marked.report.sheet.rows
    known: dict[tuple[int, int, str], Row] = {}
    for participant in everybody:
        who = [neutral(cell) for cell in participant.identity]
        for number, place in enumerate(participant.attempts, start=1):
            cells = rows[marked.attempts[place].row]
            for slot in marked.slots:
                text = cells[slot.slot.response]
                case = (id(slot), id(slot.asked[place]), text)
                if case not in known:
                    known[case] = [neutral(cell) for cell in _in_words(slot, place, text)]
                yield [*who, str(number), *known[case]]


def _in_words(slot: MarkedSlot, place: int, text: str) -> Row:
    response, asked = slot.responses[place], slot.asked[place]
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
