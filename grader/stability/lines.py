"""The lines of a record: how a run is written and read, and the digest of it and all before it that each ends with."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from sys import intern

from grader.design import Design, Run, RunId, Value
from grader.errors import RecordError
from grader.garbage import undisturbed

ID_COLUMNS = ("option", "seed", "protocol", "reading", "repeat")
OWN_COLUMNS = ("machine", "seconds")
DIGEST = "digest"

_LETTERS = 16  # of a digest that are written
_QUOTED = ('"', "\r")  # a table without these has no cell that stands otherwise in its line


class Chain:
    """The digests of lines that follow each other."""

    def __init__(self, digest: str = "") -> None:
        self.digest = digest

    def follow(self, cells: Sequence[str]) -> str:
        """The digest of the next line, of all its cells but the digest."""
        return self.follow_line(csv_line(cells))

    def follow_line(self, line: str) -> str:
        """The digest of the next line, as it stands without the digest."""
        self.digest = hashlib.sha256(f"{self.digest}\n{line}".encode()).hexdigest()[:_LETTERS]
        return self.digest


def read_lines(content: str, design: Design, *, where: Path) -> tuple[list[Run], int, str]:
    """The runs of a table, its first line whose digest does not fit or 0, and the digest of the last line."""
    with undisturbed():
        lines = _numbered(content, where=where)
        chain = Chain()
        _read_header(lines, chain, design, where=where)
        as_line = csv_line if any(mark in content for mark in _QUOTED) else _plain_line
        runs: dict[RunId, Run] = {}
        edited = 0
        for number, line in lines:
            run = _parse(line, design, where=f"{where}:{number}")
            if not edited and line[-1] != chain.follow_line(as_line(line[:-1])):
                edited = number
            if runs.setdefault(run.id, run) is not run:
                raise RecordError(f"{where}:{number}: this run is recorded already: {run.id}")
        return list(runs.values()), edited, chain.digest


def header(design: Design) -> tuple[str, ...]:
    """The names of the columns."""
    return (*ID_COLUMNS, *design.columns, *OWN_COLUMNS, DIGEST)


def cells(run: Run, design: Design) -> list[str]:
    """The cells of a run's line, all but the digest."""
    identity = asdict(run.id)
    values: list[Value] = [identity[column] for column in ID_COLUMNS]
    values += [run.measured[column] for column in design.columns]
    return [*map(cell, values), run.machine, f"{run.seconds:.2f}"]


def cell(value: Value) -> str:
    """A value as it is written. Raises ValueError for a text of several lines."""
    if isinstance(value, tuple):
        return " ".join(repr(float(entry)) for entry in value)
    text = repr(float(value)) if isinstance(value, float) else str(value)  # a NumPy float shows its type in its repr
    if "\n" in text or "\r" in text:
        raise ValueError(f"expected text of one line, received {value!r}")  # else a torn line would not be found
    return text


def csv_line(line: Sequence[str]) -> str:
    """Cells as a line."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(line)
    return text.getvalue()


def _plain_line(line: Sequence[str]) -> str:
    """Cells none of which needs quotes, as a line."""
    return ",".join(line) + "\n"


def _numbered(content: str, *, where: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines as cells, each with its number."""
    lines = csv.reader(io.StringIO(content, newline=""), strict=True)
    number = 1
    try:
        for line in lines:
            yield number, line
            number = lines.line_num + 1
    except csv.Error as error:
        raise RecordError(f"{where}:{lines.line_num}: not CSV: {error}") from error


def _read_header(lines: Iterator[tuple[int, list[str]]], chain: Chain, design: Design, *, where: Path) -> None:
    """Begin the chain with the first line, if there is one. Raises RecordError for other columns."""
    expected = list(header(design))
    _, found = next(lines, (1, None))
    if found is None:
        return
    if found != expected:
        raise RecordError(f"{where}:1: expected the columns {','.join(expected)}, received {','.join(found)}")
    chain.follow(expected)


def _parse(line: list[str], design: Design, *, where: str) -> Run:
    """A line as a run. Raises RecordError, with the column, for what is none."""
    count = len(ID_COLUMNS) + len(design.columns) + len(OWN_COLUMNS) + 1
    if len(line) != count:
        raise RecordError(f"{where}: expected {count} cells, received {len(line)}")
    option, seed, protocol, reading, repeat, *measured, machine, seconds, _ = line
    if option not in design.options:
        raise RecordError(f"{where}: expected an option of {', '.join(design.options)}, received {option!r}")
    try:
        return Run(
            RunId(intern(option), int(seed), intern(protocol), intern(reading), int(repeat)),
            machine=intern(machine),
            seconds=float(seconds),
            measured={
                column: parse(text) for (column, parse), text in zip(design.columns.items(), measured, strict=True)
            },
        )
    except ValueError as error:
        raise _unreadable(line, design, error, where=where) from error


def _unreadable(line: list[str], design: Design, error: ValueError, *, where: str) -> RecordError:
    """The error about the first cell that is not what its column holds."""
    parsers: dict[str, Callable[[str], object]] = {**design.columns, "seed": int, "repeat": int, "seconds": float}
    for column, text in zip(header(design), line, strict=True):
        try:
            parsers.get(column, str)(text)
        except ValueError as of_cell:
            return RecordError(f"{where}: column {column}: {of_cell}")
    return RecordError(f"{where}: {error}")
