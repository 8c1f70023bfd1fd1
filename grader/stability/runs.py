"""The record of a question's runs: `runs.csv`, a line a run, and `runs.json`, what holds for all of them.

The record is append-only. A line is written whole and reaches the disk before the next one is started; a torn last
line, left by a crash, is moved to `runs.torn` with a word about it. One process at a time may append. Each line ends
with a digest of itself and of all lines before it, so that an edit in the middle is seen; `runs.json` says how many
runs there are and the last digest, so that a line that is missing at the end is seen, too.
"""

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.design import Design, Measured, Run
from grader.errors import RecordError
from grader.files import write_atomically
from grader.stability import lines
from grader.stability.about import Ending, Provenance, read_about, written

TORN = "runs.torn"
"""Where what was left of torn lines is kept, one behind the other."""


@dataclass(frozen=True)
class Record:
    """A question's runs, in the order in which they were written.

    torn: what was left of a line that a crash cut off, or an empty string.
    edited: the line whose digest is the first that does not fit; 0 where all fit. digest: that of the last line.
    kept: how the record ended when a run was written last; None where nothing says so.
    """

    provenance: Provenance | None
    runs: tuple[Run, ...]
    torn: str = ""
    edited: int = 0
    digest: str = ""
    kept: Ending | None = None

    @property
    def ending(self) -> Ending:
        """How it ends."""
        return Ending(len(self.runs), self.digest)


def paths(folder: Path) -> tuple[Path, Path]:
    """The two files of the record in a question's folder."""
    return folder / "runs.csv", folder / "runs.json"


def read(folder: Path, design: Design) -> Record:
    """Read a record; one that is not there is empty.

    Raises RecordError, with file and line, for what is not a record of this design.
    """
    table, about = paths(folder)
    provenance, kept = read_about(about) if about.exists() else (None, None)
    if not table.exists():
        return Record(provenance, (), kept=kept)
    whole, newline, torn = table.read_bytes().rpartition(b"\n")
    _require_one_line(torn, where=table)
    runs, edited, digest = lines.read_lines(_decode(whole + newline, where=table), design, where=table)
    if runs and provenance is None:
        raise RecordError(f"{about}: missing; without it nobody knows what made the runs in {table.name}")
    return Record(provenance, tuple(runs), torn.decode(errors="surrogateescape"), edited, digest, kept)


def recorded(beside: str | Path, design: Design) -> tuple[Run, ...]:
    """The runs of the record in the folder of a file, for a question that rests on another one's record, too."""
    return read(Path(beside).parent, design).runs


class Appender:
    """Appends runs to a record that nobody else is writing."""

    def __init__(self, folder: Path, design: Design, record: Record) -> None:
        self._table, self._about = paths(folder)
        self._design = design
        self._provenance = record.provenance
        self._chain = lines.Chain(record.digest)
        self._runs = len(record.runs)
        self._kept = record.kept
        if self._runs and self._kept != record.ending:  # a crash came between a line and what says of it
            self._keep()

    def describe(self, provenance: Provenance) -> None:
        """Write what holds for the runs that follow; machines already known stay."""
        known = self._provenance.machines if self._provenance else {}
        merged = Provenance(provenance.code, provenance.design, provenance.inputs, {**known, **provenance.machines})
        if merged != self._provenance:
            self._provenance = merged
            self._keep()

    def append(self, run: Run) -> None:
        """Append a run; when this returns it is on the disk."""
        cells = lines.cells(run, self._design)
        with self._table.open("ab") as file:
            line = ""
            if file.tell() == 0:
                header = lines.header(self._design)
                self._chain = lines.Chain()
                self._chain.follow(header)
                line = lines.csv_line(header)
            line += lines.csv_line([*cells, self._chain.follow(cells)])
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        self._runs += 1
        self._keep()

    def _keep(self) -> None:
        """Write what holds for all runs, and how many there are; as long as some are missing, how many there were."""
        now = Ending(self._runs, self._chain.digest)
        if self._kept is None or now.runs >= self._kept.runs:
            self._kept = now
        if self._provenance is not None:
            write_atomically(self._about, written(self._provenance, self._kept))


@contextmanager
def appending(folder: Path, design: Design) -> Iterator[tuple[Record, Appender]]:
    """Hold the record for writing: give what it has and a way to append; what a crash tore off is cut away.

    Raises RecordError when another process holds it.
    """
    from filelock import FileLock, Timeout

    table, _ = paths(folder)
    lock = FileLock(folder / ".runs.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RecordError(f"{table}: another process is measuring into this record; wait for it or stop it") from None
    try:
        record = read(folder, design)
        if record.torn:
            torn = record.torn.encode(errors="surrogateescape")
            _keep(torn, folder / TORN)
            os.truncate(table, table.stat().st_size - len(torn))
        yield record, Appender(folder, design, record)
    finally:
        lock.release()


def _require_one_line(torn: bytes, *, where: Path) -> None:
    """Raise RecordError where the end of a record has line ends that are not ours: a crash leaves a part of a line."""
    if b"\r" in torn:
        raise RecordError(f"{where}: expected lines that end with LF, received others: write its line ends as LF")


def _keep(torn: bytes, path: Path) -> None:
    """Write what is to be dropped behind what was dropped before, onto the disk."""
    with path.open("ab") as file:
        file.write(torn + b"\n")
        file.flush()
        os.fsync(file.fileno())


def as_recorded(measured: Measured, design: Design) -> Measured:
    """The values that a record would give back: those of the design's columns, as plain Python values."""
    return {column: parse(lines.cell(measured[column])) for column, parse in design.columns.items()}


def _decode(content: bytes, *, where: Path) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise RecordError(f"{where}:{1 + content.count(10, 0, error.start)}: not UTF-8: {error.reason}") from error


def metric(run: Run, design: Design) -> float:
    """The value by which a run competes; NaN where it is not a finite number."""
    value = run.measured[design.metric]
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else math.nan
