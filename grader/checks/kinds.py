"""The checks of kinds of question, as checks of every question: they pass over those of other kinds."""

from collections.abc import Iterator, Sequence
from typing import Any

from grader.findings import Check, Defect
from grader.kinds.kind import Kind
from grader.kinds.subject import Subject
from grader.release.stages import ComputedStages


def of_kinds(kinds: Sequence[Kind[Any]], sort: str, *requires: str) -> Iterator[Check[ComputedStages]]:
    """The checks of one sort, each once, though several kinds have it; they look at items of these kinds alone.

    sort: the field of a kind's `checks`. requires: what all checks of the sort require.
    """
    having: dict[str, tuple[Check[Subject], list[type]]] = {}
    for kind in kinds:
        for one in getattr(kind.checks, sort):
            having.setdefault(one.code, (one, []))[1].append(kind.item)
    return (_of_items(one, tuple(items), *requires) for one, items in having.values())


def _of_items(one: Check[Subject], items: tuple[type, ...], *requires: str) -> Check[ComputedStages]:
    def search(stages: ComputedStages) -> Iterator[Defect]:
        return one.search(stages) if isinstance(stages.item, items) else iter(())

    return Check(
        one.code, one.title, one.remedy, search, ComputedStages, (*requires, *one.requires), one.severity, one.unvaried
    )
