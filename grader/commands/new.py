"""`grader new`: begin a bank or a question."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.commands import options
from grader.findings import suggested
from grader.texts.ours import OURS

if TYPE_CHECKING:
    from grader.kinds.kind import Kind


@click.group(short_help="Begin a bank or a question.")
def new() -> None:
    """Begin a bank or a question that passes `grader verify` at once, to be rewritten."""


@new.command("bank")
@click.argument("path", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--language",
    "languages",
    multiple=True,
    default=OURS,
    show_default=True,
    help="A language of its texts (BCP 47: es, zh-Hans), the exam's own first; English words stand in for others'.",
)
@options.kind
@click.option(
    "--gallery", is_flag=True, help="Write 25 questions of four subjects and every kind instead, to copy from."
)
def new_bank(path: Path, languages: tuple[str, ...], kind: "Kind[Any]", *, gallery: bool) -> None:
    """Write a bank with one question into PATH, a folder that does not exist or is empty."""
    from grader.authoring import new as scaffold

    if gallery:
        click.echo(f"written: {len(scaffold.new_gallery(path))} files in {path}")
        click.echo(f"next: {suggested('verify', '--no-exports', bank=path)}")
        return
    _say(scaffold.new_bank(path, languages, kind))
    _say_next(path, path / scaffold.FIRST_QUESTION)


@new.command("question")
@click.argument("id_", metavar="ID")
@options.kind
@options.bank
def new_question(id_: str, kind: "Kind[Any]", location: str) -> None:
    """Write the question ID into a bank, as its last."""
    from grader import bank as banks
    from grader.authoring import new as scaffold
    from grader.errors import BankError

    if not Path(location).is_dir():
        raise BankError(f"{location}: expected a bank's folder, into which to write; name it with --bank")
    folder = Path(location)
    _say(scaffold.new_question(folder, banks.load(location, in_part=True).languages, id_, kind))
    _say_next(folder, folder / id_)


def _say(written: tuple[Path, ...]) -> None:
    for path in written:
        click.echo(f"written: {path}")


def _say_next(bank: Path, question: Path) -> None:
    click.echo(f"next: {suggested('verify', '--no-exports', bank=bank)}")
    click.echo(f"then read: {question / '__init__.py'}")
