"""Responses to a numerical question: as they were typed, read as Moodle reads them in the participant's language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from grader.kinds.forms import Forms, even
from grader.kinds.numerical.question import NumericalQuestion
from grader.kinds.response import BLANK, Outcome, Response
from grader.kinds.stems import ToStem
from grader.moodle.fractions import require_accepted
from grader.moodle.marking import typed
from grader.moodle.marking.award import WithUnit
from grader.moodle.marking.numbers import ENGLISH, Separators, depends_on_language
from grader.moodle.quiz import Answer, Markup

BEYOND = ("anything_else",)
"""The id of whatever is typed beside the numbers that are foreseen."""

_WITH_COMMA = Separators(decimal=",", thousands=".")
_ANYTHING_ELSE = Answer(0.0, Markup("anything else", "plain_text"))


def graded(question: NumericalQuestion, where: str) -> tuple[NumericalQuestion, tuple[float, ...]]:
    """The question as it was given, with what each amount is worth, and behind them anything else, which is nothing.

    Raises MoodleXMLError for a fraction that Moodle refuses.
    """
    require_accepted(question.fractions, f"{where}: question {question.name!r}")
    least = -1.0 if question.units else 0.0  # without a unit that is right, nothing is below zero
    return question, (*(max(fraction, least) for fraction in question.fractions), _ANYTHING_ELSE.fraction)


def remarked(asked: NumericalQuestion, other: NumericalQuestion) -> NumericalQuestion:
    """The question that was asked, with the amounts and units of another version: what was typed is read anew."""
    return replace(asked, amounts=other.amounts, units=other.units, unit_penalty=other.unit_penalty)


def written(question: NumericalQuestion, right: str) -> str:
    """The number of a right answer as the participant's language writes it; nothing where a unit was typed with it."""
    given = question.units.given(right)
    if isinstance(given, WithUnit):
        return given.number
    return "" if question.units else given


@dataclass(frozen=True)
class OfNumbers(ToStem[NumericalQuestion]):
    """Responses that are typed numbers. fractions: what each amount is worth, and last what anything else is."""

    @property
    def random_guess(self) -> float | None:
        """What any number at all earns, as Moodle estimates it: less what a wrong unit costs, though there are none."""
        of_any = [amount.fraction for amount in self.question.amounts if amount.number is None]
        return max(of_any[0] - self.question.unit_penalty, 0.0) if of_any else 0.0

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The amounts, each with its tolerance, and anything else."""
        return (*self.question.answers, _ANYTHING_ELSE)

    @cached_property
    def shown(self) -> tuple[Forms, ...]:
        """Each amount with its tolerance, and anything else."""
        return tuple((answer.markup.text,) for answer in self.answers)

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:  # noqa: ARG002 - what `<` cuts off is no number
        """What was typed, by the text of a download. Blank earns nothing, and so does what is no number, as in Moodle.

        A number with one comma reads otherwise where the comma is the decimal mark: `right`, a right answer in the
        participant's own language, may tell; where it does not, and both are worth something else, nobody knows.
        """
        written = even(text)
        if written == BLANK:
            return Response(Outcome.BLANK, fraction=0.0)
        if not written:
            return Response(Outcome.UNREADABLE)
        awards = list(dict.fromkeys(self._award(text, separators) for separators in _separators(text, right)))
        places, fractions = tuple(dict.fromkeys(place for place, _ in awards)), {fraction for _, fraction in awards}
        fraction = fractions.pop() if len(fractions) == 1 else None
        if len(awards) > 1:
            return Response(Outcome.AMBIGUOUS, fraction=fraction, candidates=tuple((place,) for place in places))
        return Response(Outcome.ANSWERED, places, fraction)

    def _award(self, text: str, separators: Separators) -> tuple[int, float]:
        """The first amount that holds a number, behind all of them where none does; and what it earns with its unit."""
        award = self._marker.mark(self.question.units.given(text), separators)
        place = next(iter(award.answers), len(self.question.amounts))
        return place, self.fractions[place] if award.fraction is None or not award.answers else award.fraction

    @cached_property
    def _marker(self) -> typed.Numerical:
        amounts = zip(self.question.amounts, self.fractions[:-1], strict=True)
        return typed.Numerical(
            tuple(typed.Amount(amount.number, amount.tolerance, fraction) for amount, fraction in amounts),
            self.question.units.with_penalty(self.question.unit_penalty),
        )


def _separators(text: str, right: str) -> Iterator[Separators]:
    """How the participant's language may write numbers, where it matters."""
    if not depends_on_language(text):
        yield ENGLISH
    elif "," in right or "." in right:
        yield _WITH_COMMA if "." not in right else ENGLISH
    else:
        yield from (ENGLISH, _WITH_COMMA)
