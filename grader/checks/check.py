"""What a check is: a code, a title, a remedy, and a search for defects in one question or in the whole bank."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from grader.bank import Bank
from grader.model import Finding
from grader.release.exports import Files, build
from grader.release.stages import Stages


@dataclass(frozen=True)
class Release:
    """The whole bank under examination, and the folder of its exports (None: not compared)."""

    bank: Bank
    stages: Sequence[Stages]
    exports: Path | None

    @cached_property
    def files(self) -> Files:
        """What the bank would write."""
        return build(self.bank, self.stages)


@dataclass(frozen=True)
class Defect:
    """What a check found, before it has its code: where, what, and the evidence."""

    where: str
    message: str
    evidence: tuple[str, ...] = ()
    hint: str = ""


Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Check(Generic[Subject]):
    """A search for one kind of defect.

    code: a family letter and three digits, never reused.
    title: what is wrong where it finds something. remedy: what its author can do.
    requires: codes whose findings make this check meaningless: then it is skipped.
    """

    code: str
    title: str
    remedy: str
    requires: tuple[str, ...]
    search: Callable[[Subject], Iterator[Defect]]

    def findings(self, subject: Subject) -> list[Finding]:
        """Search, and name what was found."""
        return [
            Finding(self.code, defect.message, defect.where, defect.hint or self.remedy, defect.evidence)
            for defect in self.search(subject)
        ]


def check(
    code: str, *, remedy: str, requires: tuple[str, ...] = ()
) -> Callable[[Callable[[Subject], Iterator[Defect]]], Check[Subject]]:
    """Make a check of a search, titled by its docstring."""

    def decorate(search: Callable[[Subject], Iterator[Defect]]) -> Check[Subject]:
        return Check(code, " ".join((search.__doc__ or "").split()), remedy, requires, search)

    return decorate


def shown(path: Path) -> str:
    """A path as a person in this directory would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def source_of(function: Callable[..., object]) -> str:
    """Where a function is defined, as `path:line`."""
    code = getattr(function, "__code__", None)
    return f"{shown(Path(code.co_filename))}:{code.co_firstlineno}" if code else repr(function)


def raised(error: Exception) -> str:
    """An exception as evidence."""
    return f"{type(error).__name__}: {error}"
