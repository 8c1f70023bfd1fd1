"""What a download's cell says of each part: `part 1: x; part 2: y`, in whatever language."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

_FIRST = re.compile(r"\s*(?P<word>[^\W\d]+)\s+1\s*:")
MOST = 64
"""In how many ways a cell is cut before nobody can tell."""


def cut(cell: str, count: int) -> list[tuple[str, ...]]:
    """Every way to cut a cell into what each of `count` parts was answered; at most MOST and one more."""
    first = _FIRST.match(cell)
    if first is None:
        return []
    word = re.escape(first["word"])
    marks = [
        [(mark.start(), mark.end()) for mark in re.finditer(rf";\s*{word}\s+{number}\s*:", cell)]
        for number in range(2, count + 1)
    ]
    return list(islice(_cut(cell, first.end(), marks), MOST + 1))


def _cut(cell: str, begin: int, marks: Sequence[Sequence[tuple[int, int]]]) -> Iterator[tuple[str, ...]]:
    if not marks:
        yield (cell[begin:].strip(),)
        return
    for start, end in marks[0]:
        if start >= begin:
            for rest in _cut(cell, end, marks[1:]):
                yield (cell[begin:start].strip(), *rest)
