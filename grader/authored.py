"""Running what authors wrote: whatever it raises, prints or returns, the engine says which line did it, and goes on."""

import os
import re
import sys
from collections.abc import Callable
from math import isfinite
from pathlib import Path
from traceback import walk_tb
from typing import Any, ClassVar, TextIO

from grader.errors import AuthorError, DefinitionError
from grader.interruptions import Interrupted

MOST_LETTERS = 300
PACKAGE = "_bank_"
"""How the name begins under which a bank's folder is imported; a digest of its path follows."""

_PACKAGE = re.compile(rf"\b{PACKAGE}[0-9a-f]{{12}}\b(?:\.(?=\w))?")
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_ENGINE = str(Path(__file__).parent) + os.sep
_LIBRARIES = {"site-packages", "dist-packages"}
_STANDARD = str(Path(os.__file__).parent) + os.sep


class apart:  # noqa: N801 - used like a function, and a class because that is faster: this is done for each claim
    """Keep what an author's code prints off stdout, where results go: it goes to stderr. And keep the directory.

    Within code that is apart already, nothing is left to do.
    """

    _kept: ClassVar[list[tuple[str, TextIO] | None]] = []

    def __enter__(self) -> None:
        if self._kept:
            self._kept.append(None)
        else:
            self._kept.append((os.getcwd(), sys.stdout))  # noqa: PTH109 - as Path it takes five times as long
            sys.stdout = sys.stderr

    def __exit__(self, kind: object, error: BaseException | None, traceback: object, /) -> None:
        kept = self._kept.pop()
        if kept is not None:
            here, sys.stdout = kept
            if os.getcwd() != here:  # noqa: PTH109
                os.chdir(here)


class running(apart):  # noqa: N801
    """Run an author's code apart from ours.

    Whatever it raises, and an attempt to end the program, is raised as AuthorError with the line of the author's that
    failed; where none did with `otherwise`, the first of these places that is known, or where a function is defined. An
    interruption passes through.
    """

    def __init__(self, *otherwise: str | Callable[..., Any]) -> None:
        self._otherwise = otherwise

    def __exit__(self, kind: object, error: BaseException | None, traceback: object, /) -> None:
        super().__exit__(kind, error, traceback)
        if error is not None and not isinstance(error, KeyboardInterrupt | Interrupted | AuthorError):
            known = (one if isinstance(one, str) else defined_at(one) for one in self._otherwise)
            raise AuthorError(said(error), where=place(error) or next(filter(None, known), "")) from error


def truth(value: object) -> bool:
    """What a comparison or a claim says: a bool, Python's or an array library's. Raises TypeError for all else."""
    if isinstance(value, bool):
        return value
    if getattr(getattr(value, "dtype", None), "kind", "") == "b":
        if getattr(value, "shape", None) == ():
            return bool(value)
        raise TypeError("expected one bool, received an array of them: say whether .all() or .any() must hold")
    raise TypeError(f"expected a bool, received {printed(value)}{forgotten(value)}")


def is_array(value: object) -> bool:
    """Whether a value is an array or a table, of whatever library: comparing two gives no bool."""
    return getattr(value, "shape", ()) != ()


def forgotten(value: object) -> str:
    """A guess at why a function gave None."""
    return ": is a `return` missing?" if value is None else ""


def said(error: BaseException) -> str:
    """What an exception says, on one line."""
    if isinstance(error, AuthorError):
        return error.said
    try:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:  # noqa: BLE001 - an exception of an author's whose message fails, too
        message = ""
    if isinstance(error, DefinitionError):
        return _line(message)
    return _line(": ".join(filter(None, (type(error).__name__, message))))


def printed(value: object) -> str:
    """A value as Python prints it, on one line, cut where long: the same for the same value, and always something."""
    try:
        with running():
            unordered = isinstance(value, set | frozenset) and bool(value)
            text = "{" + ", ".join(sorted(map(repr, value))) + "}" if unordered else repr(value)  # type: ignore[call-overload]
            return _line(_ADDRESS.sub("", text))
    except AuthorError as error:
        return f"a {type(value).__name__} that cannot be printed ({error.said})"


def place(error: BaseException) -> str:
    """The author's line that failed, as `path:line`: the last that is neither the engine's nor a library's."""
    if isinstance(error, SyntaxError) and error.filename and not error.filename.startswith("<"):
        return f"{error.filename}:{error.lineno}"
    lines = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    others = [(file, line) for file, line in lines if not file.startswith(("<", _ENGINE)) and not _is_standard(file)]
    authors = [(file, line) for file, line in others if not _is_library(file)] or others[:1]  # an installed bank's
    return ":".join(map(str, authors[-1])) if authors else ""


def is_number(value: object) -> bool:
    """Whether a value is a finite number, and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def defined_at(function: Callable[..., Any]) -> str:
    """Where a function is defined, as `path:line`; empty where that cannot be told."""
    inner = getattr(function, "__wrapped__", None) or getattr(function, "func", function)
    code = getattr(inner, "__code__", None) or getattr(vars(type(inner)).get("__call__"), "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}" if code else ""


def named(text: str) -> str:
    """A text without the name by which Python knows a bank's folder, and nobody else does."""
    return _PACKAGE.sub(lambda name: "" if name[0].endswith(".") else "the bank", text)


def _is_standard(file: str) -> bool:
    return file.startswith(_STANDARD) and not _is_library(file)


def _is_library(file: str) -> bool:
    return not _LIBRARIES.isdisjoint(Path(file).parts)


def _line(text: str) -> str:
    shown = " ".join(named(text).split()).encode(errors="backslashreplace").decode()
    return shown if len(shown) <= MOST_LETTERS else f"{shown[: MOST_LETTERS - 3]}..."
