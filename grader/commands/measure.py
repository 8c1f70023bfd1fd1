"""`grader measure`: carry out a measured question's runs into its record."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options
from grader.counting import number_of
from grader.stability.limit import LIMIT

if TYPE_CHECKING:
    from grader.bank import Bank
    from grader.design import Design, RunId
    from grader.stability.tally import Tally
    from grader.stability.workers import Failure


@click.command(short_help="Train what a question's record lacks.")
@click.argument("question")
@options.bank
@click.option("--all", "whole", is_flag=True, help="Run the whole design, though every statement is decided.")
@click.option("--seeds", type=click.IntRange(1), metavar="N", help="Only the first N seeds of each series.")
@click.option("--protocol", help="Only the series under this protocol.")
@click.option("--plan", "planned", is_flag=True, help="Run nothing: say what the statements cost.")
@options.workers
@click.option("--cluster", metavar="ADDRESS", help="Run on the workers of this Dask scheduler instead.")
@click.option(
    "--limit",
    type=click.FloatRange(0, min_open=True),
    default=LIMIT,
    show_default=True,
    metavar="MINUTES",
    help="Give up a run that takes longer.",
)
def measure(  # noqa: PLR0913, PLR0917 - an argument an option
    question: str,
    location: str,
    whole: bool,
    seeds: int | None,
    protocol: str | None,
    planned: bool,
    workers: int,
    cluster: str | None,
    limit: float,
) -> None:
    """Carry out the runs of QUESTION that its record lacks, until every statement about it is decided.

    An interruption loses at most the runs in flight; the next call goes on where it stopped. An option that can no
    longer matter for any open statement is run no further.
    """
    options.refuse_with("--plan", "--all", "--protocol", "--cluster", "--limit")
    options.refuse_with("--cluster", "--workers")
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from grader import bank as banks
    from grader.stability import measure as measuring
    from grader.stability.cluster import cluster_workers
    from grader.stability.runs import TORN, Record
    from grader.stability.tally import Tally
    from grader.stability.workers import Failure, Performed, local_processes

    bank = banks.load(location)
    folder = bank.folder / question
    here = str(bank.folder) if Path(location).is_dir() else location  # workers elsewhere have another directory
    locate = partial(banks.design, here, question)
    design = locate()
    if planned:
        _tell_plans(bank, question, design, seeds=seeds, workers=workers)
        return
    wanted = _wanted(question, design, seeds=seeds, protocol=protocol)
    console = Console(stderr=True)
    failures: list[Failure] = []
    runs = Tally(design)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[verdict]}"),
    )

    def say(words: str) -> None:
        console.print(words, markup=False, soft_wrap=True)

    with ExitStack() as stack:
        team = (
            stack.enter_context(cluster_workers(cluster, locate, left_out=say)) if cluster else local_processes(workers)
        )
        progress = stack.enter_context(Progress(*columns, console=console, disable=not console.is_terminal))
        task = progress.add_task(question, total=None, pace="", verdict="")

        def started(record: Record, missing: int) -> None:
            runs.extend(record.runs)
            if record.torn:
                torn = f"moved a torn last line to {TORN}: {record.torn[:60]!r}"
                say(f"{folder / 'runs.csv'}: {torn}")
            progress.update(task, total=missing, verdict=_verdict(runs, design))

        def ended(result: Performed | Failure) -> None:
            progress.advance(task)
            so_far = progress.tasks[task]
            progress.update(task, pace=f"{(so_far.elapsed or 0) / so_far.completed:.1f} s a run")
            if isinstance(result, Performed):
                runs.add(result.run)
                progress.update(task, verdict=_verdict(runs, design))
            else:
                failures.append(result)
                say(f"{result.run_id}: failed twice: {result.reason}")

        measuring.measure(
            folder,
            design,
            locate,
            wanted,
            team=team,
            until_decided=not whole,
            limit=limit * 60,
            started=started,
            ended=ended,
        )
    click.echo(_counted(question, runs, wanted, failures))
    click.echo(f"{question}: {_verdict(runs, design)}")
    if failures:
        raise SystemExit(1)


def _wanted(question: str, design: "Design", *, seeds: int | None, protocol: str | None) -> "list[RunId]":
    """The runs that are asked for, in order. Raises GraderError where there is none."""
    from grader.errors import GraderError
    from grader.stability.measure import in_rounds

    wanted = list(in_rounds(design, seeds=seeds, protocol=protocol))
    if not wanted:
        protocols = ", ".join(dict.fromkeys(series.protocol for series in design.plan))
        raise GraderError(f"{question}: expected a protocol of {protocols}, received {protocol!r}")
    return wanted


def _tell_plans(bank: "Bank", question: str, design: "Design", *, seeds: int | None, workers: int) -> None:
    """What the statements of a question cost, by the pace of whatever record of its experiment there is."""
    from grader.stability import planning
    from grader.stability.repair import records_of

    records = records_of(bank, design)
    own, _ = records[question]
    of_all = [run for record, _ in records.values() for run in record.runs]
    seconds = planning.seconds_a_run(own.runs or of_all, design)
    planned = design.plan[0].seeds[:seeds]
    plans = planning.of_statements(own, design, seeds=planned, seconds=seconds, workers=workers)
    for line in planning.as_text(question, plans):
        click.echo(line)


def _counted(question: str, runs: "Tally", wanted: "list[RunId]", failures: "list[Failure]") -> str:
    """How many runs there are, are missing and failed."""
    lacking = len({*wanted} - {run.id for run in runs})
    return (
        f"{question}: {number_of(len(runs), 'run')} recorded, {lacking} of the design not run, {len(failures)} failed"
    )


def _verdict(runs: "Tally", design: "Design") -> str:
    """The decisions so far."""
    verdicts = [runs.verdict(statement) for statement in design.statements]
    return ", ".join(f"{verdict.statement}: {verdict.decision}" for verdict in verdicts) or "nothing to decide"
