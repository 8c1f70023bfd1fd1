"""What is found wrong in content, where, and how it is looked for: places, findings, checks, and the one runner."""

import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from traceback import extract_tb
from typing import Any, Generic, TypeVar, get_type_hints

from grader.authored import apart, defined_at, named, printed, running, said
from grader.errors import AuthorError


@dataclass(frozen=True)
class Place:
    """Where something is: in a file, with the line and the column (from 1) where they are known; or in a language.

    path: as a person in this directory would type it. The line of a table's row is its number in a spreadsheet program.
    """

    path: str
    line: int = 0
    column: int = 0
    language: str = ""

    def __str__(self) -> str:
        """In a compiler's form, `path:line:column`, as much as there is; `path in LANGUAGE` where there is no line."""
        if self.language and not self.line:
            return f"{self.path} in {self.language}"
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


class Severity(StrEnum):
    """Whether a finding stands in the way of a release."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """A defect in content: what is wrong, where, and how to mend it.

    question: the id of the question that it was found in; empty where it speaks of none.
    """

    code: str
    message: str
    place: Place
    hint: str = ""
    evidence: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR
    question: str = ""

    def __str__(self) -> str:
        warning = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.place}: {self.code} {warning}{self.message}"

    @property
    def lines(self) -> Iterator[str]:
        """In a compiler's form, the evidence and the remedy below."""
        yield str(self)
        yield from (f"    {line}" for line in self.evidence)
        if self.hint:
            yield f"    remedy: {self.hint}"


@dataclass(frozen=True)
class Defect:
    """What a search found, before its check gives it a code: where, what, and the evidence."""

    place: Place
    message: str
    evidence: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Code:
    """A kind of defect.

    code: a family letter and three digits, never reused.
    title: what is wrong where it is found. remedy: what to do about it.
    """

    code: str
    title: str
    remedy: str


Subject_contra = TypeVar("Subject_contra", contravariant=True)


@dataclass(frozen=True)
class Check(Code, Generic[Subject_contra]):
    """A search for one kind of defect.

    search: yields the defects of a subject. of: what it can look at; anything else it passes over.
    requires: codes whose findings make this check meaningless: then it is skipped.
    unvaried: whether it looks only at what variants share with their exam: definitions, texts as written, the record.
    """

    search: Callable[[Subject_contra], Iterator[Defect]]
    of: type
    requires: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR
    unvaried: bool = False

    def findings(self, subject: Subject_contra, question: str = "") -> list[Finding]:
        """Search, and name what is found; a search that breaks down is a finding, too.

        question: the id of the question that the subject belongs to.
        """
        try:
            return [self.finding(defect, question) for defect in self.search(subject)]
        except BaseException as error:  # noqa: BLE001 - an interruption passes through
            return self._broken_down(error, subject, question)

    def _broken_down(self, error: BaseException, subject: Subject_contra, question: str) -> list[Finding]:
        try:
            with running():
                raise error
        except AuthorError as of_author:
            return search_breaks_down.findings(Breakdown(self.code, subject, of_author), question)

    def finding(self, defect: Defect, question: str = "") -> Finding:
        """A defect, named."""
        evidence = tuple(map(named, defect.evidence))
        hint = defect.hint or self.remedy
        return Finding(self.code, named(defect.message), defect.place, hint, evidence, self.severity, question)


def check(
    code: str,
    *,
    remedy: str,
    requires: tuple[str, ...] = (),
    severity: Severity = Severity.ERROR,
    unvaried: bool = False,
) -> Callable[[Callable[[Subject_contra], Iterator[Defect]]], Check[Subject_contra]]:
    """Make a check of a search: its docstring is the title, and the type of its parameter what it can look at."""

    def decorate(search: Callable[[Subject_contra], Iterator[Defect]]) -> Check[Subject_contra]:
        title = " ".join((search.__doc__ or "").split())
        of = next(type_ for name, type_ in get_type_hints(search).items() if name != "return")
        return Check(code, title, remedy, search, of, requires, severity, unvaried)

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
        line_of(error) if error.where else _about(breakdown.subject),
        f"the check {breakdown.code} breaks down",
        (error.said, *within),
    )


@dataclass(frozen=True)
class Result:
    """What became of checks; results add up.

    failed: the codes that were found, or that were not looked for because what they require was found.
    ran, skipped: how many checks.
    """

    findings: tuple[Finding, ...] = ()
    failed: frozenset[str] = frozenset()
    ran: int = 0
    skipped: int = 0

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.findings + other.findings,
            self.failed | other.failed,
            self.ran + other.ran,
            self.skipped + other.skipped,
        )

    def allows(self, requires: Iterable[str]) -> bool:
        """Whether nothing was found that a further check rests on."""
        return self.failed.isdisjoint(requires)


NOTHING_FOUND = Result()


def run(checks: Iterable[Check[Any]], subject: object, *, question: str = "", after: Result = NOTHING_FOUND) -> Result:
    """Run in order those checks that can look at a subject, and skip those whose requirements were found wrong.

    question: the id of the question that the subject belongs to, for the findings. after: what was found in it before.
    """
    findings: list[Finding] = []
    failed: set[str] = set()
    ran = skipped = 0
    with apart():
        for one in checks:
            if not isinstance(subject, one.of):
                continue
            if not (after.failed.isdisjoint(one.requires) and failed.isdisjoint(one.requires)):
                failed.add(one.code)
                skipped += 1
                continue
            ran += 1
            if found := one.findings(subject, question):
                findings += found
                failed.add(one.code)
    return Result(tuple(findings), frozenset(failed), ran, skipped)


def shown(path: Path) -> str:
    """A path as a person in this directory would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def at(path: Path, line: int = 0, *, language: str = "") -> Place:
    """The place of a path."""
    return Place(shown(path), line, language=language)


def source_of(function: Callable[..., object]) -> Place:
    """Where a function is defined."""
    return _place(defined_at(function)) if defined_at(function) else Place(printed(function))


def line_of(error: AuthorError) -> Place:
    """The line of an author's that failed."""
    return _place(error.where)


def raised(error: Exception) -> str:
    """An exception as evidence."""
    return said(error)


def suggested(*words: object, **settings: object) -> str:
    """A command to suggest, as a shell takes it; settings: by name, as options of the command."""
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return shlex.join(["grader", *map(str, [*words, *options])])


def _place(where: str) -> Place:
    """A place of an author's, from `path:line` or `path`."""
    path, _, line = where.rpartition(":")
    return at(Path(path), int(line)) if line.isdecimal() else at(Path(where))


def _about(subject: object) -> Place:
    """The folder of whatever a check looks at."""
    bank = getattr(subject, "bank", None)
    return at(getattr(subject, "folder", None) or (bank.folder if bank else Path()))
