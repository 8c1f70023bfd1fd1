"""Warnings that a question waives, with its reason; and waivers that give none, or that nothing needs any more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from grader.findings import Defect, Finding, Result, Severity, check, source_of
from grader.model import Question
from grader.release.stages import ComputedStages


@dataclass(frozen=True)
class Waived:
    """A warning that the author has answered."""

    warning: Finding
    reason: str


@dataclass(frozen=True)
class Needed:
    """A question with the codes of the warnings that it has, or that could not be looked for."""

    stages: ComputedStages
    codes: frozenset[str]


@check(
    "W008",
    remedy="Write why the warning does not count here: it is for whoever reads the question next.",
    severity=Severity.WARNING,
)
def waiver_without_reason(stages: ComputedStages) -> Iterator[Defect]:
    """A question waives a warning without a reason: it is shown all the same."""
    question = stages.question
    for code in question.waivers:
        if code not in reasons(question):
            yield Defect(source_of(question.item), f"the waiver of {code} gives no reason")


@check("W009", remedy="Remove the waiver.", severity=Severity.WARNING)
def waiver_without_warning(needed: Needed) -> Iterator[Defect]:
    """A question waives a warning that is not given."""
    question = needed.stages.question
    for code, reason in reasons(question).items():
        if code not in needed.codes:
            yield Defect(
                source_of(question.item), f"the question waives {code}, and nothing warns of it", (f"reason: {reason}",)
            )


def reasons(question: Question) -> dict[str, str]:
    """The reasons that a question gives, by code, without those left blank."""
    return {code: reason for code, reason in question.waivers.items() if isinstance(reason, str) and reason.strip()}


def part(found: Result, answers: Mapping[str, str]) -> tuple[Result, list[Waived]]:
    """A result without the warnings that are waived, and these. answers: the reasons, by code."""
    standing = tuple(warning for warning in found.findings if warning.code not in answers)
    waived = [Waived(warning, answers[warning.code]) for warning in found.findings if warning.code in answers]
    return replace(found, findings=standing), waived
