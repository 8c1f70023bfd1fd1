"""`grader document`: the exam as notebooks, as a page and in print."""

from pathlib import Path

import click

from grader.commands import options


@click.command(short_help="Write notebooks, the solved exam as a page, and PDFs.")
@options.bank
@options.exports
def document(location: str, exports: Path | None) -> None:
    """Write the exam as documents, in each language of the bank.

    The students' notebook with code to begin with, the solved one with code that answers, the solved exam as one page,
    and both as PDF. They lie in the folder `documents` of the exports, and `verify` compares them from then on. A bank
    with findings is not documented: they are printed, and nothing is written.
    """
    from grader import bank
    from grader.files import write_set
    from grader.release.exports import DOCUMENTS
    from grader.verification import gate, report

    folder = options.for_results(exports or options.beside(location)) / DOCUMENTS
    with options.status() as progress:
        result = gate.verify(bank.load(location, in_part=True), None, progress=progress)
        if not result.findings:
            progress("documents")
            made = result.release.documents.written(folder)
            write_set(folder, made, name="documents")
    if result.findings:
        for line in report.as_text(result):
            click.echo(line)
    else:
        click.echo(f"{folder}: {len(made)} files written")
    raise SystemExit(1 if result.findings else 0)
