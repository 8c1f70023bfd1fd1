"""Cloze: what the questions earn that are embedded in a text, each by its weight."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.moodle.marking import numbers
from grader.moodle.marking.award import BLANK, DECIMALS, Award, Key, Response, State, allow, each, naming, text
from grader.moodle.marking.choosing import Options
from grader.moodle.marking.cloze import Alternative, Part, parse
from grader.moodle.marking.numbers import Separators
from grader.moodle.marking.typed import Amount, Numerical, ShortAnswer, Units, amount

_FEWEST_CHOICES = 2


@dataclass(frozen=True)
class Embedded:
    """The parts of a text, each with its weight."""

    parts: tuple[tuple[Key, int], ...]

    def mark(self, response: Response, separators: Separators) -> Award:
        """The mean of what the parts earn, by their weights: a blank one nothing. It may be negative."""
        answered = (None,) * len(self.parts) if response is None else each(response)
        allow(len(answered) == len(self.parts), f"a response for each of {len(self.parts)} parts", response)
        awards = tuple(key.mark(one, separators) for (key, _), one in zip(self.parts, answered, strict=True))
        if all(award == BLANK for award in awards):
            return Award(None, State.BLANK, parts=awards)
        total = sum(weight for _, weight in self.parts)
        earned = sum((award.fraction or 0.0) * weight for award, (_, weight) in zip(awards, self.parts, strict=True))
        return Award(round(earned / total, DECIMALS) + 0.0, _together({award.state for award in awards}), parts=awards)


def _together(states: set[State]) -> State:
    """What Moodle calls a question whose parts it calls so: right where all are, wrong where nothing is right."""
    if states == {State.RIGHT}:
        return State.RIGHT
    return State.WRONG if states <= {State.WRONG, State.BLANK} else State.PARTLY


def cloze(question: ET.Element) -> Embedded:
    """The parts of a question's text.

    Raises MoodleXMLError where there is none, or none of any weight, and for a part that Moodle's importer refuses.
    """
    with naming("questiontext"):
        parts = tuple(
            _weighted(part, number) for number, part in enumerate(parse(text(question, "questiontext/text")), start=1)
        )
        if not any(weight for _, weight in parts):
            raise MoodleXMLError("expected an embedded question of some weight")
        return Embedded(parts)


def _weighted(part: Part, number: int) -> tuple[Key, int]:
    with naming(f"part {number}"):
        return _key(part), part.weight


def _key(part: Part) -> Key:
    fractions = [alternative.fraction for alternative in part.alternatives]
    best = max(fractions, default=0.0)
    if part.type.startswith("MULTI"):
        return _options(part, best)
    _needs_the_whole_mark(best)
    if part.type == "NUMERICAL":
        return Numerical(tuple(map(_amount, part.alternatives)))
    patterns = tuple((alternative.text, alternative.fraction) for alternative in part.alternatives)
    return ShortAnswer(patterns, case_sensitive=part.type == "SHORTANSWER_C")


def _options(part: Part, best: float) -> Options:
    if len(part.alternatives) < _FEWEST_CHOICES:
        raise MoodleXMLError(f"expected at least {_FEWEST_CHOICES} choices, received {len(part.alternatives)}")
    single = part.type.startswith("MULTICHOICE")
    if single:
        _needs_the_whole_mark(best)
    elif best <= 0:
        raise MoodleXMLError("expected a choice that earns something")
    return Options(tuple(alternative.fraction for alternative in part.alternatives), single=single)


def _needs_the_whole_mark(best: float) -> None:
    if best != 1:
        raise MoodleXMLError(f"expected that the best answer earns 100%, received {best:.5%}")


def _amount(alternative: Alternative) -> Amount:
    found = numbers.read(alternative.text)
    if found and found.unit:
        raise MoodleXMLError(f"expected a number, received {alternative.text!r}: nothing else may stand beside it")
    return amount(alternative.text, alternative.tolerance, alternative.fraction, Units())
