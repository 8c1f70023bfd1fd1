"""A description as its versions are compared: there is nothing but its texts."""

from grader.kinds.description.question import DescriptionQuestion
from grader.kinds.kind import Compared


def compared(question: DescriptionQuestion) -> Compared:  # noqa: ARG001 - of every one
    """Nothing beside what every kind has."""
    return Compared(answers=(), keyed=(), feedback={}, settings={})
