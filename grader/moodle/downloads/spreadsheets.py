"""The first sheet of an xlsx or ods file, row by row.

Our own, because the libraries lay out the whole table before anyone can ask for its size: a file of one kilobyte with
a cell in the last corner makes them ask for hundreds of gigabytes. Here nothing is kept but the cells' texts, and
nothing grows beyond what is counted.
"""

import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from grader.errors import DownloadError
from grader.moodle.downloads.rows import MAX_COLUMNS, Rows

MAX_UNPACKED = 512 * 2**20
MAX_RATIO = 200
"""How much smaller than its contents a file may be: one of equal answers reaches 130, what is built to do harm 1000."""
MAX_FILES = 1000
MAX_DEPTH = 100
MAX_CELL = 2**20
MAX_TAG = 2**20
MAX_SHARED = 5_000_000

_CHUNK = 2**16
_LITTLE = 2**20  # which even a small file may unpack to
_ENTRY = b"PK\x01\x02"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_WHOLE = 1e15
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,  # encrypted
    OSError,
    OverflowError,
    ValueError,
)


def read(content: bytes, rows: Rows, *, where: str) -> None:
    """Add the rows of the first sheet. Raises DownloadError, with the place, for what is not a whole spreadsheet."""
    if content.count(_ENTRY) > MAX_FILES:
        raise DownloadError(f"{where}: expected at most {MAX_FILES} files inside, received more")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = _Package(archive, MAX_RATIO * len(content), where)
            if package.has("content.xml"):
                package.parse("content.xml", _OdsTable(rows))
            elif package.has("xl/workbook.xml"):
                _xlsx(package, rows)
            else:
                raise DownloadError(f"{where}: expected an xlsx or ods spreadsheet, received another kind of archive")
    except _UNREADABLE as error:
        raise DownloadError(f"{where}: not a whole spreadsheet: {error}") from error


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """What a reader will not read, before it is known where it stands."""


class _Reader(Protocol):
    """What is told of the elements of a member; names come without their prefixes."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def text(self, text: str) -> None: ...
    def end(self, name: str) -> None: ...


class _Package:
    """The members of an archive, read to no more than so many bytes together, whatever its index says."""

    def __init__(self, archive: zipfile.ZipFile, most: int, where: str) -> None:
        self._archive, self._where = archive, where
        self._names = set(archive.namelist())
        self._left = min(MAX_UNPACKED, max(most, _LITTLE))

    def has(self, member: str) -> bool:
        return member in self._names

    def parse(self, member: str, reader: _Reader) -> None:
        """Tell a reader of a member's elements. Raises DownloadError with the member and the line."""
        parser = expat.ParserCreate()
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                raise _Refused(f"expected at most {MAX_DEPTH} elements one in another")
            reader.start(_local(name), attributes)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            reader.end(_local(name))

        def doctype(*_: object) -> None:
            raise _Refused("expected no DOCTYPE: its entities can do harm")

        def declaration(_: str, encoding: str | None, __: int) -> None:
            if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii"}:
                raise _Refused(f"expected UTF-8, received {encoding!r}")

        parser.buffer_text = True
        parser.XmlDeclHandler = declaration
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = reader.text
        parser.StartDoctypeDeclHandler = doctype
        try:
            self._feed(member, parser)
        except (_Refused, expat.ExpatError) as error:
            line = parser.CurrentLineNumber
            raise DownloadError(f"{self._where}: {member}:{line}: not a sheet that can be read: {error}") from error

    def _feed(self, member: str, parser: expat.XMLParserType) -> None:
        if not self.has(member):
            raise _Refused("expected this file, received none")
        information = self._archive.getinfo(member)
        if information.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise _Refused("expected a file that is stored or deflated")
        fed = 0
        with self._archive.open(information) as file:
            while chunk := file.read(_CHUNK):
                fed += len(chunk)
                self._left -= len(chunk)
                if self._left < 0:
                    raise _Refused("unpacks to more than a quiz's download could")
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keywords
                if fed - parser.CurrentByteIndex > MAX_TAG:
                    raise _Refused(f"expected tags and comments of at most {MAX_TAG >> 20} MiB")
        parser.Parse(b"", True)  # noqa: FBT003


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _attribute(attributes: Mapping[str, str], local: str, default: str) -> str:
    """An attribute by its name without prefix."""
    return next((value for name, value in attributes.items() if _local(name) == local), default)


