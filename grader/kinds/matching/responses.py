"""Responses to a matching question: how downloads show them, and which pairs they name, never by a guess."""

from dataclasses import dataclass
from functools import cached_property

from grader.kinds.forms import Forms, even, forms, plain, squeezed
from grader.kinds.joined import Written, behind, made_of
from grader.kinds.matching.question import MatchingQuestion
from grader.kinds.response import BLANK, Fit, Outcome, Response
from grader.moodle.flatten import OUTSIDE, downloaded
from grader.moodle.quiz import Answer

DECIMALS = 7
"""With how many Moodle keeps a fraction."""


def graded(question: MatchingQuestion, where: str) -> tuple[MatchingQuestion, tuple[float, ...]]:  # noqa: ARG001 - nothing of it is refused
    """The question as it was given, with what each choice for each stem adds to the mark."""
    return question, question.fractions


@dataclass(frozen=True)
class OfPairs:
    """Responses that give stems choices. fractions: what each choice for each stem adds, stem after stem."""

    question: MatchingQuestion
    fractions: tuple[float, ...]

    @property
    def single(self) -> bool:
        """Whether a response is one pair: there may be as many as there are stems."""
        return False

    @property
    def random_guess(self) -> float | None:
        """What any choices earn on average, as Moodle estimates it."""
        return 1 / len(self.question.choices)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Each choice behind each stem."""
        return tuple(Answer(worth, text) for worth, text in zip(self.fractions, self.question.put, strict=True))

    @cached_property
    def keyed(self) -> tuple[int, ...]:
        """The pairs that a full mark takes."""
        return tuple(place for place, worth in enumerate(self.fractions) if worth > 0)

    @cached_property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        """The question's text and each pair as plain text, before a download changes it."""
        pairs = tuple(
            tuple(f"{stem} -> {choice}" for stem in plain(line.stem))
            for line in self.question.pairs
            for choice in self.question.choices
        )
        return plain(self.question.stem), pairs

    @cached_property
    def forms(self) -> dict[bool, tuple[Forms, tuple[Forms, ...]]]:
        """The question's text and each pair as downloads show them: by whether the download is lossless."""
        return {
            lossless: (
                forms(self.question.stem, lossless=lossless),
                tuple(
                    tuple(dict.fromkeys(even(text if lossless else downloaded(text)) for text in pair))
                    for pair in self.plain[1]
                ),
            )
            for lossless in (False, True)
        }

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        """Moodle writes the question's text, and behind it `{stem; stem} -> {choice; choice}`, in any order."""
        target, (texts, _) = squeezed(text), self.plain
        begun = [Written().followed_by(f"{one} {{", lossless=lossless) for one in texts]
        with_stems = behind(begun, self._stems, target, lossless=lossless, then="} -> {")
        with_choices = behind(with_stems, self._choices, target, lossless=lossless, then="}")
        fits = (
            Fit.WHOLE if written.within == OUTSIDE else Fit.PERHAPS
            for written in with_choices
            if written.certain(lossless=lossless) == target
        )
        return max(fits, default=Fit.NONE)

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:  # noqa: ARG002 - pairs tell themselves
        """What was put together, by the text of a download. Blank earns nothing; what fits nothing is never zero."""
        if even(text) == BLANK:
            return Response(Outcome.BLANK, fraction=0.0)
        made = made_of(self.plain[1], text, lossless=lossless, most=len(self.question.pairs), parts=self._parts)
        if not made.sets:
            return Response(Outcome.UNREADABLE)
        fractions = {self._award(pairs) for pairs in made.sets}
        fraction = fractions.pop() if made.complete and len(fractions) == 1 else None
        if len(made.sets) > 1 or not made.complete:
            return Response(Outcome.AMBIGUOUS, fraction=fraction, candidates=made.sets)
        return Response(Outcome.ANSWERED, made.sets[0], fraction)

    def _award(self, pairs: tuple[int, ...]) -> float:
        """What pairs earn together; with every pair worth all of the mark, no more than that."""
        return round(min(sum(self.fractions[pair] for pair in pairs), 1.0), DECIMALS)

    @cached_property
    def _parts(self) -> tuple[int, ...]:
        """Of each pair, its stem."""
        return tuple(stem for stem in range(len(self.question.pairs)) for _ in self.question.choices)

    @cached_property
    def _stems(self) -> tuple[Forms, ...]:
        return tuple(plain(line.stem) for line in self.question.pairs)

    @cached_property
    def _choices(self) -> tuple[Forms, ...]:
        return tuple((choice,) for choice in self.question.choices)
