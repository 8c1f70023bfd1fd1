"""Who is who: which rows of a report are one participant's, and whose nobody can tell.

Rows are joined where everything that says who somebody is agrees, letter by letter, as in any download that nobody
touched. Where a part of it agrees and a part does not, they may be one person's or several's: a finding, and no grade.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grader.findings import Finding
from grader.grading.folding import folded, parted
from grader.grading.misfits import misfit
from grader.grading.resemblance import Resemblance, resemblance
from grader.moodle.downloads.columns import Column, alike, column_of, distinct, firsts, groups, together
from grader.moodle.downloads.responses import Report, short

_ADDRESSES = frozenset(("emailaddress", "email", "endereodeemail"))
_IDENTIFIERS = frozenset(("username", "idnumber", "identificaodeusurio", "nmerodeidentificao"))
_ATTRIBUTES = frozenset(
    (
        *("department", "institution", "citytown", "country", "phone", "mobilephone", "groups"),
        *("departamento", "instituio", "cidademunicpio", "cidade", "pas", "telefone", "telefonecelular", "grupos"),
    )
)
_NOTHING = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "n/a", "null", "none"})
_POWER = re.compile(r"[0-9]([.,][0-9]+)?e\+?[0-9]+")


@dataclass(frozen=True)
class People:
    """numbers: by attempt of the report, which participant's it is. findings: what leaves open who somebody is."""

    numbers: NDArray[np.intp]
    findings: Sequence[Finding]


def people(report: Report) -> People:
    """Everybody of a report, numbered in order of appearance."""
    if not len(report.attempts):
        return People(np.zeros(0, dtype=np.intp), ())
    who = _Who(report)
    return People(who.numbers, list(who.findings()))


@dataclass(frozen=True)
class _Column:
    """A column that tells people apart: its place among those of identity, and its folded values by identity."""

    place: int
    name: str
    values: Column[str]


class _Identities:
    """Different identities of a report, each as in the first of its attempts."""

    def __init__(self, report: Report, numbers: NDArray[np.intp]) -> None:
        first = firsts(numbers)
        self._report = report
        self.cells = [report.attempts.cells(column).at(first) for column in report.who]
        names = self.cells[len(self.cells) - report.names :]
        whole = [" ".join(parts) for parts in zip(*names, strict=True)] or [""] * len(first)
        self.words = parted(whole)
        self.names = column_of(folded(whole))

    def telling(self, place: int) -> _Column | None:
        """A column of identity; None where it tells nobody apart."""
        name = self._report.identity[place]
        cells = self.cells[place]
        values = Column(cells.codes, folded(cells.values))
        addresses = short(name) in _ADDRESSES or bool(
            2 * np.count_nonzero(values.mask(lambda value: "@" in value))
            >= np.count_nonzero(values.mask(lambda value: value not in _NOTHING))
            > 0
        )
        is_none = _is_no_address if addresses else _is_nothing
        values = distinct(Column(cells.codes, ["" if is_none(value) else value for value in values.values]))
        if short(name) in _ATTRIBUTES:
            return None
        if not (addresses or short(name) in _IDENTIFIERS or self._tells_apart(place, values)):
            return None
        return _Column(place, name, values)

    def _tells_apart(self, place: int, values: Column[str]) -> bool:
        """Whether most people have a value of their own in a column of which nothing is known.

        A row's number tells rows apart, and not people.
        """
        pairs = together([values, self.names])
        sharing = Counter(value for value, _ in pairs.values)
        own = {name for value, name in pairs.values if value and sharing[value] == 1}
        everybody = len(self.names.values)
        return 2 * len(own) > everybody and not self._counts_rows(place, everybody)

    def _counts_rows(self, place: int, everybody: int) -> bool:
        cells = self._report.attempts.cells(self._report.who[place])
        if not all(cell.isascii() and cell.isdecimal() and len(cell) < 10 for cell in cells.values):  # noqa: PLR2004
            return False
        counted = {int(cell) for cell in cells.values}
        return len(counted) == len(cells) == max(counted) - min(counted) + 1 and len(cells) > everybody


