"""What a response is, and what Moodle awards for it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias
from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.moodle.fractions import is_accepted, nearest
from grader.moodle.marking.numbers import BLANKS, Separators
from grader.moodle.numbers import leading_number

DECIMALS = 7
"""With how many Moodle keeps a fraction."""

_WRONG_BELOW, _RIGHT_ABOVE = 0.000001, 0.999999  # as Moodle draws the lines


@dataclass(frozen=True)
class WithUnit:
    """A number that was typed, and the unit that was chosen beside it; empty where none was."""

    number: str
    unit: str


Response: TypeAlias = "bool | int | str | WithUnit | Sequence[Response] | None"
"""What was answered; None where nothing was. Places are counted from 0 in the order of the file.

- multiple choice: the place of the option; several answers: the places of those ticked; true/false: a bool
- numerical, short answer, essay: the text; a numerical question with a menu or radio buttons for the unit: `WithUnit`
- matching: a choice for each stem, as a text; ordering: the places of the items, from the first to the last
- gaps: the number of the choice in each gap, counted from 1 as `[[1]]` does, 0 where it is empty
- cloze: a response for each part
"""


class State(StrEnum):
    """What Moodle calls a question that was submitted."""

    RIGHT = "gradedright"
    PARTLY = "gradedpartial"
    WRONG = "gradedwrong"
    BLANK = "gaveup"
    BY_HAND = "needsgrading"
    UNGRADED = "finished"


@dataclass(frozen=True)
class Award:
    """What Moodle awards for a response.

    fraction: the share of the mark in [-1, 1], with seven decimals; None where there is none: left blank (which counts
        0), to be marked by hand, nothing to mark.
    answers: whose specific feedback is shown, as places among the question's answers, or a part's alternatives.
    combined: the element whose feedback is shown whatever was answered; empty where the type has none.
    parts: what each part of a cloze question is awarded.
    penalty: the share of the mark that each wrong try costs where several are allowed; None where there are no tries.
    """

    fraction: float | None
    state: State
    answers: tuple[int, ...] = ()
    combined: str = ""
    parts: tuple["Award", ...] = ()
    penalty: float | None = None


BLANK = Award(None, State.BLANK)
"""What is awarded for no response."""


class Key(Protocol):
    """A question as it was read, ready to mark any response."""

    def mark(self, response: Response, separators: Separators) -> Award:
        """What a response is awarded. Raises ValueError for one that the question does not allow."""
        ...


def graded(fraction: float, *answers: int) -> Award:
    """The award of a fraction, and whose specific feedback goes with it."""
    return Award(round(fraction, DECIMALS) + 0.0, state(fraction), answers)


def state(fraction: float) -> State:
    """What Moodle calls a response that earns a fraction."""
    if fraction < _WRONG_BELOW:
        return State.WRONG
    return State.RIGHT if fraction > _RIGHT_ABOVE else State.PARTLY


def allow(allowed: object, expected: str, response: object) -> None:
    """Raise ValueError unless a response is allowed."""
    if not allowed:
        raise ValueError(f"expected {expected}, received {response!r}")


def written(response: Response) -> str:
    """The text that was answered, trimmed; empty where none was. Raises ValueError for anything else."""
    allow(isinstance(response, str | None), "a text", response)
    return str(response or "").strip(BLANKS)


def place(response: Response, count: int) -> int:
    """The place that was answered of one among so many. Raises ValueError for anything else."""
    if not isinstance(response, int) or isinstance(response, bool) or not 0 <= response < count:
        raise ValueError(f"expected the place of one among {count}, counted from 0, received {response!r}")
    return response


def each(response: Response) -> Sequence[Response]:
    """What was answered, one by one. Raises ValueError for what is no sequence."""
    if isinstance(response, str) or not isinstance(response, Sequence):
        raise ValueError(f"expected a response in several parts, received {response!r}")  # noqa: TRY004 - not of a type
    return response


def text(element: ET.Element, path: str, default: str = "") -> str:
    """The text at a path, trimmed as Moodle trims it."""
    return element.findtext(path, default).strip(BLANKS)


def fraction(answer: ET.Element, position: int) -> float:
    """The share of the mark that an answer gives. Raises MoodleXMLError for one that is not on Moodle's list."""
    written = answer.get("fraction", "0")
    percent = leading_number(written)
    if percent is None or not is_accepted(percent / 100):
        raise MoodleXMLError(f"answer {position + 1}: expected a fraction that Moodle knows, received {written!r}")
    return nearest(percent / 100)


@contextmanager
def naming(element: str) -> Iterator[None]:
    """Within it, a MoodleXMLError says at which element it was raised."""
    try:
        yield
    except MoodleXMLError as error:
        raise MoodleXMLError(f"{element}: {error}") from None
