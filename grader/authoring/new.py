"""Beginning a bank or a question: folders that pass `grader verify` at once, to be rewritten."""

import ast
import keyword
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.errors import BankError
from grader.files import begin_folder, holds, is_free, new_folder, write_atomically
from grader.kinds.kind import Kind
from grader.pages.page import plain
from grader.texts.language import LANGUAGES, require_known
from grader.texts.ours import OURS

GALLERY = Path(__file__).parents[1] / "gallery"
FIRST_QUESTION = "mean_of_a_sample"
MAX_ID = 60
_QUESTION_FILES = ("__init__.py", "solver.py")


def new_bank(folder: Path, languages: Sequence[str], kind: Kind[Any]) -> tuple[Path, ...]:
    """Write a bank with one question of a kind; return what was written. Raises BankError where something is there."""
    _require_free(folder)
    require_known(languages, where="the texts' languages")
    name = folder.resolve().name.replace("_", " ")
    init = _filled("new/bank/__init__.py", name=name, first=FIRST_QUESTION, languages=languages)
    first = _question(FIRST_QUESTION, languages, kind)
    files = {f"{FIRST_QUESTION}/{path}": content for path, content in first.items()}
    files["__init__.py"] = init  # last: without it a folder is no bank
    begin_folder(folder, files)
    return tuple(folder / path for path in files)


def new_gallery(folder: Path) -> tuple[Path, ...]:
    """Write a copy of the gallery; return what was written. Raises BankError where something is there."""
    _require_free(folder)
    files = {
        path.relative_to(GALLERY).as_posix(): path.read_bytes()
        for path in sorted(GALLERY.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    files["__init__.py"] = files.pop("__init__.py")  # last: without it a folder is no bank
    begin_folder(folder, files)
    return tuple(folder / path for path in files)


def new_question(bank: Path, languages: Sequence[str], id_: str, kind: Kind[Any]) -> tuple[Path, ...]:
    """Write a question of a kind into a bank, and name it in the bank's `__init__.py`; return what was written.

    Raises BankError for an id that is none or is taken, or where the bank does not name its questions one by one.
    """
    if why := _unusable(id_):
        raise BankError(f"expected an id of lower-case letters, digits and _, beginning with a letter, received {why}")
    folder, init, files = bank / id_, bank / "__init__.py", _question(id_, languages, kind)
    named = with_question(init.read_text(encoding="utf-8"), id_, where=str(init))
    if not (is_free(folder) or holds(folder, files)) or (bank / f"{id_}.py").exists():
        raise BankError(f"{folder}: expected nothing there: choose another id")
    with new_folder(folder, files):
        write_atomically(init, named.encode())
    return (init, *(folder / path for path in files))


def _require_free(folder: Path) -> None:
    """Raise BankError where something is there."""
    if not is_free(folder):
        raise BankError(
            f"{folder}: expected nothing there, or an empty folder: name another, or move away what is there"
        )


def _unusable(id_: str) -> str:
    """Why an id cannot name a question, with one that could where it is near; empty for one that can."""
    near = re.sub(r"\W+", "_", id_, flags=re.ASCII).strip("_").lower()
    if not near or not re.match(r"[a-z]", near):
        near = ""
    if len(id_) > MAX_ID:
        return f"one of {len(id_)} characters; at most {MAX_ID} go"
    if keyword.iskeyword(id_):
        return f"{id_!r}, which is a word of Python's"
    if re.fullmatch(r"[a-z][a-z0-9_]*", id_):
        return ""
    return repr(id_) + (f"; {near!r} would do" if near and not keyword.iskeyword(near) else "")


def with_question(source: str, id_: str, *, where: str) -> str:
    """The source of a bank's `__init__.py` with one more question, imported and last in QUESTIONS."""
    tree = ast.parse(source)
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level == 1 and not node.module]
    questions = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and [ast.unparse(target) for target in node.targets] == ["QUESTIONS"]
        and isinstance(node.value, ast.Tuple)
    ]
    if not imports or not questions or not questions[0].elts:
        raise BankError(
            f"{where}: expected `from . import a, b` and `QUESTIONS = (a.QUESTION, b.QUESTION)`; add "
            f"`from . import {id_}` and `{id_}.QUESTION` by hand"
        )
    if id_ in (known := [alias.name for alias in imports[0].names]):
        raise BankError(f"{where}: expected a bank without a question {id_}, found one that imports it")
    names = sorted([*known, id_])
    entries = [ast.unparse(entry) for entry in questions[0].elts]
    listed = "".join(f"    {entry},\n" for entry in (*entries, f"{id_}.QUESTION"))
    edited = _replaced(source, questions[0], f"(\n{listed})")
    return _replaced(edited, imports[0], _import_of(names))


def _import_of(names: Sequence[str]) -> str:
    line = f"from . import {', '.join(names)}"
    if len(line) <= 120:  # noqa: PLR2004 - the length of our lines
        return line
    return "from . import (\n" + "".join(f"    {name},\n" for name in names) + ")"


def _replaced(source: str, node: ast.expr | ast.stmt, text: str) -> str:
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode()))
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    whole = source.encode()
    begin, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
    return (whole[:begin] + text.encode() + whole[end:]).decode()


def _question(id_: str, languages: Sequence[str], kind: Kind[Any]) -> dict[str, bytes]:
    """The files of a question of a kind; its text is in English where we have no words of the language."""
    begun = f"{kind.words}/new"
    files = {name: _filled(f"{begun}/{name}", id=id_) for name in _QUESTION_FILES}
    for language in languages:
        words = language if language in OURS else "en"
        files[f"text.{language}.md"] = _filled(f"{begun}/text.{words}.md", id=id_)
        files[f"readback.{language}.txt"] = _filled(
            f"{begun}/readback.{words}.txt", decimal=LANGUAGES[language].decimal
        )
    return files


def _filled(template: str, **values: object) -> bytes:
    return plain(f"{template}.j2", **values).encode()
