"""Responses to a question with embedded answers: each part as its sort of answer is read, and what all earn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from grader.kinds.cloze.answered import OfPart, Read
from grader.kinds.cloze.asked import Shown
from grader.kinds.cloze.cells import MOST, cut
from grader.kinds.cloze.question import DECIMALS, NUMBER, ClozeQuestion, keyed, places_of
from grader.kinds.forms import Forms, even
from grader.kinds.response import BLANK, Fit, Outcome, Response
from grader.moodle.quiz import Answer, Markup

BEYOND = ("anything_else",)
"""The id of whatever is typed in any gap beside what is foreseen there."""

_ANYTHING_ELSE = Answer(0.0, Markup("anything else", "plain_text"))


def graded(question: ClozeQuestion, where: str) -> tuple[ClozeQuestion, tuple[float, ...]]:  # noqa: ARG001 - nothing of it is refused
    """The question as it was given, with what each answer contributes, and behind them anything else: nothing."""
    return question, (*question.fractions, _ANYTHING_ELSE.fraction)


def decimal(question: ClozeQuestion, right: str) -> str:
    """A decimal number in a right answer, in the participant's language; empty where it names none."""
    for answered in cut(right, len(question.parts))[:1]:
        for part, written in zip(question.parts, answered, strict=True):
            if part.asks == NUMBER and ("." in written or "," in written):
                return written
    return ""


@dataclass(frozen=True)
class OfParts:
    """Responses made of parts. fractions: what each answer contributes, and last what anything else does."""

    question: ClozeQuestion
    fractions: tuple[float, ...]

    @property
    def single(self) -> bool:
        """Whether a response is one of the answers: it has parts."""
        return False

    @property
    def random_guess(self) -> float | None:
        """What responding at random earns, as Moodle estimates it: the parts' own estimates, without their weights."""
        return sum(part.random_guess for part in self._parts) / self.question.maximum_mark

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The answers of all parts, and anything else."""
        return (*self.question.answers, _ANYTHING_ELSE)

    @cached_property
    def keyed(self) -> tuple[int, ...]:
        """The answers that a full mark takes; all where every one earns it."""
        return tuple(range(len(self.fractions))) if self._is_void else keyed(self.question)

    @cached_property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        """The text as plain text, before a download changes it, and each answer."""
        return self._shown.plain, (*(answer for part in self._parts for answer in part.plain), ("anything else",))

    @cached_property
    def forms(self) -> dict[bool, tuple[Forms, tuple[Forms, ...]]]:
        """The text as downloads show it, and each answer: by whether the download is lossless."""
        return {lossless: (self._shown.forms[lossless], self.plain[1]) for lossless in (False, True)}

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        """Moodle writes the text, in each gap what it offers, or a line."""
        return self._shown.asked_by(text, lossless=lossless)

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:
        """What was answered in each part; what a part does not offer is no zero but unreadable.

        A cell that can be cut in several ways, or a part that can be read so, is ambiguous.
        right: a decimal number, or a right answer, as the participant's Moodle writes it.
        """
        if even(text) == BLANK:
            return Response(Outcome.BLANK, fraction=0.0)
        right = decimal(self.question, right) or right
        cuts = cut(text, len(self._parts))
        found: dict[tuple[int, ...], float] = {}
        are_blank = False
        for answered in cuts:
            are_blank |= not any(answered)
            for way in islice(product(*self._read(answered, right, lossless=lossless)), MOST + 1):
                found[tuple(sorted({place for one in way for place in one.places}))] = self._earned(way)
        if are_blank and list(found) in ([], [()]):
            return Response(Outcome.BLANK, fraction=0.0)
        if not found:
            return Response(Outcome.UNREADABLE)
        complete = len(cuts) <= MOST and len(found) <= MOST
        fraction = next(iter(found.values())) if complete and len({*found.values()}) == 1 else None
        if len(found) > 1 or not complete:
            return Response(Outcome.AMBIGUOUS, fraction=fraction, candidates=tuple(found))
        return Response(Outcome.ANSWERED, next(iter(found)), fraction)

    def _read(self, answered: Sequence[str], right: str, *, lossless: bool) -> list[Sequence[Read]]:
        return [part.read(one, right, lossless=lossless) for part, one in zip(self._parts, answered, strict=True)]

    def _earned(self, way: Sequence[Read]) -> float:
        """What the parts earn together, with as many decimals as Moodle keeps."""
        if self._is_void:
            return 1.0
        total = self.question.maximum_mark
        earned = sum(
            part.weight * one.fraction for part, one in zip(self.question.parts, way, strict=True) if one.fraction
        )
        return round(earned / total, DECIMALS) + 0.0

    @property
    def _is_void(self) -> bool:
        return self.fractions[-1] >= 1

    @cached_property
    def _parts(self) -> Sequence[OfPart]:
        beyond = len(self.question.fractions)
        return [
            OfPart(part, places.start, beyond)
            for part, places in zip(self.question.parts, places_of(self.question), strict=True)
        ]

    @cached_property
    def _shown(self) -> Shown:
        return Shown(self.question)
