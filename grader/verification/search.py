"""Verifying variants: each as strictly as the exam, and a search for the smallest that breaks the question."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from grader.checks import question_checks
from grader.errors import AuthorError, MissingExtraError
from grader.findings import Check, Finding, Place, Result, run
from grader.model import Space
from grader.release import variants
from grader.release.stages import ComputedStages
from grader.release.variants import Choices, Variant

MOST_KINDS = 5  # of findings, for each of which the smallest example is searched

Kind = tuple[str, Place]
"""What tells findings apart: code and place."""

Example = tuple[Variant, Finding]
"""A finding, and a variant that has it."""


@dataclass(frozen=True)
class Trial:
    """What became of a question's variants: how many were looked at, and what was found."""

    drawn: int
    searched: int
    findings: tuple[Finding, ...]


_OF_EXAMS: WeakKeyDictionary[ComputedStages, Result] = WeakKeyDictionary()


def examine(variant: Variant) -> tuple[Finding, ...]:
    """Every finding in a variant; what is skipped in the exam is skipped here.

    Checks that look only at what variants share with their exam are run on that once, unless this variant offers
    other responses.
    """
    stages, exam = variant.stages, variant.stages.exam
    if not _of_one_form(stages, exam):
        return run(question_checks(), stages, question=stages.id).findings
    if exam not in _OF_EXAMS:
        _OF_EXAMS[exam] = run(_checks(unvaried=True), exam)
    return run(_checks(unvaried=False), stages, question=stages.id, after=_OF_EXAMS[exam]).findings


@cache
def _checks(*, unvaried: bool) -> tuple[Check[ComputedStages], ...]:
    return tuple(one for one in question_checks() if one.unvaried == unvaried)


def _of_one_form(stages: ComputedStages, exam: ComputedStages) -> bool:
    """Whether a variant differs from its exam in numbers and words alone, as far as an item could be made of either."""
    try:
        return stages.form == exam.form
    except AuthorError:
        return False


def try_out(
    stages: ComputedStages, drawn: Sequence[Variant], *, examples: int, progress: Callable[[str], None]
) -> Trial:
    """Examine variants that were drawn; then search the space, in a number of examples, for what else is wrong.

    Of each kind of finding the smallest example is reported: the one nearest to the exam's own parameters.
    Raises MissingExtraError without Hypothesis, if there is something to search.
    """
    space = stages.question.space
    assert space is not None
    first: dict[Kind, Example] = {}
    count: dict[Kind, int] = {}
    for number, variant in enumerate(drawn, start=1):
        progress(f"{stages.id}: variant {number} of {len(drawn)}")
        for finding in examine(variant):
            kind = (finding.code, finding.place)
            first.setdefault(kind, (variant, finding))
            count[kind] = count.get(kind, 0) + 1
    smallest = {kind: _nearest(stages, space, variant, finding) for kind, (variant, finding) in _some(first)}
    searched = 0
    if examples:
        progress(f"{stages.id}: searching its space")
        for variant, finding in _search(stages, space, examples=examples, known=list(first)):
            smallest[finding.code, finding.place] = variant, finding
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


def _some(found: Mapping[Kind, Example]) -> Iterator[tuple[Kind, Example]]:
    return islice(found.items(), MOST_KINDS)


def _nearest(stages: ComputedStages, space: Space, variant: Variant, finding: Finding) -> Example:
    """A variant with the same kind of finding from which no choice can be put back to an earlier one of its values."""
    nearest = variant, finding
    shrinking = True
    while shrinking:
        shrinking = False
        for name, values in space.values.items():
            choices = nearest[0].choices
            for value in values[: values.index(choices[name])]:
                again = variants.of(stages, space, {**choices, name: value})
                same = [one for one in examine(again) if (one.code, one.place) == (finding.code, finding.place)]
                if same:
                    nearest, shrinking = (again, same[0]), True
                    break
    return nearest


def _search(stages: ComputedStages, space: Space, *, examples: int, known: Sequence[Kind]) -> Iterator[Example]:
    """The smallest variants with kinds of findings that are not known yet."""
    told = set(known)
    for _ in range(MOST_KINDS):
        matching = _smallest(stages, space, examples, lambda kind: kind not in told)
        if matching is None:
            return
        told.add((matching[1].code, matching[1].place))
        yield matching


def _smallest(stages: ComputedStages, space: Space, examples: int, is_wanted: Callable[[Kind], bool]) -> Example | None:
    """The variant nearest to the exam that has a finding of a wanted kind, as Hypothesis shrinks to it."""
    try:
        import hypothesis
        import hypothesis.configuration
        from hypothesis import strategies as st
        from hypothesis.errors import NoSuchExample
    except ImportError as error:
        raise MissingExtraError(
            f"the search needs Hypothesis: pip install 'exams-as-code[variants]' ({error})"
        ) from error

    def wanted(choices: Choices) -> list[Example]:
        variant = variants.of(stages, space, choices)
        return [(variant, one) for one in examine(variant) if is_wanted((one.code, one.place))]

    hypothesis.configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "grader-hypothesis")  # not here
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
