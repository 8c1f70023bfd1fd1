"""Whether addresses and user names still stand beside the names that they were made from.

Most sites make an address from its owner's name. Where somebody sorted, shifted or pasted one of the two columns, an
address resembles the name in another row, whose own address resembles it less.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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
    locals_ = [value.partition("@")[0] for value in values]
    tokens = [_TOKEN.findall(local) for local in locals_]
    parts = [frozenset(_TOKEN.findall(name)) for name in names]
    whose: dict[str, list[int]] = defaultdict(list)
    for place, of_name in enumerate(parts):
        for part in of_name:
            whose[part].append(place)
    telling = {part: places for part, places in whose.items() if len(places) <= _COMMON}
    lengths = sorted({len(part) for part in whose if _PART <= len(part) <= _LONGEST})
    own = list(map(_likeness, locals_, tokens, parts))
    misplaced = []
    for place, local in enumerate(locals_):
        if own[place] > 1 or parts[place].issuperset(tokens[place]):  # as one's own address is
            continue
        found = telling.keys() & _parts_in(local, tokens[place], lengths)
        if len(found) <= own[place]:  # nobody can have more of them
            continue
        others = [other for part in found for other in telling[part] if other != place]
        if any(like > own[place] and like > own[other] for other, like in Counter(others).items()):
            misplaced.append(place)
    alike = sum(like > 0 for like in own)
    moved = len(misplaced) > 2 and 4 * len(misplaced) >= len(misplaced) + alike  # noqa: PLR2004 - a quarter, not by chance
    return Resemblance(tuple(misplaced), not moved and 2 * alike >= len(values) > 0, moved)


def _likeness(local: str, tokens: Sequence[str], of_name: frozenset[str]) -> int:
    """How many parts of a name an address holds."""
    return len([part for part in of_name if part in tokens or (len(part) >= _PART and part in local)])


def _parts_in(local: str, tokens: Sequence[str], lengths: Sequence[int]) -> set[str]:
    """Everything in an address that may be a part of a name, once."""
    parts = {local[start : start + length] for length in lengths for start in range(len(local) - length + 1)}
    parts.update(tokens)
    return parts
