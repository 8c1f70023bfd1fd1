"""Warnings that a question waives, with its reason; and waivers that give none, or that nothing needs any more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.checks.check import Defect, check, source_of
from grader.model import Finding, Question
from grader.release.stages import Stages


@dataclass(frozen=True)
class Waived:
    """A warning that the author has answered."""

    warning: Finding
    reason: str


@dataclass(frozen=True)
class Needed:
    """A question with the codes of the warnings that it has, or that could not be looked for."""

    stages: Stages
    codes: frozenset[str]


@check("W008", remedy="Write why the warning does not count here: it is for whoever reads the question next.")
def waiver_without_reason(stages: Stages) -> Iterator[Defect]:
    """A question waives a warning without a reason: it is shown all the same."""
    question = stages.question
    for code in question.waivers:
        if code not in reasons(question):
            yield Defect(source_of(question.item), f"the waiver of {code} gives no reason")


@check("W009", remedy="Remove the waiver.")
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


def part(warnings: Iterable[Finding], waivers: Mapping[str, str]) -> tuple[list[Finding], list[Waived]]:
    """The warnings that stand, and those that are waived."""
    standing, waived = [], []
    for warning in warnings:
        if warning.code in waivers:
            waived.append(Waived(warning, waivers[warning.code]))
        else:
            standing.append(warning)
    return standing, waived
