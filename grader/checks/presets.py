"""Family R, on statements that were preset: no seed counts that somebody may have looked at before."""

from collections.abc import Iterator

from grader.counting import number_of
from grader.design import Design
from grader.errors import BankError
from grader.findings import Defect, Place, at, check
from grader.release.stages import ComputedStages
from grader.stability.about import Ending
from grader.stability.preset import FILE, Holds, ending_after, presets, seeds_of
from grader.stability.repair import records_of
from grader.stability.runs import Record


@check(
    "R014",
    remedy="Preset the wording anew by `grader repair`, and measure: seeds that were run before cannot count.",
    requires=("R001", "R010"),
    unvaried=True,
)
def preset_after_looking(stages: ComputedStages) -> Iterator[Defect]:
    """A statement that was preset counts seeds that were run before, or nothing shows that they were not."""
    design = stages.question.design
    if design is None:
        return
    for statement in design.statements:
        if isinstance(statement, Holds):
            yield from _looked_at(statement, stages, design)


@check(
    "R015",
    remedy="Let the design hold what `presets(__file__)` reads: statements=(*presets(__file__), ...).",
    requires=("R001",),
    unvaried=True,
)
def preset_unread(stages: ComputedStages) -> Iterator[Defect]:
    """The design has other preset statements than the file beside it."""
    design = stages.question.design
    if design is None:
        return
    place = at(stages.folder / FILE)
    try:
        beside = presets(stages.folder / FILE)
    except BankError as error:
        yield Defect(place, str(error))
        return
    held = [one for one in design.statements if isinstance(one, Holds)]
    for one in beside:
        if one not in held:
            yield Defect(place, f"the design has no such statement: {one.wording}, from seed {one.first_seed} on")
    for one in held:
        if one not in beside:
            yield Defect(place, f"only the design has this statement: {one.wording}, from seed {one.first_seed} on")


def _looked_at(statement: Holds, stages: ComputedStages, design: Design) -> Iterator[Defect]:
    """What shows that seeds were run before a statement was written, by the records of its experiment."""
    place = at(stages.folder / FILE)
    records = records_of(stages.bank, design)
    named = {id_: Ending(count, digest) for id_, count, digest in statement.before}
    for id_ in named.keys() - records.keys():
        yield Defect(place, f"the bank has no record of {id_}, after which {statement.wording} was preset")
    for id_, (record, of) in records.items():
        before = named.get(id_)
        if before is not None and ending_after(stages.bank.folder / id_, before.runs) != before:
            yield Defect(place, f"the record of {id_} did not end so after {number_of(before.runs, 'run')}")
        elif before is not None:
            yield from _counted_before(statement, id_, record, of, before.runs, place)
        elif id_ != stages.id:
            yield from _counted_before(statement, id_, record, of, len(record.runs), place)


def _counted_before(
    statement: Holds, id_: str, record: Record, design: Design, runs: int, place: Place
) -> Iterator[Defect]:
    """The seeds that a statement counts, of the first runs of a record."""
    looked_at = [seed for seed in seeds_of(record.runs[:runs], design) if seed >= statement.first_seed]
    if looked_at:
        yield Defect(
            place,
            f"{statement.wording} counts seeds from {statement.first_seed} on, and seed {min(looked_at)} had been run",
            (f"in the record of {id_}, among its first {number_of(runs, 'run')}",),
        )
