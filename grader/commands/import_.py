"""`grader import`: any Moodle XML becomes a bank."""

from pathlib import Path

import click

from grader.counting import number_of

_MAX_NAME = 200  # bytes: file systems take 255, some of which whoever writes the folder may need


@click.command("import", short_help="Make a bank of any Moodle XML.")
@click.argument("path", metavar="QUIZ.xml", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--bank",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write, which does not exist or is empty.  [default: named as the file]",
)
@click.option("--language", default="pt-BR", show_default=True, help="The language of its texts (BCP 47: es, zh-Hans).")
def import_(path: Path, folder: Path | None, language: str) -> None:
    """Write a bank with the questions of QUIZ.xml: texts in Markdown, options, fractions, feedbacks, images, tags.

    Each question of a kind that `grader new question` knows is *imported, not computed* until you write its solver.
    Other types are kept whole, and so is a question that would not come out as it came in.
    """
    from grader.authoring.importing import bank_of
    from grader.files import begin_folder
    from grader.kinds.quiz import read
    from grader.moodle.xml import content

    bank = folder or Path(path.stem.encode()[:_MAX_NAME].decode(errors="ignore"))
    files, notes = bank_of(read(content(path), where=str(path)), language=language, name=bank.name)
    begin_folder(bank, files)
    for note in notes:
        click.echo(note, err=True)
    questions = sum(name.endswith("/moodle.json") for name in files)
    kept = sum(name.endswith("/question.xml") for name in files)
    click.echo(f"{bank}: {number_of(questions, 'question')} imported, not computed, and {kept} kept whole")
    click.echo(f"next: grader verify --no-exports --bank {bank}")
