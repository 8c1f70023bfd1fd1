"""`grader preview`: see every question as students will, and everything that stands behind it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options
from grader.counting import number_or_no

if TYPE_CHECKING:
    from grader.preview.look import Look
    from grader.preview.sheet import Preview
    from grader.preview.watch import Pages


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
@click.option(
    "--variants",
    "count",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    metavar="N",
    help="How many variants to show of each question that has any.",
)
@options.seed
@click.option("--watch", is_flag=True, help="Write nothing: serve the page on this machine, and reload it on change.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to serve on.  [default: a free one]")
def preview(
    questions: tuple[str, ...],
    location: str,
    languages: tuple[str, ...],
    html: Path,
    count: int,
    seed: int,
    watch: bool,
    port: int,
) -> None:
    """Write one self-contained page with each QUESTION, or with all.

    Each as a student sees it, in each language; then its key, feedbacks, claims with their evidence, parameters,
    variants and certificate. Questions that an import kept whole are shown as far as they can be read. What is broken
    is shown in place: a preview is for writing. Exits with 1 when something is to be mended.
    """
    from grader.files import write_page

    def look() -> "Look":
        from grader.preview.look import look

        with options.status() as progress:
            return look(location, questions, languages, count=count, seed=seed, progress=progress)

    if watch:
        _watch(location, look, count, seed, port)
    else:
        seen = look()
        write_page(html, seen.page())
        click.echo(f"{html}: {_counted(seen.shown)}")
        raise SystemExit(1 if seen.shown.count else 0)


def _watch(location: str, look: Callable[[], "Look"], count: int, seed: int, port: int) -> None:
    """Serve the page until interrupted; why an edit cannot be loaded stands above the last page that could."""
    import importlib

    from grader.errors import BankError
    from grader.preview import page, watch

    if not Path(location).is_dir():
        raise BankError(f"{location}: expected a bank's folder, whose files can be watched")
    last: list[Look] = []

    def build(version: int) -> watch.Pages:
        started = time.perf_counter()
        importlib.invalidate_caches()  # a module that has just come would not be found
        alert = ""
        try:
            last[:] = [look()]
            said = _counted(last[0].shown)
        except Exception as error:  # noqa: BLE001 - while somebody writes, anything may go wrong, and the next edit mends it
            alert = str(error) if isinstance(error, BankError) else f"{type(error).__name__}: {error}"
            said = alert
        pages = _pages(last[0], count, seed, version, alert) if last else _unloaded(location, version, alert)
        click.echo(f"version {version}, {time.perf_counter() - started:.1f} s: {said}", err=True)
        return pages

    served = watch.Watcher(Path(location), build, seed=seed)
    watch.serve(served, port, policy=page.policy(served=True), at=click.echo)


def _pages(seen: "Look", count: int, seed: int, version: int, alert: str) -> "Pages":
    """A version's page by the seed of its variants; that of the seed that was looked at stands ready."""
    ready = seen.page(version, alert)

    def of(other: int) -> bytes:
        return ready if other == seed else seen.with_other_variants(count, other).page(version, alert)

    return of


def _unloaded(location: str, version: int, alert: str) -> "Pages":
    """The page of a bank that could never be loaded."""
    from grader.preview import page
    from grader.preview.sheet import Preview

    ready = page.as_page(Preview(()), title=location, bank=location, languages=(), version=version, alert=alert)
    return lambda _: ready


def _counted(shown: "Preview") -> str:
    from grader.preview.page import counted

    return f"{counted(shown)}: {number_or_no(shown.count, 'finding')}"
