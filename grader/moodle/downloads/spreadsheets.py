"""The first sheet of an xlsx or ods file, row by row.

Our own, because the libraries lay out the whole table before anyone can ask for its size: a file of one kilobyte with
a cell in the last corner makes them ask for hundreds of gigabytes. Here nothing grows beyond what is counted.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from lxml import etree
from lxml.etree import _Element

from grader.errors import DownloadError

MAX_UNPACKED = 512 * 2**20
MAX_FILES = 1000
MAX_CELLS = 20_000_000
MAX_COLUMNS = 2000

_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+")
_SPACES = re.compile(r"[ \t\r\n]+")
_CHUNK = 2**20


def rows(content: bytes, *, where: str) -> list[list[str]]:
    """The cells of the first sheet, all rows as long as the longest. Raises DownloadError for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _unpack_once(archive, where=where)
            names = set(archive.namelist())
            if "content.xml" in names:
                found = _ods(archive)
            elif "xl/workbook.xml" in names:
                found = _xlsx(archive)
            else:
                raise DownloadError(f"{where}: expected an xlsx or ods spreadsheet, received another kind of archive")
            return _bounded(found, where=where)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise DownloadError(f"{where}: not a whole spreadsheet: {error}") from error
    except (etree.LxmlError, KeyError, ValueError, IndexError) as error:
        raise DownloadError(f"{where}: not a spreadsheet that can be read: {error}") from error


def _unpack_once(archive: zipfile.ZipFile, *, where: str) -> None:
    """Refuse what unpacks to too much (whatever its own index says), or declares entities."""
    if len(archive.infolist()) > MAX_FILES:
        raise DownloadError(f"{where}: expected at most {MAX_FILES} files inside, received {len(archive.infolist())}")
    unpacked = 0
    for entry in archive.infolist():
        with archive.open(entry) as file:
            first = True
            while chunk := file.read(_CHUNK):
                if first and b"<!DOCTYPE" in chunk:
                    raise DownloadError(f"{where}: {entry.filename}: expected no DOCTYPE: its entities can do harm")
                first = False
                unpacked += len(chunk)
                if unpacked > MAX_UNPACKED:
                    raise DownloadError(f"{where}: unpacks to more than {MAX_UNPACKED >> 20} MiB")


def _bounded(found: Iterator[list[str]], *, where: str) -> list[list[str]]:
    table: list[list[str]] = []
    known: dict[str, str] = {}
    cells = 0
    for row in found:
        cells += len(row)
        if cells > MAX_CELLS or len(row) > MAX_COLUMNS:
            raise DownloadError(f"{where}: row {len(table) + 1}: the table has more than a quiz's download could")
        table.append([known.setdefault(cell, cell) for cell in row])
    while table and not any(table[-1]):
        table.pop()
    width = max((len(row) for row in table), default=0)
    return [row + [""] * (width - len(row)) for row in table]


def _elements(file: IO[bytes], tag: str) -> Iterator[_Element]:
    """The elements of a name, one after another, each forgotten when the next is asked for."""
    for _, element in etree.iterparse(
        file, events=("end",), tag=f"{{*}}{tag}", resolve_entities=False, no_network=True, huge_tree=True
    ):
        yield element
        element.clear()
        while (earlier := element.getprevious()) is not None and (parent := element.getparent()) is not None:
            parent.remove(earlier)


def _xlsx(archive: zipfile.ZipFile) -> Iterator[list[str]]:
    shared = []
    if "xl/sharedStrings.xml" in archive.namelist():
        with archive.open("xl/sharedStrings.xml") as file:
            shared = [_runs(item) for item in _elements(file, "si")]
    with archive.open(_first_sheet(archive)) as file:
        for row in _elements(file, "row"):
            cells: list[str] = []
            for cell in row.iterchildren("{*}c"):
                column = _column(cell.get("r", ""), len(cells))
                cells += [""] * (column - len(cells))
                cells.append(_value(cell, shared))
            yield cells


def _first_sheet(archive: zipfile.ZipFile) -> str:
    with archive.open("xl/workbook.xml") as file:
        sheet = next(_elements(file, "sheet"))
        id_ = next(value for name, value in sheet.items() if str(name).endswith("}id"))
    with archive.open("xl/_rels/workbook.xml.rels") as file:
        target = next(item.get("Target", "") for item in _elements(file, "Relationship") if item.get("Id") == id_)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _column(reference: str, following: int) -> int:
    """The index of a cell's column, counted from 0; without a reference, the cell follows the one before it."""
    letters = _REFERENCE.fullmatch(reference)
    if letters is None:
        return following
    index = 0
    for letter in letters.group(1):
        index = 26 * index + ord(letter) - ord("A") + 1
    if index > MAX_COLUMNS or index <= following:
        raise ValueError(f"a cell at {reference}")
    return index - 1


def _value(cell: _Element, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return "" if inline is None else _runs(inline)
    value = cell.findtext("{*}v", "")
    return shared[int(value)] if kind == "s" else value


def _runs(element: _Element) -> str:
    """The text of a string, without its phonetic readings."""
    return "".join(
        run.text or ""
        for run in element.iter("{*}t")
        if (parent := run.getparent()) is not None and etree.QName(parent).localname != "rPh"
    )


def _ods(archive: zipfile.ZipFile) -> Iterator[list[str]]:
    with archive.open("content.xml") as file:
        table = None
        for row in _elements(file, "table-row"):
            table = row.getparent() if table is None else table
            if row.getparent() is not table:  # the next sheet's
                return
            cells: list[str] = []
            blank = 0  # a row's end may be so many empty cells repeated
            for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
                text = "\n".join(_paragraph(paragraph) for paragraph in cell.iterchildren("{*}p"))
                repeated = _repeated(cell, "columns")
                if not text:
                    blank += repeated
                    continue
                if len(cells) + blank + repeated > MAX_COLUMNS:
                    raise ValueError(f"more than {MAX_COLUMNS} columns")
                cells += [""] * blank + [text] * repeated
                blank = 0
            for _ in range(_repeated(row, "rows") if cells else 1):
                yield cells


def _repeated(element: _Element, what: str) -> int:
    return next((int(value) for name, value in element.items() if str(name).endswith(f"}}number-{what}-repeated")), 1)


def _paragraph(element: _Element) -> str:
    """The text of a paragraph: as it stands where a program wrote it raw, with the marks for spaces and tabs."""
    pieces = [element.text or ""]
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "s":
            pieces.append(" " * min(int(_attribute(child, "c") or 1), MAX_COLUMNS))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name != "annotation":
            pieces.append(_paragraph(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _attribute(element: _Element, name: str) -> str | None:
    return next((str(value) for key, value in element.items() if str(key).endswith(f"}}{name}")), None)
