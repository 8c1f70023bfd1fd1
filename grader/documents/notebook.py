"""An exam as a Jupyter notebook: for students, with code to begin with, or solved, with code that answers.

It is JSON in nbformat's version 4.5, written as that library does, which nobody needs who writes or compares it.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.documents.cells import Cell
from grader.documents.sheet import Said, Sheet
from grader.documents.words import words_in
from grader.moodle.quiz import Markup
from grader.pages.fragments import fragment
from grader.pages.page import plain
from grader.texts.language import LANGUAGES
from grader.texts.numerals import MATHEMATICS

_OPAQUE = re.compile(rf"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))|{MATHEMATICS.pattern}", re.DOTALL)
_METADATA: Mapping[str, object] = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True)
class Chapter:
    """A question of a notebook, and the cells of code behind it."""

    sheet: Sheet
    cells: Sequence[Cell]


def notebook(title: str, language: str, chapters: Sequence[Chapter], *, package: str = "") -> bytes:
    """The notebook. package: that of the bank, whose functions the cells of a solved one import; empty for students."""
    solved = bool(package)
    said = {"title": title, "words": words_in(language), "solved": solved}
    found = [_markdown("exam", plain("documents/begin.md.j2", **said))]
    if solved:
        found.append(_code("exam-code", Cell(plain("documents/begin.py.j2", package=package).strip("\n")), 1))
    for chapter in chapters:
        found += _chapter(chapter, solved=solved, run=sum(cell["cell_type"] == "code" for cell in found))
    content = {"cells": found, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _chapter(chapter: Chapter, *, solved: bool, run: int) -> Iterator[dict[str, object]]:
    """The cells of a question. run: how many cells of code stand before it."""
    of = chapter.sheet
    shown = {"sheet": of, "words": words_in(of.language), "in_markdown": lambda said: _in_markdown(said, of)}
    yield _markdown(f"{of.id}-question", plain("documents/question.md.j2", **shown))
    for number, cell in enumerate(chapter.cells, start=1):
        yield _code(f"{of.id}-code-{number}", cell, run + number if solved else None)
    if solved:
        yield _markdown(f"{of.id}-answer", plain("documents/answer.md.j2", **shown))


def _markdown(id_: str, source: str) -> dict[str, object]:
    return {"cell_type": "markdown", "id": id_, "metadata": {}, "source": _lines(source.strip("\n"))}


def _code(id_: str, cell: Cell, count: int | None) -> dict[str, object]:
    outputs = [{"name": "stdout", "output_type": "stream", "text": _lines(cell.printed)}] if cell.printed else []
    return {
        "cell_type": "code",
        "execution_count": count,
        "id": id_,
        "metadata": {},
        "outputs": outputs,
        "source": _lines(cell.source),
    }


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _in_markdown(said: Said, of: Sheet) -> str:
    """A text as notebooks read it: with dollars around formulas, and before dollars that are meant as such a backslash.

    What is no Markdown stands there as HTML.
    """
    if not said.markdown:
        return str(fragment(Markup(said.html, "html", tuple(of.files)), LANGUAGES[of.language].moodle))
    place, pieces = 0, list[str]()
    for found in _OPAQUE.finditer(said.markdown):
        pieces += (said.markdown[place : found.start()].replace("$", r"\$"), _opaque(found))
        place = found.end()
    return "".join((*pieces, said.markdown[place:].replace("$", r"\$")))


def _opaque(found: re.Match[str]) -> str:
    """Code as it stands, and a formula between dollars."""
    if found["code"]:
        return found["code"]
    return f"${found['inline']}$" if found["block"] is None else f"$${found['block']}$$"
