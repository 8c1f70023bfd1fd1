"""Words that were typed, as downloads show them: one that nobody foresaw is an answer, and earns nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from kinds.toy.moodle import WordQuestion

from grader.kinds.forms import Forms, even, forms, plain
from grader.kinds.response import BLANK, Fit, Outcome, Response
from grader.moodle.quiz import Answer


@dataclass(frozen=True)
class OfWords:
    question: WordQuestion
    fractions: tuple[float, ...]
    single: bool = True

    @property
    def random_guess(self) -> float | None:
        return 0.0

    @property
    def answers(self) -> Sequence[Answer]:
        return self.question.answers

    @property
    def keyed(self) -> tuple[int, ...]:
        return tuple(place for place, fraction in enumerate(self.fractions) if fraction == 1)

    @property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        return plain(self.question.stem), tuple((answer.markup.text,) for answer in self.answers)

    @property
    def forms(self) -> dict[bool, tuple[Forms, tuple[Forms, ...]]]:
        words = self.plain[1]
        return {lossless: (forms(self.question.stem, lossless=lossless), words) for lossless in (True, False)}

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        return Fit.WHOLE if even(text) in self.forms[lossless][0] else Fit.NONE

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:  # noqa: ARG002 - the same in all downloads
        if text == BLANK:
            return Response(Outcome.BLANK, fraction=0.0)
        typed = [place for place, answer in enumerate(self.answers) if answer.markup.text.lower() == text.lower()]
        if not typed:
            return Response(Outcome.ANSWERED, fraction=0.0)
        return Response(Outcome.ANSWERED, (typed[0],), self.fractions[typed[0]])
