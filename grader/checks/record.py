"""Family R: the record of a measured question is whole, and made by the code that stands here."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan, nan

from grader.counting import number_of
from grader.design import Design, Run, Value
from grader.errors import RecordError
from grader.findings import Defect, Severity, at, check, suggested
from grader.release.stages import ComputedStages
from grader.stability import preset, provenance, weighing
from grader.stability.digest import code_digest
from grader.stability.intervals import prediction_interval
from grader.stability.runs import metric, paths
from grader.stability.statistics import hits_of, mixed
from grader.stability.workers import Failure, Performed

FALSE_ALARM = 1e-3
"""How often a whole verification may reject a sound record on a machine of another kind."""

_ROUNDING = 1e-6  # of a share in single precision
_MOST_SEEDS = 10  # that are named
_FILLED = 7  # bits at most that fill the cases up to whole bytes


@dataclass(frozen=True)
class Retraining:
    """A recorded run that was made again. runs: how many are made again in all."""

    stages: ComputedStages
    design: Design
    ended: Performed | Failure
    runs: int

    @property
    def recorded(self) -> Run:
        """The run as recorded."""
        run_id = self.ended.run.id if isinstance(self.ended, Performed) else self.ended.run_id
        return next(run for run in self.stages.record.runs if run.id == run_id)

    @property
    def same_machine(self) -> bool:
        """Whether the machine and its versions are those that made the record."""
        return isinstance(self.ended, Performed) and self.ended.run.machine == self.recorded.machine


def measuring(stages: ComputedStages) -> str:
    """The command that measures what a question's record lacks."""
    return suggested("measure", stages.id, bank=stages.bank.location)


@check("R001", remedy="Restore the file, or move it away and measure again.", unvaried=True)
def record_unreadable(stages: ComputedStages) -> Iterator[Defect]:
    """The record of the runs cannot be read."""
    try:
        stages.record  # noqa: B018 - read by looking
    except RecordError as error:
        yield Defect(at(stages.folder), str(error).replace(f"{stages.folder}{os.sep}", ""))


@check("R002", remedy="Measure the missing runs: grader measure.", requires=("R001",), unvaried=True)
def record_incomplete(stages: ComputedStages) -> Iterator[Defect]:
    """The record has fewer complete seeds than a release needs."""
    design = stages.question.design
    if design is None:
        return
    seeds = len(weighing.complete_seeds(stages.record.runs, design))
    if seeds < design.minimum_seeds:
        yield Defect(
            at(paths(stages.folder)[0]),
            f"expected at least {design.minimum_seeds} complete seeds, found {seeds}",
            hint=f"Measure the missing runs: {measuring(stages)}",
        )


@check("R003", remedy="Move runs.csv and runs.json away and measure again.", requires=("R001",), unvaried=True)
def record_of_other_origin(stages: ComputedStages) -> Iterator[Defect]:
    """The record was made by other code, another design or other inputs."""
    design = stages.question.design
    recorded = None if design is None else preset.continued(stages.record, design)
    if design is None or recorded is None:
        return
    now = {
        "code": code_digest(design.run),
        "design": provenance.design_digest(design),
        "inputs": design.inputs_digest(),
    }
    for what, digest in now.items():
        if getattr(recorded, what) != digest:
            yield Defect(
                at(paths(stages.folder)[1]),
                f"the runs were made with other {what}",
                (f"recorded: {getattr(recorded, what)}", f"now:      {digest}"),
            )


@check(
    "R004", remedy="Measure again: grader measure moves it away and repeats the run.", requires=("R001",), unvaried=True
)
def record_torn(stages: ComputedStages) -> Iterator[Defect]:
    """The record's last line was cut off."""
    if stages.record.torn:
        line = len(stages.record.runs) + 2
        yield Defect(
            at(paths(stages.folder)[0], line),
            f"torn last line: {stages.record.torn[:60]!r}",
            hint=f"Move it away and repeat the run: {measuring(stages)}",
        )


