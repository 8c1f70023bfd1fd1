"""What differs between two releases, for people and for programs."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from grader.counting import number_of
from grader.difference.release import FileDifference
from grader.difference.told import Told, around, told
from grader.difference.words import visible

WIDTH = 80
MAX_LINES, MAX_LENGTH = 4, 800  # of one change
_MARGIN = len("  mark-up only ")


def as_text(files: Sequence[FileDifference], written: str = "") -> Iterator[str]:
    """Every question that differs with its changes, what changed around them, and a line that counts.

    written: what was written of it, in words.
    """
    for question in told(files):
        yield from _question(question)
    for where, beside in around(files):
        yield wrapped(f"{where}: {beside.text}" if where else beside.text, first="", later="  ")
    if written:
        yield wrapped(written, first="", later="  ")
    counts = _counts(files)
    yield (
        f"{number_of(counts['compared'], 'question')} compared: "
        f"{counts['changed']} changed, {counts['added']} added, {counts['removed']} removed, "
        f"{number_of(counts['keys'], 'key')} changed"
    )


def as_json(files: Sequence[FileDifference], written: str = "") -> str:
    """The same for programs."""
    content = {"files": _as_data(files), "counts": _counts(files), "xml": written}
    return json.dumps(content, indent=2, ensure_ascii=False)


def _counts(files: Iterable[FileDifference]) -> dict[str, int]:
    """How many questions were compared, and what became of them."""
    every = [question for file in files for question in file.difference.questions]
    states = [question.state for question in every]
    return {
        "compared": states.count("same") + states.count("changed"),
        "changed": states.count("changed"),
        "added": states.count("added"),
        "removed": states.count("removed"),
        "keys": sum(question.has_another_key for question in every),
    }


def _as_data(files: Iterable[FileDifference]) -> list[dict[str, object]]:
    """Everything, file by file, for programs."""
    return [
        {
            "file": file.name,
            "only_in": file.only_in,
            "changes": [asdict(change) for change in file.difference.changes],
            "questions": [
                {
                    "id": question.one.id,
                    "name": question.one.question.name,
                    "category": question.one.category,
                    "state": question.state,
                    "changes": [asdict(change) for change in question.changes],
                }
                for question in file.difference.questions
                if question.state != "same"
            ],
        }
        for file in files
    ]


def _question(question: Told) -> Iterator[str]:
    """The lines on a question: what it is called, then every change."""
    state = "" if question.state == "changed" else f"{question.state}  "
    title = visible(question.title)
    name = "" if question.name == question.title else f"  {question.name}"
    yield wrapped(f"{state}{title}{name}", first="", later="  ")
    yield from changes_as_text(question)


def changes_as_text(question: Told) -> Iterator[str]:
    """A line on each change of a question, behind what kind of thing changed."""
    for line in question.lines:
        kind = line.kind.removeprefix("general ")
        yield wrapped(line.text, first=f"  {kind:<{_MARGIN - 2}}", later=" " * _MARGIN)


def wrapped(text: str, *, first: str, later: str) -> str:
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
