"""Responses that say whether a statement is true, as downloads show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kinds.true_false.moodle import TrueFalse

from grader.kinds.forms import Forms, even, forms, plain
from grader.kinds.response import BLANK, Fit, Outcome, Response
from grader.moodle.quiz import Answer

SHOWN = ("True", "False")


@dataclass(frozen=True)
class Said:
    question: TrueFalse
    fractions: tuple[float, ...]
    single: bool = True

    @property
    def random_guess(self) -> float | None:
        return 0.5

    @property
    def answers(self) -> Sequence[Answer]:
        return self.question.answers

    @property
    def keyed(self) -> tuple[int, ...]:
        return tuple(place for place, fraction in enumerate(self.fractions) if fraction == 1)

    @property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        return plain(self.question.stem), tuple((word,) for word in SHOWN)

    @property
    def forms(self) -> dict[bool, tuple[Forms, tuple[Forms, ...]]]:
        shown = tuple((word,) for word in SHOWN)
        return {lossless: (forms(self.question.stem, lossless=lossless), shown) for lossless in (True, False)}

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        return Fit.WHOLE if even(text) in self.forms[lossless][0] else Fit.NONE

    def read(self, text: str, *, lossless: bool) -> Response:  # noqa: ARG002 - it is the same in all downloads
        if text == BLANK:
            return Response(Outcome.BLANK, fraction=0.0)
        if text not in SHOWN:
            return Response(Outcome.UNREADABLE)
        return Response(Outcome.ANSWERED, (SHOWN.index(text),), self.fractions[SHOWN.index(text)])
