"""The table of an html download, as Moodle writes it: its only download that loses nothing of a text.

Read strictly, where a browser would mend: a row that a browser would move or drop is refused.
"""

import re
from html import unescape

from grader.errors import DownloadError
from grader.moodle.downloads.package import SECOND
from grader.moodle.downloads.rows import MAX_COLUMNS, Rows

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})(?:[\s/][^<>]{0,1000})?>")
_BLANK = " \t\n\r\0\x0b"  # what PHP's trim takes away
_MAX_PIECES = 100_000  # of a cell, between tags
_SECTIONS = {"table", "thead", "tbody", "tfoot", "colgroup", "col"}


def read(text: str, rows: Rows, *, where: str) -> None:
    """Add the rows of a page's only table. Raises DownloadError, with the line, where it is not a whole one."""
    table = _TABLE.search(text)
    if table is None:
        raise DownloadError(f"{where}: expected a table, received a page without any")
    position = table.start()
    reader = _Table(rows)
    for tag in _TAG.finditer(text, position):
        between = text[position : tag.start()]
        name, ends = tag[2].lower(), bool(tag[1])
        if "<" in between or not reader.text(between) or not reader.tag(name, ends=ends):
            line = text.count("\n", 0, tag.start()) + 1
            raise DownloadError(
                f"{where}:{line}: row {rows.following}: not a table as Moodle writes it, by {tag.group()[:50]!r}"
            )
        if name == "table" and ends:
            _refuse_another(text, tag.end(), where=where)
            return
        position = tag.end()
        position += name == "br" and text.startswith("\n", position)
    raise DownloadError(f"{where}: row {rows.following}: the table has no end: download it again, this one was cut off")


def _refuse_another(text: str, behind: int, *, where: str) -> None:
    another = _TABLE.search(text, behind)
    if another is not None:
        raise DownloadError(f"{where}:{text.count(chr(10), 0, another.start()) + 1}: {SECOND}")


class _Table:
    """Where in the table we are. What is told of the text and the tags answers whether they may stand there."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._begun = False
        self._row: list[str] | None = None
        self._cell: list[str] | None = None

    def text(self, text: str) -> bool:
        if self._cell is None:
            return not text.strip(_BLANK)
        self._cell.append(unescape(text))
        return True

    def tag(self, name: str, *, ends: bool) -> bool:
        if name in {"td", "th"}:
            return self._of_cell(ends=ends)
        if name == "tr":
            return self._of_row(ends=ends)
        if self._cell is not None:
            self._cell.append("\n" if name == "br" else "")
            return name not in _SECTIONS and len(self._cell) < _MAX_PIECES
        begins = name == "table" and not ends
        expected = self._row is None and name in _SECTIONS and not (begins and self._begun)
        self._begun = True
        return expected

    def _of_cell(self, *, ends: bool) -> bool:
        if self._row is None or len(self._row) > MAX_COLUMNS or ends != (self._cell is not None):
            return False
        if self._cell is not None:
            self._row.append("".join(self._cell).strip(_BLANK))
        self._cell = None if ends else []
        return True

    def _of_row(self, *, ends: bool) -> bool:
        if self._cell is not None or ends != (self._row is not None):
            return False
        if self._row is not None:
            self._rows.append(self._row)
        self._row = None if ends else []
        return True
