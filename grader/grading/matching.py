"""From the text of a response to the options that were chosen, never by a guess."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.grading.exam import Forms, Question, even, squeezed
from grader.moodle.marker import award

BLANK = "-"
_SEPARATOR = "; "
_MAX_STEPS = 2_000  # a text built to fit its options in very many ways is given up on


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
    """What was chosen, by the text of a download. Blank earns nothing; a text that fits nothing is never zero."""
    written = even(text)
    options = question.options(lossless=lossless)
    search = _one if question.single else several
    found, complete = search(options, written)
    if not found and complete and written:
        found, complete = search([tuple(map(squeezed, forms)) for forms in options], squeezed(written))
    if written == BLANK:
        return Response(Outcome.AMBIGUOUS, candidates=((), *found)) if found else Response(Outcome.BLANK, fraction=0.0)
    if not found:
        return Response(Outcome.UNREADABLE)
    fractions = {award((question.fractions[option] for option in chosen), single=question.single) for chosen in found}
    fraction = fractions.pop() if complete and len(fractions) == 1 else None
    if len(found) > 1 or not complete:
        return Response(Outcome.AMBIGUOUS, fraction=fraction, candidates=found)
    return Response(Outcome.ANSWERED, found[0], fraction)


def _one(options: Sequence[Forms], text: str) -> tuple[Found, bool]:
    return tuple((option,) for option, forms in enumerate(options) if text in forms), True


def several(options: Sequence[Forms], text: str) -> tuple[Found, bool]:
    """The sets of options whose texts, in some order and joined as Moodle joins them, make the text.

    False says that the search was given up, so that there may be more.
    """
    found: dict[tuple[int, ...], None] = {}
    for steps, (rest, used) in enumerate(_walk(options, text)):
        if not rest and used:
            found[tuple(sorted(used))] = None
        if steps > _MAX_STEPS:
            return tuple(found), False
    return tuple(found), True


def _walk(options: Sequence[Forms], text: str) -> Iterator[tuple[str, frozenset[int]]]:
    """Every way to take options off the front of the text: what is left, and the options taken."""
    separator = _SEPARATOR if _SEPARATOR in text else squeezed(_SEPARATOR)
    start: tuple[str, frozenset[int]] = (text + separator, frozenset())
    waiting, seen = [start], {start}
    while waiting:
        rest, used = state = waiting.pop()
        yield state
        for option, forms in enumerate(options):
            for form in forms if option not in used else ():
                if rest.startswith(form + separator):
                    after = (rest[len(form) + len(separator) :], used | {option})
                    if after not in seen:
                        seen.add(after)
                        waiting.append(after)
