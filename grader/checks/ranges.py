"""Family T, on ranges: they begin with their lower end."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from grader.checks.quoted import Occurrence, Quoted, quoted_by
from grader.checks.text import COMPLETE
from grader.findings import Defect, at, check
from grader.release.stages import ComputedStages
from grader.texts.glossary import words_of
from grader.texts.source import EXPRESSION

_BETWEEN: Mapping[str, tuple[str, str]] = {"en": ("between", "and"), "pt": ("entre", "e")}
_FROM: Mapping[str, tuple[str, str]] = {"en": ("from", "to"), "pt": ("de", "a")}
_LOW = {"low", "lowest", "lower", "least", "min", "minimum", "smallest", "worst"}
_HIGH = {"high", "highest", "upper", "most", "max", "maximum", "largest", "best"}


@check("T035", remedy="Name the lower end of a range first.", requires=(*COMPLETE, "T013"))
def range_reversed(stages: ComputedStages) -> Iterator[Defect]:
    """A range begins with its higher end: a number that is larger, or a value that is named the highest."""
    for source, numbers in quoted_by(stages):
        for one, other in pairwise(numbers):
            if _is_reversed(one, other, _joined(one.at, other.at)):
                yield Defect(at(source.path, one.at.line), f"a range goes from {one.written} to {other.written}")


def _is_reversed(one: Quoted, other: Quoted, by: tuple[str, str] | None) -> bool:
    """Whether two values are the ends of a range that is said by such words, and the first one is the higher."""
    if by in _BETWEEN.values():
        return one.value > other.value
    return by is not None and _named(one, _HIGH) and _named(other, _LOW)


@lru_cache(maxsize=4096)  # in every variant they stand where they stood
def _joined(one: Occurrence, other: Occurrence) -> tuple[str, str] | None:
    """The words of a range before and between two values of one sentence; None where these are others."""
    base = one.language.partition("-")[0]
    if base not in _BETWEEN or (one.line, one.sentence) != (other.line, other.sentence):
        return None
    before, between = words_of(one.before)[-1:], words_of(EXPRESSION.sub("", other.before[len(one.before) :]))
    return next((by for by in (_BETWEEN[base], _FROM[base]) if (before, between) == ([by[0]], [by[1]])), None)


def _named(value: Quoted, names: set[str]) -> bool:
    return any(names & {*part.split("_")} for part in value.name.split("."))
