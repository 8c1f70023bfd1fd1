"""A download as a person sees it in a spreadsheet program, and what people do to it there."""

from collections.abc import Callable, Sequence
from typing import Self


class Table:
    """Rows of text under a header. Rows count from 1, columns go by name; every edit returns the table."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.rows = [list(row) for row in rows]

    @property
    def header(self) -> list[str]:
        return self.rows[0]

    @property
    def last(self) -> int:
        return len(self.rows) - 1

    def at(self, column: str | int) -> int:
        return column if isinstance(column, int) else self.header.index(column)

    def column(self, name: str | int) -> list[str]:
        return [row[self.at(name)] for row in self.rows[1:]]

    def put(self, name: str | int, cells: Sequence[str]) -> Self:
        """Replace a column's cells."""
        place = self.at(name)
        for row, cell in zip(self.rows[1:], cells, strict=True):
            row[place] = cell
        return self

    def set(self, row: int, column: str | int, cell: str) -> Self:
        self.rows[row][self.at(column)] = cell
        return self

    def append(self, row: int, column: str, text: str) -> Self:
        """Write something behind what a cell holds."""
        return self.set(row, column, self.rows[row][self.at(column)] + text)

    def each(self, column: str | int, change: Callable[[str], str]) -> Self:
        """Change every cell of a column."""
        return self.put(column, [change(cell) for cell in self.column(column)])

    def fill(self, column: str, first: int, last: int) -> Self:
        """Fill down: the cell of the first row into those below, to the last."""
        for row in range(first + 1, last + 1):
            self.set(row, column, self.rows[first][self.at(column)])
        return self

    def fill_from(self, column: str, source: int, row: int) -> Self:
        """Copy one cell to another row."""
        return self.set(row, column, self.rows[source][self.at(column)])

    def replace_in(self, row: int, old: str, new: str) -> Self:
        """Find and replace in a row."""
        self.rows[row] = [cell.replace(old, new) for cell in self.rows[row]]
        return self

    def shift(self, columns: Sequence[str], *, first: int = 1, by: int = 1) -> Self:
        """Insert blank cells at a row (or delete cells, where `by` is negative), for these columns alone."""
        for name in columns:
            cells = self.column(name)
            head, tail = cells[: first - 1], cells[first - 1 :]
            moved = [""] * by + tail[:-by] if by > 0 else tail[-by:] + [""] * -by
            self.put(name, head + moved)
        return self

    def rotate(self, columns: Sequence[str], *, by: int = 1) -> Self:
        """Move these columns' cells down, and those that fall off to the top."""
        for name in columns:
            cells = self.column(name)
            self.put(name, cells[-by:] + cells[:-by])
        return self

    def sort(self, columns: Sequence[str], *, reverse: bool = False) -> Self:
        """Sort these columns together, by the first of them, and leave the others where they are."""
        cells = sorted(zip(*(self.column(name) for name in columns), strict=True), reverse=reverse)
        for place, name in enumerate(columns):
            self.put(name, [row[place] for row in cells])
        return self

    def sort_rows(self, column: str, *, reverse: bool = False) -> Self:
        place = self.at(column)
        self.rows[1:] = sorted(self.rows[1:], key=lambda row: row[place], reverse=reverse)
        return self

    def swap(self, column: str, one: int, other: int) -> Self:
        cells = self.rows[one][self.at(column)], self.rows[other][self.at(column)]
        return self.set(one, column, cells[1]).set(other, column, cells[0])

    def shift_row(self, row: int, column: str, *, by: int = 1) -> Self:
        """Insert blank cells within a row, what falls off at the end lost; or delete cells, where `by` is negative."""
        cells, place = self.rows[row], self.at(column)
        moved = [*cells[:place], *[""] * by, *cells[place:]] if by > 0 else [*cells[:place], *cells[place - by :]]
        self.rows[row] = (moved + [""] * len(cells))[: len(cells)]
        return self

    def drop(self, *columns: str) -> Self:
        places = {self.at(name) for name in columns}
        self.rows = [[cell for place, cell in enumerate(row) if place not in places] for row in self.rows]
        return self

    def insert(self, place: int, name: str, cells: Sequence[str]) -> Self:
        """Insert a column."""
        for row, cell in zip(self.rows, [name, *cells], strict=True):
            row.insert(place, cell)
        return self

    def order(self, names: Sequence[str]) -> Self:
        """The columns in another order, each with its name."""
        places = [self.at(name) for name in names]
        self.rows = [[row[place] for place in places] for row in self.rows]
        return self

    def rename(self, old: str, new: str) -> Self:
        self.header[self.at(old)] = new
        return self

    def copy(self, row: int, *, to: int | None = None) -> Self:
        """Insert a copy of a row, at the end if nothing else is said."""
        return self.add(self.rows[row], at=to)

    def add(self, row: Sequence[str], *, at: int | None = None) -> Self:
        """Insert a row, at the end if nothing else is said."""
        self.rows.insert(len(self.rows) if at is None else at, list(row))
        return self

    def remove(self, *rows: int) -> Self:
        self.rows = [row for number, row in enumerate(self.rows) if number not in rows]
        return self

    def replace(self, old: str, new: str, columns: Sequence[str] | None = None) -> Self:
        """Find and replace, header and all, or in some columns."""
        places = range(len(self.header)) if columns is None else [self.at(name) for name in columns]
        for row in self.rows if columns is None else self.rows[1:]:
            for place in places:
                row[place] = row[place].replace(old, new)
        return self