@check(
    "R010",
    remedy="Restore runs.csv: grader measure writes its lines, and nobody edits them.",
    requires=("R001",),
    unvaried=True,
)
def record_edited(stages: ComputedStages) -> Iterator[Defect]:
    """A line of the record was edited, removed or moved: its digest does not follow from the lines before it."""
    if stages.record.edited:
        yield Defect(
            at(paths(stages.folder)[0], stages.record.edited),
            "the digest of this line does not follow from the lines before",
        )


@check(
    "R013",
    remedy="Restore runs.csv and runs.json; where a run was recorded last when the machine failed, measure again.",
    requires=("R001", "R004", "R010"),
    unvaried=True,
)
def record_ends_otherwise(stages: ComputedStages) -> Iterator[Defect]:
    """The record does not end as it did when a run was written last: runs are missing at its end, or were added."""
    record = stages.record
    if record.runs and record.kept is None:
        yield Defect(at(paths(stages.folder)[1]), "nothing says how many runs there are, and how the last one ends")
    elif record.kept is not None and record.kept != record.ending:
        was, now = record.kept, record.ending
        yield Defect(
            at(paths(stages.folder)[0]),
            f"expected {number_of(was.runs, 'run')}, found {now.runs}",
            (f"recorded: the last line ends with {was.digest}", f"now:      with {now.digest or 'nothing'}"),
        )


@check(
    "R011",
    remedy="Extend the plan of the design, and measure what is missing.",
    requires=("R001", "R010"),
    unvaried=True,
)
def record_off_plan(stages: ComputedStages) -> Iterator[Defect]:
    """A run is in no series of the plan, or a seed is missing among those that were run."""
    design = stages.question.design
    if design is None:
        return
    table = paths(stages.folder)[0]
    planned = {run_id for series in design.plan for run_id in series.run_ids(design.options)}
    for line, run in enumerate(stages.record.runs, start=2):
        if run.id not in planned:
            yield Defect(at(table, line), f"the plan has no {run.id}")
    for series in design.plan:
        runs = weighing.select(stages.record.runs, protocol=series.protocol, reading=series.reading)
        recorded = {run.id.seed for run in runs}
        last = max((place for place, seed in enumerate(series.seeds) if seed in recorded), default=0)
        passed_over = next((seed for seed in series.seeds[:last] if seed not in recorded), None)
        if passed_over is not None:
            yield Defect(at(table), f"seed {passed_over} of {series.protocol} was passed over")


@check(
    "R012",
    remedy="Restore runs.csv; if the experiment gives such values, mend it and measure again.",
    requires=("R001", "R010"),
    unvaried=True,
)
def record_contradicts_itself(stages: ComputedStages) -> Iterator[Defect]:
    """A recorded value cannot be: it is out of bounds, or does not follow from the run or from its other values."""
    design = stages.question.design
    if design is None:
        return
    lengths: dict[str, int] = {}
    for line, run in enumerate(stages.record.runs, start=2):
        for said in _contradictions(run, design, lengths):
            yield Defect(at(paths(stages.folder)[0], line), said)


def _contradictions(run: Run, design: Design, lengths: dict[str, int]) -> Iterator[str]:
    """What cannot be of a run. lengths: of the columns that are lists, as in the first run."""
    for column, follows in design.derived.items():
        if run.measured[column] != follows(run.id):
            yield f"{column} is {run.measured[column]}, and follows from the run as {follows(run.id)}"
    for column, (least, most) in design.bounds.items():
        value = run.measured[column]
        values = value if isinstance(value, tuple) else (value,)
        outside = [one for one in values if isinstance(one, int | float) and (one < least or one > most)]
        if outside:
            yield f"{column} has {outside[0]}, and lies between {least} and {most}"
    for column, value in run.measured.items():
        if isinstance(value, tuple) and lengths.setdefault(column, len(value)) != len(value):
            yield f"{column} has {number_of(len(value), 'entry', 'entries')}, and {lengths[column]} in the first run"
    if design.hits and not isnan(metric(run, design)):
        hits = hits_of(run, design)
        right, most = int(hits.sum()), len(hits)
        shares = [right / cases for cases in range(max(most - _FILLED, 1), most + 1)]
        if all(abs(share - metric(run, design)) > _ROUNDING for share in shares):
            found = f"{design.hits} has {right} of about {number_of(most, 'case')} right"
            yield f"{design.metric} is {metric(run, design)}, and {found}"


