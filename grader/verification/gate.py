"""The gate before release: every check on every question, then the training again, then variants."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import islice
from pathlib import Path

from grader import bank as banks
from grader.bank import Bank
from grader.checks import QUESTION_CUES, RELEASE_CHECKS, RELEASE_CUES, question_checks, waivers
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
    retrained: int = 0,
    workers: int = 1,
    variants: int = 0,
    seed: int = 1,
    progress: Progress,
) -> Verification:
    """Run every check; train some recorded seeds again; then check some variants, unless something was found.

    retrained: how many seeds. variants: how many of each question.
    exports: the folder to compare with; None for no comparison.
    """
    measured = [question.design for question in bank.computed if question.design is not None]
    for design in measured if retrained else ():
        provenance.require_packages(design)
    done = _examine(bank, exports, progress)
    if retrained:
        done = retrain(done, seeds=retrained, workers=workers, progress=progress)
    if variants and not done.findings:
        spaces = [(stages, stages.question.space) for stages in done.release.computed]
        drawn = [(stages, draw(stages, min(variants, size(space)), seed)) for stages, space in spaces if space]
        done = check_variants(done, drawn, examples=variants, progress=progress)
    return done


def retrain(done: Verification, *, seeds: int, workers: int, progress: Progress) -> Verification:
    """Run the experiment again for that many recorded seeds of every measured question, and compare.

    On a machine and with versions that the record knows, every value must be the recorded one; elsewhere the values
    must lie where the recorded ones would let a further run fall. A record that is wrong is not compared with.
    """
    for stages, before in zip(done.release.stages, done.of_questions, strict=True):
        if not isinstance(stages, ComputedStages) or (design := stages.question.design) is None:
            continue
        if not before.allows(trained_again_differs.requires):
            done = replace(done, result=done.result + Result(skipped=1))
            continue
        again = list(runs_to_repeat(stages, design, seeds))
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


def runs_to_repeat(stages: ComputedStages, design: Design, seeds: int) -> Iterator[RunId]:
    """The runs of the first complete seeds of the first series, those made on a machine like this one first."""
    here = provenance.machine_key(provenance.machine(design))
    series = design.plan[0]
    by_seed: dict[int, list[Run]] = {}
    for one in certificate.select(stages.record.runs, protocol=series.protocol, reading=series.reading):
        if one.id.repeat == 0:
            by_seed.setdefault(one.id.seed, []).append(one)
    complete = [runs for _, runs in sorted(by_seed.items()) if len(runs) == len(design.options)]
    complete.sort(key=lambda runs: any(one.machine != here for one in runs))
    return (one.id for runs in islice(complete, seeds) for one in runs)


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
    all_computed = len(release.computed) == len(release.stages)
    return Verification(
        release,
        tuple(of_questions),
        found + warnings,
        tuple(waived),
        blind.of(release.computed) if all_computed and not found.findings else {},
        {
            stages.id: tuple(stages.keyed)
            for stages, of_question in zip(release.stages, of_questions, strict=True)
            if of_question.allows(KEY_UNKNOWN)
        },
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
