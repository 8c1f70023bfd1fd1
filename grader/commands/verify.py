"""`grader verify`: the gate before release."""

from pathlib import Path
from secrets import randbelow

import click

from grader.commands import options

_DRAWS = 10**6


def _seeds(_context: click.Context, _parameter: click.Parameter, written: str) -> int | None:
    """A number of seeds; None for all of them."""
    if written == "all":
        return None
    if not written.isdecimal() or not written.isascii():
        raise click.BadParameter(f"{written!r} is not a valid integer, nor 'all'.")
    return int(written)


@click.command(short_help="Check everything that a release rests on.")
@options.bank
@options.exports
@click.option("--no-exports", "unreleased", is_flag=True, help="Compare no exports: the bank is still being written.")
@click.option(
    "--retrain",
    callback=_seeds,
    default="1",
    show_default=True,
    metavar="N|all",
    help="How many recorded seeds to train again.",
)
@click.option(
    "--draw",
    type=int,
    help="Which seeds are trained again.  [default: they are drawn at random, and what draws them again is printed]",
)
@options.workers
@click.option(
    "--variants",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Check N variants of each question that has any, drawn at random, or all if there are no more; search for "
    "others that break it; and say how rare those at fault are.",
)
@options.seed
@click.option("--approved", is_flag=True, help="Let it be a finding that a person has not approved a sentence.")
@options.as_json
def verify(  # noqa: PLR0913, PLR0917 - an option each
    location: str,
    exports: Path | None,
    unreleased: bool,
    retrain: int | None,
    draw: int | None,
    workers: int,
    variants: int,
    seed: int,
    approved: bool,
    as_json: bool,
) -> None:
    """Recompute every key, run every claim, mark the XML, compare the exports, train again.

    Warns of what gives a key away, unless the question waives it with a reason. Says which sentences a person should
    read, since nobody has approved them as they are. Exits with 0 when nothing is found,
    warnings apart, 1 when something is, 2 when the bank cannot be read.
    """
    from grader import bank
    from grader.errors import GraderError
    from grader.verification import gate, report

    if exports and unreleased:
        raise GraderError("expected --exports or --no-exports, received both")
    drawn_by = randbelow(_DRAWS) if draw is None else draw
    with options.status() as progress:
        result = gate.verify(
            bank.load(location, in_part=True),
            None if unreleased else exports or options.beside(location),
            again=None if retrain == 0 else gate.Again(retrain, drawn_by, workers),
            variants=variants,
            seed=seed,
            workers=workers,
            twice=True,
            progress=progress,
        )
    if approved:
        result = gate.require_approvals(result)
    for id_, seeds in result.retrained.items():
        named = ", ".join(map(str, seeds))
        click.echo(f"{id_}: trained again with the seeds {named}; --draw {drawn_by} draws them again", err=True)
    if as_json:
        click.echo(report.as_json(result))
    else:
        for line in report.as_text(result):
            click.echo(line)
    raise SystemExit(1 if result.findings else 0)
