"""A question whose gaps are menus, as Moodle stores it."""

from dataclasses import dataclass
from typing import ClassVar

from grader.kinds.gaps.question import WithGaps

NAME, TAG = "gapselect", "selectoption"
"""Moodle's name of the type, and of the element of a choice."""


@dataclass(frozen=True)
class GapSelectQuestion(WithGaps):
    """A question with a menu in each of its gaps."""

    kind: ClassVar[str] = NAME
    literal: ClassVar[bool] = True
