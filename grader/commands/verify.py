"""`grader verify`: the gate before release."""

from pathlib import Path

import click

from grader.commands import options


@click.command(short_help="Check everything that a release rests on.")
@options.bank
@options.exports
@click.option(
    "--retrain", type=click.IntRange(0), default=1, show_default=True, help="How many recorded seeds to train again."
)
@options.workers
@click.option(
    "--variants",
    type=click.IntRange(0),
    default=0,
    help="How many variants of each question that has any to check, and to search for one that breaks it.",
)
@options.seed
@options.as_json
def verify(
    location: str, exports: Path | None, retrain: int, workers: int, variants: int, seed: int, as_json: bool
) -> None:
    """Recompute every key, run every claim, mark the XML, compare the exports, train again.

    Warns of what gives a key away, unless the question waives it with a reason. Exits with 0 when nothing is found,
    warnings apart, 1 when something is, 2 when the bank cannot be read.
    """
    from grader import bank
    from grader.verification import gate, report

    folder = exports or options.beside(location)
    released = bool(exports) or folder.is_dir()  # a bank that was never exported has nothing to compare
    with options.status() as progress:
        result = gate.verify(
            bank.load(location, in_part=True),
            folder if released else None,
            retrained=retrain,
            workers=workers,
            variants=variants,
            seed=seed,
            progress=progress,
        )
    if as_json:
        click.echo(report.as_json(result))
    else:
        for line in report.as_text(result):
            click.echo(line)
    raise SystemExit(1 if result.findings else 0)
