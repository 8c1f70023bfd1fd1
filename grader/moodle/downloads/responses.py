"""The Responses report: which column says what, and the attempts that its rows tell of.

Columns are known by their names in English and Brazilian Portuguese, of old and new Moodles; in other languages by
their positions, which are the same in every language.
"""

import math
import re
import textwrap
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
    maximum: the quiz's grade, and `decimals` those that it shows; None where the report does not say it.
    grade: the index of the column with grades, -1 where there is none. names: how many of the identity columns hold
    names.
    """

    sheet: Sheet
    identity: tuple[str, ...]
    slots: tuple[Slot, ...]
    attempts: Sequence[Attempt]
    maximum: float | None
    decimals: int
    grade: int = -1
    names: int = 0

    @property
    def has_identity(self) -> bool:
        """Whether anything but a name tells participants apart."""
        return len(self.identity) > self.names

    def key(self, attempt: Attempt) -> tuple[str, ...]:
        """What is the same in all attempts of a participant: the identity, or the name where there is no other."""
        return attempt.identity[: -self.names] if self.has_identity and self.names else attempt.identity


_QUESTION, _RESPONSE, _RIGHT = _QUESTIONS_COLUMNS = ("question", "response", "right")
_BY_SLOT = {
    "question": _QUESTION,
    "response": _RESPONSE,
    "right answer": _RIGHT,
    "questão": _QUESTION,
    "resposta": _RESPONSE,
    "resposta correta": _RIGHT,
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
_LONG = 100
_MARKS = re.compile(r"^q\d+", re.IGNORECASE | re.ASCII)
_WORDS = "|".join(sorted(_BY_SLOT, key=len, reverse=True))
_KNOWN_WORD = re.compile(rf"({_WORDS})\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_NUMBERED = re.compile(r"[^/]*(?:\s([^/\s]{0,8}[0-9][^/\s]{0,8})|[^/\s0-9]([0-9]{1,6}))")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,]([0-9]{1,15}))?")
_GRADE_HEADER = re.compile(r"[^/]+/\s*([0-9]{1,9}(?:[.,][0-9]{1,9})?)")
_SHORT_GRADE = re.compile(r"[a-z_-]+([0-9]{1,15})")
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
        sum(role in roles for role in (_LAST, _FIRST)),
    )


def short(header: str) -> str:
    """A column's name as Moodle's json has it: lower case, with nothing but letters without accents and digits."""
    return _SHORT.sub("", header.lower())


def number(text: str) -> float:
    """A number with a decimal point or comma; NaN for what is none."""
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else math.nan


_BY_SHORT = {short(word): what for word, what in _BY_SLOT.items()}
_KNOWN_SHORT = re.compile(rf"({'|'.join(sorted(_BY_SHORT, key=len, reverse=True))})([a-z0-9_-]{{1,16}})")


def _slots(sheet: Sheet) -> tuple[int, tuple[Slot, ...]]:
    """The index of the first column that belongs to a question, and each question's columns."""
    if _MARKS.match(short(sheet.header[-1])):
        raise DownloadError(
            f"{sheet.where}: row 1: this is the Grades report; download Responses, from the quiz's Results, Responses"
        )
    words = () if _of_question(sheet.header[-1], ()) else _unknown_words(sheet.header)
    columns = [_of_question(name, words) for name in sheet.header]
    first = next((column for column, found in enumerate(columns) if found is not None), len(columns))
    if first == len(columns):
        raise DownloadError(
            f"{sheet.where}: row 1: expected columns such as 'Response 1', received {_named(sheet.header)}: "
            "download the quiz's Responses report, with responses"
        )
    by_label: dict[str, list[tuple[str, int]]] = {}
    for column, found in enumerate(columns[first:], start=first):
        if found is None:
            raise DownloadError(
                f"{sheet.where}: row 1: expected a question's column behind {_named(sheet.header[first : first + 1])}, "
                f"received {_named(sheet.header[column : column + 1])}"
            )
        by_label.setdefault(found[1], []).append((found[0], column))
    return first, tuple(_slot(sheet, label, columns) for label, columns in by_label.items())


