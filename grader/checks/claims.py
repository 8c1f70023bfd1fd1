"""Family C: claims hold, could have failed, and stand behind every option."""

from collections import Counter
from collections.abc import Iterator

from grader.authored import printed
from grader.checks.hearing import hearing
from grader.checks.key import WITHOUT_KEY
from grader.checks.testimony import Testimony
from grader.errors import AuthorError
from grader.findings import Defect, check, line_of, raised, source_of
from grader.model import Claim
from grader.release.stages import ComputedStages


@check("C001", remedy="Correct the claim and the sentences that cite it, or the solver.", requires=("S001", "C006"))
def false_claim(stages: ComputedStages) -> Iterator[Defect]:
    """A claim does not hold for the solution."""
    heard = hearing(stages)
    for claim in stages.question.claims:
        testimony = heard.testimony(claim)
        if not testimony.holds:
            yield Defect(source_of(claim.holds), f"the claim {claim.id} is false: {claim.statement}", _read(testimony))


@check("C002", remedy="Sharpen the claim, or give a counterexample that it excludes.", requires=("S001", "C006"))
def claim_that_cannot_fail(stages: ComputedStages) -> Iterator[Defect]:
    """A claim holds for its own counterexample, too."""
    heard = hearing(stages)
    for claim in stages.question.claims:
        for testimony in heard.refutations(claim):
            if testimony.holds:
                yield Defect(
                    source_of(claim.holds),
                    f"the claim {claim.id} holds for its counterexample: {claim.statement}",
                    _read(testimony),
                )


@check(
    "C003", remedy="Add the claims that make the option right or wrong to `because`.", requires=("S001",), unvaried=True
)
def option_without_reason(stages: ComputedStages) -> Iterator[Defect]:
    """An option gives no reason, or one that is not among the question's claims."""
    known = stages.question.claims
    for option in stages.foreseen:
        if not option.because:
            yield Defect(source_of(stages.question.item), f"the option {option.id} has no reason")
        for claim in option.because:
            if claim not in known:
                yield Defect(
                    source_of(claim.holds),
                    f"the option {option.id} rests on {claim.id}, which is not among the question's claims",
                )


@check(
    "C004",
    remedy="Say which reasoning leads a student to this option.",
    requires=("S001", *WITHOUT_KEY, "K003", "K007"),
)
def distractor_without_misconception(stages: ComputedStages) -> Iterator[Defect]:
    """A wrong option names no misconception."""
    keys = stages.keyed
    for option in stages.foreseen:
        if option.id not in keys and not option.misconception.strip():
            yield Defect(source_of(stages.question.item), f"the distractor {option.id} has no misconception")


@check("C005", remedy="Write the claim's sentence as the docstring of its function.", unvaried=True)
def claim_without_statement(stages: ComputedStages) -> Iterator[Defect]:
    """A claim does not say in words what it claims."""
    for claim in stages.question.claims:
        if not claim.statement:
            yield Defect(source_of(claim.holds), f"the claim {claim.id} has no docstring")


@check("C006", remedy="Make the claim a function from a solution to a bool.", requires=("S001",))
def claim_that_cannot_run(stages: ComputedStages) -> Iterator[Defect]:
    """A claim, or its counterexample, raises an exception or gives no bool."""
    heard = hearing(stages)
    for claim in stages.question.claims:
        what = f"the claim {claim.id} cannot be run"
        try:
            heard.testimony(claim)
            what = f"the counterexample of the claim {claim.id} cannot be made"
            heard.counterexamples(claim)
            what = f"the claim {claim.id} cannot be run on its counterexample"
            heard.refutations(claim)
        except AuthorError as error:
            yield Defect(line_of(error), what, (raised(error),))


@check("C007", remedy="Give every claim a name of its own, and list it once: texts cite it by its name.", unvaried=True)
def repeated_claim(stages: ComputedStages) -> Iterator[Defect]:
    """Two claims of a question have one id."""
    claims = stages.question.claims
    for id_, count in Counter(claim.id for claim in claims).items():
        if count > 1:
            last = [claim for claim in claims if claim.id == id_][-1]
            yield Defect(source_of(last.holds), f"{count} claims have the id {id_!r}")


def testimonies(stages: ComputedStages) -> dict[str, tuple[Claim, Testimony]]:
    """Every claim of a question by id, with what it said of the solution."""
    heard = hearing(stages)
    return {claim.id: (claim, heard.testimony(claim)) for claim in stages.question.claims}


def _read(testimony: Testimony) -> tuple[str, ...]:
    return tuple(f"{name} = {printed(value)}" for name, value in testimony.read.items())
