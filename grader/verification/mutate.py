"""Mutation of the evidence: every quoted value and every piece of code is changed, and something must fail.

Only what `verify` passes is changed: evidence that is false tells nothing.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass

from grader.bank import Bank
from grader.checks import MUTATION_CHECKS, question_checks
from grader.checks.held import value_not_held
from grader.checks.mutants import Tried
from grader.counting import number_of, number_or_no
from grader.errors import GraderError
from grader.findings import Finding, Result, run
from grader.mutation import trials
from grader.mutation.trials import Score, Subject
from grader.release import mutations
from grader.release import stages as staging
from grader.release.mutations import Kept
from grader.release.stages import ComputedStages


@dataclass(frozen=True)
class Mutated:
    """A question whose evidence was changed; score is None where it is not sound as it is."""

    stages: ComputedStages
    result: Result
    score: Score | None
    waived: int = 0

    @property
    def findings(self) -> Sequence[Finding]:
        """What was found."""
        return self.result.findings


def mutate(bank: Bank, ids: Collection[str], progress: Callable[[str], None]) -> list[Mutated]:
    """Change the evidence of the questions named, of all where none is named. Raises GraderError for unknown ids."""
    computed = {stages.id: stages for stages in staging.computed(bank)}
    for id_ in ids:
        if id_ not in computed:
            raise GraderError(f"expected a question of {', '.join(computed) or 'none'}, received {id_!r}")
    return [_mutate(stages, progress) for id_, stages in computed.items() if not ids or id_ in ids]


def _mutate(stages: ComputedStages, progress: Callable[[str], None]) -> Mutated:
    progress(stages.id)
    sound = run(question_checks(), stages, question=stages.id)
    if not all(finding.code == value_not_held.code for finding in sound.findings):
        return Mutated(stages, sound, None)
    text = next(iter(stages.sources.values()))
    subject = Subject(stages.question, stages.code, stages.solve, stages.solution, text)
    tried = Tried(stages.question, trials.score(subject, progress=lambda said: progress(f"{stages.id}: {said}")))
    found = run(MUTATION_CHECKS, tried, question=stages.id)
    return Mutated(stages, sound + found, tried.score, len(tried.waived))


def record(bank: Bank, mutated: Sequence[Mutated]) -> None:
    """Keep the scores in the bank's folder, for exports to quote. Raises GraderError where they cannot be."""
    mutations.write(bank.folder, staging.computed(bank), {one.stages.id: score(one) for one in mutated})


def score(mutated: Mutated) -> Kept:
    """What became of a question's mutants."""
    counts = _counts([mutated])
    return Kept(
        quoted=counts["quoted"],
        held=counts["held"],
        of_solvers=counts["mutants of solvers"],
        of_solvers_killed=counts["killed, of solvers"],
        of_claims=counts["mutants of claims"],
        of_claims_killed=counts["killed, of claims"],
        excused=counts["waived"],
    )


def as_text(mutated: Sequence[Mutated]) -> Iterator[str]:
    """Every finding in compiler form, then a line that states the score."""
    for one in mutated:
        for finding in one.findings:
            yield str(finding)
            yield from (f"    {line}" for line in finding.evidence)
    for code, hint in {finding.code: finding.hint for one in mutated for finding in one.findings}.items():
        yield f"{code}: {hint}"
    yield summary(mutated)


def as_json(mutated: Sequence[Mutated]) -> str:
    """The same for programs, question by question."""
    content = {
        one.stages.id: {
            **_counts([one]),
            "survivors": [survivor.name for survivor in one.score.survivors] if one.score else [],
            "findings": [asdict(finding) for finding in one.findings],
        }
        for one in mutated
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def summary(mutated: Sequence[Mutated]) -> str:
    """The score in one line."""
    counts = _counts(mutated)
    parts = [
        number_of(counts["questions"], "question"),
        f"{counts['held']} of {number_of(counts['quoted'], 'quoted value')} held",
        *(
            _killed(whose, counts[f"killed, of {whose}"], counts[f"mutants of {whose}"])
            for whose in ("solvers", "claims")
        ),
        f"{number_of(counts['waived'], 'survivor')} excused",
    ]
    found = sum(len(one.findings) for one in mutated)
    return f"{', '.join(parts)}: {number_or_no(found, 'finding')}"


def _counts(mutated: Sequence[Mutated]) -> dict[str, int]:
    scored = [(one, one.score) for one in mutated if one.score]
    survivors = [survivor for _, score in scored for survivor in score.survivors]
    of_claims, of_solvers = (sum(one.of_claim is flag for one in survivors) for flag in (True, False))
    return {
        "questions": len(mutated),
        "quoted": sum(one.stages.held.quoted for one, _ in scored),
        "held": sum(one.stages.held.held for one, _ in scored),
        "mutants of solvers": sum(score.of_solver for _, score in scored),
        "killed, of solvers": sum(score.of_solver for _, score in scored) - of_solvers,
        "mutants of claims": sum(score.of_claims for _, score in scored),
        "killed, of claims": sum(score.of_claims for _, score in scored) - of_claims,
        "waived": sum(one.waived for one, _ in scored),
    }


def _killed(whose: str, part: int, whole: int) -> str:
    share = f" ({100 * part / whole:.1f}%)" if whole else ""
    return f"{part} of {number_of(whole, 'mutant')} of {whose} killed{share}"
