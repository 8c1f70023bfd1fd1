"""The only table with cells of an ods file."""

from collections.abc import Mapping

from grader.moodle.downloads.package import MAX_CELL, SECOND, Refused, Text, attribute, count
from grader.moodle.downloads.rows import MAX_COLUMNS, Rows


class Table:
    """The cells of the first table; a cell in another is refused, for somebody would be lost with it."""

    _APART = frozenset({"annotation", "shapes", "frame", "forms", "ruby-text", "tracked-changes", "note"})

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._tables = 0
        self._inside = False
        self._apart = 0
        self._cells: list[str] | None = None
        self._blank = 0
        self._cell: Text | None = None
        self._row_times = self._cell_times = 1
        self._paragraphs = 0
        self._in_paragraph = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._apart or name in self._APART:
            self._apart += 1
        elif name == "table":
            self._tables += 1
            if self._inside:
                raise Refused(f"row {self._rows.following}: a table within a table")
            self._inside = True
        elif not self._inside:
            return
        elif name == "table-row":
            if self._cells is not None:
                raise Refused(f"row {self._rows.following}: a row within a row")
            self._cells, self._blank = [], 0
            self._row_times = count(attribute(attributes, "number-rows-repeated", "1"))
        elif name in {"table-cell", "covered-table-cell"}:
            if self._cells is None or self._cell is not None:
                raise Refused(f"row {self._rows.following}: a cell that is in no row")
            self._cell, self._paragraphs = Text(), 0
            self._cell_times = count(attribute(attributes, "number-columns-repeated", "1"))
        elif self._cell is not None:
            self._begin_text(self._cell, name, attributes)

    def text(self, text: str) -> None:
        if self._in_paragraph and self._cell is not None and not self._apart:
            self._cell.add(text)

    def end(self, name: str) -> None:
        if self._apart:
            self._apart -= 1
        elif name == "table":
            self._inside = False
        elif name == "p":
            self._in_paragraph = False
        elif name in {"table-cell", "covered-table-cell"} and self._cell is not None:
            self._end_cell(self._cell.whole())
        elif name == "table-row" and self._cells is not None:
            if self._tables == 1:
                self._rows.append(self._cells, times=self._row_times)
            self._cells = None

    def _begin_text(self, cell: Text, name: str, attributes: Mapping[str, str]) -> None:
        """A paragraph, or what stands in one for white space; a program may also have written that raw."""
        if name == "p":
            cell.add("\n" if self._paragraphs else "")
            self._paragraphs += 1
            self._in_paragraph = True
        elif self._in_paragraph and name == "s":
            spaces = count(attribute(attributes, "c", "1"))
            cell.add(" " * min(spaces, MAX_CELL + 1))
        elif self._in_paragraph and name in {"tab", "line-break"}:
            cell.add("\t" if name == "tab" else "\n")

    def _end_cell(self, text: str) -> None:
        """Add a cell; those that are empty, up to the end of a row, are never laid out."""
        assert self._cells is not None
        self._cell = None
        if not text:
            self._blank += self._cell_times
            return
        if self._tables > 1:
            raise Refused(SECOND)
        if len(self._cells) + self._blank + self._cell_times > MAX_COLUMNS:
            raise Refused(f"row {self._rows.following}: expected at most {MAX_COLUMNS} cells")
        self._cells += [""] * self._blank + [text] * self._cell_times
        self._blank = 0
