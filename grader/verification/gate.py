"""The gate before release: every check on every question, then the training again, then variants."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from grader import bank as banks
from grader.bank import Bank
from grader.checks import (
    APPROVAL_CHECKS,
    QUESTION_CUES,
    READING_CHECKS,
    RELEASE_CHECKS,
    RELEASE_CUES,
    approvals,
    question_checks,
    waivers,
)
from grader.checks.approvals import Reading
from grader.checks.cues import blind
from grader.checks.key import KEY_UNKNOWN
from grader.checks.record import Retraining, trained_again_differs
from grader.checks.release import Release
from grader.checks.waivers import Needed, Waived, waiver_without_warning
from grader.findings import NOTHING_FOUND, Finding, Result, Severity, run
from grader.model import Design, Run, RunId
from grader.release import stages as staging
from grader.release.stages import ComputedStages, Stages
from grader.release.variants import Variant, draw, size
from grader.stability import certificate, provenance
from grader.stability.measure import perform_all
from grader.stability.workers import local_processes
from grader.verification import search as trial

Progress = Callable[[str], None]
"""Is told what is being looked at."""


@dataclass(frozen=True)
class Verification:
    """What was looked at, and what was found.

    release: the bank with everything computed from it.
    of_questions: what the checks of each question found, in exam order, without warnings. result: what all found.
    waived: warnings that questions answer.
    blind: what students who never read would score, by language and strategy; empty where keys or texts are wrong.
    keys: the ids of the options that a full mark takes, by question; missing where the solver failed.
    variants: variants that were checked.
    repeated, comparable: runs trained again, equal to the record bit for bit or inside its spread.
    retrained: the seeds that were drawn for it, by question.
    readings: which sentences a person has approved, question by question; those are missing that cannot be told.
    """

    release: Release
    of_questions: tuple[Result, ...] = ()
    result: Result = NOTHING_FOUND
    waived: tuple[Waived, ...] = ()
    blind: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    variants: int = 0
    repeated: int = 0
    comparable: int = 0
    retrained: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """What stands in the way of a release."""
        return [finding for finding in self.result.findings if finding.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """What does not, and is not waived."""
        return [finding for finding in self.result.findings if finding.severity is Severity.WARNING]

    @property
    def keyed(self) -> list[Stages]:
        """The questions whose options and keys are known."""
        return [stages for stages in self.release.stages if stages.id in self.keys]


def verify(
    bank: Bank,
    exports: Path | None,
    *,
    retrained: int | None = 0,
    drawn_by: int = 0,
    workers: int = 1,
    variants: int = 0,
    seed: int = 1,
    progress: Progress,
) -> Verification:
    """Run every check; train some recorded seeds again; then check some variants, unless something was found.

    retrained: how many seeds, None for all. drawn_by: what decides which seeds. variants: how many of each question.
    exports: the folder to compare with; None for no comparison.
    """
    measured = [question.design for question in bank.computed if question.design is not None]
    for design in measured if retrained != 0 else ():
        provenance.require_packages(design)
    done = _examine(bank, exports, progress)
    if retrained != 0:
        done = retrain(done, seeds=retrained, drawn_by=drawn_by, workers=workers, progress=progress)
    if variants and not done.findings:
        spaces = [(stages, stages.question.space) for stages in done.release.computed]
        drawn = [(stages, draw(stages, min(variants, size(space)), seed)) for stages, space in spaces if space]
        done = check_variants(done, drawn, examples=variants, progress=progress)
    return done


def require_approvals(done: Verification) -> Verification:
    """Let it be found what no person has approved."""
    found = NOTHING_FOUND
    for reading in done.readings:
        found += run(APPROVAL_CHECKS, reading, question=reading.stages.id)
    untold = len(done.release.computed) - len(done.readings)
    return replace(done, result=done.result + found + Result(skipped=untold * len(APPROVAL_CHECKS)))


def retrain(
    done: Verification, *, seeds: int | None, drawn_by: int = 0, workers: int, progress: Progress
) -> Verification:
    """Run the experiment again for that many recorded seeds of every measured question, or all, and compare.

    On a machine and with versions that the record knows, every value must be the recorded one; elsewhere the values
    must lie where the recorded ones would let a further run fall. A record that is wrong is not compared with.
    """
    for stages, before in zip(done.release.stages, done.of_questions, strict=True):
        if not isinstance(stages, ComputedStages) or (design := stages.question.design) is None:
            continue
        if not before.allows(trained_again_differs.requires):
            done = replace(done, result=done.result + Result(skipped=1))
            continue
        chosen, again = runs_to_repeat(stages, design, seeds, by=random.Random(drawn_by))  # noqa: S311 - no secret
        done = replace(done, retrained={**done.retrained, stages.id: tuple(chosen)})
        locate = partial(banks.design, stages.bank.location, stages.id)
        for number, ended in enumerate(perform_all(locate, again, team=local_processes(workers)), start=1):
            progress(f"{stages.id}: training again, {number} of {len(again)}")
            retraining = Retraining(stages, design, ended, runs=len(again))
            found = run((trained_again_differs,), retraining, question=stages.id)
            equal = not found.findings
            done = replace(
                done,
                result=done.result + found,
                repeated=done.repeated + (equal and retraining.same_machine),
                comparable=done.comparable + (equal and not retraining.same_machine),
            )
    return done


def check_variants(
    done: Verification,
    drawn: Iterable[tuple[ComputedStages, Sequence[Variant]]],
    *,
    examples: int = 0,
    progress: Progress,
) -> Verification:
    """Run every check on variants that were drawn, and search for more in examples of their space."""
    for stages, variants in drawn:
        tried = trial.try_out(stages, variants, examples=examples, progress=progress)
        found = Result(tried.findings)
        done = replace(done, result=done.result + found, variants=done.variants + tried.drawn)
    return done


def runs_to_repeat(
    stages: ComputedStages, design: Design, seeds: int | None, *, by: random.Random
) -> tuple[list[int], list[RunId]]:
    """Complete seeds of the first series, drawn at random, so that nobody knows beforehand which; and their runs.

    seeds: how many; None for all. Those made on a machine like this one are drawn first.
    """
    here = provenance.machine_key(provenance.machine(design))
    series = design.plan[0]
    by_seed: dict[int, list[Run]] = {}
    for one in certificate.select(stages.record.runs, protocol=series.protocol, reading=series.reading):
        if one.id.repeat == 0:
            by_seed.setdefault(one.id.seed, []).append(one)
    complete = [seed for seed, runs in sorted(by_seed.items()) if len(runs) == len(design.options)]
    by.shuffle(complete)
    complete.sort(key=lambda seed: any(one.machine != here for one in by_seed[seed]))
    chosen = complete[:seeds]
    return chosen, [one.id for seed in chosen for one in by_seed[seed]]


def _examine(bank: Bank, exports: Path | None, progress: Progress) -> Verification:
    """Run every check on every question and on the release, and then look for cues."""
    release = Release(bank, staging.of(bank), exports)
    of_questions: list[Result] = []
    for stages in release.stages:
        progress(stages.id)
        of_questions.append(run(question_checks(), stages, question=stages.id))
    found = sum(of_questions, NOTHING_FOUND)
    progress("exports")
    found += run(RELEASE_CHECKS, release, after=found)
    progress("cues")
    warnings, waived = _cues(release, of_questions, found)
    read, readings = _read(release, of_questions)
    all_computed = len(release.computed) == len(release.stages)
    return Verification(
        release,
        tuple(of_questions),
        found + warnings + read,
        tuple(waived),
        blind.of(release.computed) if all_computed and not found.findings else {},
        {
            stages.id: tuple(stages.keyed)
            for stages, of_question in zip(release.stages, of_questions, strict=True)
            if of_question.allows(KEY_UNKNOWN)
        },
        readings=tuple(readings),
    )


def _cues(release: Release, of_questions: Sequence[Result], found: Result) -> tuple[Result, list[Waived]]:
    """Look for cues in every question and in the exam, and set aside those that a question waives."""
    of_exam = run(RELEASE_CUES, release, after=found)
    warnings, waived = NOTHING_FOUND, list[Waived]()
    answers: dict[str, str] = {}
    for stages, before in zip(release.stages, of_questions, strict=True):
        if not isinstance(stages, ComputedStages):
            continue
        cues = run(QUESTION_CUES, stages, question=stages.id, after=before)
        needed = Needed(stages, cues.failed | of_exam.failed)
        reasons = waivers.reasons(stages.question)
        standing, answered = waivers.part(cues, reasons)
        warnings += standing + run((waiver_without_warning,), needed, question=stages.id)
        waived += answered
        answers |= reasons
    standing, answered = waivers.part(of_exam, answers)
    return warnings + standing, [*waived, *answered]


def _read(release: Release, of_questions: Sequence[Result]) -> tuple[Result, list[Reading]]:
    """What persons have approved of the questions whose texts can be filled in."""
    result, readings = NOTHING_FOUND, list[Reading]()
    for stages, before in zip(release.stages, of_questions, strict=True):
        if isinstance(stages, ComputedStages):
            found = run(READING_CHECKS, stages, question=stages.id)
            result += found
            if (before + found).allows(approvals.READS):
                readings.append(approvals.read(stages))
    return result, readings
