"""Who carries out runs: processes of this machine, each for one run at a time."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread
from typing import Protocol

from grader.design import Design, Run, RunId
from grader.errors import GraderError
from grader.interruptions import SIGNALS, held
from grader.stability import provenance
from grader.stability.about import Provenance
from grader.stability.runs import as_recorded

Locate = Callable[[], Design]
"""Finds the design again in another process; must be picklable."""

_ONE_AT_A_TIME = Lock()  # generators and threads are the process's own: two runs in one would mix


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
    of_process = made_by(design)
    with _ONE_AT_A_TIME:
        started = time.perf_counter()
        measured = as_recorded(design.run(run_id), design)
        seconds = time.perf_counter() - started
    return Performed(Run(run_id, next(iter(of_process.machines)), seconds, measured), of_process)


class Worker(Protocol):
    """Somebody who carries out one run at a time."""

    def start(self, locate: Locate, run_id: RunId) -> Future[Performed | Failure]:
        """Begin a run."""
        ...

    def result(self, future: Future[Performed | Failure], run_id: RunId) -> Performed | Failure:
        """What became of a run that ended; raises what makes every run impossible."""
        ...

    def give_up(self, future: Future[Performed | Failure]) -> None:
        """Stop a run that takes too long, and be ready for another."""
        ...

    def end(self) -> None:
        """Stop, whatever is being done."""
        ...


def local_processes(count: int) -> list[Worker]:
    """A number of processes on this machine, each on one thread."""
    return [LocalProcess() for _ in range(count)]


def attempt(locate: Locate, run_id: RunId) -> Performed | Failure:
    """Carry out one run; what it raises is told in words, for not every exception can be sent to another process."""
    try:
        return perform(locate, run_id)
    except GraderError:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever an experiment raises is reported with its run
        return Failure(run_id, f"{type(error).__name__}: {error}")


_KNOWN: dict[int, tuple[Design, Provenance]] = {}


def made_by(design: Design) -> Provenance:
    """The provenance of what this process has loaded, found once: files may change while it runs."""
    if id(design) not in _KNOWN:
        _KNOWN[id(design)] = design, provenance.of(design)
    return _KNOWN[id(design)][1]


class LocalProcess:
    """A process of its own for one run at a time, so that its death takes no other run with it."""

    def __init__(self) -> None:
        self._begin()

    def start(self, locate: Locate, run_id: RunId) -> Future[Performed | Failure]:
        """Start a run, in a new process if the last one died."""
        with _signals_wait():
            try:
                return self._pool.submit(attempt, locate, run_id)
            except BrokenProcessPool:
                self.give_up()
                return self._pool.submit(attempt, locate, run_id)

    def result(self, future: Future[Performed | Failure], run_id: RunId) -> Performed | Failure:
        """What became of the run; raises what makes every run impossible."""
        try:
            return future.result()
        except BrokenProcessPool:
            return Failure(run_id, "its process died")

    def give_up(self, _: Future[Performed | Failure] | None = None) -> None:
        """End the process, and have another one."""
        self.end()
        self._begin()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._lifeline.close()
        with suppress(BrokenProcessPool):
            if self._number.done():  # it may be too busy to notice; one that is gone has left its number to others
                number = self._number.result()
                for child in multiprocessing.active_children():
                    if child.pid == number:
                        child.kill()
        self._pool.shutdown(cancel_futures=True)
        self._far_end.close()

    def _begin(self) -> None:
        """Start afresh, not by a fork: a forked TensorFlow would hang, and would keep the parent's generators."""
        context = get_context("spawn")
        self._far_end, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(1, context, initializer=begin_worker, initargs=(self._far_end,))
        with _signals_wait():
            self._number = self._pool.submit(os.getpid)


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Let signals wait while a process is being started, here and in that process, which begins by answering them.

    Half started, it would answer with a traceback: Ctrl-C goes to all processes of a terminal.
    """
    with held():
        if not hasattr(signal, "pthread_sigmask"):
            yield
            return
        resource_tracker.ensure_running()  # to start it would end the waiting
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin_worker(lifeline: Connection) -> None:
    """Keep a library's chatter off the terminal, leave Ctrl-C to the parent, and end when it says so or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    with Path(os.devnull).open("w") as nowhere:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere.fileno(), stream.fileno())
    Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    lifeline.poll(None)  # nothing is ever sent: it only closes
    os._exit(1)
