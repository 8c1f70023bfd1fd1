"""Family L, on lists: L004."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.checks.layout.search import Found, broken, defects, rule
from grader.checks.layout.shown import HOLE, Listing, Shown
from grader.checks.text import COMPLETE
from grader.findings import Defect, check
from grader.release.stages import ComputedStages

_BULLETS = "\u2022\u2023\u25e6\u25aa\u25ab\u25cf\u25cb\u25a0\u25b8\u2043"
_NAME = r"\(?(?P<name>[IVX]{1,5}|[ivx]{1,5}|[A-Za-z]"
_LABEL = re.compile(rf"{_NAME})(?P<end>[.):])(?=\s)")
_LINE_LABEL = re.compile(rf"{_NAME}|\d{{1,2}})[.):](?=\s)")
_BARE = re.compile(rf"{_NAME})[\s,;\u2013-]")
_ANY_CASE = re.compile(r"\(?[IVXivx]{1,5}[.):](?=\s)")
_OWN_LABEL = re.compile(r"(?:\(?[A-Ha-h1-9]\)|[a-h]\.)\s+(?!(?:and|or|e|ou|y|et|und)\b)\w+")
_SIGNS = ".,;"
_CLOSING = " )]\"'\u201d\u2019\u00bb"
_ANOTHER_WAY = "!?:\u2026" + HOLE
"""Ends of an item that say nothing about the others."""

_LINES = (
    rule("has a line that was to be a list's item", r"^[-+](?=[^\W\d_]|[(*_\"\u201c])", "-"),
    rule("has a line that was to be a list's item", r"^\*(?=[^\W\d_]|[(_\"\u201c])", "*"),
    rule("has a line that was to be a list's item", r"^-{2,}\s*(?=[^\W\d_])|^[\u2013\u2014]\s*\(?[IVX]{1,5}[.):]\s"),
    rule("has a line that was to be a list's item", r"^\d{1,2}(?:\)|\.(?=[^\W\d_]))(?=\S)"),
    rule("has bullets that make no list", rf"^[{_BULLETS}]\s*\S|\S\s+[\u2022\u2023\u2043]\s+\w"),
    rule("has items of a list within a line", r"\s[-+*]\s+\(?(?:[IVX]{1,5}|[a-z]|\d{1,2})[.):]\s"),
)


@check(
    "L004",
    remedy="Begin each item on a line of its own with `- `, behind an empty line, all alike, and let their labels "
    "follow each other.",
    requires=COMPLETE,
)
def list_broken(stages: ComputedStages) -> Iterator[Defect]:
    """A list is broken: an item is text, empty, or of another list; or labels skip or repeat."""
    return defects(stages, broken_lists)


def broken_lists(block: Shown) -> Iterator[Found]:
    """Lists that did not become what their author meant, and text that was to be one."""
    yield from broken(_LINES, block)
    for piece in block.pieces:
        for line, following in pairwise(piece.text.split("\n")):
            one, other = _LINE_LABEL.match(line), _LINE_LABEL.match(following)
            if one and other and _follows(one["name"], other["name"]):
                yield Found("has lines that run together, and were to be a list", line)
                break
    if block.name.startswith("option_") and (label := _OWN_LABEL.match(block.text)):
        yield Found("begins with a label of its own", label.group())
    for listing in block.lists:
        yield from _items(listing)
        yield from _labels(listing, complete=block.name == "stem")
        yield from _ends(listing.items)


def _items(listing: Listing) -> Iterator[Found]:
    for before, item in pairwise(("", *listing.items)):
        if not item.strip(_SIGNS + _CLOSING):
            yield Found("has an empty item in a list", before)
    if listing.follows:
        yield Found("has a list that is broken in two", "".join(listing.items[:1]))


def _labels(listing: Listing, *, complete: bool) -> Iterator[Found]:
    """Labels that do not follow each other, or are written unlike. complete: whether none may be left out."""
    found = [(match, item) for item in listing.items if (match := _LABEL.match(item))]
    yield from _labels_unlike(listing, {match["end"] for match, _ in found})
    if all(match["end"] == ":" and len(match["name"]) == 1 for match, _ in found):
        return  # names of variables, perhaps
    names = [match["name"] for match, _ in found]
    around = _LABEL.match(listing.within)
    if around and _follows(around["name"], names[0]):
        yield Found("has an item within another's, whose label it follows", listing.items[0])
    if complete and len(found) == len(listing.items) - 1 > 2:  # noqa: PLR2004 - of two, one may be left without
        yield Found(
            "has an item without a label in a list", next(item for item in listing.items if not _LABEL.match(item))
        )
    if complete and not any(names[0] == run[0] for run in _RUNS):
        yield Found(f"has a list that begins with the label {names[0]}", listing.items[0])
    for (one, (_, item)), (other, _) in pairwise([*zip(names, found, strict=True)][::-1]):
        if one == other or (complete and not _follows(other, one)):
            yield Found(f"has the label {one} behind {other} in a list", item)


def _labels_unlike(listing: Listing, ends: set[str]) -> Iterator[Found]:
    if len(ends) > 1:
        yield Found("has labels that end unlike each other in a list", listing.items[-1])
    without = [item for item in listing.items if not _LABEL.match(item)]
    for before, item in pairwise(listing.items):
        if (before in without) != (item in without) and _is_bare(before, item):
            yield Found(
                "has a label that is written unlike the others of its list", before if before in without else item
            )
    for item in without:
        if _ANY_CASE.match(item) and ends:
            yield Found("has a label that is written unlike the others of its list", item)


def _is_bare(before: str, item: str) -> bool:
    """Whether one of two items has a label, and the other begins with the label before or behind it."""
    one, other = _LABEL.match(before) or _BARE.match(before), _LABEL.match(item) or _BARE.match(item)
    if one is None or other is None or not _follows(one["name"], other["name"]):
        return False
    variables = len(one["name"]) == len(other["name"]) == 1 and ":" in one.group() + other.group()
    return not variables


def _ends(items: Sequence[str]) -> Iterator[Found]:
    """The one item of several that ends in no sign, or in another one than all the others do."""
    ends = [item.rstrip(_CLOSING)[-1:] for item in items]
    if len(items) < 3 or any(end and end in _ANOTHER_WAY for end in ends):  # noqa: PLR2004 - of two, none is the odd one
        return
    *inner, last = [end if end in _SIGNS else "" for end in ends]
    usual, count = Counter(inner).most_common(1)[0]
    if usual and not last and count == len(inner):
        yield Found("has a list whose last item ends in no sign", items[-1][-40:])
    if count == len(inner) - 1 > 1:
        odd = next(item for item, end in zip(items, inner, strict=False) if end != usual)
        yield Found("has an item that ends unlike the others of its list", odd[-40:])


_RUNS: tuple[Sequence[str], ...] = (
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"],
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"],
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
    [str(number) for number in range(1, 100)],
)


def _follows(one: str, other: str) -> bool:
    """Whether a label is the next one behind another."""
    return any(one in run and other in run and run.index(one) + 1 == run.index(other) for run in _RUNS)
