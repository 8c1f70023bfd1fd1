"""Family S, on another process: solved there, with another clock and environment, a question must be the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from typing import Any

from grader.authored import printed, running
from grader.errors import GraderError
from grader.findings import Defect, check, source_of
from grader.kinds.quiz import write_entry
from grader.moodle.quiz import File
from grader.release.stages import ComputedStages

FAILS = "fails"
"""Under what another process says why it could not solve a question."""

_MOST = 6  # differences that are shown

Facts = Mapping[str, str]
"""What there is to say of a question that was solved, by what it is of."""


@dataclass(frozen=True)
class Elsewhere:
    """A question as it was solved here, and what another process says of it."""

    stages: ComputedStages
    there: Facts


@check(
    "S003",
    remedy="Let nothing rest on the order of a set, the clock, the folder, the environment, or an earlier call.",
    requires=("S001", "S002"),
)
def solved_otherwise_elsewhere(elsewhere: Elsewhere) -> Iterator[Defect]:
    """Another process, with another hash seed, clock, folder and environment, finds another question."""
    here, there = facts(elsewhere.stages), elsewhere.there
    place = source_of(elsewhere.stages.question.solve)
    if FAILS in there:
        yield Defect(place, "another process cannot solve it", (there[FAILS],))
    elif here != there:
        told = [f"{what}: {here[what]}, there {there.get(what)}" for what in here if here[what] != there.get(what)]
        yield Defect(place, "another process finds another question", tuple(told[:_MOST]))


def facts(stages: ComputedStages) -> Facts:
    """What is to be the same wherever a question is solved: solution, key, and the bytes of its XML."""
    solution = stages.solution
    said = {f"s.{field.name}": canonical(getattr(solution, field.name)) for field in fields(solution)}
    said["key"] = ", ".join(stages.key)
    said |= {f"figure {file.name}": _short(file.content) for file in _figures(stages)}
    for language in stages.bank.languages:
        said[f"XML in {language}"] = _digest(stages, language)
    return said


def canonical(value: Any) -> str:
    """A value as text, whatever the order in which sets hold their members: equal text for equal values."""
    with running():
        if isinstance(value, set | frozenset):
            return f"{{{', '.join(sorted(map(canonical, value)))}}}"
        if isinstance(value, Mapping):
            return f"{{{', '.join(f'{canonical(key)}: {canonical(one)}' for key, one in value.items())}}}"
        if isinstance(value, tuple | list):
            return f"[{', '.join(map(canonical, value))}]"
        if is_dataclass(value) and not isinstance(value, type):
            said = (f"{field.name}={canonical(getattr(value, field.name))}" for field in fields(value))
            return f"{type(value).__name__}({', '.join(said)})"
        if hasattr(value, "tolist"):  # an array, which prints itself in part
            return f"{type(value).__name__}({canonical(value.tolist())})"
    return printed(value)


def _digest(stages: ComputedStages, language: str) -> str:
    """Of the XML; empty where a text cannot be shown, which other checks say."""
    try:
        return _short(write_entry(stages.moodle_question(language)))
    except (GraderError, LookupError, OSError, UnicodeError):  # a block is missing, or a text cannot be read
        return ""


def _figures(stages: ComputedStages) -> Sequence[File]:
    """What is drawn; nothing where a figure cannot be, which other checks say."""
    try:
        return stages.figures
    except (GraderError, OSError, UnicodeError):
        return ()


def _short(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]
