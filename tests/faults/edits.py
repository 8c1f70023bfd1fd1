"""Edits of the exam and of the gallery, written down as a colleague would note them.

Each says in which file they are, what stood there, and what stands there now.

A file of edits is plain text. Each edit begins with a line of its own and shows one or more replacements:

    == T010 B012
    text.en.md
    - the sum, over the classes
    + the mean, over the classes

After `==` stand the codes by which `verify` finds the fault; `human` where only a person can, with the reason; `open`
where a check could and none does yet; nothing for an edit that does no harm. A line that begins with `#` says what the
edits below it are about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copy, copytree, ignore_patterns

from places import ROOT

EXAM, GALLERY = ROOT / "question_bank", ROOT / "grader" / "gallery"
HUMAN, OPEN = "human", "open"


@dataclass(frozen=True)
class Replacement:
    """A passage of a file of the question, which must stand there exactly once, and what takes its place."""

    file: str
    old: str
    new: str

    def put_into(self, folder: Path) -> None:
        """Make the replacement in a question's folder."""
        path = folder / self.file
        content = path.read_text(encoding="utf-8")
        assert content.count(self.old) == 1, f"{self.file} has {content.count(self.old)} times {self.old!r}"
        path.write_text(content.replace(self.old, self.new), encoding="utf-8")


@dataclass(frozen=True)
class Edit:
    """Replacements that are made together.

    line: where it is written down. found_by: the codes of the checks that find it; or `human` or `open`, and why.
    """

    line: int
    found_by: tuple[str, ...]
    replacements: tuple[Replacement, ...]

    def put_into(self, folder: Path) -> None:
        """Make all replacements in a question's folder."""
        for one in self.replacements:
            one.put_into(folder)


def put_alone(question: str, bank: Path) -> None:
    """Make a bank of one question of the exam, or of the gallery."""
    source = EXAM if (EXAM / question).is_dir() else GALLERY
    copytree(source / question, bank / question, ignore=ignore_patterns("__pycache__", "approvals.jsonl"))
    for glossary in source.glob("glossary.*"):
        copy(glossary, bank)
    exam = (source / "__init__.py").read_text(encoding="utf-8")
    begin, end = exam.index("from . import"), exam.index("LANGUAGES")
    alone = f"from . import {question}\n\nQUESTIONS = ({question}.QUESTION,)\n\n"
    (bank / "__init__.py").write_text(exam[:begin] + alone + exam[end:], encoding="utf-8")


def read(path: Path) -> list[Edit]:
    """The edits of a file."""
    edits: list[Edit] = []
    for number, heading, lines in _parts(path.read_text(encoding="utf-8")):
        edits.append(Edit(number, tuple(heading.split()), tuple(_replacements(lines))))
    return edits


def _parts(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """For each edit its line, what stands after `==`, and the lines below."""
    number, heading, lines = 0, "", list[str]()
    for at, line in enumerate(text.splitlines(), start=1):
        if line.startswith("=="):
            if number:
                yield number, heading, lines
            number, heading, lines = at, line.removeprefix("=="), []
        elif line and not line.startswith("#"):
            lines.append(line)
    if number:
        yield number, heading, lines


def _replacements(lines: list[str]) -> Iterator[Replacement]:
    file, old, new = "", list[str](), list[str]()
    for line in [*lines, ""]:
        if new and line[:1] != "+":
            yield Replacement(file, "\n".join(old), "\n".join(new))
            old, new = [], []
        if line[:1] == "-":
            old.append(line[2:])
        elif line[:1] == "+":
            new.append(line[2:])
        else:
            file = line
