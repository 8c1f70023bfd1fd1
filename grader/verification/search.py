"""Verifying variants: each as strictly as the exam, and a search for the smallest that breaks the question."""

import math
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from grader.counting import number_of
from grader.errors import MissingExtraError
from grader.findings import Finding
from grader.model import Space
from grader.release import variants
from grader.release.stages import ComputedStages
from grader.release.variants import Choices, Variant
from grader.verification import crowd
from grader.verification.looking import Kind, Looked, examine, look

CONFIDENCE = 0.95
MOST_EXAMPLES = 200  # of a search, beside the variants that are drawn
MOST_KINDS = 5  # of findings, for each of which the smallest example is searched

Example = tuple[Variant, Finding]
"""A finding, and a variant that has it."""


@dataclass(frozen=True)
class Trial:
    """What became of a question's variants: how many were looked at, and what was found.

    whole: whether these were all that there are. different: how many of them differ in their parameters.
    keys: how many had which key. findings: in variants alone.
    """

    drawn: int
    searched: int
    findings: tuple[Finding, ...]
    whole: bool = False
    different: int = 0
    keys: Mapping[str, int] = field(default_factory=dict)

    @property
    def rarer_than(self) -> int:
        """A number N of two significant digits: by what was drawn, fewer than 1 in N variants are at fault.

        0 where nothing can be said: something was found, or too few were drawn.
        """
        return 0 if self.findings else rarer_than(self.drawn)


def rarer_than(drawn: int) -> int:
    """The largest N of two significant digits such that fewer than 1 in N are at fault, with 95% confidence.

    drawn: how many were drawn at random, none of them at fault. If a share p of all were, that would happen with
    probability (1 - p)^drawn at most, drawn with or without replacement, and that is 5% at p = 1 - 0.05^(1/drawn).
    0 where N would be less than 2.
    """
    if not drawn:
        return 0
    most = int(-1 / math.expm1(math.log(1 - CONFIDENCE) / drawn))
    unit = 10 ** max(0, len(str(most)) - 2)
    return 0 if most < 2 else most // unit * unit  # noqa: PLR2004 - 1 in 1 says nothing


def try_out(
    stages: ComputedStages, drawn: Sequence[Variant], *, examples: int, progress: Callable[[str], None]
) -> Trial:
    """Examine variants that were drawn; then search the space, in a number of examples, for what else is wrong.

    Of each kind of finding the smallest example is reported: the one nearest to the exam's own parameters.
    Raises MissingExtraError without Hypothesis, if there is something to search.
    """
    looked = Looked()
    for number, variant in enumerate(drawn, start=1):
        progress(f"{stages.id}: variant {number} of {len(drawn)}")
        looked += look([variant])
    return _reported(stages, looked, drawn.__getitem__, examples=examples, progress=progress)


def try_many(
    stages: ComputedStages, count: int, *, seed: int, workers: int = 1, progress: Callable[[str], None]
) -> Trial:
    """Examine variants drawn at random, in several processes; then search for what else is wrong, if some are left.

    A space that holds no more is looked at as a whole. Raises MissingExtraError without Hypothesis, if there is
    something to search.
    """
    space = stages.question.space
    assert space is not None
    places = variants.sample(space, count, seed=f"{seed}/{stages.id}")
    whole = len(places) == variants.size(space)
    if not whole:
        require_hypothesis()
    looked = Looked()
    for part in crowd.shared(stages, places, workers=workers):
        looked += part
        progress(f"{stages.id}: {looked.count} of {number_of(len(places), 'variant')}")
    trial = _reported(
        stages,
        looked,
        lambda place: variants.at(stages, space, places[place]),
        examples=0 if whole else min(count, MOST_EXAMPLES),
        progress=progress,
    )
    return replace(trial, whole=whole)


def _reported(
    stages: ComputedStages,
    looked: Looked,
    variant_at: Callable[[int], Variant],
    *,
    examples: int,
    progress: Callable[[str], None],
) -> Trial:
    """What was seen of variants, of each kind of finding the smallest example, and what a search finds beside."""
    space = stages.question.space
    assert space is not None
    found = {kind: (variant_at(place), finding) for kind, (place, finding) in looked.first.items()}
    smallest = {kind: _nearest(stages, space, variant, finding) for kind, (variant, finding) in _some(found)}
    smallest = _in_common(space, {**found, **smallest})
    if examples:
        progress(f"{stages.id}: searching its space")
        for variant, finding in _search(stages, space, examples=examples, known=list(found)):
            smallest[finding.code, finding.place] = variant, finding
    findings = tuple(
        _told(variant, finding, seen=looked.seen.get(kind, 0), of=looked.count)
        for kind, (variant, finding) in {**found, **smallest}.items()
    )
    return Trial(
        looked.count,
        min(examples, variants.size(space)),
        findings,
        different=len(looked.codes),
        keys=dict(sorted(looked.keys.items(), key=lambda one: (-one[1], one[0]))),
    )


def require_hypothesis() -> None:
    """Raise MissingExtraError without Hypothesis."""
    try:
        import hypothesis.strategies  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise MissingExtraError(
            f"the search needs Hypothesis: pip install 'exams-as-code[variants]' ({error})"
        ) from error


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


def _in_common(space: Space, smallest: Mapping[Kind, Example]) -> dict[Kind, Example]:
    """For each kind the nearest of all the variants that has it: what one kind was followed to may have others, too."""
    by_distance = sorted(
        {variant.stages.variant: variant for variant, _ in smallest.values()}.values(),
        key=lambda variant: _distance(space, variant),
    )
    common = dict(smallest)
    for variant in by_distance:
        for one in examine(variant):
            kind = (one.code, one.place)
            if kind in common and _distance(space, variant) < _distance(space, common[kind][0]):
                common[kind] = variant, one
    return common


def _distance(space: Space, variant: Variant) -> int:
    """How far its choices are from the exam's own, which are the first of each name's values."""
    return sum(values.index(variant.choices[name]) for name, values in space.values.items())


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
    require_hypothesis()
    import hypothesis
    import hypothesis.configuration
    from hypothesis import strategies as st
    from hypothesis.errors import NoSuchExample

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
