"""Who is who: which rows of a report are one participant's, and whose nobody can tell.

Rows are joined where everything that says who somebody is agrees, letter by letter, as in any download that nobody
touched. Where a part of it agrees and a part does not, they may be one person's or several's: a problem, and no grade.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from grader.grading.doubts import Doubt
from grader.grading.resemblance import Resemblance, resemblance
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
_IGNORED = frozenset({"Mn", "Cf", "Cc", "Zs", "Zl", "Zp"})


@dataclass(frozen=True)
class People:
    """numbers: by attempt of the report, which participant's it is. doubts: about who somebody is."""

    numbers: Sequence[int]
    doubts: Sequence[Doubt]


def people(report: Report) -> People:
    """Everybody of a report, numbered in order of appearance."""
    who = _Who(report)
    return People(who.numbers, list(who.doubts()))


@dataclass(frozen=True)
class _Column:
    """A column that tells people apart: its place among those of identity, and its folded values by identity."""

    place: int
    name: str
    values: Sequence[str]


class _Who:
    """The different identities of a report: rows are one's where what tells people apart, and the names, are equal.

    A department, a country or a row's number tells nobody.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self._others = len(report.identity) - report.names
        every = list(dict.fromkeys(attempt.identity for attempt in report.attempts))
        telling = [place for place in range(self._others) if self._column(place, every) is not None]
        kept = [*telling, *range(self._others, len(report.identity))]
        known: dict[tuple[str, ...], int] = {}
        self.identities: list[tuple[str, ...]] = []
        self.numbers = []
        for attempt in report.attempts:
            number = known.setdefault(tuple(attempt.identity[place] for place in kept), len(known))
            if number == len(self.identities):
                self.identities.append(attempt.identity)
            self.numbers.append(number)
        self.names = self._names(self.identities)
        self.columns = [column for place in telling if (column := self._column(place, self.identities)) is not None]

    @cached_property
    def rows(self) -> Sequence[Sequence[int]]:
        """The rows of each identity."""
        rows: list[list[int]] = [[] for _ in self.identities]
        for number, attempt in zip(self.numbers, self.report.attempts, strict=True):
            rows[number].append(attempt.row)
        return rows

    def doubts(self) -> Iterator[Doubt]:
        """Everything that leaves open who somebody is."""
        if not self.columns:
            yield from self._by_name_alone()
            return
        keyless = [
            number
            for number in range(len(self.identities))
            if not any(column.values[number] for column in self.columns)
        ]
        yield from self._about(
            keyless,
            "G009",
            self.columns[0].place,
            "no " + " or ".join(column.name for column in self.columns) + " says who this is: write it in, or download "
            "the report with one for everybody",
        )
        for column in self.columns:
            yield from self._of_values(column)
            yield from self._of_places(column)
        yield from self._of_names()

    def _names(self, identities: Sequence[tuple[str, ...]]) -> Sequence[str]:
        return [_folded(" ".join(identity[self._others :])) for identity in identities]

    def _column(self, place: int, identities: Sequence[tuple[str, ...]]) -> _Column | None:
        """A column of identity; None where it tells nobody apart."""
        name = self.report.identity[place]
        values = [_folded(identity[place]) for identity in identities]
        addresses = short(name) in _ADDRESSES or (
            2 * sum("@" in value for value in values) >= sum(value not in _NOTHING for value in values) > 0
        )
        values = ["" if _is_none(value, address=addresses) else value for value in values]
        if short(name) in _ATTRIBUTES:
            return None
        if not (addresses or short(name) in _IDENTIFIERS or self._tells_apart(place, values, self._names(identities))):
            return None
        return _Column(place, name, values)

    def _tells_apart(self, place: int, values: Sequence[str], names: Sequence[str]) -> bool:
        """Whether most people have a value of their own in a column of which nothing is known.

        A row's number tells rows apart, and not people.
        """
        whose: dict[str, set[str]] = defaultdict(set)
        for value, name in zip(values, names, strict=True):
            whose[value].add(name)
        own = {next(iter(sharing)) for value, sharing in whose.items() if value and len(sharing) == 1}
        everybody = len(set(names))
        return 2 * len(own) > everybody and not self._counts_rows(place, everybody)

    def _counts_rows(self, place: int, everybody: int) -> bool:
        cells = [attempt.identity[place] for attempt in self.report.attempts]
        if not all(cell.isascii() and cell.isdecimal() and len(cell) < 10 for cell in cells):  # noqa: PLR2004
            return False
        counted = {int(cell) for cell in cells}
        return len(counted) == len(cells) == max(counted) - min(counted) + 1 and len(cells) > everybody

    def _by_name_alone(self) -> Iterator[Doubt]:
        message = (
            "nothing but the name tells whose attempts these are, and two people may share it: download the report "
            "with an identity column, such as the e-mail address"
        )
        for numbers in _together(self.names).values():
            rows = sorted(row for number in numbers for row in self.rows[number])
            for row in rows if len(numbers) > 1 else rows[1:]:
                yield Doubt("G007", row, self.report.who[self._others], message)

    def _of_values(self, column: _Column) -> Iterator[Doubt]:
        """One key in several identities."""
        for value, numbers in _together(column.values).items():
            if not value or len(numbers) == 1:
                continue
            if len({self.names[number] for number in numbers}) > 1:
                yield from self._about(
                    numbers,
                    "G010",
                    column.place,
                    f"one {column.name}, {self.identities[numbers[0]][column.place]!r}, beside several names: whose is "
                    "it?",
                )
            else:
                yield from self._differently(numbers, column.place)

    def _of_names(self) -> Iterator[Doubt]:
        """One name in several identities, unless two columns or more tell them apart."""
        for name, numbers in _together(self.names).items():
            if not name:
                yield from self._about(numbers, "G009", self._others, "no name says who this is")
            elif len(numbers) > 1:
                apart = sum(_are_different([column.values[number] for number in numbers]) for column in self.columns)
                if apart < 2:  # noqa: PLR2004 - one cell may be wrong
                    yield from self._differently(numbers, self._others)

    def _differently(self, numbers: Iterable[int], place: int) -> Iterator[Doubt]:
        yield from self._about(
            numbers,
            "G011",
            place,
            "rows that may be one person's say differently who it is: make them equal, or, where they are several "
            "people, download the report with two identity columns, such as e-mail address and ID number",
        )

    def _of_places(self, column: _Column) -> Iterator[Doubt]:
        """Values beside names that they do not belong to."""
        with_names = [number for number in range(len(self.identities)) if self.names[number]]
        found = resemblance(
            [column.values[number] for number in with_names], [_parted(self._name(number)) for number in with_names]
        )
        everybody = found.moved or self._contradicts(column) or self._lacks_one(column, found)
        yield from self._about(
            range(len(self.identities)) if everybody else [with_names[place] for place in found.misplaced],
            "G012",
            column.place,
            f"{column.name} seems to stand beside other people's names: was a column sorted, shifted or pasted alone?",
        )

    def _contradicts(self, column: _Column) -> bool:
        """Whether whoever has several rows contradicts themselves mostly, by name and by value: a column was moved."""
        for keys, others in ((self.names, column.values), (column.values, self.names)):
            groups = [numbers for key, numbers in _together(keys).items() if key and self._count(numbers) > 1]
            wrong = sum(len({others[number] for number in numbers}) > 1 for numbers in groups)
            if wrong < 2 or 2 * wrong < len(groups):  # noqa: PLR2004 - one is a cell, not a column
                return False
        return True

    def _lacks_one(self, column: _Column, found: Resemblance) -> bool:
        """Whether the first or the last row alone lacks a value, as where a column was shifted.

        Not where the values resemble their names, or somebody's rows agree.
        """
        lacking = [number for number, value in enumerate(column.values) if not value]
        if found.fits or len(lacking) != 1 or self._count(lacking) != 1:
            return False
        agreeing = any(column.values[number] and len(rows) > 1 for number, rows in enumerate(self.rows))
        return not agreeing and lacking[0] in {self.numbers[0], self.numbers[-1]}

    def _count(self, numbers: Iterable[int]) -> int:
        return sum(len(self.rows[number]) for number in numbers)

    def _name(self, number: int) -> str:
        return " ".join(self.identities[number][self._others :])

    def _about(self, numbers: Iterable[int], code: str, place: int, message: str) -> Iterator[Doubt]:
        column = self.report.who[min(place, len(self.report.who) - 1)]
        for number in numbers:
            for row in self.rows[number]:
                yield Doubt(code, row, column, message)


def _together(keys: Sequence[str]) -> dict[str, list[int]]:
    """The places of equal keys."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        groups[key].append(place)
    return groups


def _are_different(values: Sequence[str]) -> bool:
    return all(values) and len(set(values)) == len(values)


def _is_none(value: str, *, address: bool) -> bool:
    """Whether a cell says nobody: empty, an error of a spreadsheet program, a number that it rounded, no address."""
    return value in _NOTHING or value.startswith("#") or bool(_POWER.fullmatch(value)) or (address and "@" not in value)


@lru_cache(maxsize=2**18)
def _folded(text: str) -> str:
    """A text without what the eye does not see: capitals, accents, spaces, characters of no width."""
    return "".join(_parted(text).split())


def _parted(text: str) -> str:
    """The same, its words apart."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        " " if character.isspace() else character
        for character in plain
        if character.isspace() or unicodedata.category(character) not in _IGNORED
    )
