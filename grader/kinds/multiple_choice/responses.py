"""Responses to a multiple-choice question: how downloads show them, and which options they name, never by a guess."""

from dataclasses import dataclass, replace
from functools import cached_property

from grader.errors import MoodleXMLError
from grader.kinds.forms import Forms, even, forms, plain
from grader.kinds.multiple_choice.joined import made_of
from grader.kinds.multiple_choice.marking import award
from grader.kinds.multiple_choice.question import MultipleChoice, keyed
from grader.kinds.response import BLANK, Outcome, Response
from grader.moodle.fractions import is_accepted
from grader.moodle.quiz import Answer


def graded(question: MultipleChoice, where: str) -> tuple[MultipleChoice, tuple[float, ...]]:
    """The question as it was given, with what each option is worth.

    Moodle stores no empty option, so nobody can have chosen one. Raises MoodleXMLError for a fraction that it refuses.
    """
    for answer in question.answers:
        if not is_accepted(answer.fraction):
            raise MoodleXMLError(
                f"{where}: question {question.name!r}: expected a fraction that Moodle knows, received "
                f"{answer.fraction:.5%}; `grader check-xml` names them all"
            )
    kept = tuple(answer for answer in question.answers if answer.markup.text)
    return replace(question, answers=kept), tuple(answer.fraction for answer in kept)


@dataclass(frozen=True)
class OfOptions:
    """Responses that name options. fractions: what choosing each is worth, in the question's order."""

    question: MultipleChoice
    fractions: tuple[float, ...]

    @property
    def single(self) -> bool:
        """Whether one option alone can be chosen."""
        return self.question.single

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The options."""
        return self.question.answers

    @cached_property
    def keyed(self) -> tuple[int, ...]:
        """The options that a full mark takes."""
        return keyed(self.fractions, single=self.single)

    @cached_property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        """The stem and each option as plain text, before a download changes it."""
        return plain(self.question.stem), tuple(plain(answer.markup) for answer in self.answers)

    @cached_property
    def forms(self) -> dict[bool, tuple[Forms, tuple[Forms, ...]]]:
        """The stem and each option as downloads show them: by whether the download is lossless."""
        return {
            lossless: (
                forms(self.question.stem, lossless=lossless),
                tuple(forms(answer.markup, lossless=lossless) for answer in self.answers),
            )
            for lossless in (False, True)
        }

    def read(self, text: str, *, lossless: bool) -> Response:
        """What was chosen, by the text of a download. Blank earns nothing; a text that fits nothing is never zero.

        Nor is an empty cell anything for certain: an option without text in downloads leaves one, and so does whoever
        clears a cell.
        """
        written = even(text)
        _, options = self.plain
        made = made_of(options, text, lossless=lossless, most=1 if self.single else None)
        if written in ("", BLANK) and made.sets:
            return Response(Outcome.AMBIGUOUS, candidates=((), *made.sets))
        if not made.sets:
            return Response(Outcome.BLANK, fraction=0.0) if written == BLANK else Response(Outcome.UNREADABLE)
        fractions = {award((self.fractions[option] for option in chosen), single=self.single) for chosen in made.sets}
        fraction = fractions.pop() if made.complete and len(fractions) == 1 else None
        if len(made.sets) > 1 or not made.complete:
            return Response(Outcome.AMBIGUOUS, fraction=fraction, candidates=made.sets)
        return Response(Outcome.ANSWERED, made.sets[0], fraction)
