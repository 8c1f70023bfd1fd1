"""`grader export`: write what a bank releases, or compare it."""

from pathlib import Path

import click

from grader.commands import options


@click.command()
@options.bank
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("exports"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--check", is_flag=True, help="Write nothing; compare what is there byte for byte.")
@options.as_json
def export(location: str, out: Path, check: bool, as_json: bool) -> None:
    """Write the Moodle XML and the statistics of the bank.

    A bank with findings is not released: they are printed, and nothing is written.
    """
    from grader import bank, exports, report
    from grader import verify as verifying

    with options.status() as progress:
        result = verifying.verify(bank.load(location), out if check else None, progress=progress)
        if not result.findings and not check:
            exports.write_all(result.release.files, out)
    if as_json:
        click.echo(report.as_json(result))
    elif result.findings:
        for line in report.as_text(result):
            click.echo(line)
    else:
        state = "as the bank would write them" if check else "written"
        click.echo(f"{out}: {len(result.release.files)} files {state}")
    raise SystemExit(1 if result.findings else 0)