def _unknown_words(header: Sequence[str]) -> tuple[str, ...]:
    """What stands before the number in the last question's columns, in a language that we do not know."""
    last = _NUMBERED.fullmatch(header[-1])
    if last is None:
        return ()
    label = last[1] or last[2]
    columns = [name.removesuffix(label) for name in header[-len(_QUESTIONS_COLUMNS) :] if name.endswith(label)]
    return tuple(sorted((word for word in columns if word and "/" not in word), key=len, reverse=True))


def _of_question(header: str, words: Sequence[str]) -> tuple[str, str] | None:
    """The word and the number of a question's column; with `words` of an unknown language, no known word counts."""
    if words:
        word = next((word for word in words if header.startswith(word) and header != word), None)
        return None if word is None else ("", header.removeprefix(word))
    known = _KNOWN_WORD.fullmatch(header)
    if known:
        return _BY_SLOT[known[1].lower()], known[2]
    known = _KNOWN_SHORT.fullmatch(header)
    return (_BY_SHORT[known[1]], known[2]) if known else None


def _slot(sheet: Sheet, number: str, columns: Sequence[tuple[str, int]]) -> Slot:
    """A question's columns, by their words, else by their order: question, response, right answer."""
    words = [word for word, _ in columns]
    if "" in words:
        words = _words_by_order(sheet, [column for _, column in columns])
    found = dict(zip(words, (column for _, column in columns), strict=True))
    if _RESPONSE not in found or len(found) < len(columns):
        raise DownloadError(f"{sheet.where}: row 1: expected one response column for question {number[:_LONG]}")
    return Slot(number, found[_RESPONSE], found.get(_QUESTION, -1), found.get(_RIGHT, -1))


def _words_by_order(sheet: Sheet, columns: Sequence[int]) -> list[str]:
    """What a question's columns hold in a language that is not known: one, two or three, always in the same order.

    Two are question and response where each response is part of a longer text before it, and they are response and
    right answer where some are not. Raises DownloadError where the rows do not tell: a right answer is part of its
    question, too, but one that never changes.
    """
    if len(columns) in {1, len(_QUESTIONS_COLUMNS)}:
        return [_RESPONSE] if len(columns) == 1 else list(_QUESTIONS_COLUMNS)
    pairs = [(row[columns[0]], row[columns[1]]) for row in sheet.rows if row[columns[0]] not in {"", "-"}]
    given = [(before, after) for before, after in pairs if after not in {"", "-"}]
    if len(columns) == 2 and given:  # noqa: PLR2004 - one is left out
        if any(after.split("; ")[0] not in before or len(after) >= len(before) for before, after in given):
            return [_RESPONSE, _RIGHT]
        if len({after for _, after in pairs}) > 1:
            return [_QUESTION, _RESPONSE]
    named = _named([sheet.header[column] for column in columns])
    raise DownloadError(
        f"{sheet.where}: row 1: cannot tell what {named} hold; download responses alone, or with question text and "
        "right answer both"
    )


def _named(columns: Sequence[str]) -> str:
    """The columns' names for a message, as far as a person would read."""
    return textwrap.shorten(", ".join(repr(name[:_LONG]) for name in columns[:_LONG]), 400) or "none"


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
                f"received {_named(sheet.header[:first])}"
            )
        roles |= {_LAST: 0, _FIRST: 1, _STATUS: end - 4, _STARTED: end - 3, _COMPLETED: end - 2, _DURATION: end - 1}
    return roles


def _is_grade(sheet: Sheet, column: int) -> bool:
    return bool(_GRADE_HEADER.fullmatch(sheet.header[column]) or _SHORT_GRADE.fullmatch(sheet.header[column]))


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
    written = _GRADE_HEADER.fullmatch(header)
    if written:
        fraction = re.split("[.,]", written[1])[1:]
        return number(written[1]), len(fraction[-1]) if fraction else 0
    digits = _SHORT_GRADE.fullmatch(header)
    assert digits is not None
    grades = (_NUMBER.fullmatch(row[roles[_GRADE]]) for row in sheet.rows)
    decimals = next((len(grade[1] or "") for grade in grades if grade), None)
    return (None, 2) if decimals is None else (int(digits[1]) / 10**decimals, decimals)


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
