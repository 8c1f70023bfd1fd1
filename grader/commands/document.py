"""`grader document`: the exam as notebooks, as a page and in print."""

from pathlib import Path

import click

from grader.commands import options
from grader.counting import number_of


@click.command(short_help="Write notebooks, the solved exam as a page, and PDFs.")
@options.bank
@options.exports
@click.option(
    "--shuffle",
    "count",
    type=click.IntRange(1),
    metavar="N",
    help="Write N printed forms, each in another order and with variants of its own, and their keys instead.",
)
@options.seed
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="forms",
    show_default=True,
    help="The folder to write forms into.",
)
def document(location: str, exports: Path | None, count: int | None, seed: int, out: Path) -> None:
    """Write the exam as documents, in each language of the bank.

    The students' notebook with code to begin with, the solved one with code that answers, the solved exam as one page,
    and both as PDF. They lie in the folder `documents` of the exports, and `verify` compares them from then on. A bank
    with findings is not documented: they are printed, and nothing is written.

    Printed forms have their questions and options in another order, variants where a question has them, and one table
    of keys; the same seed gives the same.
    """
    from grader import bank
    from grader.documents import forms
    from grader.files import write_set
    from grader.release.exports import DOCUMENTS
    from grader.release.variants import draw
    from grader.verification import gate, report

    options.require_with("--shuffle", "--seed", "--out")
    folder = options.for_results(out if count else (exports or options.beside(location)) / DOCUMENTS)
    with options.status() as progress:
        result = gate.verify(bank.load(location, in_part=True), None, progress=progress)
        if count and not result.findings:
            varying = [stages for stages in result.release.computed if stages.question.space is not None]
            drawn = [(stages, draw(stages, count, seed)) for stages in varying]
            result = gate.check_variants(result, drawn, progress=progress)
        if not result.findings:
            progress("documents")
            release = result.release
            shuffled = count and forms.build(release.bank, forms.forms(release.exam, drawn, count, seed))
            made = (shuffled or release.documents).written(folder)
            write_set(folder, made, name="forms" if count else "documents")
    if result.findings:
        for line in report.as_text(result):
            click.echo(line)
    else:
        click.echo(f"{folder}: {number_of(len(made), 'file')} written")
    raise SystemExit(1 if result.findings else 0)
