"""`grader stability`: what the record of a measured question allows us to claim."""

from collections.abc import Iterator
from math import isnan, log
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options

if TYPE_CHECKING:
    from grader.stability.certificate import Certificate
    from grader.stability.statistics import Statistics


@click.command(short_help="Say what the runs of a question allow us to claim.")
@click.argument("question", required=False)
@options.bank
@options.as_json
@click.option("--csv", "as_csv", is_flag=True, help="Print the table by option as CSV.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write one self-contained page to a file."
)
def stability(question: str | None, location: str, as_json: bool, as_csv: bool, html: Path | None) -> None:
    """Print the verdict on each statement, the table by option and the statistics of QUESTION.

    Without QUESTION, every measured question of the bank. Everything is computed from the record alone.
    """
    from grader import bank as banks
    from grader.errors import GraderError
    from grader.files import write_page
    from grader.stability import certificate as certificates
    from grader.stability import page, runs, summary
    from grader.stability.statistics import statistics

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
            write_page(html, page.page(id_, record, design, certificate, computed))
        if as_json:
            click.echo(summary.as_json(certificate, computed).decode(), nl=False)
        elif as_csv:
            click.echo(summary.as_csv(computed).decode(), nl=False)
        else:
            for line in _lines(id_, certificate, computed):
                click.echo(line)


def _lines(question: str, certificate: "Certificate", statistics: "Statistics") -> Iterator[str]:
    yield f"{question}: key {certificate.key}"
    yield ""
    for verdict in certificate.verdicts:
        about = f" ({', '.join(verdict.options)})" if verdict.options else ""
        yield f"  {verdict.decision:<10} {verdict.statement}{about}"
        more = f"; at the present shares, {verdict.more_seeds} more seeds would decide it" if verdict.more_seeds else ""
        if verdict.detail or more:
            yield f"             {verdict.detail}{more}"
        for name, log_e in verdict.log_e_values.items():
            yield f"             e-value {name}: 10^{log_e / log(10):.1f}"
    yield ""
    width = max(len(option.option) for option in statistics.options)
    yield f"  {'option':<{width}}    mean     sd  median  lowest highest   best  share  sequence"
    for option in statistics.options:
        yield (
            f"  {option.option:<{width}}  {option.mean:.4f} {option.standard_deviation:.4f}  {option.median:.4f}"
            f"  {option.lowest:.4f}  {option.highest:.4f}  {option.credit:5.1f}  {option.share:5.3f}"
            f"  {option.sequence[0]:.2f}-{option.sequence[1]:.2f}"
        )
    for option in statistics.options:
        if without := sum(map(isnan, option.values)):
            yield f"  {option.option}: {without} of {len(option.values)} runs gave no number, and won nothing"
    yield ""
    yield f"  median margin of the best over the second: {statistics.median_margin:.4f}"
    yield f"  the winner changes in {statistics.winner_changes:.0%} of resampled validation sets, with the seed held"
    for comparison in statistics.comparisons:
        yield (
            f"  {comparison.reading}, {comparison.option}: {comparison.difference:+.4f}"
            f" ({comparison.low:+.4f} to {comparison.high:+.4f}, {comparison.seeds} seeds)"
            f"{', stands' if comparison.stands else ''}"
        )
    if statistics.comparisons:
        yield f"  what stands is beyond chance among {len(statistics.comparisons)} comparisons, the others are not"
    if statistics.mixed:
        seeds = ", ".join(map(str, statistics.mixed))
        yield f"  made on different machines or versions, and compared all the same: the runs of seeds {seeds}"
    yield f"{question}: {len(certificate.verdicts)} statements, {statistics.seeds} seeds, {certificate.runs} runs"
