"""Looking at variants: each as strictly as the exam, and what was seen of many, put together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from grader.authored import apart
from grader.checks import checks_of, question_checks
from grader.errors import AuthorError
from grader.findings import Check, Finding, Place, Result, run
from grader.release.stages import ComputedStages
from grader.release.variants import Variant

Kind = tuple[str, Place]
"""What tells findings apart: code and place."""


@dataclass(frozen=True)
class Looked:
    """What was seen of some variants of a question.

    first: of each kind of finding the first that had it, by its place among these, and how it was. seen: how many had.
    keys: how many had which key. codes: the names of the variants.
    """

    count: int = 0
    first: Mapping[Kind, tuple[int, Finding]] = field(default_factory=dict)
    seen: Mapping[Kind, int] = field(default_factory=dict)
    keys: Mapping[str, int] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()

    def __add__(self, other: "Looked") -> "Looked":
        """Both, the other's behind these."""
        later = {kind: (self.count + place, finding) for kind, (place, finding) in other.first.items()}
        return Looked(
            self.count + other.count,
            {**self.first, **{kind: one for kind, one in later.items() if kind not in self.first}},
            Counter(self.seen) + Counter(other.seen),
            Counter(self.keys) + Counter(other.keys),
            self.codes | other.codes,
        )


def look(variants: Iterable[Variant]) -> Looked:
    """Examine variants, one after the other."""
    first: dict[Kind, tuple[int, Finding]] = {}
    seen, keys, codes = Counter[Kind](), Counter[str](), set[str]()
    count = 0
    for place, variant in enumerate(variants):
        count += 1
        codes.add(variant.stages.variant)
        with apart():  # once, and not again for each check
            found = examine(variant)
        for finding in found:
            kind = (finding.code, finding.place)
            first.setdefault(kind, (place, finding))
            seen[kind] += 1
        keys[_key(variant)] += 1
    return Looked(count, first, seen, keys, frozenset(codes))


def _key(variant: Variant) -> str:
    """What tells the key of a variant; empty where it has none."""
    try:
        return ", ".join(variant.stages.key)
    except (AuthorError, TypeError):
        return ""


Repeated = tuple[tuple[Check[ComputedStages], ...], Result]
"""The checks that are repeated for each variant, and what the others found in the exam, or were skipped for."""

_OF_EXAMS: WeakKeyDictionary[ComputedStages, Repeated] = WeakKeyDictionary()


def examine(variant: Variant) -> tuple[Finding, ...]:
    """Every finding in a variant; what is skipped in the exam is skipped here.

    Checks that look only at what variants share with their exam are run on that once, unless this variant offers
    other responses.
    """
    stages, exam = variant.stages, variant.stages.exam
    if not _of_one_form(stages, exam):
        return run(question_checks(), stages, question=stages.id).findings
    if exam not in _OF_EXAMS:
        _OF_EXAMS[exam] = _repeated(exam)
    checks, before = _OF_EXAMS[exam]
    return run(checks, stages, question=stages.id, after=before).findings


def _repeated(exam: ComputedStages) -> Repeated:
    checks = checks_of(exam.item)
    unvaried = {one.code for one in checks if one.unvaried}
    return tuple(one for one in checks if not one.unvaried), Result(failed=run(checks, exam).failed & unvaried)


def _of_one_form(stages: ComputedStages, exam: ComputedStages) -> bool:
    """Whether a variant differs from its exam in numbers and words alone, as far as an item could be made of either."""
    try:
        return stages.form == exam.form
    except AuthorError:
        return False
