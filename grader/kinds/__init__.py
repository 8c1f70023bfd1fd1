"""Kinds of question: what differs from one to another, a folder each. A new one is a folder and a line here."""

from collections.abc import Mapping
from typing import Any

from grader.kinds import (
    cloze,
    description,
    drag_into_text,
    essay,
    gap_select,
    matching,
    multiple_choice,
    numerical,
    ordering,
    several_answers,
    short_answer,
    true_false,
)
from grader.kinds.kind import Kind

_ALL: tuple[Kind[Any], ...] = (
    multiple_choice.KIND,
    true_false.KIND,
    numerical.KIND,
    short_answer.KIND,
    gap_select.KIND,
    drag_into_text.KIND,
    essay.KIND,
    description.KIND,
    matching.KIND,
    ordering.KIND,
    cloze.KIND,
)

KINDS: Mapping[str, Kind[Any]] = {kind.name: kind for kind in _ALL}
"""The kinds that we read, write and mark, by Moodle's names of their types."""


OF_ONE_TYPE: tuple[Kind[Any], ...] = (several_answers.KIND,)
"""The kinds that Moodle stores in the type of another, which reads them: what their authors write is their own."""


def authored() -> tuple[Kind[Any], ...]:
    """Every kind that authors write."""
    return (*KINDS.values(), *OF_ONE_TYPE)


def is_item(made: object) -> bool:
    """Whether an author's function made an item of some kind."""
    return any(isinstance(made, kind.item) for kind in authored())


def item_names() -> str:
    """What items of all kinds are called in code, in words: `an Item or a TrueFalse`."""
    names = [kind.item.__name__ for kind in authored()]
    return " or ".join(f"{'an' if name[0] in 'AEIOU' else 'a'} {name}" for name in names)


def kind_called(words: str) -> Kind[Any] | None:
    """The kind whose questions are called so; None where there is none."""
    return next((kind for kind in authored() if kind.words == words), None)


def kind_of(item: object) -> Kind[Any]:
    """The kind of question that an author's item makes."""
    return next(kind for kind in authored() if isinstance(item, kind.item))
