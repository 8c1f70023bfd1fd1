"""A response as it was read from a download, whatever the kind of its question."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto

BLANK = "-"
"""What downloads show of a response that was left blank."""

Found = tuple[tuple[int, ...], ...]
"""Sets of options that a text may mean."""


class Outcome(StrEnum):
    """What became of a response."""

    ANSWERED = "answered"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    NOT_GRADED = "not graded"
    UNRECOGNISED = "question not recognised"


class Fit(IntEnum):
    """Whether a text can be a question's: not at all, perhaps, or the whole text of it is there."""

    NONE = auto()
    PERHAPS = auto()
    WHOLE = auto()


@dataclass(frozen=True)
class Response:
    """A response as it was read.

    options: the indices of the options chosen, in the question's order; empty where they are not known.
    fraction: the share of the mark, None where it is not certain. candidates: what an ambiguous text may mean.
    """

    outcome: Outcome
    options: tuple[int, ...] = ()
    fraction: float | None = None
    candidates: Found = ()
