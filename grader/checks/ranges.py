"""T035 and W024, on ranges and rows: they begin with what is the lower end, or the first, of them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations, pairwise

from grader.checks.quoted import Occurrence, Quoted, occurrences, quoted_by
from grader.checks.text import COMPLETE
from grader.findings import Defect, Severity, at, check
from grader.release.stages import ComputedStages
from grader.texts.glossary import words_of
from grader.texts.source import EXPRESSION

_BETWEEN: Mapping[str, tuple[str, str]] = {"en": ("between", "and"), "pt": ("entre", "e")}
_FROM: Mapping[str, tuple[str, str]] = {"en": ("from", "to"), "pt": ("de", "a")}
_LOW = {"low", "lowest", "lower", "least", "min", "minimum", "smallest", "worst"}
_HIGH = {"high", "highest", "upper", "most", "max", "maximum", "largest", "best"}
_ROWS = tuple(  # names of what is told in this order
    row.split()
    for row in (
        "first second third fourth fifth",
        "first last",
        "before after",
        "initial final",
        "start end",
        "old new",
        "low high",
        "lower upper",
        "lowest highest",
        "least largest",
        "smallest largest",
        "small large",
        "min max",
        "minimum maximum",
        "worst best",
        "left right",
        "training validation test",
        "a b c d e f",
    )
)
_LATER = "new"  # a name with it comes after the same without


@check("T035", remedy="Name the lower end of a range first.", requires=(*COMPLETE, "T013"))
def range_reversed(stages: ComputedStages) -> Iterator[Defect]:
    """A range begins with its higher end: a number that is larger, or a value that is named the highest."""
    for source, numbers in quoted_by(stages):
        for one, other in pairwise(numbers):
            if _is_reversed(one, other, _joined(one.at, other.at)):
                yield Defect(at(source.path, one.at.line), f"a range goes from {one.written} to {other.written}")


@check(
    "W024",
    remedy="Exchange the values, or what is said of them; or waive W024 in the question, where the order is meant.",
    requires=COMPLETE,
    severity=Severity.WARNING,
    unvaried=True,
)
def row_reversed(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence shows two values in another order than their names have, such as the second before the first."""
    for source in stages.sources.values():
        sentences: dict[int, list[Occurrence]] = {}
        for one in occurrences(source):
            sentences.setdefault(one.sentence, []).append(one)
        for shown in sentences.values():
            named = [one.expression.value for one in shown]
            for first, second in combinations([one for one in shown if named.count(one.expression.value) == 1], 2):
                if _comes_later(first.expression.value, second.expression.value):
                    said = f"{first.expression.value} stands before {second.expression.value}"
                    yield Defect(at(source.path, first.line), said)


@lru_cache(maxsize=4096)
def _comes_later(one: str, other: str) -> bool:
    """Whether of two values whose names differ in one word the first comes later in the row of these words."""
    words, others = (name.replace(".", "_").split("_") for name in (one, other))
    if len(words) == len(others) + 1:
        return _LATER in words and [word for word in words if word != _LATER] == others
    unlike = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    if len(words) != len(others) or len(unlike) != 1:
        return False
    ((late, early),) = unlike
    return any(late in row and early in row and row.index(late) > row.index(early) for row in _ROWS)


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
