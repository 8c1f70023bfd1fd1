"""A short-answer question as Moodle stores it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from grader.moodle.quiz import NOTHING, Answer, Hint, Markup, StoredQuestion, stored

NAME = "shortanswer"
"""Moodle's name of the type."""

ANY = "*"
"""The pattern that any text is."""


@dataclass(frozen=True)
class Words:
    r"""Several ways to say what earns a fraction, as patterns: `*` stands for any characters, `\*` for a star."""

    fraction: float
    patterns: tuple[str, ...]
    feedback: Markup = NOTHING

    def __post_init__(self) -> None:
        object.__setattr__(self, "patterns", tuple(map(stored, self.patterns)))

    def __str__(self) -> str:
        return " / ".join(self.patterns)


@dataclass(frozen=True)
class ShortAnswerQuestion(StoredQuestion):
    """A question that asks for a text; the first pattern that takes it earns.

    words: the responses in Moodle's order, of which it keeps each pattern as an answer of its own; two that follow each
    other do not earn and say the same, or they are one.
    case: whether upper and lower case are told apart.
    """

    kind: ClassVar[str] = NAME

    words: tuple[Words, ...]
    case: bool = False
    maximum_mark: float = 1.0
    hints: tuple[Hint, ...] = ()

    @property
    def fractions(self) -> tuple[float, ...]:
        """What each response is worth."""
        return tuple(one.fraction for one in self.words)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The responses as answers: each with all that is taken for it."""
        return tuple(Answer(one.fraction, Markup(str(one), "plain_text"), one.feedback) for one in self.words)


def attributes(question: ShortAnswerQuestion) -> Sequence[Mapping[str, object]]:
    """Each response as a page's script compares with it."""
    return [{"patterns": one.patterns, "case": question.case, "takes": str(one)} for one in question.words]
