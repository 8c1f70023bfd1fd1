"""The rows of a download as they are read: bounded, and each text kept once."""

from collections.abc import Sequence
from typing import NoReturn

from grader.errors import DownloadError

MAX_ROWS = 2**20
MAX_COLUMNS = 2000
MAX_CELLS = 20_000_000
MAX_BLANK_ROWS = 10_000
"""So many between two rows with cells: a cell in a sheet's last corner would ask for a million."""


class Rows:
    """A table that grows row by row. Raises DownloadError, with the row, at more than a quiz's download could have."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._rows: list[Sequence[str]] = []
        self._known: dict[str, str] = {}
        self._width = 0
        self._blank = 0

    @property
    def following(self) -> int:
        """The number of the next row, as a spreadsheet program counts, from 1."""
        return len(self._rows) + self._blank + 1

    def append(self, row: Sequence[str], *, times: int = 1) -> None:
        """Add a row so many times; blank ones at the end are never laid out."""
        if not any(row):
            self._blank += times
            if self._blank > 2 * MAX_ROWS:
                self.refuse("the table has more rows than a quiz's download could")
            return
        self._width = max(self._width, len(row))
        rows = len(self._rows) + self._blank + times
        if (
            self._blank > MAX_BLANK_ROWS
            or rows > MAX_ROWS
            or self._width > MAX_COLUMNS
            or rows * self._width > MAX_CELLS
        ):
            self.refuse("the table has more than a quiz's download could")
        kept = [self._known.setdefault(cell, cell) for cell in row]
        self._rows += [()] * self._blank + [kept] * times
        self._blank = 0

    def refuse(self, message: str) -> NoReturn:
        """Raise DownloadError for the row that follows."""
        raise DownloadError(f"{self._where}: row {self.following}: {message}")

    def whole(self, *, ragged: bool) -> tuple[tuple[str, ...], list[Sequence[str]]]:
        """The header, and the rows behind it, all as long; columns without a name or a cell are left out.

        ragged: whether rows end with their last cell that is not empty, as in spreadsheets. Raises DownloadError for
        a row that is longer than the header or, unless ragged, shorter.
        """
        if not self._rows or not self._rows[0]:
            raise DownloadError(f"{self._where}: expected a table, whose first row names its columns, received none")
        header, *rest = self._rows
        width = max((place for place, name in enumerate(header, start=1) if name), default=0)
        empty = ("",) * width
        table: list[Sequence[str]] = []
        for number, row in enumerate(rest, start=2):
            if (0 < len(row) < width and not ragged) or any(row[width:]):
                raise DownloadError(f"{self._where}: row {number}: expected {width} cells, received {len(row)}")
            table.append(row if len(row) == width else (*row[:width], *empty[len(row) :]) if row else empty)
        return tuple(header[:width]), table
