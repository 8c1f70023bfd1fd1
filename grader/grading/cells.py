"""Tables as csv in which no cell runs as a formula, whatever separates cells where the table is opened.

A spreadsheet program takes the separator of its country, or the one chosen last. Where that is `;` or a tab, what we
wrote as one cell falls apart at each of them, at each end of a line, and the quotes around it no longer hold it.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence

Row = Sequence[str]

_LINE_END = "\r\n"
_SEPARATORS = ";\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029"  # what separates cells or ends lines somewhere
_PARTS = re.compile(f"([{_SEPARATORS}])")
_HARMLESS = re.compile(r"[+\-\u2212]?[0-9]+([.,][0-9]+)?([eE][+\-]?[0-9]+)?|-")
_RUNS = frozenset("=+-@|%\u2212")
_UNSEEN = '"\u115f\u1160\u2800\u3164\uffa0'  # a quote, which is taken off, and letters that look like a space
_BLANK = frozenset(_UNSEEN)
_PLAIN = rf'[^\W_{_UNSEEN}][^,"{_SEPARATORS}]*'  # a cell that is neutral and needs no quotes, as most are


def as_csv(header: Row, rows: Iterable[Row]) -> bytes:
    """A table in UTF-8 with LF line ends, its cells neutral."""
    return written(header, ([neutral(cell) for cell in row] for row in rows))


def neutral(cell: str) -> str:
    """A cell that no spreadsheet program runs: what would be a formula gets an apostrophe in front; numbers stay."""
    if cell[:1].isalnum() and cell[0] not in _BLANK and not _PARTS.search(cell):  # as most are
        return cell
    if _HARMLESS.fullmatch(cell):
        return cell
    first, *others = _PARTS.split(cell)
    guarded = f"'{first}" if _runs(first) or (cell[:1] != ";" and _PARTS.match(cell)) else first
    return guarded + "".join(f"'{part}" if _runs(part) else part for part in others)


def written(header: Row, rows: Iterable[Row]) -> bytes:
    """A table whose cells are neutral already."""
    return "".join(_lines(([neutral(cell) for cell in header], *map(_guarded, rows)))).encode()


def begun(rows: Sequence[Row]) -> list[str]:
    """The beginning of each line of a table, up to the comma behind these cells, which are as many in each row."""
    plain = re.compile(",".join([_PLAIN] * len(rows[0]) if rows else []))
    return [f"{line}," if plain.fullmatch(line := ",".join(row)) else _begun(row) for row in rows]


def _begun(row: Row) -> str:
    (line,) = _lines([[*_guarded([neutral(cell) for cell in row]), ""]])
    return line[:-1]


def ended(rows: Iterable[Row]) -> list[str]:
    """The rest of each line of a table, two cells or more, which are neutral already."""
    return _lines(rows)


def _guarded(row: Row) -> Row:
    """A number with a sign that begins a row gets an apostrophe, too.

    Where the comma separates nothing, it is one cell with all that follows.
    """
    return [f"'{row[0]}", *row[1:]] if row and row[0][:1] in _RUNS else row


def _lines(rows: Iterable[Row]) -> list[str]:
    lines = _Lines()
    csv.writer(lines, lineterminator=_LINE_END).writerows(rows)
    return lines


class _Lines(list[str]):
    """What a csv writer writes, with LF line ends: it quotes a lone CR or LF only where both end its lines."""

    def write(self, line: str) -> None:
        self.append(f"{line.removesuffix(_LINE_END)}\n")


def _runs(part: str) -> bool:
    """Whether the first character that anybody sees begins a formula, in whatever width it is written."""
    seen = next((character for character in part if not _is_unseen(character)), "")
    return unicodedata.normalize("NFKC", seen)[:1] in _RUNS if seen else False


def _is_unseen(character: str) -> bool:
    return character in _BLANK or unicodedata.category(character)[0] in "CMZ"
