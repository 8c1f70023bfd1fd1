"""A question whose text has gaps, as Moodle stores it, whether choices stand in menus or are dragged."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, TypeVar

from grader.moodle.quiz import Answer, CombinedFeedback, Hint, Markup, StoredQuestion

GAP = re.compile(r"\[\[([0-9]+)\]\]")
"""A gap as Moodle finds it in a question's text."""

DECIMALS = 7
"""With how many Moodle keeps a fraction."""


@dataclass(frozen=True)
class Offered:
    """A choice: its text, the group in which it is offered, and whether it fills as many gaps as one likes."""

    markup: Markup
    group: str = "1"
    unlimited: bool = False


@dataclass(frozen=True)
class WithGaps(StoredQuestion):
    """A question whose text has gaps.

    stem: its text, in which `[[1]]` is the first gap, `[[2]]` the second, and so on.
    right: by gap, the choice that is right, counted from 1, which is what Moodle writes in the place of the gap.
    """

    literal: ClassVar[bool]
    """Whether Moodle's reports show a choice as it is written, markup and all."""

    choices: tuple[Offered, ...]
    right: tuple[int, ...]
    maximum_mark: float = 1.0
    shuffle: bool = True
    combined: CombinedFeedback = field(default_factory=CombinedFeedback)
    hints: tuple[Hint, ...] = ()

    @property
    def share(self) -> float:
        """What one gap contributes to the whole."""
        return 1 / len(self.right)

    @property
    def numbered(self) -> Markup:
        """The stem as Moodle has it: in the place of each gap the number of the choice that is right."""
        return replace(self.stem, text=renumbered(self.stem.text, dict(enumerate(self.right, start=1))))

    def parts(self) -> Iterator[tuple[int, int]]:
        """Every gap with every choice of its group, by their places, in order."""
        for gap, right in enumerate(self.right):
            group = self.choices[right - 1].group
            yield from ((gap, place) for place, choice in enumerate(self.choices) if choice.group == group)

    def answers(self) -> Sequence[Answer]:
        """What a response is made of: each gap filled with each choice of its group."""
        return [
            Answer(
                self.share if place == self.right[gap] - 1 else 0.0,
                replace(markup := self.choices[place].markup, text=f"gap {gap + 1}: {markup.text}"),
            )
            for gap, place in self.parts()
        ]


Question = TypeVar("Question", bound=WithGaps)


def renumbered(text: str, numbers: dict[int, int]) -> str:
    """A text with other numbers in its gaps; those that have none stay."""
    return GAP.sub(lambda gap: f"[[{numbers[number]}]]" if (number := int(gap[1])) in numbers else gap.group(), text)


def stored(question: Question) -> Question:
    """The question as Moodle stores it: without empty choices, those behind them with other numbers."""
    numbers: dict[int, int] = {}
    for number, choice in enumerate(question.choices, start=1):
        if choice.markup.text:
            numbers[number] = len(numbers) + 1
    return replace(
        question,
        choices=tuple(choice for choice in question.choices if choice.markup.text),
        right=tuple(numbers[number] for number in question.right),
    )
