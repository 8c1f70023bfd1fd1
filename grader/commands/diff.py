"""`grader diff`: what a release changes for those who answer."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options

if TYPE_CHECKING:
    from grader.difference.release import FileDifference

_COLOURS = ((re.compile(r"\[-.*?-\]", re.DOTALL), "red"), (re.compile(r"\{\+.*?\+\}", re.DOTALL), "green"))


@click.command(short_help="Say what a release changes: keys, fractions, numbers, texts.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@options.as_json
@click.option(
    "--xml",
    "excerpt",
    type=click.Path(path_type=Path),
    metavar="FILE|FOLDER",
    help="Write the questions that NEW changed or added as Moodle XML; for folders, a file for each.",
)
def diff(old: Path, new: Path, as_json: bool, excerpt: Path | None) -> None:
    """Compare two Moodle XML files, or two folders of them, question by question, as students would see them.

    Questions are told by idnumber, else by name; options by their text. The most important comes first: keys,
    fractions, marks, numbers, words. Exits with 0 when nothing differs, 1 when something does, 2 when a file cannot be
    read.
    """
    from grader.difference import report
    from grader.difference.release import compare_paths

    files = compare_paths(old, new)
    written = _write(excerpt, files, (old, new)) if excerpt else ""
    if as_json:
        click.echo(report.as_json(files, written))
    else:
        for line in report.as_text(files, written):
            click.echo(_coloured(line))
    raise SystemExit(0 if all(file.difference.is_empty and not file.only_in for file in files) else 1)


def _write(path: Path, files: Sequence["FileDifference"], sources: tuple[Path, Path]) -> str:
    """Write the excerpts, and say what was written. Raises GraderError rather than replace what is compared."""
    from grader.errors import GraderError
    from grader.files import write_page, write_set

    if any(path.exists() and path.samefile(source) for source in sources):
        raise GraderError(f"{path}: expected another place for --xml than what is compared")
    changed = {file.name: file.excerpt for file in files if file.excerpt}
    if not changed:
        return f"{path}: not written, since NEW changes and adds no question"
    if set(changed) == {""}:
        if path.is_dir():
            raise GraderError(f"{path}: expected a file for --xml, found a folder")
        write_page(path, changed[""], inputs=sources)
        return f"{path}: written"
    if path.exists() and not path.is_dir():
        raise GraderError(f"{path}: expected a folder for --xml, since folders are compared; found a file")
    write_set(path, changed, name="changed questions", inputs=sources)
    return f"{path}: {len(changed)} file{'s' if len(changed) != 1 else ''} written"


def _coloured(text: str) -> str:
    """The words that went in red, those that came in green, what is not indented bold; a pipe gets none of it."""
    for pattern, colour in _COLOURS:
        text = pattern.sub(lambda found, colour=colour: click.style(found.group(), fg=colour), text)  # type: ignore[misc]
    return text if text.startswith(" ") else click.style(text, bold=True)
