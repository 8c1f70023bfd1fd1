"""`grader export`: write what a bank releases, or compare it."""

from pathlib import Path

import click

from grader.commands import options
from grader.counting import number_of


@click.command(short_help="Write the Moodle XML and the statistics.")
@options.bank
@options.exports
@click.option("--check", is_flag=True, help="Write nothing; compare what is there byte for byte.")
@click.option(
    "--variants",
    type=click.IntRange(1),
    metavar="N",
    help="Write N variants of each question that has any, in a category of its own, instead of the exam.",
)
@options.seed
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=options.VARIANTS,
    show_default=True,
    help="The folder to write variants into.",
)
@options.as_json
def export(
    location: str, exports: Path | None, check: bool, variants: int | None, seed: int, out: Path, as_json: bool
) -> None:
    """Write the Moodle XML and the statistics of the bank.

    A bank with findings is not released: they are printed, and nothing is written. Variants are checked one by one as
    strictly as the exam, and the same seed gives the same bytes.
    """
    from grader import bank
    from grader.errors import GraderError
    from grader.files import write_set
    from grader.release.exports import write_all
    from grader.release.variants import draw, files
    from grader.verification import gate as verifying
    from grader.verification import report

    options.require_with("--variants", "--seed", "--out")
    if check and variants:
        raise GraderError("expected --check or --variants, received both: the exports do not hold variants")
    folder = options.for_results(out if variants else exports or options.beside(location))
    with options.status() as progress:
        result = verifying.verify(bank.load(location, in_part=True), folder if check else None, progress=progress)
        if variants and not result.findings:
            varying = [stages for stages in result.release.computed if stages.question.space is not None]
            if not varying:
                raise GraderError(f"{location}: no question of this bank has a space of variants")
            drawn = [(stages, draw(stages, variants, seed)) for stages in varying]
            result = verifying.check_variants(result, drawn, progress=progress)
            if not result.findings:
                write_set(folder, files(drawn, result.release.bank.languages), name="variants")
        elif not result.findings and not check:
            write_all(result.release.files, folder)
    if as_json:
        click.echo(report.as_json(result))
    elif result.findings:
        for line in report.as_text(result):
            click.echo(line)
    elif variants:
        languages = len(result.release.bank.languages)
        click.echo(f"{folder}: {number_of(result.variants, 'variant')} written, {number_of(languages, 'language')}")
    else:
        state = "as the bank would write them" if check else "written"
        click.echo(f"{folder}: {number_of(len(result.release.files), 'file')} {state}")
    raise SystemExit(1 if result.findings else 0)
