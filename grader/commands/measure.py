"""`grader measure`: carry out a measured question's runs into its record."""

from functools import partial

import click

from grader.commands import options


@click.command(short_help="Train what a question's record lacks.")
@click.argument("question")
@click.option(
    "--bank", "location", default="question_bank", show_default=True, help="The bank's folder or module name."
)
@click.option("--seeds", type=click.IntRange(1), help="Only so many seeds of each series (default: the whole design).")
@click.option("--protocol", help="Only the series under this protocol.")
@options.workers
def measure(question: str, location: str, seeds: int | None, protocol: str | None, workers: int) -> None:
    """Carry out the runs of QUESTION that its record lacks.

    An interruption loses at most the runs in flight; the next call goes on where it stopped.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from grader import bank
    from grader.stability import measure as measuring
    from grader.stability.runs import Record

    folder = bank.load(location).folder / question
    locate = partial(bank.design, location, question)
    design = locate()
    wanted = [
        run_id
        for series in design.plan
        if protocol in (None, series.protocol)
        for run_id in series.run_ids(design.options, seeds=seeds)
    ]
    console = Console(stderr=True)
    failures: list[measuring.Failure] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(question, total=None)

        def started(record: Record, missing: int) -> None:
            if record.torn:
                console.print(f"{folder / 'runs.csv'}: dropped a torn last line: {record.torn[:60]!r}", markup=False)
            progress.update(task, total=missing)

        def ended(result: measuring.Performed | measuring.Failure) -> None:
            progress.advance(task)
            if isinstance(result, measuring.Failure):
                failures.append(result)
                console.print(f"{result.run_id}: {result.reason}", markup=False)

        measuring.measure(folder, design, locate, wanted, workers=workers, started=started, ended=ended)
    click.echo(f"{question}: {len(wanted) - len(failures)} of {len(wanted)} runs recorded, {len(failures)} failed")
    if failures:
        raise SystemExit(1)
