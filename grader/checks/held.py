"""Family C, on evidence that could be fooled: values that no claim holds, and counterexamples that are none."""

from collections.abc import Iterator
from itertools import islice

from grader.authored import printed
from grader.checks.hearing import hearing
from grader.checks.testimony import is_unreal
from grader.checks.text import READABLE
from grader.findings import Defect, at, check, source_of
from grader.mutation import places
from grader.mutation.held import Unheld
from grader.release.stages import ComputedStages

_MOST_SHOWN = 4


@check(
    "C020",
    remedy="Let a claim that is cited there recompute the value in another way, or cite the claim that does.",
    requires=(*READABLE, "C001", "C006", "T004", "T007", "T008"),
    unvaried=True,
)
def value_not_held(stages: ComputedStages) -> Iterator[Defect]:
    """A value that a sentence quotes could be another one, and no claim cited there would fail."""
    if stages.variant:  # the claims are the exam's, and so is what they hold
        return
    for language, unheld in stages.held.unheld.items():
        for found in unheld:
            quoted = found.quotation
            yield Defect(
                at(stages.sources[language].path, quoted.line),
                f"{quoted.name} could be another value: {', '.join(quoted.cites)} would hold all the same",
                tuple(_unnoticed(found)),
            )


@check(
    "C021", remedy="Give a counterexample with real numbers, the nearer to the truth the better.", requires=("C006",)
)
def counterexample_is_unreal(stages: ComputedStages) -> Iterator[Defect]:
    """A counterexample is none: the claim fails on it because a number is missing, infinite or no number."""
    heard = hearing(stages)
    for claim in stages.question.claims:
        for place, testimony in enumerate(heard.refutations(claim)):
            unreal = [name for name in testimony.unreal if not is_unreal(_own(stages, name))]
            if unreal:
                yield Defect(
                    source_of(claim.counterexamples[place]),
                    f"the counterexample of the claim {claim.id} is none",
                    tuple(f"{name} = {printed(testimony.read[name])}" for name in unreal),
                )


def _unnoticed(found: Unheld) -> Iterator[str]:
    for change in islice(found.changes, _MOST_SHOWN):
        yield f"{printed(found.value)} could be {printed(change.value)}: {change.how}"
    if len(found.changes) > _MOST_SHOWN:
        yield f"and {len(found.changes) - _MOST_SHOWN} other changes"


def _own(stages: ComputedStages, name: str) -> object:
    """The true value of what a claim read of a counterexample; None where the solution has none."""
    try:
        return places.read(stages.solution, name)
    except (AttributeError, KeyError):
        return None
