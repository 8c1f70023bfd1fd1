"""Family N: what can be wrong with the units of a number: N012, N013; and W021."""

from collections.abc import Iterator
from math import isclose

from grader.findings import Defect, Severity, at, check, source_of
from grader.kinds.numerical.proof import marker_of, misread_in_units, of_wrong_units
from grader.kinds.subject import Subject
from grader.moodle.flatten import to_plain_text
from grader.texts.measures import measure

_SEPARATED = ("N001", "N002", "N003", "N004", "N005", "N006")


@check(
    "N012",
    remedy="Let a wrong unit cost all (unit_penalty=1), leave the unit out, or let the parameters keep them apart.",
    requires=(*_SEPARATED, "N007", "M006"),
)
def unit_changes_what_is_earned(asked: Subject) -> Iterator[Defect]:
    """A number that is given in one of the units earns something else than it deserves."""
    if asked.item.units:
        for one in misread_in_units(asked.item, marker_of(asked, next(iter(asked.texts.values())))):
            yield Defect(
                source_of(asked.question.item),
                f"{one.written} earns {one.earned:g} of the mark, and deserves {one.deserved:g}",
            )


@check("N013", remedy="Name the answer's unit in the stem, since it may be left out.", requires=_SEPARATED)
def unit_unsaid(asked: Subject) -> Iterator[Defect]:
    """The unit may be left out, and the stem does not say which is meant then."""
    units = asked.item.units
    if units and asked.item.unit_penalty is None:
        own = units[0].name
        for language, text in asked.texts.items():
            if own not in to_plain_text(text.stem).replace("\N{NO-BREAK SPACE}", " ").split():
                source = asked.sources[language]
                yield Defect(at(source.path, source.blocks["stem"].line), f"the stem does not name the unit {own}")


@check("N014", remedy="Say how many of the unit make one of the answer's own.", requires=_SEPARATED)
def multiplier_of_another(asked: Subject) -> Iterator[Defect]:
    """A unit's multiplier is not what its name and that of the answer's own unit say."""
    own = measure(asked.item.units[0].name) if asked.item.units else None
    for unit in asked.item.units:
        other = measure(unit.name)
        if own is None or other is None:
            continue
        place = source_of(asked.question.item)
        if not own.is_like(other):
            yield Defect(place, f"{unit.name} measures something else than {asked.item.units[0].name}")
        elif not isclose(unit.multiplier, own.factor / other.factor):
            said = f"1 {asked.item.units[0].name} is {own.factor / other.factor:g} {unit.name}"
            yield Defect(place, f"{said}, and its multiplier is {unit.multiplier:g}")


@check(
    "W021",
    remedy="Let a wrong unit cost something (unit_penalty); or waive W021 in the question with the reason.",
    requires=(*_SEPARATED, "N007", "M006", "N012"),
    severity=Severity.WARNING,
)
def wrong_unit_earns(asked: Subject) -> Iterator[Defect]:
    """The key's figures earn with a unit in which they mean another number: Moodle takes the bare number, too."""
    item = asked.item
    found = next(of_wrong_units(item, marker_of(asked, next(iter(asked.texts.values())))), None) if item.units else None
    if found is not None:
        yield Defect(source_of(asked.question.item), f"{found.written} earns {found.earned:g} of the mark")
