"""Carrying out the runs of a design in parallel processes, into a record that survives any interruption."""

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from grader.errors import GraderError, RecordError
from grader.model import Design, Run, RunId
from grader.stability import provenance
from grader.stability.runs import Provenance, Record, appending, as_recorded

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
    """Carry out one run, in whatever process this is called; its values are as a record gives them back."""
    design = locate()
    made_by = _made_by(design)
    started = time.perf_counter()
    measured = as_recorded(design.run(run_id), design)
    seconds = time.perf_counter() - started
    return Performed(Run(run_id, next(iter(made_by.machines)), seconds, measured), made_by)


def perform_all(
    locate: Locate, run_ids: Iterable[RunId], *, workers: int, enough: Callable[[], bool] = lambda: False
) -> Generator[Performed | Failure, None, None]:
    """Carry out runs in that many processes and yield each as it ends.

    A run that fails, or whose process dies, is tried once more. No further run is started once `enough` says so.
    Closing the iterator ends the processes.
    """
    waiting = deque((run_id, 1) for run_id in run_ids)
    running: dict[Future[Performed | Failure], tuple[RunId, int, _Worker]] = {}
    team = [_Worker() for _ in range(workers)]
    idle = list(team)
    try:
        while running or waiting:
            if enough():
                waiting.clear()
            while waiting and idle:
                run_id, attempt = waiting.popleft()
                worker = idle.pop()
                running[worker.start(locate, run_id)] = run_id, attempt, worker
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                run_id, attempt, worker = running.pop(future)
                result = worker.result(future, run_id)
                idle.append(worker)
                if isinstance(result, Failure) and attempt < ATTEMPTS:
                    waiting.appendleft((run_id, attempt + 1))
                else:
                    yield result
    finally:
        for worker in team:
            worker.end()


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
        here = provenance.of(design)
        if record.provenance is not None and record.runs:
            refuse_other_origin(record.provenance, here, where=folder)
        recorded = {run.id for run in record.runs}
        missing = [run_id for run_id in run_ids if run_id not in recorded]
        started(record, len(missing))
        with closing(perform_all(locate, missing, workers=workers)) as results:
            for result in results:
                if isinstance(result, Performed):
                    refuse_other_origin(here, result.provenance, where=folder)  # code edited while it runs
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


_KNOWN: dict[int, tuple[Design, Provenance]] = {}


def _made_by(design: Design) -> Provenance:
    """The provenance of what this process has loaded, found once: files may change while it runs."""
    if id(design) not in _KNOWN:
        _KNOWN[id(design)] = design, provenance.of(design)
    return _KNOWN[id(design)][1]


class _Worker:
    """A process of its own for one run at a time, so that its death takes no other run with it."""

    def __init__(self) -> None:
        self._begin()

    def start(self, locate: Locate, run_id: RunId) -> Future[Performed | Failure]:
        """Start a run, in a new process if the last one died."""
        try:
            return self._pool.submit(_attempt, locate, run_id)
        except BrokenProcessPool:
            self.end()
            self._begin()
            return self._pool.submit(_attempt, locate, run_id)

    def result(self, future: Future[Performed | Failure], run_id: RunId) -> Performed | Failure:
        """What became of the run; raises what makes every run impossible."""
        try:
            return future.result()
        except BrokenProcessPool:
            return Failure(run_id, "its process died")

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._lifeline.close()
        self._pool.shutdown(cancel_futures=True)
        self._far_end.close()

    def _begin(self) -> None:
        """Start afresh, not by a fork: a forked TensorFlow would hang, and would keep the parent's generators."""
        context = get_context("spawn")
        self._far_end, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(1, context, initializer=_begin_worker, initargs=(self._far_end,))


def _attempt(locate: Locate, run_id: RunId) -> Performed | Failure:
    """Carry out one run; what it raises is told in words, for not every exception can be sent to another process."""
    try:
        return perform(locate, run_id)
    except GraderError:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever an experiment raises is reported with its run
        return Failure(run_id, f"{type(error).__name__}: {error}")


def _begin_worker(lifeline: Connection) -> None:
    """Keep a library's chatter off the terminal, leave Ctrl-C to the parent, and end when it says so or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stderr.fileno())
    Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    lifeline.poll(None)  # nothing is ever sent: it only closes
    os._exit(1)
