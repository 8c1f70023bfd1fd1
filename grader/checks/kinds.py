"""The checks of kinds of question, as checks of every question: they pass over those of other kinds."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from grader.findings import Check, Defect
from grader.kinds.kind import Kind
from grader.kinds.subject import Subject
from grader.release.stages import ComputedStages

Sort = Literal["of_items", "of_texts", "cues"]


def of_kinds(kinds: Sequence[Kind[Any]], sort: Sort, *requires: str) -> Iterator[Check[ComputedStages]]:
    """The checks of a sort that kinds have, each once. requires: what all checks of the sort require."""
    having: dict[Check[Subject], list[type]] = {}
    for kind in kinds:
        for one in getattr(kind.checks, sort):
            having.setdefault(one, []).append(kind.item)
    for one, items in having.items():
        yield _of_items(tuple(items), one, *requires)


def _of_items(items: tuple[type, ...], one: Check[Subject], *requires: str) -> Check[ComputedStages]:
    """A check that looks at items of some kinds alone."""

    def search(stages: ComputedStages) -> Iterator[Defect]:
        return one.search(stages) if isinstance(stages.item, items) else iter(())

    return Check(
        one.code, one.title, one.remedy, search, ComputedStages, (*requires, *one.requires), one.severity, one.unvaried
    )
