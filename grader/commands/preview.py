"""`grader preview`: see every question as students will, and everything that stands behind it."""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options

if TYPE_CHECKING:
    from grader.bank import Bank
    from grader.preview.sheet import Preview


@click.command(short_help="See the questions as students will, with keys and evidence.")
@click.argument("questions", nargs=-1, metavar="[QUESTION]...")
@options.bank
@click.option(
    "--language", "languages", multiple=True, metavar="LANGUAGE", help="Show this language only; may be repeated."
)
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
    certificate. What is broken is shown in place: a preview is for writing. Exits with 1 when something is to be
    mended.
    """
    from grader.files import write_page

    def look() -> "tuple[Bank, Preview]":
        from grader import bank as banks
        from grader.preview import sheets

        bank = banks.load(location, in_part=True)
        _require_known("question", questions, [question.id for question in bank.questions])
        _require_known("language", languages, bank.languages)
        with options.status() as progress:
            return bank, sheets.preview(bank, questions, languages or bank.languages, progress)

    if watch:
        _watch(location, look, languages, port)
    else:
        bank, shown = look()
        write_page(html, _page(bank, shown, languages))
        click.echo(f"{html}: {_counted(shown)}")
        raise SystemExit(1 if shown.count else 0)


def _watch(location: str, look: Callable[[], "tuple[Bank, Preview]"], languages: Sequence[str], port: int) -> None:
    """Serve the page until interrupted; an edit that cannot be loaded is told above the last page that could."""
    import importlib

    from grader.errors import BankError
    from grader.preview import page, watch

    if not Path(location).is_dir():
        raise BankError(f"{location}: expected a bank's folder, whose files can be watched")
    sys.dont_write_bytecode = True  # an edit within a second of another would be taken for what was compiled before
    last: list[tuple[Bank, Preview]] = []

    def build(version: int) -> bytes:
        started = time.perf_counter()
        importlib.invalidate_caches()  # a module that has just come would not be found
        alert = ""
        try:
            last[:] = [look()]
            said = _counted(last[0][1])
        except Exception as error:  # noqa: BLE001 - while somebody writes, anything may go wrong, and the next edit mends it
            alert = str(error) if isinstance(error, BankError) else f"{type(error).__name__}: {error}"
            said = alert
        click.echo(f"version {version}, {time.perf_counter() - started:.1f} s: {said}", err=True)
        return _page(*last[0], languages, version, alert) if last else _unloaded(location, version, alert)

    served = watch.Watcher(Path(location), build)
    watch.serve(served, port, policy=page.policy(served=True), at=click.echo)


def _page(bank: "Bank", shown: "Preview", languages: Sequence[str], version: int = 0, alert: str = "") -> bytes:
    from grader.preview import page

    return page.as_page(
        shown,
        title=bank.category[(languages or bank.languages)[0]].rpartition(" / ")[2] or bank.folder.name,
        bank=bank.folder.name,
        languages=languages or bank.languages,
        version=version,
        alert=alert,
    )


def _unloaded(location: str, version: int, alert: str) -> bytes:
    """The page of a bank that could never be loaded."""
    from grader.preview import page
    from grader.preview.sheet import Preview

    return page.as_page(Preview(()), title=location, bank=location, languages=(), version=version, alert=alert)


def _counted(shown: "Preview") -> str:
    questions = len(shown.sheets)
    return (
        f"{questions} question{'' if questions == 1 else 's'}: "
        f"{shown.count or 'no'} finding{'' if shown.count == 1 else 's'}"
    )


def _require_known(what: str, named: Sequence[str], known: Sequence[str]) -> None:
    from grader.errors import BankError

    for name in named:
        if name not in known:
            raise BankError(f"expected a {what} of {', '.join(known)}, received {name!r}")
