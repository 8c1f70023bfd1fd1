"""Whether addresses and user names still stand beside the names that they were made from.

Most sites make an address from its owner's name. Where somebody sorted, shifted or pasted one of the two columns, an
address resembles the name in another row, whose own address resembles it less.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.grading.folding import words

_PART = 3  # letters of a name that are enough to find it inside an address
_COMMON = 20  # people who share a part of a name; it tells none of them
_LONGEST = 15


@dataclass(frozen=True)
class Resemblance:
    """misplaced: places of values that fit another row better. fits: whether the column as a whole stands right."""

    misplaced: tuple[int, ...]
    fits: bool
    moved: bool


def resemblance(values: Sequence[str], names: Sequence[str]) -> Resemblance:
    """Compare values with the names beside them, both without capitals and accents; an empty value says nothing."""
    beside = _Beside(values, names)
    others = {place: beside.likeness(place) for place in beside.others()}
    alike = len(values) - list(others.values()).count(0)
    misplaced = tuple(_misplaced(others, beside)) if others else ()
    moved = len(misplaced) > 2 and 4 * len(misplaced) >= len(misplaced) + alike  # noqa: PLR2004 - a quarter, not by chance
    return Resemblance(misplaced, not moved and 2 * alike >= len(values) > 0, moved)


class _Beside:
    """What stands before the `@` of addresses, or user names, and the names beside them.

    tokens, parts: both as words with spaces between them, which are parted where they are asked for.
    """

    def __init__(self, values: Sequence[str], names: Sequence[str]) -> None:
        self.locals = [value.partition("@")[0] for value in values]
        self.tokens = words(self.locals)
        self.parts = words(names)

    def others(self) -> list[int]:
        """The places of values that are not made of nothing but parts of the name beside them."""
        pairs = enumerate(zip(self.tokens, self.parts, strict=True))
        return [place for place, (tokens, parts) in pairs if not _is_of(tokens.split(), parts.split())]

    def likeness(self, place: int) -> int:
        """How many parts of the name beside it a value holds."""
        local, tokens, parts = self.locals[place], self.tokens[place].split(), {*self.parts[place].split()}
        return len([part for part in parts if part in tokens or (len(part) >= _PART and part in local)])

    def pieces(self, place: int, lengths: Sequence[int]) -> set[str]:
        """Everything in a value that may be a part of a name of these lengths, once."""
        local = self.locals[place]
        found = {local[start : start + length] for length in lengths for start in range(len(local) - length + 1)}
        found.update(self.tokens[place].split())
        return found


def _is_of(tokens: Sequence[str], parts: Sequence[str]) -> bool:
    return bool(tokens) and set(parts).issuperset(tokens)


def _misplaced(own: Mapping[int, int], beside: _Beside) -> Iterator[int]:
    """Which places have an address that fits the name of another place better, and better than the address there.

    own: how many parts of its own name the address of each place holds, of those that may be misplaced.
    """
    whose: dict[str, list[int]] = defaultdict(list)
    for place, parts in enumerate(beside.parts):
        for part in {*parts.split()}:
            whose[part].append(place)
    telling = {part: found for part, found in whose.items() if len(found) <= _COMMON}
    lengths = sorted({len(part) for part in whose if _PART <= len(part) <= _LONGEST})
    for place, like_own in own.items():
        if like_own > 1:
            continue
        found = telling.keys() & beside.pieces(place, lengths)
        if len(found) <= like_own:  # nobody can have more of them
            continue
        others = Counter(other for part in found for other in telling[part] if other != place)
        if any(like > like_own and like > beside.likeness(other) for other, like in others.items()):
            yield place
