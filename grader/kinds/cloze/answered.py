"""What was answered in one gap, by its piece of a download's cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.kinds.cloze.question import BY_CASE, DECIMALS, NUMBER, ONE, SEVERAL, WORDS, Part
from grader.kinds.forms import Forms, plain
from grader.kinds.joined import made_of
from grader.kinds.numerical.question import Amount, NumericalQuestion
from grader.kinds.numerical.responses import OfNumbers
from grader.moodle.marking.patterns import matches
from grader.moodle.quiz import Markup

_ANY = "*"


@dataclass(frozen=True)
class Read:
    """What a part may have been answered: the places of the answers, among those of all parts; the share it earns."""

    places: tuple[int, ...] = ()
    fraction: float = 0.0


@dataclass(frozen=True)
class OfPart:
    """Answers to a part. begin: where they begin among those of all parts. beyond: the place of anything else."""

    part: Part
    begin: int
    beyond: int

    @cached_property
    def plain(self) -> tuple[Forms, ...]:
        """Each answer as plain text."""
        alternatives = self.part.alternatives
        return tuple((str(one),) if self.part.is_typed else plain(one.answer) for one in alternatives)

    @property
    def random_guess(self) -> float:
        """What Moodle thinks that an answer at random earns."""
        alternatives = self.part.alternatives
        if self.part.asks == ONE:
            return sum(one.fraction for one in alternatives) / len(alternatives)
        if self.part.asks == WORDS:
            return next((one.fraction for one in alternatives if one.answer.text == _ANY), 0.0)
        return 0.0

    def read(self, written: str, right: str, *, lossless: bool) -> Sequence[Read]:
        """What it may mean: nothing where it can be none of what is offered."""
        if self.part.asks == NUMBER:
            return self._number(written, right) if written else (Read(),)
        if self.part.asks == WORDS:
            return (self._words(written),) if written else (Read(),)
        most = 1 if self.part.asks == ONE else None
        made = made_of(self.plain, written, lossless=lossless, most=most)
        blank = () if written else (Read(),)
        return (*blank, *(self._chosen(chosen) for chosen in made.sets)) if made.complete else ()

    def _chosen(self, chosen: Sequence[int]) -> Read:
        earned = sum(self.part.alternatives[place].fraction for place in chosen)
        if self.part.asks == SEVERAL:
            earned = min(max(earned, 0.0), 1.0)
        return Read(tuple(self.begin + place for place in chosen), round(earned, DECIMALS))

    def _number(self, written: str, right: str) -> Sequence[Read]:
        response = self._numbers.read(written, lossless=True, right=right)
        return [self._typed(places[0]) for places in (response.candidates or (response.options,)) if places]

    def _words(self, written: str) -> Read:
        by_case = self.part.type == BY_CASE
        for place, one in enumerate(self.part.alternatives):
            if matches(one.answer.text, written, case_sensitive=by_case):
                return self._typed(place)
        return self._typed(len(self.part.alternatives))

    def _typed(self, place: int) -> Read:
        """An answer that was typed: another that is right, too, is told as the one that Moodle names."""
        if place == len(self.part.alternatives):
            return Read((self.beyond,))
        fractions = [one.fraction for one in self.part.alternatives]
        place = fractions.index(1.0) if fractions[place] == 1 else place
        earned = fractions[place] if self.part.asks == WORDS else max(fractions[place], 0.0)
        return Read((self.begin + place,), earned)

    @cached_property
    def _numbers(self) -> OfNumbers:
        amounts = tuple(
            Amount(
                one.fraction,
                None if one.answer.text == _ANY else float(one.answer.text),
                float(one.tolerance or "0"),
            )
            for one in self.part.alternatives
        )
        apart = tuple(float(place) for place in range(len(amounts) + 1))  # so that none is worth what another is
        return OfNumbers(NumericalQuestion("", Markup(""), amounts), apart)
