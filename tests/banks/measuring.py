"""Handling `cheap`, the bank with a measured question, in tests: copies of it, and runs made by hand."""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader import bank
from grader.design import Design, Run, RunId
from grader.stability import measure as measuring
from grader.stability.workers import Failure, Locate, Performed, local_processes

CHEAP = Path(__file__).parent / "cheap"
QUESTION = "coin"

Result = Performed | Failure


def copy_of_cheap(folder: Path) -> Path:
    """A copy of the bank, in a folder of its own."""
    return Path(shutil.copytree(CHEAP, folder, ignore=shutil.ignore_patterns("__pycache__")))


def edit(path: Path, old: str, new: str) -> None:
    """Replace one piece of a file."""
    content = path.read_text(encoding="utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), encoding="utf-8")


def locator(copy: Path) -> Locate:
    """What finds the copy's design, in any process."""
    return partial(bank.design, str(copy), QUESTION)


@dataclass(frozen=True)
class Elsewhere:
    """Finds the design in another copy of the bank, where a process is among these."""

    copy: str
    others: Mapping[int, str]

    def __call__(self) -> Design:
        return bank.design(self.others.get(os.getpid(), self.copy), QUESTION)


def measure(
    copy: Path, run_ids: Iterable[RunId], *, workers: int = 1, told: Callable[[Result], None] = lambda _: None
) -> list[Result]:
    """Measure into the copy's record; what ended, in order."""
    results: list[Result] = []

    def ended(result: Result) -> None:
        results.append(result)
        told(result)

    measuring.measure(
        copy / QUESTION,
        locator(copy)(),
        locator(copy),
        run_ids,
        team=local_processes(workers),
        started=lambda _record, _missing: None,
        ended=ended,
    )
    return results


def first_seeds(design: Design, count: int) -> list[RunId]:
    """The runs of the first seeds of the first series."""
    return list(design.plan[0].run_ids(design.options, seeds=count))


def results(runs: Iterable[Run]) -> dict[RunId, str]:
    """What was measured, to the last bit."""
    return {run.id: repr(dict(run.measured)) for run in runs}


def stream(design: Design, rows: Iterable[Sequence[float]], *, protocol: str = "full") -> tuple[Run, ...]:
    """A record's runs made by hand: a row a seed, a value of the metric for every option."""
    return tuple(
        Run(RunId(option, seed, protocol), "machine", 1.0, {design.metric: value})
        for seed, row in enumerate(rows)
        for option, value in zip(design.options, row, strict=True)
    )
