"""An essay question as Moodle stores it."""

from dataclasses import dataclass, field
from typing import ClassVar

from grader.moodle.quiz import NOTHING, Hint, Markup, StoredQuestion

NAME = "essay"
"""Moodle's name of the type."""

FORMATS = ("editor", "editorfilepicker", "plain", "monospaced", "noinline")
"""Where a response is written, by Moodle's words; the last is nowhere: files alone."""

UNLIMITED = -1
"""How many files may be attached where there is no limit."""


@dataclass(frozen=True)
class Asked:
    """What response an essay question asks for.

    format: where it is written, of FORMATS. required: whether there must be a text. lines: how high the box is.
    minimum_words, maximum_words: 0 for no limit. attachments: how many files may be attached, UNLIMITED for any number;
    attachments_required: how many must be. file_types: as Moodle names them, separated by commas; empty for any.
    maximum_bytes: how large a file may be, 0 for what the course allows.
    """

    format: str = "editor"
    required: bool = True
    lines: int = 15
    minimum_words: int = 0
    maximum_words: int = 0
    attachments: int = 0
    attachments_required: int = 0
    file_types: str = ""
    maximum_bytes: int = 0


@dataclass(frozen=True)
class EssayQuestion(StoredQuestion):
    """An essay question, which people mark.

    for_graders: what those who mark it read. template: what stands in the box before anybody writes.
    """

    kind: ClassVar[str] = NAME

    asked: Asked = field(default_factory=Asked)
    for_graders: Markup = NOTHING
    template: Markup = NOTHING
    maximum_mark: float = 1.0

    @property
    def hints(self) -> tuple[Hint, ...]:
        """None: there are no tries."""
        return ()

    @property
    def shuffle(self) -> bool:
        """No: it offers nothing."""
        return False


def lines(question: EssayQuestion) -> int:
    """How many lines a response takes: as many as the box is high."""
    return question.asked.lines
