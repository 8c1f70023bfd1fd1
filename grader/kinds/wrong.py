"""A wrong response that is typed and foreseen, of whatever kind: what a misconception answers."""

from dataclasses import dataclass

from grader import definitions
from grader.model import Misconception


@dataclass(frozen=True)
class Wrong:
    """A wrong response that is foreseen.

    misconception: what answers it. fraction: the share of the mark that it earns all the same, below 1.
    value: what the misconception answers; it is filled in from the question's parameters.
    """

    id: str
    misconception: Misconception
    fraction: float = 0.0
    value: object = None

    def __post_init__(self) -> None:
        definitions.require(
            f"the wrong response {self.id}",
            (
                *definitions.word("id", self.id),
                *definitions.one(
                    "misconception", self.misconception, Misconception, "a function decorated with @misconception"
                ),
            ),
        )
