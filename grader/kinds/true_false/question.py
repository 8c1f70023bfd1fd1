"""A true/false question as Moodle stores it."""

from dataclasses import dataclass, field
from typing import ClassVar

from grader.moodle.quiz import NOTHING, Answer, Hint, Markup, StoredQuestion

NAME = "truefalse"
"""Moodle's name of the type."""

PENALTY = 1.0
"""What Moodle's own form gives every true/false question: there is nothing left to try."""


@dataclass(frozen=True)
class TrueFalseQuestion(StoredQuestion):
    """A true/false question; one of its two responses is right, and earns the whole mark.

    right: whether *true* is. if_true, if_false: what is said to whoever chooses each.
    """

    kind: ClassVar[str] = NAME

    right: bool
    if_true: Markup = NOTHING
    if_false: Markup = NOTHING
    maximum_mark: float = 1.0
    penalty: float = field(default=PENALTY, kw_only=True)
    hints: tuple[Hint, ...] = ()

    @property
    def fractions(self) -> tuple[float, float]:
        """What *true* and *false* are worth."""
        return (1.0, 0.0) if self.right else (0.0, 1.0)

    def answers(self, if_true: Markup, if_false: Markup) -> tuple[Answer, Answer]:
        """Both responses, worded so, with what they are worth and what is said to whoever chooses them."""
        worth = self.fractions
        return Answer(worth[0], if_true, self.if_true), Answer(worth[1], if_false, self.if_false)
