"""Carrying out the runs of a design, into a record that survives any interruption."""

import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from grader.design import Decision, Design, Run, RunId
from grader.errors import GraderError, RecordError
from grader.stability import provenance
from grader.stability.about import Provenance
from grader.stability.limit import LIMIT
from grader.stability.preset import continued
from grader.stability.runs import Record, appending
from grader.stability.tally import Tally, counted
from grader.stability.workers import Failure, Locate, Performed, Worker

ATTEMPTS = 2
HOPELESS = 3
"""How many runs of an option may fail, one after the other, before nothing more is tried."""


@dataclass(frozen=True)
class _Begun:
    """A run that is under way. attempt: which of its attempts. deadline: when it is given up."""

    run_id: RunId
    attempt: int
    worker: Worker
    deadline: float


def perform_all(
    locate: Locate, run_ids: Iterable[RunId], *, team: Sequence[Worker], limit: float = 60 * LIMIT
) -> Generator[Performed | Failure, None, None]:
    """Carry out runs, as many at once as there are workers, and yield each as it ends.

    run_ids: asked for the next one only when a worker is free, so that it can depend on what has ended.
    limit: how many seconds a run may take. One that fails, whose process dies or that takes longer is tried once more.
    Closing the iterator ends the workers.
    """
    fresh = iter(run_ids)
    again: deque[RunId] = deque()
    running: dict[Future[Performed | Failure], _Begun] = {}
    idle = list(team)
    try:
        while True:
            while idle and (upcoming := _next(again, fresh)):
                run_id, attempt = upcoming
                worker = idle.pop()
                begun = _Begun(run_id, attempt, worker, time.monotonic() + limit)
                running[worker.start(locate, run_id)] = begun
            if not running:
                return
            for begun, result in _ended(running, limit):
                idle.append(begun.worker)
                if isinstance(result, Failure) and begun.attempt < ATTEMPTS:
                    again.append(begun.run_id)
                else:
                    yield result
    finally:
        for worker in team:
            worker.end()


def _ended(
    running: dict[Future[Performed | Failure], _Begun], limit: float
) -> Iterator[tuple[_Begun, Performed | Failure]]:
    """Wait until a run has ended or takes too long; take those that have, or do, from what is running."""
    earliest = min(begun.deadline for begun in running.values())
    wait(running, timeout=max(earliest - time.monotonic(), 0), return_when=FIRST_COMPLETED)
    for future, begun in list(running.items()):
        if future.done():
            del running[future]
            yield begun, begun.worker.result(future, begun.run_id)
        elif time.monotonic() >= begun.deadline:
            del running[future]
            begun.worker.give_up(future)
            yield begun, Failure(begun.run_id, f"it had not ended after {limit:g} s")


def measure(  # noqa: PLR0913 - what is measured, by whom, how far, and who is told
    folder: Path,
    design: Design,
    locate: Locate,
    run_ids: Iterable[RunId],
    *,
    team: Sequence[Worker],
    until_decided: bool = False,
    limit: float = 60 * LIMIT,
    started: Callable[[Record, int], None],
    ended: Callable[[Performed | Failure], None],
) -> None:
    """Add to the record in `folder` those of the runs that it lacks.

    until_decided: only those that bear on a statement which is still undecided, or that a release needs at least.
    limit: how many seconds a run may take.
    started: told the record found and how many runs it lacks; ended: told each run as it is recorded.
    Raises RecordError when another process measures, or when the record was made by other code, design or inputs;
    GraderError once an option fails again and again.
    """
    with appending(folder, design) as (record, appender):
        here = provenance.of(design)
        recorded_by = continued(record, design)
        if recorded_by is not None and record.runs:
            refuse_other_origin(recorded_by, here, where=folder)
        runs = Tally(design, record.runs)
        recorded = {run.id for run in runs}
        missing = [run_id for run_id in run_ids if run_id not in recorded]
        wanted = (run_id for run_id in missing if not until_decided or needed(run_id, runs, design))
        started(record, len(missing))
        failed = Counter[str]()
        with closing(perform_all(locate, wanted, team=team, limit=limit)) as results:
            for result in results:
                if isinstance(result, Performed):
                    _refuse_edited(here, result.provenance, where=folder)
                    failed.pop(result.run.id.option, None)
                    appender.describe(result.provenance)
                    appender.append(result.run)
                    runs.add(result.run)
                ended(result)
                if isinstance(result, Failure):
                    failed[result.run_id.option] += 1
                    _stop_where_hopeless(result, failed[result.run_id.option], where=folder)


def needed(run_id: RunId, runs: Sequence[Run], design: Design) -> bool:
    """Whether a run bears on a statement that these runs leave undecided, or belongs to the seeds of any release.

    An option that no open statement needs is left out of all seeds that follow, and never of a seed for what the
    others gave in it: which seeds are complete must not hang on how they end.
    """
    first = design.plan[0]
    in_first = (run_id.protocol, run_id.reading) == (first.protocol, first.reading)
    if in_first and run_id.seed in first.seeds[: design.minimum_seeds]:
        return True
    tally = counted(runs, design)
    return any(
        statement.bears(run_id, design) and tally.verdict(statement).decision is Decision.UNDECIDED
        for statement in design.statements
    )


def in_rounds(design: Design, *, seeds: int | None = None, protocol: str | None = None) -> Iterator[RunId]:
    """The runs of a design, a seed or a repeat of every series in turn, so that all statements advance together.

    seeds: only the first of each series, by their number. protocol: only the series under it.
    """
    options = len(design.options)
    chosen = [series for series in design.plan if protocol in (None, series.protocol)]
    ids = [list(series.run_ids(design.options, seeds=seeds)) for series in chosen]
    groups = [[of_series[i : i + options] for i in range(0, len(of_series), options)] for of_series in ids]
    for in_turn in zip_longest(*groups, fillvalue=()):
        for group in in_turn:
            yield from group


def refuse_other_origin(recorded: Provenance, current: Provenance, *, where: Path) -> None:
    """Raise RecordError unless code, design and inputs are those of the record."""
    for what, was, now in provenance.differences(recorded, current):
        raise RecordError(
            f"{where}: the record was made with other {what} (digest {was[:12]}, now {now[:12]}): "
            f"move runs.csv and runs.json away and measure again"
        )


def _refuse_edited(begun: Provenance, made: Provenance, *, where: Path) -> None:
    """Raise RecordError where a run was made by something else than what stood here when measuring began."""
    for what, was, now in provenance.differences(begun, made):
        raise RecordError(
            f"{where}: a run was made with other {what} (digest {now[:12]}) than measuring began with ({was[:12]}): "
            f"it was edited meanwhile; the run is not recorded, and the record is as good as before"
        )


def _stop_where_hopeless(last: Failure, count: int, *, where: Path) -> None:
    """Raise GraderError where as many runs of an option have failed, one after the other, as we try."""
    if count >= HOPELESS:
        raise GraderError(
            f"{where}: {count} runs of {last.run_id.option} failed, one after the other, at last with {last.reason}: "
            f"measuring stops, and what ended is recorded"
        )


def _next(again: "deque[RunId]", fresh: Iterator[RunId]) -> tuple[RunId, int] | None:
    """The run to start now and which attempt it is; None where there is none at present."""
    if again:
        return again.popleft(), ATTEMPTS
    run_id = next(fresh, None)
    return None if run_id is None else (run_id, 1)
