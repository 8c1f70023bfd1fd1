"""A question into whose gaps words are dragged, as Moodle stores it."""

from dataclasses import dataclass
from typing import ClassVar

from grader.kinds.gaps.question import WithGaps

NAME, TAG = "ddwtos", "dragbox"
"""Moodle's name of the type, and of the element of a choice."""


@dataclass(frozen=True)
class DragIntoTextQuestion(WithGaps):
    """A question into whose gaps choices are dragged."""

    kind: ClassVar[str] = NAME
    literal: ClassVar[bool] = False
