"""A short-answer question as Moodle stores it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from grader.moodle.quiz import Answer, Hint, Markup, keep_name, stored

NAME = "shortanswer"
"""Moodle's name of the type."""

ANY = "*"
"""The pattern that any text is."""


@dataclass(frozen=True)
class Words:
    r"""A pattern that earns a fraction: `*` stands for any characters, `\*` for a star."""

    fraction: float
    pattern: str
    feedback: Markup = field(default_factory=lambda: Markup(""))

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", stored(self.pattern))


@dataclass(frozen=True)
class ShortAnswerQuestion:
    """A question that asks for a text; the first pattern that takes it earns.

    case: whether upper and lower case are told apart.
    unread: elements of an old file that Moodle passes over, an image without its name or content: tag and text.
    """

    name: str
    stem: Markup
    words: tuple[Words, ...]
    case: bool = False
    general_feedback: Markup = field(default_factory=lambda: Markup(""))
    maximum_mark: float = 1.0
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    penalty: float = 0.3333333
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
        """Whether its responses stand in any order: it offers none."""
        return False

    @cached_property
    def groups(self) -> Sequence[Sequence[Words]]:
        """The patterns that follow each other, earn the same and are told the same: several ways to say one thing."""
        return [list(group) for _, group in groupby(self.words, lambda one: (one.fraction, one.feedback))]

    @property
    def fractions(self) -> tuple[float, ...]:
        """What each group is worth."""
        return tuple(group[0].fraction for group in self.groups)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The groups as answers."""
        return tuple(
            Answer(group[0].fraction, Markup(in_words(group), "plain_text"), group[0].feedback) for group in self.groups
        )


def in_words(group: Sequence[Words]) -> str:
    """What a group takes, its patterns behind each other."""
    return " / ".join(one.pattern for one in group)


def attributes(question: ShortAnswerQuestion) -> Sequence[Mapping[str, object]]:
    """Each group as a page's script compares with it."""
    return [
        {"patterns": [one.pattern for one in group], "case": question.case, "takes": in_words(group)}
        for group in question.groups
    ]
