"""`grader export`: write what a bank releases, or compare it."""

from pathlib import Path

import click

from grader.commands import options


@click.command(short_help="Write the Moodle XML and the statistics.")
@options.bank
@options.exports
@click.option("--check", is_flag=True, help="Write nothing; compare what is there byte for byte.")
@options.as_json
def export(location: str, exports: Path | None, check: bool, as_json: bool) -> None:
    """Write the Moodle XML and the statistics of the bank.

    A bank with findings is not released: they are printed, and nothing is written.
    """
    from grader import bank, report
    from grader import verify as verifying
    from grader.exports import write_all

    folder = exports or options.beside(location)
    with options.status() as progress:
        result = verifying.verify(bank.load(location), folder if check else None, progress=progress)
        if not result.findings and not check:
            write_all(result.release.files, folder)
    if as_json:
        click.echo(report.as_json(result))
    elif result.findings:
        for line in report.as_text(result):
            click.echo(line)
    else:
        state = "as the bank would write them" if check else "written"
        click.echo(f"{folder}: {len(result.release.files)} files {state}")
    raise SystemExit(1 if result.findings else 0)
