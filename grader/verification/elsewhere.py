"""A bank solved, and its release made, in another process: with another hash seed, clock, folder and environment."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from grader import bank as banks
from grader.authored import PACKAGE
from grader.bank import Bank
from grader.checks.elsewhere import FAILS, Facts, facts
from grader.checks.release import Release
from grader.errors import AuthorError, GraderError
from grader.garbage import undisturbed
from grader.release import stages as staging
from grader.verification import clock

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
        facts: Mapping[str, Facts] = self._told["facts"]
        return facts

    def released(self) -> bool:
        """Whether it would write, byte for byte, the release and the documents that lie in the folder of exports."""
        return bool(self._told["released"])

    @cached_property
    def _told(self) -> Mapping[str, Any]:
        with self.folder:
            said, errors = self.process.communicate()
        if self.process.returncode == 0:
            told: Mapping[str, Any] = json.loads(said)
            return told
        last = errors.strip().rpartition("\n")[2]
        why = {FAILS: last or f"it ended with status {self.process.returncode}"}
        return {"facts": dict.fromkeys(self.questions, why), "released": False}

    def forget(self) -> None:
        """End it, if it has not ended."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
        self.folder.cleanup()


def begin(bank: Bank, exports: Path | None) -> Solving:
    """Begin to solve a bank in another process. exports: where its release lies, if that is to be compared."""
    folder = tempfile.TemporaryDirectory(prefix="grader-elsewhere-")
    location = str(Path(bank.location).resolve()) if Path(bank.location).is_dir() else bank.location
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path)
    process = subprocess.Popen(  # noqa: S603 - the bank's code is run in this process, too
        [sys.executable, "-m", __name__, location, *([str(exports.resolve())] if exports is not None else [])],
        cwd=folder.name,
        env={**os.environ, **_ENVIRONMENT, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    return Solving([question.id for question in bank.computed], process, folder)


@undisturbed()
def _solve(location: str, exports: str | None = None) -> Mapping[str, Any]:
    bank = banks.load(location, in_part=True)
    every = staging.of(bank)
    found = {stages.id: _facts(stages) for stages in every if isinstance(stages, staging.ComputedStages)}
    return {"facts": found, "released": exports is not None and _is_released(Release(bank, every, Path(exports)))}


def _facts(stages: staging.ComputedStages) -> Facts:
    try:
        return facts(stages)
    except AuthorError as error:
        return {FAILS: f"{error.where}: {error.said}"}
    except GraderError as error:  # a record that cannot be read, which other checks say
        return {FAILS: str(error)}


def _is_released(release: Release) -> bool:
    try:
        return not release.differences
    except Exception:  # noqa: BLE001 - what cannot be made is made again where checks find out why
        return False


if __name__ == "__main__":
    result = sys.stdout
    with redirect_stdout(sys.stderr):
        clock.set_ahead(lambda name: name.startswith((PACKAGE, sys.argv[1])))
        told = json.dumps(_solve(*sys.argv[1:]))
    result.write(told)
