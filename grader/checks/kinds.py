"""The checks of a kind of question, as checks of every question: they pass over those of other kinds."""

from collections.abc import Iterator
from typing import Any

from grader.findings import Check, Defect
from grader.kinds.kind import Kind
from grader.kinds.subject import Subject
from grader.release.stages import ComputedStages


def of_kind(kind: Kind[Any], one: Check[Subject], *requires: str) -> Check[ComputedStages]:
    """A check of a kind, which looks at items of that kind alone. requires: what all checks of its sort require."""

    def search(stages: ComputedStages) -> Iterator[Defect]:
        return one.search(stages) if isinstance(stages.item, kind.item) else iter(())

    return Check(
        one.code, one.title, one.remedy, search, ComputedStages, (*requires, *one.requires), one.severity, one.unvaried
    )
