"""The only worksheet with cells of an xlsx file."""

import math
import re
from collections.abc import Mapping

from grader.moodle.downloads.package import MAX_FILES, SECOND, Package, Refused, Text, count
from grader.moodle.downloads.rows import MAX_COLUMNS, Rows

MAX_SHARED = 5_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_WHOLE = 1e15


def read(package: Package, rows: Rows) -> None:
    """Add the rows of the first worksheet. Raises DownloadError, also where another has cells."""
    workbook, relations, shared = _Names("sheet"), _Names("Relationship"), _SharedStrings()
    package.parse("xl/workbook.xml", workbook)
    package.parse("xl/_rels/workbook.xml.rels", relations)
    targets = {found.get("Id", ""): found.get("Target", "") for found in reversed(relations.found)}
    names = [next((value for name, value in sheet.items() if name.endswith(":id")), "") for sheet in workbook.found]
    first, *others = [_member(targets.get(name, "")) for name in names or [""]]
    if package.has("xl/sharedStrings.xml"):
        package.parse("xl/sharedStrings.xml", shared)
    package.parse(first, _Sheet(rows, shared.found))
    for member in dict.fromkeys(others):
        if member != first and package.has(member):
            package.parse(member, _Nothing())


def _member(target: str) -> str:
    """The file that a relation names."""
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


class _Names:
    """The attributes of the elements of a name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.found: list[Mapping[str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == self._name:
            self.found.append(attributes)
            if len(self.found) > MAX_FILES:
                raise Refused(f"expected at most {MAX_FILES} of {name!r}")

    def text(self, text: str) -> None: ...

    def end(self, name: str) -> None: ...


class _Nothing:
    """A worksheet without anything in its cells."""

    def __init__(self) -> None:
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - a reader's
        self._inside = name in {"v", "t"}

    def text(self, text: str) -> None:
        if self._inside and text:
            raise Refused(SECOND)

    def end(self, name: str) -> None:  # noqa: ARG002
        self._inside = False


class _SharedStrings:
    """The texts that the cells of a workbook name by their places."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._text: Text | None = None
        self._inside = False
        self._phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - a reader's
        if name == "si":
            self._text = Text()
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
                raise Refused("expected fewer texts")


class _Sheet:
    """The cells of a worksheet."""

    def __init__(self, rows: Rows, shared: list[str]) -> None:
        self._rows, self._shared = rows, shared
        self._cells: list[str] | None = None
        self._cell: Text | None = None
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
        row = count(number) if number else following
        if row < following or self._cells is not None:
            raise Refused(f"expected row {following}, received row {number or row}")
        self._rows.append((), times=row - following)
        self._cells = []
        self._column = -1

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "")
        column = self._column + 1
        if reference:
            found = _REFERENCE.fullmatch(reference)
            if found is None or _column(found[1]) < column or int(found[2]) != self._rows.following:
                raise Refused(f"row {self._rows.following}: expected a cell of this row, received {reference[:20]!r}")
            column = _column(found[1])
        if self._cells is None or self._cell is not None or column >= MAX_COLUMNS:
            raise Refused(f"row {self._rows.following}: a cell at {reference!r}, where no download has one")
        self._cell, self._column, self._kind = Text(), column, attributes.get("t", "n")

    def _value(self, text: str) -> str:
        """A cell as its program shows it, as far as that can be told without its formats."""
        try:
            if self._kind == "s":
                return self._shared[count(text, least=0)]
            if self._kind == "n" and text:
                return _number(text)
        except (IndexError, ValueError) as error:
            raise Refused(f"row {self._rows.following}: a cell of type {self._kind!r} with {text[:50]!r}") from error
        if self._kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        return _unescaped(text) if self._kind in {"inlineStr", "str"} else text


def _column(letters: str) -> int:
    """The index of a column, counted from 0."""
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


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
