"""The Responses report: which column says what, and the attempts that its rows tell of.

Columns are known by their names in English and Brazilian Portuguese, of old and new Moodles; in other languages by
their positions, which are the same in every language.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from grader.errors import DownloadError
from grader.moodle.downloads.sheet import Sheet, read_sheet


class State(StrEnum):
    """How far an attempt came."""

    FINISHED = "finished"
    SUBMITTED = "submitted"
    IN_PROGRESS = "in progress"
    OVERDUE = "overdue"
    NEVER_SUBMITTED = "never submitted"
    NO_ATTEMPT = "no attempt"
    UNFINISHED = "not finished"


@dataclass(frozen=True)
class Slot:
    """A question's columns: their indices, -1 for one that was not downloaded."""

    number: str
    response: int
    question: int = -1
    right: int = -1


@dataclass(frozen=True, slots=True)
class Attempt:
    """A row of the report.

    row: its index. identity: what tells participants apart. grade: what Moodle shows, None where it shows none.
    """

    row: int
    identity: tuple[str, ...]
    state: State
    started: str
    grade: float | None


@dataclass(frozen=True)
class Report:
    """A Responses report.

    identity: the names of the columns that say who a participant is, the names of persons last.
    maximum: the quiz's grade, and `decimals` those that it shows; None where the report has no grades.
    grade: the index of the column with grades, -1 where there is none.
    """

    sheet: Sheet
    identity: tuple[str, ...]
    slots: tuple[Slot, ...]
    attempts: Sequence[Attempt]
    maximum: float | None
    decimals: int
    grade: int = -1


_QUESTION, _RESPONSE, _RIGHT = "question", "response", "right"
_BY_SLOT = {  # words as in json's short forms: lower case, without spaces or accents
    "question": _QUESTION,
    "response": _RESPONSE,
    "rightanswer": _RIGHT,
    "questo": _QUESTION,
    "resposta": _RESPONSE,
    "respostacorreta": _RIGHT,
}
_LAST, _FIRST, _STATUS, _STARTED, _COMPLETED, _DURATION, _GRADE, _FEEDBACK = (
    *("last", "first", "status", "started", "completed", "duration", "grade", "feedback"),
)
_ROLES = {
    **dict.fromkeys(("lastname", "surname", "sobrenome"), _LAST),
    **dict.fromkeys(("firstname", "nome"), _FIRST),
    **dict.fromkeys(("status", "state", "situao", "estado"), _STATUS),
    **dict.fromkeys(("started", "startedon", "iniciado", "iniciadoem"), _STARTED),
    **dict.fromkeys(("completed", "completo", "concludaem"), _COMPLETED),
    **dict.fromkeys(("duration", "timetaken", "durao", "tempoutilizado"), _DURATION),
    **dict.fromkeys(("feedback", "comentrios"), _FEEDBACK),
}
_STATES = {
    **dict.fromkeys(("finished", "finalizada"), State.FINISHED),
    **dict.fromkeys(("submitted", "enviada", "enviadas"), State.SUBMITTED),
    **dict.fromkeys(("inprogress", "emprogresso"), State.IN_PROGRESS),
    **dict.fromkeys(("overdue", "vencidas", "vencida"), State.OVERDUE),
    **dict.fromkeys(("neversubmitted", "nuncaenviadas", "nuncaenviada"), State.NEVER_SUBMITTED),
    "-": State.NO_ATTEMPT,
}
_MARKS = re.compile(r"^q\d+", re.IGNORECASE)
_KNOWN_WORD = re.compile(r"^(question|response|rightanswer|questo|respostacorreta|resposta)([a-z0-9_-]{1,16})$")
_ENDING = re.compile(r"^(.*?)(\d{1,6})$", re.ASCII)
_GRADE_HEADER = re.compile(r"^[^/]+/\s*([\d.,]+)$")
_SHORT_GRADE = re.compile(r"^([a-z_-]*[a-z_-])(\d+)$")
_SHORT = re.compile(r"[^a-z0-9_-]")


def read_report(path: Path) -> Report:
    """The attempts of a downloaded Responses report. Raises DownloadError for what is none, with the place."""
    return report(read_sheet(path))


def report(sheet: Sheet) -> Report:
    """The attempts that a table tells of. Raises DownloadError where the table is no Responses report."""
    first, slots = _slots(sheet)
    roles = _roles(sheet, first)
    identity = _identity(sheet, first, roles)
    maximum, decimals = _maximum(sheet, roles)
    return Report(
        sheet,
        tuple(sheet.header[column] for column in identity),
        slots,
        [_attempt(sheet, row, identity, roles) for row in range(len(sheet.rows)) if any(sheet.rows[row])],
        maximum,
        decimals,
        roles.get(_GRADE, -1),
    )


def short(header: str) -> str:
    """A column's name as Moodle's json has it: lower case, with nothing but letters without accents and digits."""
    return _SHORT.sub("", header.lower())


def number(text: str) -> float:
    """A number with a decimal point or comma; NaN for what is none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return math.nan


def _slots(sheet: Sheet) -> tuple[int, tuple[Slot, ...]]:
    """The index of the first column that belongs to a question, and each question's columns."""
    if any(_MARKS.match(short(name)) for name in sheet.header):
        raise DownloadError(
            f"{sheet.where}: this is the Grades report; download Responses, from the quiz's Results, Responses"
        )
    first = len(sheet.header)
    by_label: dict[str, list[tuple[str, int]]] = {}
    following = math.inf
    while first > 0 and (column := _of_question(sheet.header[first - 1], following)) is not None:
        first -= 1
        word, label = column
        following = int(label) if label.isdecimal() else following
        by_label.setdefault(label, []).insert(0, (word, first))
    if not by_label:
        raise DownloadError(
            f"{sheet.where}: expected columns such as 'Response 1', received {', '.join(sheet.header) or 'none'}: "
            "download the quiz's Responses report, with responses"
        )
    return first, tuple(_slot(sheet, label, columns) for label, columns in reversed(by_label.items()))


