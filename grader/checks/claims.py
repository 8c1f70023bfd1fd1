"""Family C: claims hold, could have failed, and stand behind every option."""

from collections.abc import Iterator

from grader.checks.testimony import Testimony, testify
from grader.findings import Defect, check, raised, source_of
from grader.model import Claim
from grader.release.stages import ComputedStages


@check("C001", remedy="Correct the claim and the sentences that cite it, or the solver.", requires=("S001", "C006"))
def false_claim(stages: ComputedStages) -> Iterator[Defect]:
    """A claim does not hold for the solution."""
    for claim in stages.question.claims:
        testimony = testify(claim, stages.solution)
        if not testimony.holds:
            yield Defect(source_of(claim.holds), f"the claim {claim.id} is false: {claim.statement}", _read(testimony))


@check("C002", remedy="Sharpen the claim, or give a counterexample that it excludes.", requires=("S001", "C006"))
def claim_that_cannot_fail(stages: ComputedStages) -> Iterator[Defect]:
    """A claim holds for its own counterexample, too."""
    for claim in stages.question.claims:
        testimony = testify(claim, claim.refuted_by(stages.solution))
        if testimony.holds:
            yield Defect(
                source_of(claim.holds),
                f"the claim {claim.id} holds for its counterexample: {claim.statement}",
                _read(testimony),
            )


@check("C003", remedy="Add the claims that make the option right or wrong to `because`.", requires=("S001",))
def option_without_reason(stages: ComputedStages) -> Iterator[Defect]:
    """An option gives no reason, or one that is not among the question's claims."""
    known = stages.question.claims
    for option in stages.item.options:
        if not option.because:
            yield Defect(source_of(stages.question.item), f"the option {option.id} has no reason")
        for claim in option.because:
            if claim not in known:
                yield Defect(
                    source_of(claim.holds),
                    f"the option {option.id} rests on {claim.id}, which is not among the question's claims",
                )


@check("C004", remedy="Say which reasoning leads a student to this option.", requires=("S001", "K001", "K003"))
def distractor_without_misconception(stages: ComputedStages) -> Iterator[Defect]:
    """A wrong option names no misconception."""
    keys = stages.item.keyed()
    for option in stages.item.options:
        if option not in keys and not option.misconception.strip():
            yield Defect(source_of(stages.question.item), f"the distractor {option.id} has no misconception")


@check("C005", remedy="Write the claim's sentence as the docstring of its function.")
def claim_without_statement(stages: ComputedStages) -> Iterator[Defect]:
    """A claim does not say in words what it claims."""
    for claim in stages.question.claims:
        if not claim.statement:
            yield Defect(source_of(claim.holds), f"the claim {claim.id} has no docstring")


@check("C006", remedy="Make the claim a function from a solution to a bool.", requires=("S001",))
def claim_that_cannot_run(stages: ComputedStages) -> Iterator[Defect]:
    """A claim, or its counterexample, raises an exception or gives no bool."""
    for claim in stages.question.claims:
        try:
            testify(claim, stages.solution)
            testify(claim, claim.refuted_by(stages.solution))
        except Exception as error:  # noqa: BLE001 - whatever an author's code raises is a finding
            yield Defect(source_of(claim.holds), f"the claim {claim.id} cannot be run", (raised(error),))


def testimonies(stages: ComputedStages) -> dict[str, tuple[Claim, Testimony]]:
    """Every claim of a question by id, with what it said of the solution."""
    return {claim.id: (claim, testify(claim, stages.solution)) for claim in stages.question.claims}


def _read(testimony: Testimony) -> tuple[str, ...]:
    return tuple(f"{name} = {value!r}" for name, value in testimony.read.items())
