"""Responses to a multiple-choice question: how downloads show them, and which options they name, never by a guess."""

from dataclasses import dataclass, replace
from functools import cached_property

from grader.kinds.forms import Forms, even, forms, plain, squeezed
from grader.kinds.joined import Written, made_of
from grader.kinds.multiple_choice.marking import award
from grader.kinds.multiple_choice.question import MultipleChoice, keyed
from grader.kinds.response import BLANK, Fit, Outcome, Response
from grader.moodle.fractions import require_accepted
from grader.moodle.quiz import Answer

_BEFORE_OPTIONS = ": "


def graded(question: MultipleChoice, where: str) -> tuple[MultipleChoice, tuple[float, ...]]:
    """The question as it was given, with what each option is worth.

    Moodle stores no empty option, so nobody can have chosen one. Raises MoodleXMLError for a fraction that it refuses.
    """
    require_accepted((answer.fraction for answer in question.answers), f"{where}: question {question.name!r}")
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
    def random_guess(self) -> float | None:
        """What any option earns on average; as in Moodle, nothing is said of multiple answers."""
        return sum(self.fractions) / len(self.fractions) if self.single else None

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

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        """Moodle writes the stem, and behind it every option once, in any order."""
        target, best = squeezed(text), Fit.NONE
        for begun, certain in self._begun[lossless]:
            if target.startswith(certain):
                best = max(best, self._fit(text, begun, lossless=lossless))
        return best

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:  # noqa: ARG002 - options tell themselves
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

    @cached_property
    def _begun(self) -> dict[bool, list[tuple[Written, str]]]:
        """How the question's text begins in each reading of the stem, and what of it is certain."""
        stems, _ = self.plain
        return {
            lossless: [
                (begun, begun.certain(lossless=lossless))
                for begun in (Written().followed_by(stem + _BEFORE_OPTIONS, lossless=lossless) for stem in stems)
            ]
            for lossless in (False, True)
        }

    def _fit(self, text: str, begun: Written, *, lossless: bool) -> Fit:
        _, options = self.plain
        made = made_of(options, text, lossless=lossless, before=begun, least=len(options))
        if made.sets and not made.hides:
            return Fit.WHOLE
        return Fit.PERHAPS if made.sets or not made.complete else Fit.NONE
