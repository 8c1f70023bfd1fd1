"""A download as a table of text, whatever the format: csv, json, html, xlsx or ods, told apart by content."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NoReturn

import numpy as np

from grader.errors import DownloadError
from grader.moodle.downloads import spreadsheets, webpage
from grader.moodle.downloads.columns import Column, Mask
from grader.moodle.downloads.rows import AT_ONCE, MAX_COLUMNS, Rows

MAX_BYTES = 256 * 2**20
MAX_ROW = 4 * 2**20
"""Characters of a row of csv: enough for any, and too few to ask for much memory."""

_TOKEN = re.compile(r'[ \t\r\n]*+([\[\]{}:,]|"(?:[^"\\]++|\\.)*+"|\Z)', re.DOTALL)
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Sheet:
    """A table of text as it was downloaded.

    header: the names of the columns; in json they are Moodle's short forms, as in `grade1000`.
    columns: one for each name, all as long; the row with index i is row i + 2 in a spreadsheet program.
    lossless: whether texts kept their mark-up characters, as they do in html alone.
    """

    where: str
    header: tuple[str, ...]
    columns: Sequence[Column[str]]
    lossless: bool = False

    @cached_property
    def filled(self) -> Mask:
        """Which rows have a cell that is not empty, shape (rows,)."""
        return self.written(range(len(self.columns)), bool)

    def written(self, columns: Iterable[int], is_written: Callable[[str], object]) -> Mask:
        """Which rows have something in some columns, as this says of a cell, shape (rows,)."""
        found = np.zeros(len(self.columns[0]), dtype=bool)
        for column in columns:
            if found.all():
                break
            found |= self.columns[column].mask(is_written)
        return found

    def place(self, row: int, column: int) -> str:
        """A cell, as a person finds it: by file, row and the column's name; row is its index."""
        return f"{self.where}: row {row + 2}, column {self.header[column]!r}"


_BEGINNING = 1000


def read_sheet(path: Path) -> Sheet:
    """The table of a download. Raises DownloadError for what is none, with the place where it goes wrong."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DownloadError(f"{path}: cannot be read: {error.strerror}") from error
    return sheet(content, where=str(path))


def sheet(content: bytes, *, where: str) -> Sheet:
    """The table that the bytes of a download hold. Raises DownloadError, with the place, for what holds none."""
    if len(content) > MAX_BYTES:
        raise DownloadError(f"{where}: expected at most {MAX_BYTES >> 20} MiB, received more")
    spreadsheet = content.startswith(b"PK")
    rows = Rows(where, ragged=spreadsheet)
    lossless = False
    if spreadsheet:
        spreadsheets.read(content, rows, where=where)
    else:
        text = _decoded(content, where=where)
        begins = next(character for character in text if not character.isspace())
        lossless = begins == "<"
        if begins == "[":
            _json(text, rows, where=where)
        elif lossless and "<quiz" in text[:_BEGINNING]:
            raise DownloadError(
                f"{where}: expected a quiz's download, received an exam's Moodle XML",
                setting="exam",
            )
        elif lossless:
            webpage.read(text, rows, where=where)
        else:
            _csv(content, text, rows, where=where)
    header, columns = rows.whole()
    return Sheet(where, header, columns, lossless)


def _decoded(content: bytes, *, where: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DownloadError(
            f"{where}:{line}: expected UTF-8, as Moodle writes it; download it again, and do not save it from another "
            "program"
        ) from error
    if not text or text.isspace():
        raise DownloadError(f"{where}: expected a table, received an empty file")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DownloadError(f"{where}:{line}: expected text, received a null character")
    return text


def _csv(content: bytes, text: str, rows: Rows, *, where: str) -> None:
    """Add the rows of a csv table: with commas, as Moodle writes it, or what a spreadsheet program made of them.

    text: what the content says; its lines are read from the content, which takes half as long.
    """
    if not text.endswith(("\n", "\r")):  # without this nobody could tell whether the last cell is whole
        line = text.count("\n") + 1
        raise DownloadError(f"{where}:{line}: the last line has no end: download it again, this one was cut off")
    taken = 0
    read: list[list[str]] = []

    def lines() -> Iterator[str]:
        nonlocal taken
        for line in io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline=""):
            taken += len(line)
            if taken > MAX_ROW:
                rows.extend(read)
                rows.refuse(f"expected at most {MAX_ROW >> 20} Mi characters")
            yield line

    header = re.split("[\r\n]", text, maxsplit=1)[0]
    reader = csv.reader(lines(), delimiter=max(",;\t", key=header.count), strict=True)
    try:
        for row in reader:
            taken = 0
            read.append(row)
            if len(read) == AT_ONCE or len(row) > MAX_COLUMNS:
                rows.extend(read)
                read.clear()
    except csv.Error as error:
        raise DownloadError(f"{where}:{reader.line_num}: not a complete csv table: {error}") from error
    rows.extend(read)


def _json(text: str, rows: Rows, *, where: str) -> None:
    """Add the rows of the one sheet of Moodle's json: `[[{"name": "text", ...}, ...]]` and nothing else."""
    tokens = _Tokens(text, where)
    header: list[str] = []
    for bracket in "[[":
        tokens.expect(bracket)
    while not header or tokens.expect(",]") == ",":
        tokens.entry += 1
        tokens.expect("{")
        row: dict[str, str] = {}
        while not row or tokens.expect(",}") == ",":
            name = tokens.text()
            tokens.expect(":")
            if name in row or len(row) == MAX_COLUMNS:
                tokens.refuse(f"expected each column once, and at most {MAX_COLUMNS}")
            row[name] = tokens.text()
        if not header:
            header = list(row)
            rows.append(header)
        if list(row) != header:
            tokens.refuse(f"expected a text for each of {', '.join(header)[:400]}")
        rows.append(list(row.values()))
    tokens.expect("]")
    tokens.expect("")


class _Tokens:
    """The pieces of a json text, one after another. Each asked for raises DownloadError where another stands."""

    def __init__(self, text: str, where: str) -> None:
        self._text, self._where = text, where
        self._position = 0
        self._known: dict[str, str] = {}
        self.entry = 0

    def expect(self, one_of: str) -> str:
        """The next piece, which must be one of these characters, or the end where there are none."""
        token = self._next()
        if token not in (tuple(one_of) or ("",)):
            self.refuse(f"not well-formed: expected {' or '.join(one_of) or 'the end'}, received {token[:50]!r}")
        return token

    def text(self) -> str:
        """The next piece, which must be a text."""
        token = self._next()
        if token not in self._known:
            if not token.startswith('"'):
                self.refuse(f"expected a text, received {token[:50]!r}")
            try:
                text = str(json.loads(token))
            except ValueError as error:
                self.refuse(f"not well-formed: {error}")
            if _LONE.search(text):
                self.refuse("expected Unicode, received half a character")
            self._known[token] = text
        return self._known[token]

    def refuse(self, message: str) -> NoReturn:
        """Raise DownloadError with the line and the entry where we are."""
        line = self._text.count("\n", 0, self._position) + 1
        raise DownloadError(f"{self._where}:{line}: entry {self.entry}: not a table as Moodle's json is: {message}")

    def _next(self) -> str:
        found = _TOKEN.match(self._text, self._position)
        if found is None:
            self.refuse(f"not well-formed: {self._text[self._position : self._position + 50].strip()!r}")
        self._position = found.end()
        return found[1]
