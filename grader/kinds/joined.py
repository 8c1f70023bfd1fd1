"""Texts as Moodle joins them in one cell, and as a download cuts the cell: which of them can have made it.

Moodle writes the options of a response, and those behind a question's text, one after another with `; ` between them.
Every download but html then takes a `<` and what follows for a tag, across all of them: an option with a `<` hides
those behind it, until one has the `>`. So a cell is compared with what the download would have made of each sequence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from grader.kinds.forms import Forms, even, squeezed
from grader.moodle.flatten import OUTSIDE, Within, decoded, stripped, with_spaces

SEPARATOR = "; "
_MAX_STEPS = 2_000  # a text built to fit its options in very many ways is given up on
_UNFINISHED = re.compile(r"&[#\w]*$")  # may become an entity with what follows


@dataclass(frozen=True)
class Written:
    """The beginning of a cell as a download shows it, entities not decoded, and the options that are in it.

    within: what the text behind it stands in; anything but OUTSIDE hides what follows.
    """

    text: str = ""
    used: frozenset[int] = frozenset()
    within: Within = OUTSIDE

    def followed_by(self, text: str, *, lossless: bool) -> "Written":
        """With a text behind it."""
        kept, within = (text, OUTSIDE) if lossless else _shown(text, self.within)
        return replace(self, text=self.text + kept, within=within)

    def certain(self, *, lossless: bool) -> str:
        """What a cell begins with, whatever follows, without white space."""
        return squeezed(self.text if lossless else decoded(_UNFINISHED.sub("", self.text)))


@dataclass(frozen=True)
class Made:
    """The sets of options that make a cell; `complete` says that there are no others.

    hides: whether one of them has a part that the download took away.
    """

    sets: tuple[tuple[int, ...], ...]
    complete: bool = True
    hides: bool = False


def made_of(
    options: Sequence[Forms],
    cell: str,
    *,
    lossless: bool,
    before: Written | None = None,
    least: int = 1,
    most: int | None = None,
    parts: Sequence[int] = (),
) -> Made:
    """The sets of `least` to `most` options whose plain texts, in some order behind what is before, make the cell.

    parts: of each option, what it fills in, where no two of a set fill in the same.
    White space counts where it tells sets apart, and else not: Moodle's importer drops some.
    """
    most = len(options) if most is None else most
    begin, target, wanted = before or Written(), squeezed(cell), even(cell)
    found: dict[tuple[int, ...], bool] = {}
    hides = False
    for steps, written in enumerate(_sequences(options, target, begin, most, lossless=lossless, parts=parts)):
        if steps > _MAX_STEPS:
            return Made(_as_written(found), complete=False, hides=hides)
        if len(written.used) < least:
            continue
        text = written.text if lossless else decoded(written.text)
        if squeezed(text) == target:
            used = tuple(sorted(written.used))
            found[used] = found.get(used, False) or even(text) == wanted
            hides |= written.within != OUTSIDE
            if least == len(options):  # there is no other set
                break
    return Made(_as_written(found), hides=hides)


def behind(
    begun: Iterable[Written], options: Sequence[Forms], cell: str, *, lossless: bool, then: str
) -> Iterator[Written]:
    """What is written so far, behind it all options in any order, and then a text: as far as the cell begins so.

    cell: without white space. It ends after as many steps as anybody waits for.
    """
    found = (
        replace(written.followed_by(then, lossless=lossless), used=frozenset())
        for one in begun
        for written in islice(_sequences(options, cell, one, len(options), lossless=lossless), _MAX_STEPS)
        if len(written.used) == len(options)
    )
    return (one for one in dict.fromkeys(found) if cell.startswith(one.certain(lossless=lossless)))


def _as_written(found: dict[tuple[int, ...], bool]) -> tuple[tuple[int, ...], ...]:
    """Those that fit with their white space, if any do."""
    sets = [used for used, exact in found.items() if exact] or list(found)
    return tuple(sorted(sets, key=lambda used: (len(used), used)))


def _sequences(
    options: Sequence[Forms], cell: str, begin: Written, most: int, *, lossless: bool, parts: Sequence[int] = ()
) -> Iterator[Written]:
    """Every beginning of the cell, without white space, that options in some order make."""
    waiting, seen = [begin], {begin}
    while waiting:
        written = waiting.pop()
        yield written
        if len(written.used) == most:
            continue
        filled = {parts[option] for option in written.used} if parts else written.used
        for option in reversed(range(len(options))):
            if (parts[option] if parts else option) in filled:
                continue
            for form in options[option]:
                joined = written.followed_by(SEPARATOR + form if written.used else form, lossless=lossless)
                after = replace(joined, used=written.used | {option})
                if after not in seen and cell.startswith(after.certain(lossless=lossless)):
                    seen.add(after)
                    waiting.append(after)


@lru_cache(maxsize=10_000)
def _shown(text: str, within: Within) -> tuple[str, Within]:
    return stripped(with_spaces(text), within)
