"""Responses to a short-answer question: as they were typed, as far as downloads show it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from grader.errors import MoodleXMLError
from grader.kinds.forms import Forms, even
from grader.kinds.response import BLANK, Outcome, Response
from grader.kinds.short_answer.question import ANY, ShortAnswerQuestion
from grader.kinds.stems import ToStem
from grader.moodle.flatten import downloaded
from grader.moodle.fractions import require_accepted
from grader.moodle.marking.patterns import matches
from grader.moodle.quiz import Answer, Markup

BEYOND = ("anything_else",)
"""The id of whatever is typed beside the texts that are foreseen."""

_ANYTHING_ELSE = Answer(0.0, Markup("anything else", "plain_text"))


def graded(question: ShortAnswerQuestion, where: str) -> tuple[ShortAnswerQuestion, tuple[float, ...]]:
    """The question as it was given, with what each response is worth, and behind them anything else, which is nothing.

    Raises MoodleXMLError for a fraction that Moodle refuses, and where nobody can earn the whole mark.
    """
    require_accepted(question.fractions, f"{where}: question {question.name!r}")
    if max(question.fractions) < 1:
        raise MoodleXMLError(f"{where}: question {question.name!r}: expected an answer that earns the whole mark")
    return question, (*question.fractions, _ANYTHING_ELSE.fraction)


def remarked(asked: ShortAnswerQuestion, other: ShortAnswerQuestion) -> ShortAnswerQuestion:
    """The question that was asked, with the patterns of another version: what was typed is read anew."""
    return replace(asked, words=other.words, case=other.case)


@dataclass(frozen=True)
class OfWords(ToStem[ShortAnswerQuestion]):
    """Responses that are typed texts. fractions: what each response is worth, and last what anything else is."""

    @property
    def random_guess(self) -> float | None:
        """What any text at all earns, as Moodle estimates it."""
        return next((one.fraction for one in self.question.words if ANY in one.patterns), 0.0)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The responses, each with all that is taken for it, and anything else."""
        return (*self.question.answers, _ANYTHING_ELSE)

    @cached_property
    def shown(self) -> tuple[Forms, ...]:
        """The patterns of each response, and anything else."""
        return (*(one.patterns for one in self.question.words), (_ANYTHING_ELSE.markup.text,))

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:  # noqa: ARG002 - no text depends on a language
        """What was typed, by the text of a download. A blank earns nothing, and so does what no pattern takes.

        Where the download would show the same of a text that a pattern takes, cut at a `<` or with its entities
        decoded, and that is worth something else, nobody knows; and so with a hyphen that may be a blank.
        """
        if not text.strip():
            return Response(Outcome.UNREADABLE)
        found = tuple(dict.fromkeys((self._first(text), *(() if lossless else self._cut(text)))))
        if even(text) == BLANK:
            return self._perhaps_blank(found)
        worth = {self.fractions[place] for place in found}
        if len(found) > 1:
            candidates = tuple((place,) for place in found)
            return Response(Outcome.AMBIGUOUS, fraction=worth.pop() if len(worth) == 1 else None, candidates=candidates)
        return Response(Outcome.ANSWERED, found, worth.pop())

    def _perhaps_blank(self, found: tuple[int, ...]) -> Response:
        """What a hyphen says: nothing was typed, or a hyphen was, which is one of the responses that are found."""
        anything_else = len(self.question.words)
        if found == (anything_else,) or all(self.fractions[place] == 0 for place in found):
            return Response(Outcome.BLANK, fraction=0.0)
        return Response(Outcome.AMBIGUOUS, candidates=((), *((place,) for place in found)))

    def _first(self, text: str) -> int:
        """The response of the first pattern that takes a text; behind all of them where none does."""
        places = (place for place, pattern in self._patterns if matches(pattern, text, case_sensitive=self._case))
        return next(places, len(self.question.words))

    def _cut(self, text: str) -> Iterator[int]:
        """The responses of which a download may show this text, having taken a part away."""
        for place, pattern in self._patterns:
            shown = downloaded(pattern)
            if shown != pattern and matches(shown, text, case_sensitive=self._case):
                yield place

    @property
    def _case(self) -> bool:
        return self.question.case

    @cached_property
    def _patterns(self) -> tuple[tuple[int, str], ...]:
        """Every pattern in Moodle's order, with the place of its response."""
        return tuple((place, pattern) for place, one in enumerate(self.question.words) for pattern in one.patterns)