class _Text:
    """A text that is told piece by piece, up to so much."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._left = MAX_CELL

    def add(self, piece: str) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise _Refused(f"expected cells of at most {MAX_CELL >> 20} Mi characters")
        self._pieces.append(piece)

    def whole(self) -> str:
        return "".join(self._pieces)


def _xlsx(package: _Package, rows: Rows) -> None:
    workbook, relations, shared = _Names("sheet"), _Names("Relationship"), _SharedStrings()
    package.parse("xl/workbook.xml", workbook)
    package.parse("xl/_rels/workbook.xml.rels", relations)
    first = next((value for name, value in workbook.first.items() if name.endswith(":id")), "")
    target = next((found.get("Target", "") for found in relations.found if found.get("Id") == first), "")
    if package.has("xl/sharedStrings.xml"):
        package.parse("xl/sharedStrings.xml", shared)
    package.parse(
        target.removeprefix("/") if target.startswith("/") else f"xl/{target}", _XlsxSheet(rows, shared.found)
    )


class _Names:
    """The attributes of the elements of a name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.found: list[Mapping[str, str]] = []

    @property
    def first(self) -> Mapping[str, str]:
        return self.found[0] if self.found else {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == self._name:
            self.found.append(attributes)
            if len(self.found) > MAX_FILES:
                raise _Refused(f"expected at most {MAX_FILES} of {name!r}")

    def text(self, text: str) -> None: ...

    def end(self, name: str) -> None: ...


class _SharedStrings:
    """The texts that the cells of a workbook name by their places."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._text: _Text | None = None
        self._inside = False
        self._phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - a reader's
        if name == "si":
            self._text = _Text()
        elif name == "rPh":
            self._phonetic = True
        self._inside = name == "t" and not self._phonetic

    def text(self, text: str) -> None:
        if self._inside and self._text is not None:
            self._text.add(text)

    def end(self, name: str) -> None:
        self._inside = False
        if name == "rPh":
            self._phonetic = False
        elif name == "si" and self._text is not None:
            self.found.append(_unescaped(self._text.whole()))
            if len(self.found) > MAX_SHARED:
                raise _Refused("expected fewer texts")


class _XlsxSheet:
    """The cells of a worksheet."""

    def __init__(self, rows: Rows, shared: list[str]) -> None:
        self._rows, self._shared = rows, shared
        self._cells: list[str] | None = None
        self._cell: _Text | None = None
        self._column, self._kind = 0, ""
        self._inside = False
        self._phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._begin_row(attributes.get("r", ""))
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "rPh":
            self._phonetic = True
        self._inside = name == ("t" if self._kind == "inlineStr" else "v") and not self._phonetic

    def text(self, text: str) -> None:
        if self._inside and self._cell is not None:
            self._cell.add(text)

    def end(self, name: str) -> None:
        self._inside = False
        if name == "row" and self._cells is not None:
            self._rows.append(self._cells)
            self._cells = None
        elif name == "rPh":
            self._phonetic = False
        elif name == "c" and self._cells is not None and self._cell is not None:
            text = self._value(self._cell.whole())
            if text:
                self._cells += [""] * (self._column - len(self._cells))
                self._cells.append(text)
            self._cell = None

    def _begin_row(self, number: str) -> None:
        following = self._rows.following
        row = _count(number) if number else following
        if row < following or self._cells is not None:
            raise _Refused(f"expected row {following}, received row {number or row}")
        self._rows.append((), times=row - following)
        self._cells = []
        self._column = -1

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "")
        column = self._column + 1
        if reference:
            found = _REFERENCE.fullmatch(reference)
            if found is None or _column(found[1]) < column or int(found[2]) != self._rows.following:
                raise _Refused(f"row {self._rows.following}: expected a cell of this row, received {reference[:20]!r}")
            column = _column(found[1])
        if self._cells is None or self._cell is not None or column >= MAX_COLUMNS:
            raise _Refused(f"row {self._rows.following}: a cell at {reference!r}, where no download has one")
        self._cell, self._column, self._kind = _Text(), column, attributes.get("t", "n")

    def _value(self, text: str) -> str:
        """A cell as its program shows it, as far as that can be told without its formats."""
        try:
            if self._kind == "s":
                return self._shared[_count(text, least=0)]
            if self._kind == "n" and text:
                return _number(text)
        except (IndexError, ValueError) as error:
            raise _Refused(f"row {self._rows.following}: a cell of type {self._kind!r} with {text[:50]!r}") from error
        if self._kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        return _unescaped(text) if self._kind in {"inlineStr", "str"} else text


def _column(letters: str) -> int:
    """The index of a column, counted from 0."""
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


def _count(text: str, *, least: int = 1) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) >= least):  # noqa: PLR2004
        raise _Refused(f"expected a whole number, received {text[:20]!r}")
    return int(text)


def _number(text: str) -> str:
    """A number in as few digits as tell it apart: a program writes 8.1 as 8.0999999999999996."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value)


def _unescaped(text: str) -> str:
    """A text with the characters that xlsx writes as `_x000D_`."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda code: _character(int(code[1], 16)) or code[0], text)


def _character(code: int) -> str:
    return "" if 0xD800 <= code <= 0xDFFF else chr(code)  # noqa: PLR2004 - halves of characters


class _OdsTable:
    """The cells of the first table."""

    _APART = frozenset({"annotation", "shapes", "frame", "forms", "ruby-text", "tracked-changes", "note"})

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._tables = 0
        self._inside = False
        self._apart = 0
        self._cells: list[str] | None = None
        self._blank = 0
        self._cell: _Text | None = None
        self._row_times = self._cell_times = 1
        self._paragraphs = 0
        self._in_paragraph = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._apart or name in self._APART:
            self._apart += 1
        elif name == "table":
            self._tables += 1
            if self._inside:
                raise _Refused(f"row {self._rows.following}: a table within a table")
            self._inside = self._tables == 1
        elif not self._inside:
            return
        elif name == "table-row":
            if self._cells is not None:
                raise _Refused(f"row {self._rows.following}: a row within a row")
            self._cells, self._blank = [], 0
            self._row_times = _count(_attribute(attributes, "number-rows-repeated", "1"))
        elif name in {"table-cell", "covered-table-cell"}:
            if self._cells is None or self._cell is not None:
                raise _Refused(f"row {self._rows.following}: a cell that is in no row")
            self._cell, self._paragraphs = _Text(), 0
            self._cell_times = _count(_attribute(attributes, "number-columns-repeated", "1"))
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
            self._rows.append(self._cells, times=self._row_times)
            self._cells = None

    def _begin_text(self, cell: _Text, name: str, attributes: Mapping[str, str]) -> None:
        """A paragraph, or what stands in one for white space; a program may also have written that raw."""
        if name == "p":
            cell.add("\n" if self._paragraphs else "")
            self._paragraphs += 1
            self._in_paragraph = True
        elif self._in_paragraph and name == "s":
            count = _count(_attribute(attributes, "c", "1"))
            cell.add(" " * min(count, MAX_CELL + 1))
        elif self._in_paragraph and name in {"tab", "line-break"}:
            cell.add("\t" if name == "tab" else "\n")

    def _end_cell(self, text: str) -> None:
        """Add a cell; those that are empty, up to the end of a row, are never laid out."""
        assert self._cells is not None
        self._cell = None
        if not text:
            self._blank += self._cell_times
            return
        if len(self._cells) + self._blank + self._cell_times > MAX_COLUMNS:
            raise _Refused(f"row {self._rows.following}: expected at most {MAX_COLUMNS} cells")
        self._cells += [""] * self._blank + [text] * self._cell_times
        self._blank = 0
