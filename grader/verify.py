"""The gate before release: every check on every question, then the training again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from math import sqrt
from pathlib import Path

from scipy.special import stdtrit

from grader import bank as banks
from grader import stages as staging
from grader.bank import Bank
from grader.checks import QUESTION_CHECKS, RELEASE_CHECKS
from grader.checks.check import Check, Release, Subject, shown
from grader.model import Design, Finding, Run, RunId
from grader.stability import certificate, provenance
from grader.stability.measure import Failure, Performed, perform_all
from grader.stability.runs import metric, paths
from grader.stages import Stages

RETRAINED = "R006"
FALSE_ALARM = 1e-3
"""How often a whole verification may reject a sound record on a machine of another kind."""


@dataclass
class Verification:
    """What was looked at, and what was found.

    release: the bank with everything computed from it.
    counts: of questions, languages, options, claims, and of checks that ran.
    keys: the ids of the options with the whole mark, by question; missing where the solver failed.
    skipped: checks that were not run, because what they need was found wrong.
    repeated, comparable: runs trained again, equal to the record bit for bit or inside its spread.
    """

    release: Release
    findings: list[Finding] = field(default_factory=list)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    options: int = 0
    claims: int = 0
    checks: int = 0
    skipped: int = 0
    repeated: int = 0
    comparable: int = 0


def verify(bank: Bank, exports: Path | None, *, progress: Callable[[str], None]) -> Verification:
    """Run every check. `progress` is told what is being looked at."""
    release = Release(bank, staging.of(bank), exports)
    result = Verification(release)
    for stages in release.stages:
        progress(stages.question.id)
        failed = _run(QUESTION_CHECKS, stages, result, failed=set())
        result.claims += len(stages.question.claims)
        if "S001" not in failed and "R001" not in failed:
            result.options += len(stages.item.options)
            result.keys[stages.question.id] = tuple(option.id for option in stages.item.keyed())
    progress("exports")
    _run(RELEASE_CHECKS, release, result, failed={finding.code for finding in result.findings})
    return result


def retrain(result: Verification, *, seeds: int, workers: int, progress: Callable[[str], None]) -> None:
    """Run the experiment again for that many recorded seeds of every measured question, and compare.

    On a machine and with versions that the record knows, every value must be the recorded one; elsewhere the values
    must lie where the recorded ones would let a further run fall.
    """
    for stages in result.release.stages:
        design = stages.question.design
        if design is None:
            continue
        recorded = {run.id: run for run in stages.record.runs}
        again = list(runs_to_repeat(stages, design, seeds))
        locate = partial(banks.design, stages.bank.location, stages.question.id)
        for number, ended in enumerate(perform_all(locate, again, workers=workers), start=1):
            progress(f"{stages.question.id}: training again, {number} of {len(again)}")
            defect = _compare(ended, recorded, design, runs=len(again))
            if defect:
                result.findings.append(_retrained(stages, ended, defect))
            elif isinstance(ended, Performed) and ended.run.machine == recorded[ended.run.id].machine:
                result.repeated += 1
            else:
                result.comparable += 1


def runs_to_repeat(stages: Stages, design: Design, seeds: int) -> Iterator[RunId]:
    """The runs of the first complete seeds of the first series, those made on a machine like this one first."""
    here = provenance.machine_key(provenance.machine(design))
    series = design.plan[0]
    by_seed: dict[int, list[Run]] = {}
    for run in certificate.select(stages.record.runs, protocol=series.protocol, reading=series.reading):
        by_seed.setdefault(run.id.seed, []).append(run)
    complete = [runs for runs in by_seed.values() if len(runs) == len(design.options)]
    complete.sort(key=lambda runs: any(run.machine != here for run in runs))
    return (run.id for runs in islice(complete, seeds) for run in runs)


def prediction_interval(values: Sequence[float], *, error: float) -> tuple[float, float]:
    """Where a further value falls with probability 1 - error, were the values a normal sample.

    Source: the prediction interval of Student's t, mean ± t * s * sqrt(1 + 1/n).
    """
    count = len(values)
    mean = sum(values) / count
    deviation = sqrt(sum((value - mean) ** 2 for value in values) / (count - 1))
    reach = float(stdtrit(count - 1, 1 - error / 2)) * deviation * sqrt(1 + 1 / count)
    return mean - reach, mean + reach


def _run(checks: Iterable[Check[Subject]], subject: Subject, result: Verification, *, failed: set[str]) -> set[str]:
    """Run checks in order on one subject, without those whose requirements failed; return the codes that failed."""
    for check in checks:
        if failed.intersection(check.requires):
            result.skipped += 1
            failed.add(check.code)
            continue
        result.checks += 1
        found = check.findings(subject)
        result.findings += found
        failed |= {finding.code for finding in found}
    return failed


def _compare(ended: Performed | Failure, recorded: dict[RunId, Run], design: Design, *, runs: int) -> str:
    """What is wrong with a run that was made again; an empty string if nothing is."""
    if isinstance(ended, Failure):
        return f"the run failed: {ended.reason}"
    was = recorded[ended.run.id]
    if ended.run.machine == was.machine:
        changed = [column for column in design.columns if ended.run.measured[column] != was.measured[column]]
        return f"trained again on the same machine, {', '.join(changed)} changed" if changed else ""
    alike = [run for run in recorded.values() if replace(run.id, seed=was.id.seed) == was.id]
    low, high = prediction_interval([metric(run, design) for run in alike], error=FALSE_ALARM / runs)
    value = metric(ended.run, design)
    if low <= value <= high:
        return ""
    return (
        f"{design.metric} {value:g} lies outside of [{low:.4f}, {high:.4f}], where the recorded runs would let it fall"
    )


def _retrained(stages: Stages, ended: Performed | Failure, defect: str) -> Finding:
    run_id = ended.run_id if isinstance(ended, Failure) else ended.run.id
    return Finding(
        RETRAINED,
        f"{run_id.option}, seed {run_id.seed}: {defect}",
        shown(paths(stages.folder)[0]),
        "Find what changed since the record was made; if the new values are right, measure again.",
    )
