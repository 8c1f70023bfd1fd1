"""Family T, on ranges: they begin with their lower end."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from grader.checks.quoted import Quoted, quoted
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
    for language, source in stages.sources.items():
        base = language.partition("-")[0]
        for one, other in pairwise(quoted(source, stages.solution)):
            together = (one.at.line, one.at.sentence) == (other.at.line, other.at.sentence)
            if together and base in _BETWEEN and _is_reversed(one, other, base):
                yield Defect(at(source.path, one.at.line), f"a range goes from {one.written} to {other.written}")


def _is_reversed(one: Quoted, other: Quoted, base: str) -> bool:
    """Whether two values are the ends of a range, and the first one is the higher."""
    if _joined(one, other, _BETWEEN[base]):
        return one.value > other.value
    return _joined(one, other, _FROM[base]) and _named(one, _HIGH) and _named(other, _LOW)


def _joined(one: Quoted, other: Quoted, by: tuple[str, str]) -> bool:
    """Whether two values stand beside each other with these words before and between them."""
    between = EXPRESSION.sub("", other.at.before[len(one.at.before) :])
    return words_of(one.at.before)[-1:] == [by[0]] and words_of(between) == [by[1]]


def _named(value: Quoted, names: set[str]) -> bool:
    return any(names & {*part.split("_")} for part in value.name.split("."))
