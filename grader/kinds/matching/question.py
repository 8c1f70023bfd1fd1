"""A matching question as Moodle stores it."""

from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import ClassVar

from grader.moodle.quiz import CombinedFeedback, Hint, Markup, StoredQuestion, stored
from grader.moodle.shown import as_html

NAME = "matching"
"""Moodle's name of the type."""


@dataclass(frozen=True)
class Line:
    """A stem and the choice that is right for it, which is plain text.

    alone: whether it has no stem, and offers a choice more.
    """

    stem: Markup
    choice: str
    alone: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "choice", stored(self.choice))


@dataclass(frozen=True)
class MatchingQuestion(StoredQuestion):
    """A matching question: each stem is given one of the choices, the same ones for all."""

    kind: ClassVar[str] = NAME

    lines: tuple[Line, ...]
    maximum_mark: float = 1.0
    shuffle: bool = True
    combined: CombinedFeedback = field(default_factory=CombinedFeedback)
    hints: tuple[Hint, ...] = ()

    @cached_property
    def pairs(self) -> tuple[Line, ...]:
        """The lines that have a stem."""
        return tuple(line for line in self.lines if not line.alone)

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen, in the order in which Moodle counts it: of equal texts it keeps the first."""
        return tuple(dict.fromkeys(line.choice for line in self.lines))

    @cached_property
    def fractions(self) -> tuple[float, ...]:
        """What each choice for each stem adds to the mark, the stems one after another."""
        share = 1 / len(self.pairs)
        return tuple(share if line.choice == choice else 0.0 for line in self.pairs for choice in self.choices)

    @cached_property
    def put(self) -> tuple[Markup, ...]:
        """Each choice put behind each stem, as texts, the stems one after another."""
        return tuple(
            Markup(f"{as_html(line.stem)} -&gt; {escape(choice, quote=False)}", files=line.stem.files)
            for line in self.pairs
            for choice in self.choices
        )
