"""Multiple choice, with one right option or several, as Moodle stores it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.moodle.quiz import NOTHING, Answer, CombinedFeedback, Hint, Markup, keep_name

NAME = "multichoice"
"""Moodle's name of the type."""


@dataclass(frozen=True)
class MultipleChoice:
    """A multiple-choice question; `single` where only one option can be chosen.

    unread: elements of an old file that Moodle passes over, an image without its name or content: tag and text.
    """

    name: str
    stem: Markup
    answers: tuple[Answer, ...]
    general_feedback: Markup = NOTHING
    maximum_mark: float = 1.0
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    single: bool = True
    shuffle: bool = True
    penalty: float = 0.3333333
    numbering: str = "abc"
    standard_instruction: bool = False
    combined: CombinedFeedback = field(default_factory=CombinedFeedback)
    hints: tuple[Hint, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        keep_name(self)

    @property
    def kind(self) -> str:
        """Moodle's name of its type."""
        return NAME


def keyed(fractions: Sequence[float], *, single: bool) -> tuple[int, ...]:
    """The options that a full mark takes: those worth all of it, or in a multiple answer those worth something."""
    return tuple(option for option, fraction in enumerate(fractions) if fraction >= 1 or (fraction > 0 and not single))
