"""A true/false question as Moodle stores it."""

from dataclasses import dataclass

from grader.moodle.quiz import NOTHING, Answer, Hint, Markup, keep_name

NAME = "truefalse"
"""Moodle's name of the type."""

PENALTY = 1.0
"""What Moodle's own form gives every true/false question: there is nothing left to try."""


@dataclass(frozen=True)
class TrueFalseQuestion:
    """A true/false question; one of its two responses is right, and earns the whole mark.

    right: whether *true* is. if_true, if_false: what is said to whoever chooses each.
    unread: elements of an old file that Moodle passes over, an image without its name or content: tag and text.
    """

    name: str
    stem: Markup
    right: bool
    if_true: Markup = NOTHING
    if_false: Markup = NOTHING
    general_feedback: Markup = NOTHING
    maximum_mark: float = 1.0
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    penalty: float = PENALTY
    hints: tuple[Hint, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        keep_name(self)

    @property
    def kind(self) -> str:
        """Moodle's name of its type."""
        return NAME

    @property
    def shuffle(self) -> bool:
        """Whether Moodle may show its responses in any order: *true* stands first everywhere."""
        return False

    @property
    def fractions(self) -> tuple[float, float]:
        """What *true* and *false* are worth."""
        return (1.0, 0.0) if self.right else (0.0, 1.0)

    def answers(self, if_true: Markup, if_false: Markup) -> tuple[Answer, Answer]:
        """Both responses, worded so, with what they are worth and what is said to whoever chooses them."""
        worth = self.fractions
        return Answer(worth[0], if_true, self.if_true), Answer(worth[1], if_false, self.if_false)