@check("R005", remedy="Restore runs.json, which describes the machines.", requires=("R001",), unvaried=True)
def machine_unknown(stages: ComputedStages) -> Iterator[Defect]:
    """A run was made on a machine that the record does not describe, or that is not as described."""
    recorded = stages.record.provenance
    if recorded is None:
        return
    known = {key for key, about in recorded.machines.items() if provenance.machine_key(about) == key}
    for machine in recorded.machines.keys() - known - {run.machine for run in stages.record.runs}:
        yield Defect(at(paths(stages.folder)[1]), f"the description of the machine {machine!r} does not fit its name")
    unknown = {run.machine: run for run in reversed(stages.record.runs) if run.machine not in known}
    for machine, run in unknown.items():
        yield Defect(at(paths(stages.folder)[1]), f"no description fits the machine {machine!r} of {run.id}")


@check(
    "W011",
    remedy="Measure these seeds again on one machine, or say why it does not matter.",
    requires=("R001", "R005", "R010"),
    severity=Severity.WARNING,
)
def machines_mixed(stages: ComputedStages) -> Iterator[Defect]:
    """Runs of one seed, which are compared with each other, were made on different machines or with other versions."""
    seeds = mixed(stages.record.runs)
    if seeds:
        named = ", ".join(map(str, seeds[:_MOST_SEEDS])) + (", ..." if len(seeds) > _MOST_SEEDS else "")
        yield Defect(
            at(paths(stages.folder)[0]), f"different machines made the runs of {number_of(len(seeds), 'seed')}: {named}"
        )


@check(
    "R006",
    remedy="Find what changed since the record was made; if the new values are right, measure again.",
    requires=("R001", "R002", "R003", "R004", "R005", "R010", "R012"),
)
def trained_again_differs(again: Retraining) -> Iterator[Defect]:
    """A recorded run, made again, fails; or gives other values on its own machine, or on another such as do not fit."""
    recorded, ended = again.recorded, again.ended
    place, what = at(paths(again.stages.folder)[0]), f"{recorded.id.option}, seed {recorded.id.seed}"
    if isinstance(ended, Failure):
        yield Defect(place, f"{what}: made again, the run failed", (ended.reason,))
    elif again.same_machine:
        changed = [
            name for name in again.design.columns if repr(ended.run.measured[name]) != repr(recorded.measured[name])
        ]
        if changed:
            yield Defect(
                place,
                f"{what}: made again on the same machine, the run gives another {', '.join(changed)}",
                tuple(
                    f"{name}: recorded {recorded.measured[name]!r}, now {ended.run.measured[name]!r}"
                    for name in changed
                ),
            )
    else:
        for said, evidence in _unlike(again, ended.run):
            yield Defect(place, f"{what}: made again on another machine, {said}", evidence)


def _unlike(again: Retraining, now: Run) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a run that was made again elsewhere gives otherwise than other arithmetic can explain."""
    recorded, design = again.recorded, again.design
    alike = [run for run in again.stages.record.runs if replace(run.id, seed=recorded.id.seed) == recorded.id]
    values = [metric(run, design) for run in alike]
    numbers = [value for value in values if not isnan(value)]
    low, high = prediction_interval(numbers, error=FALSE_ALARM / again.runs)
    value = metric(now, design)
    if not (len(numbers) < len(values) if isnan(value) else low <= value <= high):
        yield (
            f"its {design.metric} is {value:g}, which does not fit",
            (f"the recorded runs let it fall between {low:.4f} and {high:.4f}",),
        )
    for column, share in design.steady.items():
        before, after = (_first(run.measured[column]) for run in (recorded, now))
        if not abs(after - before) <= share * abs(before) and not (isnan(before) and isnan(after)):
            yield (
                f"the first of its {column} is {after:g}, which does not fit",
                (f"recorded: {before:g}, and other arithmetic changes it by {share:.1%} at most",),
            )


def _first(value: Value) -> float:
    """The first entry of a recorded list; NaN where there is none."""
    return value[0] if isinstance(value, tuple) and value else nan
