"""`grader preview`: see every question as students will, and everything that stands behind it."""

import time
from pathlib import Path

import click

from grader.commands import options


@click.command(short_help="See the questions as students will, with keys and evidence.")
@click.argument("questions", nargs=-1, metavar="[QUESTION]...")
@options.bank
@click.option("--language", "languages", multiple=True, help="Show this language alone.  [default: all of the bank]")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    default="preview.html",
    show_default=True,
    help="The page to write.",
)
@click.option("--watch", is_flag=True, help="Write nothing: serve the page on this machine, and reload it on change.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to serve on.  [default: a free one]")
def preview(
    questions: tuple[str, ...], location: str, languages: tuple[str, ...], html: Path, watch: bool, port: int
) -> None:
    """Write one self-contained page with each QUESTION, or with all.

    Each as a student sees it, in each language; then its key, feedbacks, claims with their evidence, parameters and
    certificate. What is broken is shown in place: a preview is for writing.
    """
    from grader import bank as banks
    from grader.errors import BankError, GraderError
    from grader.files import write_atomically
    from grader.preview import page, sheets
    from grader.preview import watch as watching

    def build(version: int | None) -> bytes:
        bank = banks.load(location)
        _require_known("question", questions, [question.id for question in bank.questions])
        _require_known("language", languages, bank.languages)
        chosen = languages or bank.languages
        with options.status() as progress:
            shown = sheets.preview(bank, questions, chosen, progress)
        return page.as_page(shown, title=bank.folder.name, languages=chosen, version=version)

    if not watch:
        write_atomically(html, build(None))
        click.echo(f"{html}: written")
        return
    if not Path(location).is_dir():
        raise BankError(f"{location}: expected a bank's folder, whose files can be watched")

    def rebuild(version: int) -> bytes:
        started = time.perf_counter()
        try:
            made = build(version)
        except GraderError as error:
            made = page.as_error(str(error), title=location, version=version)
        click.echo(f"version {version}: {time.perf_counter() - started:.1f} s", err=True)
        return made

    watching.serve(watching.Watcher(Path(location), rebuild), port, at=click.echo, told=lambda: None)


def _require_known(what: str, named: tuple[str, ...], known: "tuple[str, ...] | list[str]") -> None:
    from grader.errors import BankError

    for name in named:
        if name not in known:
            raise BankError(f"expected a {what} of {', '.join(known)}, received {name!r}")
