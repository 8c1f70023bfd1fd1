"""Verifying variants: each as strictly as the exam, and a search for the smallest that breaks the question."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader import variants
from grader.checks import QUESTION_CHECKS
from grader.errors import MissingExtraError
from grader.model import Finding, Space
from grader.stages import Stages
from grader.variants import Choices, Variant

MOST_KINDS = 5  # of findings, for each of which the smallest example is searched

Kind = tuple[str, str]
"""What tells findings apart: code and place."""


@dataclass(frozen=True)
class Trial:
    """What became of a question's variants: how many were looked at, and what was found."""

    drawn: int
    searched: int
    findings: tuple[Finding, ...]


def examine(variant: Variant) -> list[Finding]:
    """Every finding in a variant; what is skipped in the exam is skipped here."""
    found: list[Finding] = []
    failed: set[str] = set()
    for check in QUESTION_CHECKS:
        if failed.intersection(check.requires):
            failed.add(check.code)
            continue
        findings = check.findings(variant.stages)
        failed |= {finding.code for finding in findings}
        found += findings
    return found


def run(stages: Stages, drawn: Sequence[Variant], *, examples: int, progress: Callable[[str], None]) -> Trial:
    """Examine variants that were drawn; then search the space, in so many examples, for what else is wrong.

    Of each kind of finding the smallest example is reported: the one nearest to the exam's own parameters.
    Raises MissingExtraError without Hypothesis, if there is something to search.
    """
    space = stages.question.space
    assert space is not None
    first: dict[Kind, tuple[Variant, Finding]] = {}
    count: dict[Kind, int] = {}
    for number, variant in enumerate(drawn, start=1):
        progress(f"{stages.question.id}: variant {number} of {len(drawn)}")
        for finding in examine(variant):
            kind = (finding.code, finding.where)
            first.setdefault(kind, (variant, finding))
            count[kind] = count.get(kind, 0) + 1
    searched = 0
    smallest: dict[Kind, tuple[Variant, Finding]] = {}
    if examples:
        progress(f"{stages.question.id}: searching its space")
        for variant, finding in _search(stages, space, examples=examples, known=list(first)):
            smallest[finding.code, finding.where] = variant, finding
        searched = min(examples, variants.size(space))
    found = first | smallest
    findings = tuple(
        _told(variant, finding, seen=count.get(kind, 0), of=len(drawn)) for kind, (variant, finding) in found.items()
    )
    return Trial(len(drawn), searched, findings)


def _told(variant: Variant, finding: Finding, *, seen: int, of: int) -> Finding:
    """A finding together with the variant that has it."""
    also = (f"in {seen} of the {of} variants drawn",) if of else ()
    return replace(finding, evidence=(f"variant: {variant.differences}", *also, *finding.evidence))


def _search(stages: Stages, space: Space, *, examples: int, known: Sequence[Kind]) -> Iterator[tuple[Variant, Finding]]:
    """The smallest variant with each kind of finding: those known first, then any other."""
    told: set[Kind] = set()
    for kind in known[:MOST_KINDS]:
        matching = _smallest(stages, space, examples, {kind}.__contains__)
        if matching is not None:
            told.add(kind)
            yield matching
    while len(told) < MOST_KINDS:
        matching = _smallest(stages, space, examples, lambda kind: kind not in told)
        if matching is None:
            return
        told.add((matching[1].code, matching[1].where))
        yield matching


def _smallest(
    stages: Stages, space: Space, examples: int, is_wanted: Callable[[Kind], bool]
) -> tuple[Variant, Finding] | None:
    """The variant nearest to the exam that has a finding of a wanted kind, as Hypothesis shrinks to it."""
    try:
        import hypothesis
        from hypothesis import strategies as st
        from hypothesis.errors import NoSuchExample
    except ImportError as error:
        raise MissingExtraError(f"the search needs Hypothesis: pip install 'grader[variants]' ({error})") from error

    def wanted(choices: Choices) -> list[tuple[Variant, Finding]]:
        variant = variants.of(stages, space, choices)
        return [(variant, one) for one in examine(variant) if is_wanted((one.code, one.where))]

    strategy: Any = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in space.values.items()})
    settings = hypothesis.settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    try:
        return wanted(hypothesis.find(strategy, lambda choices: bool(wanted(choices)), settings=settings))[0]
    except NoSuchExample:
        return None
