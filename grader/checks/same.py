"""Families T and W, on what is told twice: a value has one unit, a term its own words, a name one value."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import combinations
from math import isclose

from grader.authored import is_number, printed
from grader.checks.quoted import Occurrence, occurrences
from grader.checks.text import READABLE
from grader.findings import Defect, Severity, at, check, source_of
from grader.release.stages import ComputedStages
from grader.texts.glossary import words_of
from grader.texts.measures import Measure, behind
from grader.texts.source import TERMS, Source, terms

_OFFERS = ("value", "answer")  # what a part of an item asserts
_OF_VALUES = (  # what is wrong with such values, whatever they are called
    *("K001", "K002", "K040", "K041", "K051", "K060", "K061", "K063", "K070", "K077", "N004", "N005", "N006"),
)


@check("T036", remedy="Write the value's own unit wherever it stands.", requires=(*READABLE, "T030"), unvaried=True)
def unit_of_another(stages: ComputedStages) -> Iterator[Defect]:
    """A value stands before one unit in a place, and before another one elsewhere."""
    for source in stages.sources.values():
        for name, places in _with_units(source).items():
            usual = Counter(written for _, written, _ in places).most_common(1)[0][0]
            meant = next(unit for _, written, unit in places if written == usual)
            for occurrence, written, unit in places:
                if not unit.is_the(meant):
                    said = f"{name} has the unit {written} here, and {usual} elsewhere"
                    yield Defect(at(source.path, occurrence.line), said)


@check("T028", remedy="Let the block `terms` give each name its own words.", requires=READABLE, unvaried=True)
def terms_exchanged(stages: ComputedStages) -> Iterator[Defect]:
    """Two names of the block `terms` have each other's words."""
    for source in stages.sources.values():
        named = {name: set(words_of(words)) for name, words in terms(source).items()}
        for one, other in combinations(named, 2):
            if _names(one, named[other]) and _names(other, named[one]) and not _names(one, named[one]):
                place = at(source.path, source.blocks[TERMS].line)
                yield Defect(place, f"the words of {one} are those of {other}: {terms(source)[one]}")


@check(
    "W018",
    remedy="Let it have that value, or call it by another id; or waive W018 in the question with the reason.",
    requires=("S001", *_OF_VALUES),
    severity=Severity.WARNING,
)
def named_like_another_value(stages: ComputedStages) -> Iterator[Defect]:
    """An option, or another part of the item, is called like a value of the solution, and has another value."""
    for id_, value in _parts(stages.item):
        found = getattr(stages.solution, id_, None) if id_ != "p" else None
        if _is_of_one_kind(value, found) and not _is_same(value, found):
            said = f"{id_} is {printed(value)}, and the solution's {id_} is {printed(found)}"
            yield Defect(source_of(stages.question.item), said)


def _with_units(source: Source) -> Mapping[str, list[tuple[Occurrence, str, Measure]]]:
    """The values of a text, each with the places where a unit stands behind it, as written and as meant."""
    found: dict[str, list[tuple[Occurrence, str, Measure]]] = {}
    for one in occurrences(source):
        unit = behind(one.behind)
        if unit and one.expression.value and one.writing and one.writing.writer != "percent":
            found.setdefault(one.expression.value, []).append((one, *unit))
    return found


def _names(name: str, words: set[str]) -> bool:
    """Whether some word begins with a name, as *overdispersed* does with *over*."""
    return any(word.startswith(name.casefold()) for word in words)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    """The ids of an item's parts, each with what the part asserts."""
    if isinstance(value, tuple):
        for entry in value:
            yield from _parts(entry)
    elif is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        if isinstance(held.get("id"), str):
            yield from ((held["id"], held[name]) for name in _OFFERS if name in held)
        for entry in held.values():
            if isinstance(entry, tuple):
                yield from _parts(entry)


def _is_of_one_kind(one: object, other: object) -> bool:
    """Whether two values are both truth values, both numbers, or both words."""
    return (
        (isinstance(one, bool) and isinstance(other, bool))
        or (is_number(one) and is_number(other))
        or (isinstance(one, str) and isinstance(other, str))
    )


def _is_same(one: object, other: object) -> bool:
    return isclose(one, other) if isinstance(one, float) and isinstance(other, float) else one == other
