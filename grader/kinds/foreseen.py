"""A response that the author of a question foresees, whatever the kind of the question."""

from dataclasses import dataclass

from grader.model import Claim


@dataclass(frozen=True)
class Foreseen:
    """A response that an author foresees.

    value: what it asserts. because: the claims that make it right or wrong. misconception: what leads a student to it.
    shown: the block of the texts in which students read it; empty where they are not shown it.
    feedback: the block of the texts that is shown to whoever gives it.
    """

    id: str
    value: object
    feedback: str
    because: tuple[Claim, ...] = ()
    misconception: str = ""
    shown: str = ""
