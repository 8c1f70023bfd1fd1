"""The gate before release: every check on every question, then the training again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from itertools import islice
from pathlib import Path

from grader import bank as banks
from grader.bank import Bank
from grader.checks import OF_COMPUTED, QUESTION_CHECKS, QUESTION_CUES, RELEASE_CHECKS, RELEASE_CUES, waivers
from grader.checks.check import Check, Release, Subject
from grader.checks.cues import blind
from grader.checks.record import Retraining, trained_again_differs
from grader.checks.waivers import Needed, Waived, waiver_without_warning
from grader.model import Design, Finding, Run, RunId
from grader.release import stages as staging
from grader.release.stages import Stages
from grader.release.variants import Variant, draw, size
from grader.stability import certificate, provenance
from grader.stability.measure import perform_all
from grader.stability.workers import local_processes
from grader.verification import search as trial


@dataclass
class Verification:
    """What was looked at, and what was found.

    release: the bank with everything computed from it.
    warnings, waived: what gives keys away, and does not stand in the way of a release.
    blind: what students who never read would score, by language and strategy; empty where keys or texts are wrong.
    counts: of questions, languages, options, claims, and of checks that ran.
    keys: the ids of the options with the whole mark, by question; missing where the solver failed.
    skipped: checks that were not run, because what they need was found wrong.
    variants: variants that were checked.
    repeated, comparable: runs trained again, equal to the record bit for bit or inside its spread.
    """

    release: Release
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    waived: list[Waived] = field(default_factory=list)
    blind: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    options: int = 0
    claims: int = 0
    checks: int = 0
    skipped: int = 0
    variants: int = 0
    repeated: int = 0
    comparable: int = 0


def verify(bank: Bank, exports: Path | None, *, progress: Callable[[str], None]) -> Verification:
    """Run every check. `progress` is told what is being looked at."""
    release = Release(bank, staging.of(bank), exports)
    result = Verification(release)
    failures: list[set[str]] = []
    for stages in release.stages:
        progress(stages.question.id)
        failed = _run(QUESTION_CHECKS, stages, result, result.findings, failed=set())
        failures.append(failed)
        result.claims += len(stages.question.claims)
        if failed.isdisjoint(("S001", "R001")):
            result.options += len(stages.item.options)
            if "K007" not in failed:
                result.keys[stages.question.id] = tuple(option.id for option in stages.item.keyed())
    progress("exports")
    _run(RELEASE_CHECKS, release, result, result.findings, failed=set().union(*failures))
    progress("cues")
    _warn(result, failures)
    stated = any(stages.question.stated is not None for stages in release.stages)
    if not stated and not result.findings:
        result.blind = blind.of(release.stages)
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
        again = list(runs_to_repeat(stages, design, seeds))
        locate = partial(banks.design, stages.bank.location, stages.question.id)
        for number, ended in enumerate(perform_all(locate, again, team=local_processes(workers)), start=1):
            progress(f"{stages.question.id}: training again, {number} of {len(again)}")
            retraining = Retraining(stages, design, ended, runs=len(again))
            found = trained_again_differs.findings(retraining)
            result.findings += found
            result.repeated += not found and retraining.same_machine
            result.comparable += not found and not retraining.same_machine


def try_variants(result: Verification, *, count: int, seed: int, progress: Callable[[str], None]) -> None:
    """Check so many variants of every question that has any, and search its space in as many examples."""
    for stages in result.release.stages:
        if stages.question.space is not None:
            drawn = draw(stages, min(count, size(stages.question.space)), seed)
            check_variants(result, [(stages, drawn)], examples=count, progress=progress)


def check_variants(
    result: Verification,
    drawn: Iterable[tuple[Stages, Sequence[Variant]]],
    *,
    examples: int = 0,
    progress: Callable[[str], None],
) -> None:
    """Run every check on variants that were drawn, and search for more in so many examples of their space."""
    for stages, variants in drawn:
        tried = trial.run(stages, variants, examples=examples, progress=progress)
        result.variants += tried.drawn
        result.findings += tried.findings


def runs_to_repeat(stages: Stages, design: Design, seeds: int) -> Iterator[RunId]:
    """The runs of the first complete seeds of the first series, those made on a machine like this one first."""
    here = provenance.machine_key(provenance.machine(design))
    series = design.plan[0]
    by_seed: dict[int, list[Run]] = {}
    for run in certificate.select(stages.record.runs, protocol=series.protocol, reading=series.reading):
        if run.id.repeat == 0:
            by_seed.setdefault(run.id.seed, []).append(run)
    complete = [runs for _, runs in sorted(by_seed.items()) if len(runs) == len(design.options)]
    complete.sort(key=lambda runs: any(run.machine != here for run in runs))
    return (run.id for runs in islice(complete, seeds) for run in runs)


def _warn(result: Verification, failures: Iterable[set[str]]) -> None:
    """Look for cues in every question and in the exam, and set aside those that a question waives."""
    release = result.release
    of_exam: list[Finding] = []
    release_codes = _run(RELEASE_CUES, release, result, of_exam, failed=set().union(*failures))
    answers: dict[str, str] = {}
    for stages, failed in zip(release.stages, failures, strict=True):
        of_question: list[Finding] = []
        codes = _run(QUESTION_CUES, stages, result, of_question, failed=failed)
        reasons = waivers.reasons(stages.question)
        standing, waived = waivers.part(of_question, reasons)
        result.warnings += standing + waiver_without_warning.findings(Needed(stages, frozenset(codes | release_codes)))
        result.waived += waived
        result.checks += 1
        answers |= reasons
    standing, waived = waivers.part(of_exam, answers)
    result.warnings += standing
    result.waived += waived


def _run(
    checks: Iterable[Check[Subject]], subject: Subject, result: Verification, found: list[Finding], *, failed: set[str]
) -> set[str]:
    """Run checks in order on one subject, without those whose requirements failed; return the codes that failed."""
    stated = isinstance(subject, Stages) and subject.question.stated is not None
    for check in checks:
        if stated and (check.code in OF_COMPUTED or check.code.startswith("W")):
            continue
        if failed.intersection(check.requires):
            result.skipped += 1
            failed.add(check.code)
            continue
        result.checks += 1
        findings = check.findings(subject)
        found += findings
        if findings:
            failed.add(check.code)
    return failed
