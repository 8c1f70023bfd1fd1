"""A description as Moodle stores it."""

from dataclasses import dataclass
from typing import ClassVar

from grader.moodle.quiz import Hint, StoredQuestion

NAME = "description"
"""Moodle's name of the type."""


@dataclass(frozen=True)
class DescriptionQuestion(StoredQuestion):
    """A text that asks nothing: it has no mark, whatever its XML says."""

    kind: ClassVar[str] = NAME

    @property
    def maximum_mark(self) -> float:
        """Nothing."""
        return 0.0

    @property
    def hints(self) -> tuple[Hint, ...]:
        """None: there is nothing to try."""
        return ()
