"""Family R: the record of a measured question is whole, and made by the code that stands here."""

from collections.abc import Iterator

from grader.checks.check import Defect, check, shown
from grader.errors import RecordError
from grader.stability import certificate, provenance
from grader.stability.runs import paths
from grader.stages import Stages


@check("R001", remedy="Restore the file, or move it away and measure again.")
def record_unreadable(stages: Stages) -> Iterator[Defect]:
    """The record of the runs cannot be read."""
    try:
        stages.record  # noqa: B018 - read by looking
    except RecordError as error:
        yield Defect(shown(stages.folder), str(error))


@check("R002", remedy="Measure the missing runs: grader measure.", requires=("R001",))
def record_incomplete(stages: Stages) -> Iterator[Defect]:
    """The record has fewer complete seeds than a release needs."""
    design = stages.question.design
    if design is None:
        return
    seeds = len(certificate.complete_seeds(stages.record.runs, design))
    if seeds < design.minimum_seeds:
        yield Defect(
            shown(paths(stages.folder)[0]), f"expected at least {design.minimum_seeds} complete seeds, found {seeds}"
        )


@check("R003", remedy="Move runs.csv and runs.json away and measure again.", requires=("R001",))
def record_of_other_origin(stages: Stages) -> Iterator[Defect]:
    """The record was made by other code, another design or other inputs."""
    design, recorded = stages.question.design, stages.record.provenance
    if design is None or recorded is None:
        return
    now = {
        "code": provenance.code_digest(design.run),
        "design": provenance.design_digest(design),
        "inputs": design.inputs_digest(),
    }
    for what, digest in now.items():
        if getattr(recorded, what) != digest:
            yield Defect(
                shown(paths(stages.folder)[1]),
                f"the runs were made with other {what}",
                (f"recorded: {getattr(recorded, what)}", f"now:      {digest}"),
            )


@check("R004", remedy="Measure again: grader measure drops it and repeats the run.", requires=("R001",))
def record_torn(stages: Stages) -> Iterator[Defect]:
    """The record's last line was cut off."""
    if stages.record.torn:
        line = len(stages.record.runs) + 2
        yield Defect(f"{shown(paths(stages.folder)[0])}:{line}", f"torn last line: {stages.record.torn[:60]!r}")


@check("R005", remedy="Restore runs.json, which describes the machines.", requires=("R001",))
def machine_unknown(stages: Stages) -> Iterator[Defect]:
    """A run was made on a machine that the record does not describe, or that is not as described."""
    recorded = stages.record.provenance
    if recorded is None:
        return
    known = {key for key, about in recorded.machines.items() if provenance.machine_key(about) == key}
    unknown = {run.machine: run for run in reversed(stages.record.runs) if run.machine not in known}
    for machine, run in unknown.items():
        yield Defect(shown(paths(stages.folder)[1]), f"no description fits the machine {machine!r} of {run.id}")
