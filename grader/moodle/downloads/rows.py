"""The rows of a download as they are read: bounded, and laid out by columns."""

from collections.abc import Sequence
from typing import NoReturn

from grader.errors import DownloadError
from grader.moodle.downloads.columns import Column, Growing

MAX_ROWS = 2**20
MAX_COLUMNS = 2000
MAX_CELLS = 20_000_000
MAX_BLANK_ROWS = 10_000
"""The most between two rows with cells: a cell in a sheet's last corner would ask for a million."""

AT_ONCE = 100
"""Rows that are laid out together: many take less time than one by one, and more than these leave the caches."""


class Rows:
    """A table that grows by rows: first the header, then rows that are as long; cells without a column are blank.

    ragged: whether rows end with their last cell that is not empty, as in spreadsheets.
    Raises DownloadError, with the row, at more than a quiz's download could have.
    """

    def __init__(self, where: str, *, ragged: bool) -> None:
        self._where = where
        self._ragged = ragged
        self._header: tuple[str, ...] = ()
        self._columns: list[Growing[str]] = []
        self._waiting: list[Sequence[str]] = []
        self._rows = 0
        self._blank = 0
        self._width = 0
        self._misfit: tuple[int, int] | None = None

    @property
    def following(self) -> int:
        """The number of the next row, as a spreadsheet program counts, from 1."""
        return self._rows + self._blank + 1

    def append(self, row: Sequence[str], *, times: int = 1) -> None:
        """Add a row, once or several times; blank ones at the end are never laid out."""
        if not any(row):
            self._blank += times
            if self._blank > 2 * MAX_ROWS:
                self.refuse("the table has more rows than a quiz's download could")
            return
        if self._blank > MAX_BLANK_ROWS or not self._has_room(self._blank + times, len(row)):
            self.refuse("the table has more than a quiz's download could")
        first = self.following
        if first == 1:
            width = max(place for place, name in enumerate(row, start=1) if name)
            self._header = tuple(row[:width])
            self._columns = [Growing() for _ in range(width)]
            self._rows, times = 1, times - 1
        width = len(self._columns)
        if self._misfit is None and ((len(row) < width and not self._ragged) or any(row[width:])):
            self._misfit = (first, len(row))
        self._waiting += [("",) * width] * self._blank + [(*row[:width], *("",) * (width - len(row)))] * times
        if len(self._waiting) >= AT_ONCE:
            self._lay_out()
        self._rows += self._blank + times
        self._blank = 0
        self._width = max(self._width, len(row))

    def extend(self, rows: Sequence[Sequence[str]]) -> None:
        """Add many rows: by columns, where nothing is to be said of any of them."""
        width = len(self._columns)
        healthy = not self._blank and {*map(len, rows)} == {width} and all(map(any, rows))
        if not healthy or not width or not self._has_room(len(rows), width):
            for row in rows:
                self.append(row)
            return
        self._waiting += rows
        self._lay_out()
        self._rows += len(rows)

    def refuse(self, message: str) -> NoReturn:
        """Raise DownloadError for the row that follows."""
        raise DownloadError(f"{self._where}: row {self.following}: {message}")

    def whole(self) -> tuple[tuple[str, ...], list[Column[str]]]:
        """The header, and the columns below it; columns without a name or a cell are left out.

        Raises DownloadError for a row that is longer than the header or, unless ragged, shorter.
        """
        if not self._columns:
            raise DownloadError(f"{self._where}: expected a table, whose first row names its columns, received none")
        if self._misfit is not None:
            number, received = self._misfit
            cells = "cell" if len(self._columns) == 1 else "cells"
            raise DownloadError(
                f"{self._where}: row {number}: expected {len(self._columns)} {cells}, received {received}"
            )
        self._lay_out()
        return self._header, [column.whole() for column in self._columns]

    def _lay_out(self) -> None:
        """Add the rows that wait to the columns."""
        for first in range(0, len(self._waiting), AT_ONCE):
            by_column = zip(*self._waiting[first : first + AT_ONCE], strict=True)
            for column, cells in zip(self._columns, by_column, strict=True):
                column.extend(cells)
        self._waiting.clear()

    def _has_room(self, rows: int, width: int) -> bool:
        rows, width = self._rows + rows, max(self._width, width)
        return rows <= MAX_ROWS and width <= MAX_COLUMNS and rows * width <= MAX_CELLS
