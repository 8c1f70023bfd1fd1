"""The code of a notebook, from a file of a question's folder: `student.py` to begin with, `solved.py` that answers.

A line `# %%` begins a cell; what stands before the first belongs to none. `# en: words` is a comment of the English
notebook alone, and so with the code of any language, whether the bank has it or not. In `solved.py` the lines `# > `
at the end of a cell say what it prints: a template, in which `s` is the solution, `p` its parameters and `runs` the
record. A relative import is one of the question's own modules, as in `from .solver import solve`: it stands in the
notebook with the name of the bank, which need not lie where the notebook does.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from grader.authored import running
from grader.errors import AuthorError
from grader.texts.language import LANGUAGES

STUDENT, SOLVED = "student.py", "solved.py"
_CELL = re.compile(r"^# %%.*$", re.MULTILINE)
_SPOKEN = re.compile(r"^(\s*)# ([A-Za-z]{2,3}(?:-[A-Za-z]+)*): (.*)$")
_PRINTED = "# >"
_RELATIVE = re.compile(r"^(?P<from>[ \t]*from )(?P<dots>\.\.?)(?P<module>[\w.]*)(?P<import> import )", re.MULTILINE)
_ENVIRONMENT = Environment(undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True, autoescape=False)  # noqa: S701 - it is plain text


@dataclass(frozen=True)
class Cell:
    """A cell of code, and what it prints."""

    source: str
    printed: str = ""


def cells(path: Path, language: str, names: Mapping[str, object]) -> list[Cell]:
    """The cells of a file in a language; none where there is no file.

    names: what the templates of what is printed may name. Raises AuthorError where one cannot be filled in.
    """
    if not path.is_file():
        return []
    _, *parts = _CELL.split(path.read_text(encoding="utf-8"))
    return [_cell(part, path, language, names) for part in parts if part.strip()]


def _cell(part: str, path: Path, language: str, names: Mapping[str, object]) -> Cell:
    lines = part.strip("\n").split("\n")
    code = [line for line in lines if not line.startswith(_PRINTED)]
    printed = [line.removeprefix(_PRINTED).removeprefix(" ") for line in lines if line.startswith(_PRINTED)]
    source = "\n".join(_spoken(code, language)).strip("\n")
    return Cell(_RELATIVE.sub(partial(_absolute, path.resolve().parent), source), _filled(printed, path, names))


def _absolute(folder: Path, found: re.Match[str]) -> str:
    """An import of a question's own modules, or of what its bank shares, by the name of the bank."""
    package = f"{folder.parent.name}.{folder.name}" if found["dots"] == "." else folder.parent.name
    return f"{found['from']}{package}{'.' if found['module'] else ''}{found['module']}{found['import']}"


def _spoken(lines: list[str], language: str) -> Iterator[str]:
    """Lines of code without the comments of other languages."""
    for line in lines:
        found = _SPOKEN.match(line)
        if found is None or found[2] not in LANGUAGES:
            yield line
        elif found[2] == language:
            yield f"{found[1]}# {found[3]}"


def _filled(printed: list[str], path: Path, names: Mapping[str, object]) -> str:
    try:
        with running():
            return _template("".join(f"{line}\n" for line in printed)).render(names) if printed else ""
    except AuthorError as error:
        raise AuthorError(f"what a cell prints cannot be filled in: {error.said}", where=str(path)) from error


@lru_cache(maxsize=256)  # all languages print the same
def _template(printed: str) -> Template:
    return _ENVIRONMENT.from_string(printed)
