"""Family R: the record of a measured question is whole, and made by the code that stands here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan

from grader.errors import RecordError
from grader.findings import Defect, at, check, suggested
from grader.model import Design, Run
from grader.release.stages import ComputedStages
from grader.stability import certificate, provenance
from grader.stability.digest import code_digest
from grader.stability.prediction import prediction_interval
from grader.stability.runs import metric, paths
from grader.stability.workers import Failure, Performed

FALSE_ALARM = 1e-3
"""How often a whole verification may reject a sound record on a machine of another kind."""


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


@check("R001", remedy="Restore the file, or move it away and measure again.")
def record_unreadable(stages: ComputedStages) -> Iterator[Defect]:
    """The record of the runs cannot be read."""
    try:
        stages.record  # noqa: B018 - read by looking
    except RecordError as error:
        yield Defect(at(stages.folder), str(error))


@check("R002", remedy="Measure the missing runs: grader measure.", requires=("R001",))
def record_incomplete(stages: ComputedStages) -> Iterator[Defect]:
    """The record has fewer complete seeds than a release needs."""
    design = stages.question.design
    if design is None:
        return
    seeds = len(certificate.complete_seeds(stages.record.runs, design))
    if seeds < design.minimum_seeds:
        yield Defect(
            at(paths(stages.folder)[0]),
            f"expected at least {design.minimum_seeds} complete seeds, found {seeds}",
            hint=f"Measure the missing runs: {measuring(stages)}",
        )


@check("R003", remedy="Move runs.csv and runs.json away and measure again.", requires=("R001",))
def record_of_other_origin(stages: ComputedStages) -> Iterator[Defect]:
    """The record was made by other code, another design or other inputs."""
    design, recorded = stages.question.design, stages.record.provenance
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


@check("R004", remedy="Measure again: grader measure drops it and repeats the run.", requires=("R001",))
def record_torn(stages: ComputedStages) -> Iterator[Defect]:
    """The record's last line was cut off."""
    if stages.record.torn:
        line = len(stages.record.runs) + 2
        yield Defect(
            at(paths(stages.folder)[0], line),
            f"torn last line: {stages.record.torn[:60]!r}",
            hint=f"Drop it and repeat the run: {measuring(stages)}",
        )


@check("R005", remedy="Restore runs.json, which describes the machines.", requires=("R001",))
def machine_unknown(stages: ComputedStages) -> Iterator[Defect]:
    """A run was made on a machine that the record does not describe, or that is not as described."""
    recorded = stages.record.provenance
    if recorded is None:
        return
    known = {key for key, about in recorded.machines.items() if provenance.machine_key(about) == key}
    unknown = {run.machine: run for run in reversed(stages.record.runs) if run.machine not in known}
    for machine, run in unknown.items():
        yield Defect(at(paths(stages.folder)[1]), f"no description fits the machine {machine!r} of {run.id}")


@check(
    "R006",
    remedy="Find what changed since the record was made; if the new values are right, measure again.",
    requires=("R001", "R002", "R003", "R004", "R005"),
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
        alike = [run for run in again.stages.record.runs if replace(run.id, seed=recorded.id.seed) == recorded.id]
        values = [metric(run, again.design) for run in alike]
        numbers = [value for value in values if not isnan(value)]
        low, high = prediction_interval(numbers, error=FALSE_ALARM / again.runs)
        value = metric(ended.run, again.design)
        fits = len(numbers) < len(values) if isnan(value) else low <= value <= high
        if not fits:
            yield Defect(
                place,
                f"{what}: made again on another machine, its {again.design.metric} is {value:g}, which does not fit",
                (f"the recorded runs let it fall between {low:.4f} and {high:.4f}",),
            )
