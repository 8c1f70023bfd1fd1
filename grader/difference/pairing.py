"""Which of the old is which of the new: questions and options of two versions, paired by what they have in common."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def counterparts(
    old: Sequence[Thing], new: Sequence[Thing], *readings: Callable[[Thing], Hashable], guess: bool = False
) -> list[int | None]:
    """For each of the old the place of the new one that reads the same, by the first reading that finds it.

    Several that read the same are taken in order, where there are as many of them in the new; with `guess` as far as
    they go. What a reading gives None for it does not pair.
    """
    found: list[int | None] = [None] * len(old)
    for reading in readings:
        free = _by(reading, new, left(len(new), found))
        waiting = _by(reading, old, (place for place, counterpart in enumerate(found) if counterpart is None))
        for same, places in waiting.items():
            if same is not None and (guess or len(places) == len(free[same])):
                for place, counterpart in zip(places, free[same], strict=not guess):
                    found[place] = counterpart
    return found


def left(count: int, taken: Iterable[int | None]) -> list[int]:
    """The places that nothing was paired with."""
    gone = set(taken)
    return [place for place in range(count) if place not in gone]


def _by(
    reading: Callable[[Thing], Hashable], things: Sequence[Thing], places: Iterable[int]
) -> defaultdict[Hashable, list[int]]:
    found: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place in places:
        found[reading(things[place])].append(place)
    return found
