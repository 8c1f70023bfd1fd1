"""A download as a table of text, whatever the format: csv, json, html, xlsx or ods, told apart by content."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from grader.errors import DownloadError
from grader.moodle.downloads import spreadsheets

MAX_BYTES = 256 * 2**20


@dataclass(frozen=True)
class Sheet:
    """A table of text as it was downloaded.

    header: the names of the columns; in json they are Moodle's short forms, as in `grade1000`.
    rows: each as long as the header; the row with index i is row i + 2 in a spreadsheet program.
    lossless: whether texts kept their mark-up characters, as they do in html alone.
    """

    where: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    lossless: bool = False

    def place(self, row: int, column: int) -> str:
        """A cell, as a person finds it: by file, row and the column's name; row is the index in `rows`."""
        return f"{self.where}: row {row + 2}, column {self.header[column]!r}"


def read_sheet(path: Path) -> Sheet:
    """The table of a download. Raises DownloadError for what is none, with the place where it goes wrong."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DownloadError(f"{path}: expected at most {MAX_BYTES >> 20} MiB, received {path.stat().st_size >> 20}")
        content = path.read_bytes()
    except OSError as error:
        raise DownloadError(f"{path}: cannot be read: {error.strerror}") from error
    return sheet(content, where=str(path))


def sheet(content: bytes, *, where: str) -> Sheet:
    """The table that the bytes of a download hold. Raises DownloadError, with the place, for what holds none."""
    if content.startswith(b"PK"):
        return _table(spreadsheets.rows(content, where=where), where=where)
    text = _decoded(content, where=where)
    begins = text.lstrip()[:1]
    if begins == "[":
        return _json(text, where=where)
    if begins == "<":
        return _html(text, where=where)
    return _table(_csv(text, where=where), where=where)


def _decoded(content: bytes, *, where: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DownloadError(
            f"{where}:{line}: expected UTF-8, as Moodle writes it; download it again, and do not save it from another "
            "program"
        ) from error
    if not text.strip():
        raise DownloadError(f"{where}: expected a table, received an empty file")
    return text


def _csv(text: str, *, where: str) -> list[list[str]]:
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)  # Moodle writes commas; a spreadsheet program may have changed them
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    known: dict[str, str] = {}  # most cells repeat: keep one copy of each
    try:
        return [[known.setdefault(cell, cell) for cell in row] for row in lines]
    except csv.Error as error:
        raise DownloadError(f"{where}:{lines.line_num}: not a complete csv table: {error}") from error


def _json(text: str, *, where: str) -> Sheet:
    try:
        sheets = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DownloadError(f"{where}: not well-formed json: {error}") from error
    rows = sheets[0] if isinstance(sheets, list) and sheets else None
    if not (isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows)):
        raise DownloadError(f"{where}: expected a list of sheets, each a list of rows, as Moodle's json download is")
    header = tuple(rows[0])
    for number, row in enumerate(rows, start=1):
        if tuple(row) != header or not all(isinstance(cell, str) for cell in row.values()):
            raise DownloadError(f"{where}: entry {number}: expected a text for each of {', '.join(header)}")
    return Sheet(where, header, [tuple(row.values()) for row in rows])


def _html(text: str, *, where: str) -> Sheet:
    try:
        page = document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8", huge_tree=True, no_network=True))
    except etree.LxmlError as error:
        raise DownloadError(f"{where}: not readable as html: {error}") from error
    table = page.find(".//table")
    if table is None:
        raise DownloadError(f"{where}: expected a table, received a page without any")
    rows = [
        ["".join(map(str, cell.itertext())).strip() for cell in row.iterchildren("th", "td")]
        for row in table.iter("tr")
    ]
    return _table(rows, where=where, lossless=True)


def _table(rows: Sequence[Sequence[str]], *, where: str, lossless: bool = False) -> Sheet:
    if not rows:
        raise DownloadError(f"{where}: expected a table, received none")
    header, *rest = rows
    width = len(header)
    kept = []
    for number, row in enumerate(rest, start=2):
        if len(row) != width and any(row):
            raise DownloadError(f"{where}: row {number}: expected {width} cells, received {len(row)}")
        kept.append(row if len(row) == width else [""] * width)
    while kept and not any(kept[-1]):
        kept.pop()
    return Sheet(where, tuple(header), kept, lossless)