def _of_question(header: str, following: float) -> tuple[str, str] | None:
    """The word and the number of a question's column: a number may be anything where the word is known.

    following: the number of the columns behind it, which in an unknown language is not less than its own.
    """
    known = _KNOWN_WORD.match(short(header))
    if known:
        return _BY_SLOT[known[1]], known[2]
    ending = _ENDING.match(short(header))
    if ending is None or "/" in header or int(ending[2]) > following:
        return None
    return "", ending[2]


def _slot(sheet: Sheet, number: str, columns: Sequence[tuple[str, int]]) -> Slot:
    """A question's columns, by their words, else by their order: question, response, right answer."""
    words = [word for word, _ in columns]
    if "" in words:
        by_order = {1: (_RESPONSE,), 3: (_QUESTION, _RESPONSE, _RIGHT)}
        if len(columns) not in by_order:
            named = ", ".join(repr(sheet.header[column]) for _, column in columns)
            raise DownloadError(
                f"{sheet.where}: row 1: cannot tell what {named} hold; download responses alone, or with question text "
                "and right answer both"
            )
        words = list(by_order[len(columns)])
    found = dict(zip(words, (column for _, column in columns), strict=True))
    if _RESPONSE not in found or len(found) < len(columns):
        raise DownloadError(f"{sheet.where}: row 1: expected one response column for question {number}")
    return Slot(number, found[_RESPONSE], found.get(_QUESTION, -1), found.get(_RIGHT, -1))


def _roles(sheet: Sheet, first: int) -> Mapping[str, int]:
    """Where the columns stand that every report has: by their names, else by their positions."""
    roles = {_ROLES[short(name)]: column for column, name in enumerate(sheet.header[:first]) if short(name) in _ROLES}
    grade = next((column for column in range(first - 1, max(first - 3, -1), -1) if _is_grade(sheet, column)), -1)
    if grade >= 0:
        roles[_GRADE] = grade
    if not {_STATUS, _STARTED, _COMPLETED, _DURATION} <= roles.keys():
        end = grade if grade >= 0 else first - (_FEEDBACK in roles)
        if end < len((_LAST, _FIRST, _STATUS, _STARTED, _COMPLETED, _DURATION)):
            raise DownloadError(
                f"{sheet.where}: row 1: expected last name, first name, ..., status, started, completed, duration, "
                f"received {', '.join(sheet.header[:first])}"
            )
        roles |= {_LAST: 0, _FIRST: 1, _STATUS: end - 4, _STARTED: end - 3, _COMPLETED: end - 2, _DURATION: end - 1}
    return roles


def _is_grade(sheet: Sheet, column: int) -> bool:
    return bool(_GRADE_HEADER.match(sheet.header[column]) or _SHORT_GRADE.match(sheet.header[column]))


def _identity(sheet: Sheet, first: int, roles: Mapping[str, int]) -> tuple[int, ...]:
    """The columns that say who somebody is: what the site shows as identity, then last and first name."""
    others = [column for column in range(first) if column not in roles.values()]
    names = [roles[role] for role in (_LAST, _FIRST) if role in roles]
    if not others and not names:
        raise DownloadError(f"{sheet.where}: row 1: expected a column that says who each participant is")
    return (*others, *names)


def _maximum(sheet: Sheet, roles: Mapping[str, int]) -> tuple[float | None, int]:
    """The quiz's grade from the header `Grade/10.00`; json's `grade1000` has its decimals from the grades."""
    if _GRADE not in roles:
        return None, 2
    header = sheet.header[roles[_GRADE]]
    written = _GRADE_HEADER.match(header)
    if written:
        fraction = re.split("[.,]", written[1])[1:]
        return number(written[1]), len(fraction[-1]) if fraction else 0
    digits = _SHORT_GRADE.match(header)
    assert digits is not None
    grades = [row[roles[_GRADE]] for row in sheet.rows]
    decimals = next((len(re.split("[.,]", grade)[-1]) for grade in grades if re.fullmatch(r"-?\d+[.,]\d+", grade)), 0)
    return int(digits[2]) / 10**decimals, decimals


def _attempt(sheet: Sheet, row: int, identity: Sequence[int], roles: Mapping[str, int]) -> Attempt:
    cells = sheet.rows[row]
    shown = number(cells[roles[_GRADE]]) if _GRADE in roles else math.nan
    grade = shown if math.isfinite(shown) else None
    return Attempt(
        row, tuple(cells[column] for column in identity), _state(cells, roles, grade), cells[roles[_STARTED]], grade
    )


def _state(cells: Sequence[str], roles: Mapping[str, int], grade: float | None) -> State:
    """The state by its word; in another language, by what only a finished attempt has: an end, and a grade if any."""
    known = _STATES.get(short(cells[roles[_STATUS]]))
    if known is not None:
        return known
    ended = cells[roles[_COMPLETED]] not in ("-", "")
    if _GRADE in roles and ended and grade is None:
        return State.FINISHED if re.search(r"\w", cells[roles[_GRADE]]) else State.SUBMITTED
    return State.FINISHED if ended else State.UNFINISHED
