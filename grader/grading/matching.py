"""From the text of a response to the options that were chosen, never by a guess."""

from dataclasses import dataclass
from enum import StrEnum

from grader.grading.exam import Question, even
from grader.grading.joined import made_of
from grader.moodle.marker import award

BLANK = "-"

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


def read_response(question: Question, text: str, *, lossless: bool) -> Response:
    """What was chosen, by the text of a download. Blank earns nothing; a text that fits nothing is never zero.

    Nor is an empty cell anything for certain: an option without text in downloads leaves one, and so does whoever
    clears a cell.
    """
    written = even(text)
    _, options = question.plain
    made = made_of(options, text, lossless=lossless, most=1 if question.single else None)
    if written in ("", BLANK) and made.sets:
        return Response(Outcome.AMBIGUOUS, candidates=((), *made.sets))
    if not made.sets:
        return Response(Outcome.BLANK, fraction=0.0) if written == BLANK else Response(Outcome.UNREADABLE)
    fractions = {
        award((question.fractions[option] for option in chosen), single=question.single) for chosen in made.sets
    }
    fraction = fractions.pop() if made.complete and len(fractions) == 1 else None
    if len(made.sets) > 1 or not made.complete:
        return Response(Outcome.AMBIGUOUS, fraction=fraction, candidates=made.sets)
    return Response(Outcome.ANSWERED, made.sets[0], fraction)
