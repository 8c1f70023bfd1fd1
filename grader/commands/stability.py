"""`grader stability`: what the record of a measured question allows us to claim."""

from pathlib import Path

import click

from grader.commands import options
from grader.texts.ours import OURS


@click.command(short_help="Say what the runs of a question allow us to claim.")
@click.argument("question", required=False)
@options.bank
@options.as_json
@click.option("--csv", "as_csv", is_flag=True, help="Print the table by option as CSV.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write one self-contained page to a file."
)
@click.option("--language", type=click.Choice(OURS), default="en", show_default=True, help="The language of the page.")
def stability(
    question: str | None, location: str, as_json: bool, as_csv: bool, html: Path | None, language: str
) -> None:
    """Print the verdict on each statement, the table by option and the statistics of QUESTION.

    Without QUESTION, every measured question of the bank. Everything is computed from the record alone.
    """
    from grader import bank as banks
    from grader.errors import GraderError
    from grader.files import write_page
    from grader.release.labels import labels, named, numbered, titled_alternate
    from grader.stability import certificate as certificates
    from grader.stability import page, report, runs
    from grader.stability.phrasing import Phrasing
    from grader.stability.statistics import statistics

    options.require_with("--html", "--language")
    options.refuse_with("--json", "--csv")
    bank = banks.load(location)
    measured = [candidate.id for candidate in bank.computed if candidate.design is not None]
    chosen = measured if question is None else [question]
    if not chosen:
        raise GraderError(f"{location}: no question of this bank is measured")
    if html and len(chosen) > 1:
        raise GraderError(f"--html writes one page: name one question of {', '.join(measured)}")
    for id_ in chosen:
        design = banks.design(location, id_)
        record = runs.read(bank.folder / id_, design)
        certificate = certificates.certify(id_, record, design)
        computed = statistics(record.runs, design)
        if html:
            stages = numbered(bank, id_)
            phrasing = Phrasing(language, labels(stages, language))
            is_alternate = stages.question in bank.alternates.values()
            name = named(stages, language) if is_alternate else phrasing.say("question", number=stages.number)
            alternate = titled_alternate(bank, id_, language)
            content = page.page(
                id_, record, design, certificate, computed, phrasing=phrasing, name=name, alternate=alternate
            )
            write_page(html, content)
        if as_json:
            click.echo(report.as_json(certificate, computed).decode(), nl=False)
        elif as_csv:
            click.echo(report.as_csv(computed).decode(), nl=False)
        else:
            for line in report.as_text(certificate, computed):
                click.echo(line)
