"""Mutation of the evidence: every quoted value and every piece of code is changed, and something must fail.

Only what `verify` passes is changed: evidence that is false tells nothing.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field

from grader.bank import Bank
from grader.checks import MUTATION_CHECKS, question_checks
from grader.checks.held import value_not_held
from grader.checks.mutants import Tried
from grader.counting import number_of, number_or_no
from grader.errors import GraderError
from grader.findings import Finding, Result, run
from grader.mutation import trials
from grader.mutation.trials import Subject, Survivor
from grader.release import mutations
from grader.release import stages as staging
from grader.release.mutations import Kept
from grader.release.stages import ComputedStages


@dataclass(frozen=True)
class Mutated:
    """A question whose evidence was changed; score and survivors are of nothing where it is not sound as it is."""

    stages: ComputedStages
    result: Result
    score: Kept = field(default_factory=Kept)
    survivors: Sequence[Survivor] = ()

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
        return Mutated(stages, sound)
    text = next(iter(stages.sources.values()))
    subject = Subject(stages.question, stages.code, stages.solve, stages.solution, text)
    tried = Tried(stages.question, trials.score(subject, progress=lambda said: progress(f"{stages.id}: {said}")))
    found = run(MUTATION_CHECKS, tried, question=stages.id)
    score = tried.score
    of_claims = sum(one.of_claim for one in score.survivors)
    kept = Kept(
        quoted=stages.held.quoted,
        held=stages.held.held,
        of_solvers=score.of_solver,
        of_solvers_killed=score.of_solver - (len(score.survivors) - of_claims),
        of_claims=score.of_claims,
        of_claims_killed=score.of_claims - of_claims,
        excused=len(tried.waived),
    )
    return Mutated(stages, sound + found, kept, score.survivors)


def record(bank: Bank, mutated: Sequence[Mutated]) -> None:
    """Keep the scores in the bank's folder, for exports to quote. Raises GraderError where they cannot be."""
    mutations.write(bank.folder, staging.computed(bank), {one.stages.id: one.score for one in mutated})


def as_text(mutated: Sequence[Mutated]) -> Iterator[str]:
    """Every finding in compiler form, then a line that states the score."""
    for one in mutated:
        for finding in one.findings:
            yield str(finding)
            yield from (f"    {line}" for line in finding.evidence)
    for code, hint in {finding.code: finding.hint for one in mutated for finding in one.findings}.items():
        yield f"{code}: {hint}"
    yield summary([one.score for one in mutated], sum(len(one.findings) for one in mutated))


def as_json(mutated: Sequence[Mutated]) -> str:
    """The same for programs, question by question."""
    content = {
        one.stages.id: {
            **asdict(one.score),
            "survivors": [survivor.name for survivor in one.survivors],
            "findings": [asdict(finding) for finding in one.findings],
        }
        for one in mutated
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def summary(scores: Sequence[Kept], found: int) -> str:
    """What became of several questions' mutants, in one line. found: the number of findings."""
    score = mutations.together(scores)
    parts = [
        number_of(len(scores), "question"),
        f"{score.held} of {number_of(score.quoted, 'quoted value')} held",
        _killed("solvers", score.of_solvers_killed, score.of_solvers, score.share_of_solvers),
        _killed("claims", score.of_claims_killed, score.of_claims, score.share_of_claims),
        f"{number_of(score.excused, 'survivor')} excused",
    ]
    return f"{', '.join(parts)}: {number_or_no(found, 'finding')}"


def _killed(whose: str, part: int, whole: int, percent: float) -> str:
    share = f" ({percent:.1f}%)" if whole else ""
    return f"{part} of {number_of(whole, 'mutant')} of {whose} killed{share}"
