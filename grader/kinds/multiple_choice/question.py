"""Multiple choice, with one right option or several, as Moodle stores it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from grader.moodle.quiz import Answer, CombinedFeedback, Hint, StoredQuestion

NAME = "multichoice"
"""Moodle's name of the type."""


@dataclass(frozen=True)
class MultipleChoice(StoredQuestion):
    """A multiple-choice question; `single` where only one option can be chosen."""

    kind: ClassVar[str] = NAME

    answers: tuple[Answer, ...]
    maximum_mark: float = 1.0
    single: bool = True
    shuffle: bool = True
    numbering: str = "abc"
    standard_instruction: bool = False
    combined: CombinedFeedback = field(default_factory=CombinedFeedback)
    hints: tuple[Hint, ...] = ()


def keyed(fractions: Sequence[float], *, single: bool) -> tuple[int, ...]:
    """The options that a full mark takes: those worth all of it, or in a multiple answer those worth something."""
    return tuple(option for option, fraction in enumerate(fractions) if fraction >= 1 or (fraction > 0 and not single))
