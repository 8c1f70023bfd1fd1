"""Carrying out the runs of a design, into a record that survives any interruption."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from grader.errors import RecordError
from grader.model import Decision, Design, Run, RunId
from grader.stability import provenance
from grader.stability.about import Provenance
from grader.stability.runs import Record, appending
from grader.stability.tally import Tally, counted
from grader.stability.workers import Failure, Locate, Performed, Worker

ATTEMPTS = 2


def perform_all(
    locate: Locate, run_ids: Iterable[RunId], *, team: Sequence[Worker]
) -> Generator[Performed | Failure, None, None]:
    """Carry out runs, as many at once as there are workers, and yield each as it ends.

    run_ids: asked for the next one only when a worker is free, so that it can depend on what has ended.
    A run that fails, or whose process dies, is tried once more. Closing the iterator ends the workers.
    """
    fresh = iter(run_ids)
    again: deque[RunId] = deque()
    running: dict[Future[Performed | Failure], tuple[RunId, int, Worker]] = {}
    idle = list(team)
    try:
        while True:
            while idle and (upcoming := _next(again, fresh)):
                run_id, attempt = upcoming
                worker = idle.pop()
                running[worker.start(locate, run_id)] = run_id, attempt, worker
            if not running:
                return
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                run_id, attempt, worker = running.pop(future)
                result = worker.result(future, run_id)
                idle.append(worker)
                if isinstance(result, Failure) and attempt < ATTEMPTS:
                    again.append(run_id)
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
    team: Sequence[Worker],
    until_decided: bool = False,
    started: Callable[[Record, int], None],
    ended: Callable[[Performed | Failure], None],
) -> None:
    """Add to the record in `folder` those of the runs that it lacks.

    until_decided: only those that bear on a statement which is still undecided, or that a release needs at least.
    started: told the record found and how many runs it lacks; ended: told each run as it is recorded.
    Raises RecordError when another process measures, or when the record was made by other code, design or inputs.
    """
    with appending(folder, design) as (record, appender):
        here = provenance.of(design)
        if record.provenance is not None and record.runs:
            refuse_other_origin(record.provenance, here, where=folder)
        runs = Tally(design, record.runs)
        recorded = {run.id for run in runs}
        missing = [run_id for run_id in run_ids if run_id not in recorded]
        wanted = (run_id for run_id in missing if not until_decided or needed(run_id, runs, design))
        started(record, len(missing))
        with closing(perform_all(locate, wanted, team=team)) as results:
            for result in results:
                if isinstance(result, Performed):
                    refuse_other_origin(here, result.provenance, where=folder)  # code edited while it runs
                    appender.describe(result.provenance)
                    appender.append(result.run)
                    runs.add(result.run)
                ended(result)


def needed(run_id: RunId, runs: Sequence[Run], design: Design) -> bool:
    """Whether a run bears on a statement that these runs leave undecided, or belongs to the seeds of any release."""
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
    for what in ("code", "design", "inputs"):
        was, now = getattr(recorded, what), getattr(current, what)
        if was != now:
            raise RecordError(
                f"{where}: the record was made with other {what} (digest {was[:12]}, now {now[:12]}): "
                f"move runs.csv and runs.json away and measure again"
            )


def _next(again: "deque[RunId]", fresh: Iterator[RunId]) -> tuple[RunId, int] | None:
    """The run to start now and which attempt it is; None where there is none at present."""
    if again:
        return again.popleft(), ATTEMPTS
    run_id = next(fresh, None)
    return None if run_id is None else (run_id, 1)
