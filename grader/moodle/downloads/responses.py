"""The Responses report: which column says what, and the attempts that its rows tell of.

Columns are known by their names in English and Brazilian Portuguese, of old and new Moodles; in other languages by
their positions, which are the same in every language.
"""

import math
import re
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grader.errors import DownloadError
from grader.moodle.downloads.attempts import Attempts, State
from grader.moodle.downloads.columns import distinct, together
from grader.moodle.downloads.sheet import Sheet, read_sheet


@dataclass(frozen=True)
class Slot:
    """A question's columns: their indices, -1 for one that was not downloaded."""

    number: str
    response: int
    question: int = -1
    right: int = -1


@dataclass(frozen=True)
class Report:
    """A Responses report.

    identity: the names of the columns that say who a participant is, the names of persons last; who: their indices.
    times: the indices of status, started, completed and duration, -1 for a duration that was not downloaded.
    maximum: the quiz's grade, and `decimals` those that it shows; None where the report does not say it.
    grade: the index of the column with grades, -1 where there is none. names: how many of the identity columns hold
    names.
    """

    sheet: Sheet
    identity: tuple[str, ...]
    slots: tuple[Slot, ...]
    attempts: Attempts
    maximum: float | None
    decimals: int
    grade: int = -1
    names: int = 0
    who: tuple[int, ...] = ()
    times: tuple[int, int, int, int] = (-1, -1, -1, -1)


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
_PLAIN = re.compile(r"\s*[0-9]{1,9}\s*")
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
    maximum, decimals = _maximum(sheet, first, roles)
    _refuse_two_in_one(sheet, roles, slots[0])
    _refuse_halves(sheet, identity, [roles[role] for role in (_STATUS, _STARTED, _COMPLETED)])
    return Report(
        sheet,
        tuple(sheet.header[column] for column in identity),
        slots,
        _attempts(sheet, identity, roles),
        maximum,
        decimals,
        roles.get(_GRADE, -1),
        sum(role in roles for role in (_LAST, _FIRST)),
        identity,
        (roles[_STATUS], roles[_STARTED], roles[_COMPLETED], roles.get(_DURATION, -1)),
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
    return first, _in_order(sheet, [_slot(sheet, label, columns) for label, columns in by_label.items()])


def _in_order(sheet: Sheet, slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The slots by their numbers, however the columns stand.

    Raises DownloadError where numbers of a teacher's own stand among others that are out of order.
    """
    numbers = [int(slot.number) for slot in slots if _PLAIN.fullmatch(slot.number)]
    if len(numbers) == len(slots):
        return tuple(slot for _, slot in sorted(zip(numbers, slots, strict=True), key=lambda pair: pair[0]))
    if numbers != sorted(numbers):
        raise DownloadError(
            f"{sheet.where}: row 1: expected the questions in the order of their numbers, received "
            f"{_named([slot.number for slot in slots])}: download it again, and leave the columns where they are"
        )
    return tuple(slots)


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


def _different(sheet: Sheet, columns: Sequence[int]) -> Sequence[tuple[str, ...]]:
    """What rows have in some columns, each combination once."""
    return together([sheet.columns[column] for column in columns]).values


def _words_by_order(sheet: Sheet, columns: Sequence[int]) -> list[str]:
    """What a question's columns hold in a language that is not known: one, two or three, always in the same order.

    Two are question and response where each response is part of a longer text before it, and they are response and
    right answer where some are not. Raises DownloadError where the rows do not tell: a right answer is part of its
    question, too, but one that never changes.
    """
    if len(columns) in {1, len(_QUESTIONS_COLUMNS)}:
        return [_RESPONSE] if len(columns) == 1 else list(_QUESTIONS_COLUMNS)
    pairs = [(before, after) for before, after, *_ in _different(sheet, columns) if before not in {"", "-"}]
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
    if not {_STATUS, _STARTED, _COMPLETED} <= roles.keys():
        roles = _by_position(sheet, first, roles)
    wrong = sheet.columns[roles[_STATUS]].mask(_is_no_state) | sheet.columns[roles[_STARTED]].mask(_is_no_date)
    if 2 * np.count_nonzero(wrong & sheet.filled) > np.count_nonzero(sheet.filled):
        raise DownloadError(
            f"{sheet.where}: row 1: expected states in {_named([sheet.header[roles[_STATUS]]])} and dates in "
            f"{_named([sheet.header[roles[_STARTED]]])}, received others: download it again, with all its columns"
        )
    return roles


def _by_position(sheet: Sheet, first: int, roles: Mapping[str, int]) -> dict[str, int]:
    """Where the columns stand in a language that we do not know; those known by name must stand where they should."""
    end = roles.get(_GRADE, first - (_FEEDBACK in roles))
    placed = {_LAST: 0, _FIRST: 1, _STATUS: end - 4, _STARTED: end - 3, _COMPLETED: end - 2, _DURATION: end - 1}
    if end < len(placed) or any(roles.get(role, column) != column for role, column in placed.items()):
        raise DownloadError(
            f"{sheet.where}: row 1: expected last name, first name, ..., status, started, completed, duration, "
            f"received {_named(sheet.header[:first])}: download it again, with all its columns"
        )
    return {**roles, **placed}


def _is_no_state(cell: str) -> bool:
    return not cell.strip() or "@" in cell or any(character.isdigit() for character in cell)


def _is_no_date(cell: str) -> bool:
    return "@" in cell or _STATES.get(short(cell), State.NO_ATTEMPT) is not State.NO_ATTEMPT


def _refuse_two_in_one(sheet: Sheet, roles: Mapping[str, int], slot: Slot) -> None:
    """Raise DownloadError for a header among the rows: then several downloads were pasted into one."""
    header, grade = sheet.header, roles.get(_GRADE, -1)
    signs = [
        sheet.columns[roles[_STATUS]].mask(lambda cell: cell == header[roles[_STATUS]] or short(cell) in _ROLES),
        sheet.columns[slot.response].mask(
            lambda cell: cell == header[slot.response] or _of_question(cell, ()) is not None
        ),
    ]
    if grade >= 0:
        signs.append(sheet.columns[grade].mask(lambda cell: _GRADE_HEADER.fullmatch(cell) and not _NUMBER.match(cell)))
    second = np.flatnonzero(np.sum(signs, axis=0) > 1)
    if len(second):
        raise DownloadError(
            f"{sheet.where}: row {second[0] + 2}: a second header: grade each download by itself, and paste none "
            "behind another"
        )


def _refuse_halves(sheet: Sheet, identity: Sequence[int], times: Sequence[int]) -> None:
    """Raise DownloadError for an attempt of nobody, or somebody with nothing but white space: columns were shifted."""
    who = sheet.written(identity, str.strip)
    something = sheet.written((*times, *range(max(times) + 1, len(sheet.header))), str.strip)
    halves = np.flatnonzero(sheet.filled & ~(who & something))
    if len(halves):
        matter = "somebody without anything" if who[halves[0]] else "an attempt of nobody"
        raise DownloadError(
            f"{sheet.where}: row {halves[0] + 2}: {matter}: were columns shifted against each other? Download it again"
        )


def _is_grade(sheet: Sheet, column: int) -> bool:
    return bool(_GRADE_HEADER.fullmatch(sheet.header[column]) or _SHORT_GRADE.fullmatch(sheet.header[column]))


def _identity(sheet: Sheet, first: int, roles: Mapping[str, int]) -> tuple[int, ...]:
    """The columns that say who somebody is: what the site shows as identity, then last and first name."""
    others = [column for column in range(first) if column not in roles.values()]
    names = [roles[role] for role in (_LAST, _FIRST) if role in roles]
    if not others and not names:
        raise DownloadError(f"{sheet.where}: row 1: expected a column that says who each participant is")
    return (*others, *names)


def _maximum(sheet: Sheet, end: int, roles: Mapping[str, int]) -> tuple[float | None, int]:
    """The quiz's grade from the header `Grade/10.00`; json's `grade1000` has its decimals from most of the grades.

    end: the index of the first question's column. Raises DownloadError for what is no grade.
    """
    if _GRADE not in roles:
        first = max(roles[_STATUS], roles[_STARTED], roles[_COMPLETED], roles.get(_DURATION, -1)) + 1
        broken = next((name for name in sheet.header[first:end] if "/" in name), None)
        if broken is not None:
            raise _no_maximum(sheet, broken)
        return None, 2
    header = sheet.header[roles[_GRADE]]
    written = _GRADE_HEADER.fullmatch(header)
    if written:
        if number(written[1]) <= 0:
            raise _no_maximum(sheet, header)
        fraction = re.split("[.,]", written[1])[1:]
        return number(written[1]), len(fraction[-1]) if fraction else 0
    digits = _SHORT_GRADE.fullmatch(header)
    assert digits is not None
    if not int(digits[1]):
        raise _no_maximum(sheet, header)
    cells = sheet.columns[roles[_GRADE]]
    counts: Counter[int] = Counter()
    for cell, count in zip(cells.values, np.bincount(cells.codes, minlength=len(cells.values)).tolist(), strict=True):
        grade = _NUMBER.fullmatch(cell)
        if grade:
            counts[len(grade[1] or "")] += count
    decimals = counts.most_common(1)
    return (int(digits[1]) / 10 ** decimals[0][0], decimals[0][0]) if decimals else (None, 2)


def _no_maximum(sheet: Sheet, header: str) -> DownloadError:
    return DownloadError(
        f"{sheet.where}: row 1: expected a grade above 0 behind the slash, as in 'Grade/10.00', received "
        f"{_named([header])}: download it again"
    )


def _attempts(sheet: Sheet, identity: tuple[int, ...], roles: Mapping[str, int]) -> Attempts:
    """The rows that are not blank; a word that is no state of ours is read by the rest of its row."""
    rows = np.flatnonzero(sheet.filled)
    status, completed = (sheet.columns[roles[role]].at(rows) for role in (_STATUS, _COMPLETED))
    shown = sheet.columns[roles[_GRADE]].at(rows) if _GRADE in roles else None
    read = together([status, completed, *([] if shown is None else [shown])])
    return Attempts(
        sheet,
        rows,
        identity,
        roles[_STARTED],
        distinct(read.map(lambda cells: _STATES.get(short(cells[0])) or _state(*cells[1:]))),
        status.mask(lambda word: short(word) in _STATES),
        np.full(len(rows), np.nan) if shown is None else shown.numbers(number),
    )


def _state(completed: str, grade: str | None = None) -> State:
    """The state in a language that we do not know, by what only a finished attempt has: an end, and a grade if any."""
    ended = completed not in ("-", "")
    if grade is not None and ended and math.isnan(number(grade)):
        return State.FINISHED if re.search(r"\w", grade) else State.SUBMITTED
    return State.FINISHED if ended else State.UNFINISHED
