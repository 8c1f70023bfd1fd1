"""A description as Moodle stores it."""

from dataclasses import dataclass

from grader.moodle.quiz import NOTHING, Hint, Markup, keep_name

NAME = "description"
"""Moodle's name of the type."""


@dataclass(frozen=True)
class DescriptionQuestion:
    """A text that asks nothing: it has no mark, whatever its XML says.

    unread: elements of an old file that Moodle passes over, an image without its name or content: tag and text.
    """

    name: str
    stem: Markup
    general_feedback: Markup = NOTHING
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    penalty: float = 0.3333333
    unread: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        keep_name(self)

    @property
    def kind(self) -> str:
        """Moodle's name of its type."""
        return NAME

    @property
    def maximum_mark(self) -> float:
        """Nothing."""
        return 0.0

    @property
    def hints(self) -> tuple[Hint, ...]:
        """None: there is nothing to try."""
        return ()

    @property
    def shuffle(self) -> bool:
        """No: it offers nothing."""
        return False
