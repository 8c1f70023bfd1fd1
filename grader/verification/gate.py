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
    READING_CHECKS,
    RELEASE_CHECKS,
    RELEASE_CUES,
    approvals,
    question_checks,
    question_cues,
    waivers,
)
from grader.checks.approvals import Reading
from grader.checks.cues import blind
from grader.checks.elsewhere import Elsewhere, Facts, solved_otherwise_elsewhere
from grader.checks.key import KEY_UNKNOWN
from grader.checks.record import Retraining, trained_again_differs
from grader.checks.release import Release
from grader.checks.waivers import Needed, Waived, waiver_without_warning
from grader.design import Design, Run, RunId
from grader.findings import NOTHING_FOUND, Finding, Result, Severity, run
from grader.garbage import undisturbed
from grader.release import stages as staging
from grader.release.stages import ComputedStages, Stages
from grader.release.variants import Variant
from grader.stability import provenance, weighing
from grader.stability.measure import perform_all
from grader.stability.workers import local_processes
from grader.verification import elsewhere
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
    trials: what became of variants, by question.
    repeated, comparable: runs trained again, equal to the record bit for bit or inside its spread.
    retrained: the seeds that were drawn for it, by question.
    variants_wait: whether variants were to be checked, and were not, because something was found before.
    readings: which sentences a person has approved, question by question; those are missing that cannot be told.
    """

    release: Release
    of_questions: tuple[Result, ...] = ()
    result: Result = NOTHING_FOUND
    waived: tuple[Waived, ...] = ()
    blind: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trials: Mapping[str, trial.Trial] = field(default_factory=dict)
    repeated: int = 0
    comparable: int = 0
    retrained: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    variants_wait: bool = False
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
    def variants(self) -> int:
        """How many variants were checked."""
        return sum(tried.drawn for tried in self.trials.values())

    @property
    def keyed(self) -> list[Stages]:
        """The questions whose options and keys are known."""
        return [stages for stages in self.release.stages if stages.id in self.keys]


@dataclass(frozen=True)
class Again:
    """Recorded runs to carry out again.

    seeds: how many seeds; None for all. drawn_by: what decides which. workers: in how many processes.
    """

    seeds: int | None = 1
    drawn_by: int = 0
    workers: int = 1


def verify(
    bank: Bank,
    exports: Path | None,
    *,
    again: Again | None = None,
    variants: int = 0,
    seed: int = 1,
    workers: int = 1,
    twice: bool = False,
    progress: Progress,
) -> Verification:
    """Run every check; train some recorded seeds again; then check some variants, unless something was found.

    exports: the folder to compare with; None for no comparison. again: what to train again; None for nothing.
    variants: how many of each question, drawn by a seed. workers: in how many processes.
    twice: whether to solve once more in another process.
    """
    for question in bank.computed if again is not None else ():
        if question.design is not None:
            provenance.require_packages(question.design)
    done = _examine(bank, exports, progress, twice=twice)
    if again is not None:
        done = retrain(done, again, progress=progress)
    if variants and done.findings:
        return replace(done, variants_wait=True)
    if variants:
        for stages in done.release.computed:
            if stages.question.space is not None:
                tried = trial.try_many(stages, variants, seed=seed, workers=workers, progress=progress)
                done = _with_trial(done, stages, tried)
    return done


def require_approvals(done: Verification) -> Verification:
    """Let it be found what no person has approved."""
    found = NOTHING_FOUND
    for reading in done.readings:
        found += run(APPROVAL_CHECKS, reading, question=reading.stages.id)
    untold = len(done.release.computed) - len(done.readings)
    return replace(done, result=done.result + found + Result(skipped=untold * len(APPROVAL_CHECKS)))


def retrain(done: Verification, again: Again, *, progress: Progress) -> Verification:
    """Run the experiment again for some recorded seeds of every measured question, and compare.

    On a machine and with versions that the record knows, every value must be the recorded one; elsewhere the values
    must lie where the recorded ones would let a further run fall. A record that is wrong is not compared with.
    """
    for stages, before in zip(done.release.stages, done.of_questions, strict=True):
        if not isinstance(stages, ComputedStages) or (design := stages.question.design) is None:
            continue
        if not before.allows(trained_again_differs.requires):
            done = replace(done, result=done.result + Result(skipped=1))
            continue
        chosen, runs = runs_to_repeat(stages, design, again.seeds, by=random.Random(again.drawn_by))  # noqa: S311 - no secret
        done = replace(done, retrained={**done.retrained, stages.id: tuple(chosen)})
        locate = partial(banks.design, stages.bank.location, stages.id)
        for number, ended in enumerate(perform_all(locate, runs, team=local_processes(again.workers)), start=1):
            progress(f"{stages.id}: training again, {number} of {len(runs)}")
            retraining = Retraining(stages, design, ended, runs=len(runs))
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
    progress: Progress,
) -> Verification:
    """Run every check on variants that were drawn."""
    for stages, variants in drawn:
        done = _with_trial(done, stages, trial.try_out(stages, variants, examples=0, progress=progress))
    return done


def _with_trial(done: Verification, stages: ComputedStages, tried: trial.Trial) -> Verification:
    result, trials = done.result + Result(tried.findings), {**done.trials, stages.id: tried}
    return replace(done, result=result, trials=trials)


def runs_to_repeat(
    stages: ComputedStages, design: Design, seeds: int | None, *, by: random.Random
) -> tuple[list[int], list[RunId]]:
    """Whole seeds of the first series, drawn at random, so that nobody knows beforehand which; and their runs.

    seeds: how many; None for all. Those made on a machine like this one are drawn first.
    """
    here = provenance.machine_key(provenance.machine(design))
    series = design.plan[0]
    by_seed: dict[int, list[Run]] = {}
    for one in weighing.select(stages.record.runs, protocol=series.protocol, reading=series.reading):
        if one.id.repeat == 0:
            by_seed.setdefault(one.id.seed, []).append(one)
    complete = [seed for seed, runs in sorted(by_seed.items()) if _is_whole(runs, design)]
    by.shuffle(complete)
    complete.sort(key=lambda seed: any(one.machine != here for one in by_seed[seed]))
    chosen = complete[:seeds]
    return chosen, [one.id for seed in chosen for one in by_seed[seed]]


def _is_whole(runs: Sequence[Run], design: Design) -> bool:
    """Whether every option was run with a seed, of those that a statement needs."""
    ran = {run.id.option: run.id for run in runs}
    lacking = (replace(runs[0].id, option=option) for option in design.options if option not in ran)
    needs = any(statement.bears(id_, design) for id_ in lacking for statement in design.statements)
    return len(ran) == len(design.options) or (bool(design.statements) and not needs)


def _examine(bank: Bank, exports: Path | None, progress: Progress, *, twice: bool) -> Verification:
    """Run every check on every question, here and as another process solves it, and on the release; look for cues."""
    if not twice:
        return _examined(Release(bank, staging.of(bank), exports), progress)
    solving = elsewhere.begin(bank, exports)
    try:
        done = _examined(Release(bank, staging.of(bank), exports, solving.released), progress)
        progress("solving in another process")
        return _compare(done, solving.facts())
    finally:
        solving.forget()


def _compare(done: Verification, there: Mapping[str, Facts]) -> Verification:
    """Hold every question that was solved here against what another process found."""
    found = NOTHING_FOUND
    for stages, before in zip(done.release.stages, done.of_questions, strict=True):
        if isinstance(stages, ComputedStages):
            subject = Elsewhere(stages, there[stages.id])
            found += run((solved_otherwise_elsewhere,), subject, question=stages.id, after=before)
    return replace(done, result=done.result + found)


@undisturbed()
def _examined(release: Release, progress: Progress) -> Verification:
    """Run every check on every question and on the release, and then look for cues."""
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
    of_exam = staging.of_exam(release.computed)
    all_computed = len(of_exam) == len(release.exam)
    return Verification(
        release,
        tuple(of_questions),
        found + warnings + read,
        tuple(waived),
        blind.of(of_exam) if all_computed and not found.findings else {},
        {
            stages.id: tuple(stages.key)
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
        cues = run(question_cues(), stages, question=stages.id, after=before)
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
