"""What a check is: a code, a title, a remedy, and a search for defects in one question or in the whole bank."""

import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from traceback import extract_tb
from typing import Generic, TypeVar

from grader.authored import apart, defined_at, named, printed, running, said
from grader.bank import Bank
from grader.errors import AuthorError
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
        with apart():
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
        """Search, and name what was found; a search that breaks down is a finding, too."""
        try:
            with running():
                return list(map(self.finding, self.search(subject)))
        except AuthorError as error:
            return list(
                map(search_breaks_down.finding, search_breaks_down.search(Breakdown(self.code, subject, error)))
            )

    def finding(self, defect: Defect) -> Finding:
        """A defect, named."""
        evidence = tuple(map(named, defect.evidence))
        return Finding(self.code, named(defect.message), defect.where, defect.hint or self.remedy, evidence)


def check(
    code: str, *, remedy: str, requires: tuple[str, ...] = ()
) -> Callable[[Callable[[Subject], Iterator[Defect]]], Check[Subject]]:
    """Make a check of a search, titled by its docstring."""

    def decorate(search: Callable[[Subject], Iterator[Defect]]) -> Check[Subject]:
        return Check(code, " ".join((search.__doc__ or "").split()), remedy, requires, search)

    return decorate


@dataclass(frozen=True)
class Breakdown:
    """The search of a check that raised an exception, and what it looked at."""

    code: str
    subject: object
    error: AuthorError


@check("B003", remedy="Mend the line named. If it is right, the check is at fault: tell whoever maintains grader.")
def search_breaks_down(breakdown: Breakdown) -> Iterator[Defect]:
    """A check breaks down: a value of the question, or code that the check calls, raises an exception."""
    error, cause = breakdown.error, breakdown.error.__cause__
    within = (
        []
        if error.where or cause is None
        else [f"in {frame.name} of {Path(frame.filename).name}" for frame in extract_tb(cause.__traceback__)[-1:]]
    )
    yield Defect(
        at(error) if error.where else _about(breakdown.subject),
        f"the check {breakdown.code} breaks down",
        (error.said, *within),
    )


def shown(path: Path) -> str:
    """A path as a person in this directory would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def source_of(function: Callable[..., object]) -> str:
    """Where a function is defined, as `path:line`."""
    return _shown(defined_at(function)) or printed(function)


def at(error: AuthorError) -> str:
    """The line of an author's that failed, as `path:line`."""
    return _shown(error.where)


def raised(error: Exception) -> str:
    """An exception as evidence."""
    return said(error)


def suggested(*words: object) -> str:
    """A command to suggest, as a shell takes it."""
    return shlex.join(["grader", *map(str, words)])


def _shown(where: str) -> str:
    path, colon, line = where.rpartition(":")
    return f"{shown(Path(path))}{colon}{line}" if line.isdecimal() else where and shown(Path(where))


def _about(subject: object) -> str:
    """The folder of whatever a check looks at."""
    bank = getattr(subject, "bank", None)
    return shown(getattr(subject, "folder", None) or (bank.folder if bank else Path()))
