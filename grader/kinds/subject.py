"""What a kind's checks look at: an author's question on its way, as far as a kind knows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from grader.findings import Check
from grader.model import Question, Solution, Text

if TYPE_CHECKING:
    from grader.texts.source import Source  # it imports what renders texts, which grading does without


class Subject(Protocol):
    """A question with its item and its texts; looking at one computes it."""

    @property
    def question(self) -> Question:
        """The author's definition."""
        ...

    @property
    def solution(self) -> Solution:
        """What the solver finds."""
        ...

    @property
    def item(self) -> Any:
        """The item, of the kind whose checks look at it."""
        ...

    @property
    def sources(self) -> "Mapping[str, Source]":
        """The texts as written, by language."""
        ...

    @property
    def texts(self) -> Mapping[str, Text]:
        """The texts as shown, by language."""
        ...


@dataclass(frozen=True)
class Checks:
    """The checks that only questions of a kind need.

    of_items: they look at an item that could be made. of_texts: they look at texts that could be filled in, too.
    cues: they look at the same, and warn. without_key: the codes of those after which no response is known to be right.
    """

    of_items: Sequence[Check[Subject]] = ()
    of_texts: Sequence[Check[Subject]] = ()
    cues: Sequence[Check[Subject]] = ()
    without_key: Sequence[str] = ()
