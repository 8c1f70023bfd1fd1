"""A response that the author of a question foresees, whatever the kind of the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.model import Claim


@dataclass(frozen=True)
class Foreseen:
    """A response that an author foresees.

    value: what it asserts. because: the claims that make it right or wrong. misconception: what leads a student to it.
    shown: the block of the texts in which students read it; empty where no text says it.
    words: what students read in place of a block, by language, where Moodle itself offers it: `en` always among them.
    feedback: the block of the texts that is shown to whoever gives it; empty where Moodle says nothing to it alone.
    part, choice: where a response has parts, such as pairs or gaps, and this is one of them: what is filled in, and the
    block in which students read what fills it in. What the whole response earns is the sum of what its parts are worth,
    but for orders, which are graded as a whole.
    figures: of a number that is right, each way to write it as it is asked for, with the unit where that must be said.
    """

    id: str
    value: object
    feedback: str = ""
    because: tuple[Claim, ...] = ()
    misconception: str = ""
    shown: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    choice: str = ""
    figures: tuple[str, ...] = ()

    @property
    def is_offered(self) -> bool:
        """Whether students can read it before they respond."""
        return bool(self.shown or self.words)

    def in_words(self, language: str) -> str:
        """What Moodle calls it in a language, in English where we do not know; empty where it offers nothing."""
        return self.words.get(language, self.words.get("en", ""))


@dataclass(frozen=True)
class Reasoning:
    """A misconception, and the ids of the responses by which it is known.

    together: whether it leads to all of them at once, as to an order; else whoever gives one of them reasons so.
    """

    statement: str
    responses: frozenset[str]
    together: bool = False


def reasonings(foreseen: Sequence[Foreseen]) -> list[Reasoning]:
    """The misconceptions of responses, each with all that it leads to."""
    by_statement: dict[str, list[str]] = {}
    for one in foreseen:
        if one.misconception:
            by_statement.setdefault(one.misconception, []).append(one.id)
    return [Reasoning(statement, frozenset(ids)) for statement, ids in by_statement.items()]
