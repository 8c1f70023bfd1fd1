"""Family C, on mutants: changes of a question's own code that nothing notices."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.checks.cues.giveaways import LEGIBLE
from grader.checks.release import Release
from grader.findings import Defect, Severity, at, check, source_of
from grader.model import Question
from grader.mutation.trials import Score
from grader.release import mutations


@dataclass(frozen=True)
class Tried:
    """A question whose mutants were tried."""

    question: Question
    score: Score

    @property
    def waived(self) -> dict[str, str]:
        """The reasons for survivors that there are, by name; none that is blank."""
        names = {survivor.name for survivor in self.score.survivors}
        return {name: reason for name, reason in _reasons(self.question).items() if name in names}


@check(
    "C022",
    remedy="Sharpen a claim, or give it a counterexample that only this part refutes; where nothing can notice the "
    "change, say why in `survivors` of the question, by the name after the colon.",
)
def mutant_survives(tried: Tried) -> Iterator[Defect]:
    """A change of the solver or of a claim goes unnoticed: no claim fails, no counterexample passes, the key stays."""
    for survivor in tried.score.survivors:
        if survivor.name not in tried.waived:
            yield Defect(at(survivor.path, survivor.line), f"a mutant survives: {survivor.name}")


@check("C023", remedy="Remove it from `survivors`.")
def survivor_that_is_none(tried: Tried) -> Iterator[Defect]:
    """A question excuses a mutant that does not survive, or that there is not."""
    for name, reason in _reasons(tried.question).items():
        if name not in tried.waived:
            yield Defect(source_of(tried.question.item), f"no such mutant survives: {name}", (f"reason: {reason}",))


@check("C024", remedy="Write why nothing needs to notice it: it is for whoever reads the question next.")
def survivor_without_reason(tried: Tried) -> Iterator[Defect]:
    """A question excuses a mutant without a reason."""
    for name in tried.question.survivors:
        if name not in _reasons(tried.question):
            yield Defect(source_of(tried.question.item), f"no reason is given for {name}")


@check(
    "W013",
    remedy="Have `grader mutate` record the questions named anew: until then, exports quote none.",
    requires=LEGIBLE,
    severity=Severity.WARNING,
)
def score_of_other_code(release: Release) -> Iterator[Defect]:
    """The mutation score that the bank keeps is of other code, or of texts that quote other values."""
    path = release.bank.folder / mutations.FILE
    outdated = mutations.outdated(release.bank.folder, release.computed)
    if path.exists() and outdated:
        yield Defect(at(path), f"no score was recorded of this code: {', '.join(outdated)}")


def _reasons(question: Question) -> dict[str, str]:
    return {name: said for name, said in question.survivors.items() if isinstance(said, str) and said.strip()}