class _Who:
    """The different identities of a report: rows are one's where what tells people apart, and the names, are equal.

    A department, a country or a row's number tells nobody.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self._others = len(report.identity) - report.names
        cells = [report.attempts.cells(column) for column in report.who]
        self.numbers = alike(cells)
        identities = _Identities(report, self.numbers)
        columns = [identities.telling(place) for place in range(self._others)]
        if None in columns:
            names = cells[self._others :]
            kept = [*(of for of, telling in zip(cells, columns, strict=False) if telling is not None), *names]
            self.numbers = alike(kept) if kept else np.zeros_like(self.numbers)
            identities = _Identities(report, self.numbers)
            columns = [identities.telling(found.place) for found in columns if found is not None]
        self.columns = [found for found in columns if found is not None]
        self.names = identities.names
        self._words = identities.words
        self._cells = identities.cells
        self._count = np.bincount(self.numbers)

    def findings(self) -> Iterator[Finding]:
        """Everything that leaves open who somebody is."""
        if not self.columns:
            yield from self._by_name_alone()
            return
        keyless = np.logical_and.reduce([column.values.mask(lambda value: not value) for column in self.columns])
        yield from self._about(
            np.flatnonzero(keyless),
            "G009",
            self.columns[0].place,
            "no " + " or ".join(column.name for column in self.columns) + " says who this is: write it in, or download "
            "the report with one for everybody",
        )
        for column in self.columns:
            yield from self._of_values(column)
            yield from self._of_places(column)
        yield from self._of_names()

    def _by_name_alone(self) -> Iterator[Finding]:
        message = (
            "nothing but the name tells whose attempts these are, and two people may share it: download the report "
            "with an identity column, such as the e-mail address"
        )
        for _, numbers in _shared(self.names, self._count):
            rows = sorted(row for number in numbers for row in self._rows(number))
            for row in rows if len(numbers) > 1 else rows[1:]:
                yield misfit(self.report.sheet, "G007", row, self.report.who[self._others], message)

    def _of_values(self, column: _Column) -> Iterator[Finding]:
        """One key in several identities."""
        for value, numbers in _shared(column.values):
            if not value:
                continue
            if len(set(self.names.codes[numbers].tolist())) > 1:
                yield from self._about(
                    numbers,
                    "G010",
                    column.place,
                    f"one {column.name}, {self._cells[column.place][numbers[0]]!r}, beside several names: whose is it?",
                )
            else:
                yield from self._differently(numbers, column.place)

    def _of_names(self) -> Iterator[Finding]:
        """One name in several identities, unless two columns or more tell them apart."""
        for name, numbers in _shared(self.names, 1 + self.names.mask(lambda name: not name)):
            if not name:
                yield from self._about(numbers, "G009", self._others, "no name says who this is")
                continue
            apart = sum(_are_different([column.values[number] for number in numbers]) for column in self.columns)
            if apart < 2:  # noqa: PLR2004 - one cell may be wrong
                yield from self._differently(numbers, self._others)

    def _differently(self, numbers: Iterable[int], place: int) -> Iterator[Finding]:
        yield from self._about(
            numbers,
            "G011",
            place,
            "rows that may be one person's say differently who it is: make them equal, or, where they are several "
            "people, download the report with two identity columns, such as e-mail address and ID number",
        )

    def _of_places(self, column: _Column) -> Iterator[Finding]:
        """Values beside names that they do not belong to."""
        named = np.flatnonzero(self.names.mask(bool))
        found = resemblance(column.values.at(named).tolist(), [self._words[number] for number in named.tolist()])
        everybody = found.moved or self._contradicts(column) or self._lacks_one(column, found)
        yield from self._about(
            range(len(self._count)) if everybody else named[list(found.misplaced)],
            "G012",
            column.place,
            f"{column.name} seems to stand beside other people's names: was a column sorted, shifted or pasted alone?",
        )

    def _contradicts(self, column: _Column) -> bool:
        """Whether whoever has several rows contradicts themselves mostly, by name and by value: a column was moved."""
        for keys, others in ((self.names, column.values), (column.values, self.names)):
            several = [numbers for key, numbers in _shared(keys, self._count) if key]
            wrong = sum(len(numbers) > 1 and len(set(others.codes[numbers].tolist())) > 1 for numbers in several)
            if wrong < 2 or 2 * wrong < len(several):  # noqa: PLR2004 - one is a cell, not a column
                return False
        return True

    def _lacks_one(self, column: _Column, found: Resemblance) -> bool:
        """Whether the first or the last row alone lacks a value, as where a column was shifted.

        Not where the values resemble their names, or somebody's rows agree.
        """
        has_one = column.values.mask(bool)
        lacking = np.flatnonzero(~has_one)
        if found.fits or len(lacking) != 1 or self._count[lacking[0]] != 1:
            return False
        return not (has_one & (self._count > 1)).any() and lacking[0] in {self.numbers[0], self.numbers[-1]}

    def _about(self, numbers: Iterable[int], code: str, place: int, message: str) -> Iterator[Finding]:
        column = self.report.who[min(place, len(self.report.who) - 1)]
        for number in numbers:
            for row in self._rows(number):
                yield misfit(self.report.sheet, code, row, column, message)

    def _rows(self, number: int) -> list[int]:
        """The rows of an identity."""
        order, begins = self._places
        rows: list[int] = self.report.attempts.rows[order[begins[number] : begins[number + 1]]].tolist()
        return rows

    @cached_property
    def _places(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        return groups(self.numbers)


def _shared(keys: Column[str], counts: NDArray[np.integer] | None = None) -> Iterator[tuple[str, NDArray[np.intp]]]:
    """Every key that counts more than once, and its places, in order of appearance; each place counts 1, or as said."""
    together_ = np.bincount(keys.codes, counts, minlength=len(keys.values))
    order, begins = groups(keys.codes)
    for code in np.flatnonzero(together_ > 1).tolist():
        yield keys.values[code], order[begins[code] : begins[code + 1]]


def _are_different(values: Sequence[str]) -> bool:
    return all(values) and len(set(values)) == len(values)


def _is_no_address(value: str) -> bool:
    return "@" not in value or value.startswith("#")


def _is_nothing(value: str) -> bool:
    """Whether a cell says nobody: empty, an error of a spreadsheet program, a number that it rounded."""
    return value in _NOTHING or value.startswith("#") or bool(_POWER.fullmatch(value))
