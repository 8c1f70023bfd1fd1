"""The questions of a bank solved in another process: with another hash seed, clock, folder and environment."""

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from grader import bank as banks
from grader.bank import Bank
from grader.checks.elsewhere import FAILS, Facts, facts
from grader.errors import AuthorError, GraderError
from grader.release import stages as staging

_AHEAD = dt.timedelta(days=3_000, hours=7, minutes=11)
_ENVIRONMENT = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
    "USER": "nobody",
    "COLUMNS": "61",
    "PYTHONIOENCODING": "utf-8",  # as what it says is read
}


@dataclass(frozen=True)
class Solving:
    """Another process that solves the questions of a bank, and the empty folder in which it does."""

    questions: Sequence[str]
    process: subprocess.Popen[str]
    folder: tempfile.TemporaryDirectory[str]

    def facts(self) -> Mapping[str, Facts]:
        """What it says of each question, by id, once it has ended: what was found, or why nothing was."""
        with self.folder:
            said, errors = self.process.communicate()
        if self.process.returncode == 0:
            told: Mapping[str, Facts] = json.loads(said)
            return told
        last = errors.strip().rpartition("\n")[2]
        why = {FAILS: last or f"it ended with status {self.process.returncode}"}
        return dict.fromkeys(self.questions, why)

    def forget(self) -> None:
        """End it, if it has not ended."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
        self.folder.cleanup()


def begin(bank: Bank) -> Solving:
    """Begin to solve a bank in another process."""
    folder = tempfile.TemporaryDirectory(prefix="grader-elsewhere-")
    location = str(Path(bank.location).resolve()) if Path(bank.location).is_dir() else bank.location
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path)
    process = subprocess.Popen(  # noqa: S603 - the bank's code is run in this process, too
        [sys.executable, "-m", __name__, location],
        cwd=folder.name,
        env={**os.environ, **_ENVIRONMENT, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    return Solving([question.id for question in bank.computed], process, folder)


def set_clock_ahead() -> None:
    """Let Python's clocks show another day and hour from now on."""
    now, now_ns, ahead = time.time, time.time_ns, _AHEAD.total_seconds()

    class Moment(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Moment":
            return super().fromtimestamp(time.time(), tz)

        @classmethod
        def utcnow(cls) -> "Moment":
            return super().fromtimestamp(time.time(), dt.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> "Moment":
            return super().fromtimestamp(time.time())

    class Day(dt.date):
        @classmethod
        def today(cls) -> "Day":
            return super().fromtimestamp(time.time())

    time.time = lambda: now() + ahead
    time.time_ns = lambda: now_ns() + int(ahead * 10**9)
    dt.datetime, dt.date = Moment, Day  # type: ignore[misc]


def _solve(location: str) -> Mapping[str, Facts]:
    found: dict[str, Facts] = {}
    for stages in staging.computed(banks.load(location, in_part=True)):
        try:
            found[stages.id] = facts(stages)
        except AuthorError as error:
            found[stages.id] = {FAILS: f"{error.where}: {error.said}"}
        except GraderError as error:  # a record that cannot be read, which other checks say
            found[stages.id] = {FAILS: str(error)}
    return found


if __name__ == "__main__":
    result = sys.stdout
    with redirect_stdout(sys.stderr):
        set_clock_ahead()
        told = json.dumps(_solve(sys.argv[1]))
    result.write(told)
