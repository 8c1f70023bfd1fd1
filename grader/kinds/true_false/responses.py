"""Responses to a true/false question: how downloads show them, in whichever language the participant reads."""

from dataclasses import dataclass
from functools import cached_property

from grader.kinds.forms import Forms, even
from grader.kinds.response import BLANK, Outcome, Response
from grader.kinds.stems import ToStem
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.kinds.true_false.words import RESPONSES, WORDS
from grader.moodle.multilang import merged
from grader.moodle.quiz import Answer, Markup
from grader.texts.language import LANGUAGES

_SHOWN: tuple[Forms, ...] = tuple(tuple(WORDS[response].values()) for response in RESPONSES)
_PLACES = {word: place for place, words in enumerate(_SHOWN) for word in words}


def graded(question: TrueFalseQuestion, where: str) -> tuple[TrueFalseQuestion, tuple[float, ...]]:  # noqa: ARG001 - nothing of it is refused
    """The question as it was given, with what *true* and *false* are worth."""
    return question, question.fractions


@dataclass(frozen=True)
class OfTruth(ToStem[TrueFalseQuestion]):
    """Responses that say whether a statement is true. fractions: what *true* and *false* are worth."""

    @property
    def random_guess(self) -> float | None:
        """What either earns on average, which Moodle takes for a half."""
        return 0.5

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The two responses, in Moodle's words for whoever reads them."""
        return self.question.answers(*(_in_every_language(response) for response in RESPONSES))

    @property
    def shown(self) -> tuple[Forms, ...]:
        """Either, in the words of any language."""
        return _SHOWN

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:  # noqa: ARG002 - no download cuts one word
        """What was chosen, by the text of a download. Blank earns nothing; a word that is neither is never zero."""
        written = even(text)
        if written == BLANK:
            return Response(Outcome.BLANK, fraction=0.0)
        place = _PLACES.get(written)
        if place is None:
            return Response(Outcome.UNREADABLE)
        return Response(Outcome.ANSWERED, (place,), self.fractions[place])


def _in_every_language(response: bool) -> Markup:  # noqa: FBT001 - it is the response
    """A response in Moodle's words, of which each reader is shown their own language's."""
    return Markup(merged([(LANGUAGES[language].moodle, word) for language, word in WORDS[response].items()]))
