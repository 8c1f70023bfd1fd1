"""`grader diff`: what a release changes for those who answer."""

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options
from grader.difference.words import visible

if TYPE_CHECKING:
    from grader.difference.release import FileDifference
    from grader.difference.summary import Told

WIDTH = 80
MAX_LINES, MAX_LENGTH = 4, 800  # of one change
_MARGIN = len("  mark-up only ")
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
    from grader.difference import summary
    from grader.difference.release import compare_paths

    files = compare_paths(old, new)
    written = _write(excerpt, files, (old, new)) if excerpt else ""
    counts = summary.counts(files)
    if as_json:
        report = {"files": summary.as_data(files), "counts": counts, "xml": written}
        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        for question in summary.told(files):
            for line in _question(question):
                click.echo(line)
        for where, beside in summary.around(files):
            click.echo(_wrapped(f"{where}: {beside.text}" if where else beside.text, first="", later="  "))
        if written:
            click.echo(_wrapped(written, first="", later="  "))
        click.echo(
            f"{counts['compared']} question{'s' if counts['compared'] != 1 else ''} compared: "
            f"{counts['changed']} changed, {counts['added']} added, {counts['removed']} removed, "
            f"{counts['keys']} key{'s' if counts['keys'] != 1 else ''} changed"
        )
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


def _question(question: "Told") -> Iterator[str]:
    """The lines on a question: what it is called, then every change."""
    state = "" if question.state == "changed" else f"{question.state}  "
    title = visible(question.title)
    name = "" if question.name == question.title else f"  {question.name}"
    heading = _wrapped(f"{state}{title}{name}", first="", later="  ")
    yield heading.replace(title, click.style(title, bold=True), 1)
    for line in question.lines:
        kind = line.kind.removeprefix("general ")
        yield _coloured(_wrapped(line.text, first=f"  {kind:<{_MARGIN - 2}}", later=" " * _MARGIN))


def _wrapped(text: str, *, first: str, later: str) -> str:
    """A text in lines of at most 80 characters, and no more than a few of them."""
    return "\n".join(
        textwrap.wrap(
            visible(text[:MAX_LENGTH]),
            WIDTH,
            initial_indent=first,
            subsequent_indent=later,
            max_lines=MAX_LINES,
            placeholder=" \u2026",
            break_on_hyphens=False,
        )
    )


def _coloured(text: str) -> str:
    """The words that went in red, those that came in green; click takes colours out of what goes into a pipe."""
    for pattern, colour in _COLOURS:
        text = pattern.sub(lambda found, colour=colour: click.style(found.group(), fg=colour), text)  # type: ignore[misc]
    return text
