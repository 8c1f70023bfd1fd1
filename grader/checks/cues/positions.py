"""Whether the positions of an exam's keys look as if chance had put them there; exact, in fractions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import prod

from grader.moodle import lettering

LEVEL = Fraction(1, 20)
"""How often keys that chance placed are suspected at most, whatever the number of questions."""


@dataclass(frozen=True)
class Position:
    """Where a key stands, counted from 0, and of how many options."""

    position: int
    options: int


@dataclass(frozen=True)
class Suspicion:
    """What the keys do that chance seldom would: `chance` is how often, for this position or this rule alone."""

    what: str
    chance: Fraction


def suspicion(places: Sequence[Position]) -> Suspicion | None:
    """What is least probable of keys in exam order, if chance would do it, or any of what is looked for, too seldom."""
    looked_for = [*_crowds(places), *_rules(places)]
    suspect = [one for one in looked_for if one.chance * len(looked_for) <= LEVEL]
    return min(suspect, key=lambda one: one.chance, default=None)


def at_least(chances: Sequence[Fraction], count: int) -> Fraction:
    """How probable it is that a number of independent events happen, each with a chance of its own."""
    distribution = [Fraction(1)]
    for chance in chances:
        happens = [Fraction(0), *(share * chance for share in distribution)]
        fails = [*(share * (1 - chance) for share in distribution), Fraction(0)]
        distribution = [one + other for one, other in zip(happens, fails, strict=True)]
    return sum(distribution[count:], Fraction(0))


def letter(position: int) -> str:
    """A position as Moodle numbers options."""
    return f"({lettering.letter(position)})"


def _crowds(places: Sequence[Position]) -> Iterator[Suspicion]:
    """For each position, how probable as many keys there are."""
    for position in range(max((place.options for place in places), default=0)):
        there = [Fraction(1, place.options) for place in places if place.options > position]
        count = sum(place.position == position for place in places)
        yield Suspicion(f"{count} of {len(there)} keys stand at {letter(position)}", at_least(there, count))


def _rules(places: Sequence[Position]) -> Iterator[Suspicion]:
    """For each rule by which positions may go on, how probable it is that all keys follow it."""
    positions = [place.position for place in places]
    shown = " ".join(map(letter, positions))
    for period in range(2, len(places) // 2 + 1):
        follows = positions[period:] == positions[:-period]
        yield _rule(f"the keys repeat after {period}: {shown}", places[period:], follows=follows)
    sizes = {place.options for place in places}
    if len(places) > 2 and len(sizes) == 1:  # noqa: PLR2004 - two positions always make a step
        size = sizes.pop()
        steps = {(after - before) % size for before, after in pairwise(positions)}
        follows = len(steps) == 1 and steps != {0}
        yield _rule(f"the keys go on by the same step: {shown}", places[2:], follows=follows)


def _rule(what: str, determined: Sequence[Position], *, follows: bool) -> Suspicion:
    return Suspicion(what, Fraction(1, prod(place.options for place in determined)) if follows else Fraction(1))
