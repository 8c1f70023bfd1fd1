"""Tables as csv in which no cell runs as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Row = Sequence[str]

_BEGINS = frozenset("=+-@|%\t\r\n\uff0b\uff0d\uff1d\uff20 \xa0\ufeff\u200b")
_RUNS = re.compile(r"^[\s\ufeff\u200b]*[=+\-@|%\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]")
_HARMLESS = re.compile(r"^([+-]?\d+([.,]\d+)?|-)$")


def as_csv(header: Row, rows: Iterable[Row]) -> bytes:
    """A table in UTF-8 with LF line ends, its cells neutral."""
    return written(header, ([neutral(cell) for cell in row] for row in rows))


def neutral(cell: str) -> str:
    """A cell that no spreadsheet program runs: what would be a formula gets an apostrophe in front; numbers stay."""
    if cell[:1] not in _BEGINS or not _RUNS.match(cell) or _HARMLESS.match(cell):
        return cell
    return f"'{cell}"


def written(header: Row, rows: Iterable[Row]) -> bytes:
    """A table whose rows are neutral already."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow([neutral(cell) for cell in header])
    writer.writerows(rows)
    return table.getvalue().encode()
