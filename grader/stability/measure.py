"""Carrying out the runs of a design in parallel processes, into a record that survives any interruption."""

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from grader.errors import GraderError, RecordError
from grader.model import Design, Run, RunId
from grader.stability import provenance
from grader.stability.runs import Provenance, Record, appending

Locate = Callable[[], Design]
"""Finds the design again in another process; must be picklable."""

ATTEMPTS = 2


@dataclass(frozen=True)
class Performed:
    """A run together with what made it."""

    run: Run
    provenance: Provenance


@dataclass(frozen=True)
class Failure:
    """A run that did not end, as often as it was tried, and why."""

    run_id: RunId
    reason: str


def perform(locate: Locate, run_id: RunId) -> Performed:
    """Carry out one run, in whatever process this is called."""
    design = locate()
    made_by = _provenance(locate)
    started = time.perf_counter()
    measured = design.run(run_id)
    seconds = time.perf_counter() - started
    return Performed(Run(run_id, next(iter(made_by.machines)), seconds, measured), made_by)


def perform_all(
    locate: Locate, run_ids: Iterable[RunId], *, workers: int, enough: Callable[[], bool] = lambda: False
) -> Iterator[Performed | Failure]:
    """Carry out runs in that many processes and yield each as it ends.

    A run that fails, or whose process dies, is tried once more. No further run is started once `enough` says so.
    """
    waiting = deque((run_id, 1) for run_id in run_ids)
    running: dict[Future[Performed], tuple[RunId, int]] = {}
    pool = _processes(workers)
    try:
        while running or waiting:
            if enough():
                waiting.clear()
            while waiting and len(running) < workers:
                run_id, attempt = waiting.popleft()
                running[pool.submit(perform, locate, run_id)] = run_id, attempt
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                run_id, attempt = running.pop(future)
                try:
                    yield future.result()
                except GraderError:
                    raise
                except Exception as error:  # noqa: BLE001 - whatever an experiment raises is reported with its run
                    if isinstance(error, BrokenProcessPool):
                        pool.shutdown(wait=False)
                        pool = _processes(workers)
                    if attempt < ATTEMPTS:
                        waiting.appendleft((run_id, attempt + 1))
                    else:
                        yield Failure(run_id, f"{type(error).__name__}: {error}")
    finally:
        for process in (pool._processes or {}).values():  # noqa: SLF001 - the pool itself only waits for its workers
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)


def measure(
    folder: Path,
    design: Design,
    locate: Locate,
    run_ids: Iterable[RunId],
    *,
    workers: int,
    started: Callable[[Record, int], None],
    ended: Callable[[Performed | Failure], None],
) -> None:
    """Add to the record in `folder` those of the runs that it lacks.

    started: told the record found and how many runs are missing; ended: told each run as it is recorded.
    Raises RecordError when another process measures, or when the record was made by other code, design or inputs.
    """
    with appending(folder, design) as (record, appender):
        if record.provenance is not None:
            refuse_other_origin(record.provenance, provenance.of(design), where=folder)
        recorded = {run.id for run in record.runs}
        missing = [run_id for run_id in run_ids if run_id not in recorded]
        started(record, len(missing))
        for result in perform_all(locate, missing, workers=workers):
            if isinstance(result, Performed):
                appender.describe(result.provenance)
                appender.append(result.run)
            ended(result)


def refuse_other_origin(recorded: Provenance, current: Provenance, *, where: Path) -> None:
    """Raise RecordError unless code, design and inputs are those of the record."""
    for what in ("code", "design", "inputs"):
        was, now = getattr(recorded, what), getattr(current, what)
        if was != now:
            raise RecordError(
                f"{where}: the record was made with other {what} (digest {was[:12]}, now {now[:12]}): "
                f"move runs.csv and runs.json away and measure again"
            )


@cache
def _provenance(locate: Locate) -> Provenance:
    return provenance.of(locate())


def _processes(workers: int) -> ProcessPoolExecutor:
    """Processes started afresh: a forked TensorFlow would hang, and would keep the parent's generators."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin_worker)


def _begin_worker() -> None:
    """Keep a library's chatter off the terminal, and end with the parent even when it is killed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
