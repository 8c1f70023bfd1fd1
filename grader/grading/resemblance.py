"""Whether addresses and user names still stand beside the names that they were made from.

Most sites make an address from its owner's name. Where somebody sorted, shifted or pasted one of the two columns, an
address resembles the name in another row, whose own address resembles it less.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+")
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
    addresses = [_Address(local, _TOKEN.findall(local)) for local in (value.partition("@")[0] for value in values)]
    parts = [frozenset(_TOKEN.findall(name)) for name in names]
    others = {
        place: address.likeness(parts[place])
        for place, address in enumerate(addresses)
        if not address.is_of(parts[place])
    }
    alike = len(addresses) - list(others.values()).count(0)
    misplaced = tuple(_misplaced(others, addresses, parts)) if others else ()
    moved = len(misplaced) > 2 and 4 * len(misplaced) >= len(misplaced) + alike  # noqa: PLR2004 - a quarter, not by chance
    return Resemblance(misplaced, not moved and 2 * alike >= len(values) > 0, moved)


class _Address(NamedTuple):
    """What stands before the `@` of an address, or a user name; its words."""

    local: str
    tokens: Sequence[str]

    def is_of(self, of_name: frozenset[str]) -> bool:
        """Whether it is made of nothing but parts of a name."""
        return bool(self.tokens) and of_name.issuperset(self.tokens)

    def likeness(self, of_name: frozenset[str]) -> int:
        """How many parts of a name it holds."""
        return len([part for part in of_name if part in self.tokens or (len(part) >= _PART and part in self.local)])

    def parts(self, lengths: Sequence[int]) -> set[str]:
        """Everything in it that may be a part of a name of these lengths, once."""
        local = self.local
        found = {local[start : start + length] for length in lengths for start in range(len(local) - length + 1)}
        found.update(self.tokens)
        return found


def _misplaced(own: Mapping[int, int], addresses: Sequence[_Address], parts: Sequence[frozenset[str]]) -> Iterator[int]:
    """Which places have an address that fits the name of another place better, and better than the address there.

    own: how many parts of its own name the address of each place holds, of those that may be misplaced.
    """
    whose: dict[str, list[int]] = defaultdict(list)
    for place, of_name in enumerate(parts):
        for part in of_name:
            whose[part].append(place)
    telling = {part: found for part, found in whose.items() if len(found) <= _COMMON}
    lengths = sorted({len(part) for part in whose if _PART <= len(part) <= _LONGEST})
    for place, like_own in own.items():
        if like_own > 1:
            continue
        found = telling.keys() & addresses[place].parts(lengths)
        if len(found) <= like_own:  # nobody can have more of them
            continue
        others = Counter(other for part in found for other in telling[part] if other != place)
        if any(like > like_own and like > addresses[other].likeness(parts[other]) for other, like in others.items()):
            yield place
