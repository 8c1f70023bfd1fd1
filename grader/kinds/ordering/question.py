"""An ordering question as Moodle stores it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from grader.moodle.quiz import CombinedFeedback, Hint, Markup, StoredQuestion
from grader.moodle.shown import as_html

NAME = "ordering"
"""Moodle's name of the type."""

ALL, RANDOM, CONTIGUOUS = "ALL", "RANDOM", "CONTIGUOUS"
"""Which of its items a student sees."""

FEWEST = 2
"""How many items are an order."""


@dataclass(frozen=True)
class OrderingQuestion(StoredQuestion):
    """An ordering question. items: in the right order.

    grading: how Moodle grades an order, by its own name. select, count: which items a student sees, and how many.
    layout, numbering, show_grading: how it is shown, in Moodle's words.
    """

    kind: ClassVar[str] = NAME

    items: tuple[Markup, ...]
    maximum_mark: float = 1.0
    grading: str = "ABSOLUTE_POSITION"
    select: str = ALL
    count: int = 0
    layout: str = "VERTICAL"
    numbering: str = "none"
    show_grading: str = "SHOW"
    combined: CombinedFeedback = field(default_factory=lambda: CombinedFeedback(show_number_right=True))
    hints: tuple[Hint, ...] = ()

    @property
    def shuffle(self) -> bool:
        """Whether Moodle shows its items in any order: always."""
        return True

    @property
    def shown(self) -> int:
        """How many items a student sees."""
        return len(self.items) if self.select == ALL else min(max(self.count, FEWEST), len(self.items))

    @cached_property
    def fractions(self) -> tuple[float, ...]:
        """What each item at each place counts for, the places one after another: the right one its share."""
        count = len(self.items)
        return tuple(1 / count if item == place else 0.0 for place in range(count) for item in range(count))

    @cached_property
    def put(self) -> tuple[Markup, ...]:
        """Each item at each place, as texts, the places one after another."""
        return tuple(
            Markup(f"{place}: {as_html(item)}", files=item.files)
            for place in range(1, len(self.items) + 1)
            for item in self.items
        )


def attributes(question: OrderingQuestion) -> Sequence[Mapping[str, str]]:
    """How an order is graded, which a page's script must know to say what one earns; the first answer tells it."""
    others = len(question.items) ** 2 - 1
    return [{"grading": question.grading}, *({} for _ in range(others))]
