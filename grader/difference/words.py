"""Two readings of a text aligned token by token: the numbers that changed, and the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

CONTEXT = 4  # words shown before and after what changed
MAX_SHOWN = 160  # characters of one changed passage
MAX_ALIGNED = 5000  # words; what differs in more is shown as a whole
_CAREFULLY = 1000  # words up to which even the most frequent ones are searched for

_POWER = r"(?:\{\s*[-+\u2212]?\d+\s*\}|[-+\u2212]?\d+)"
_NUMBER = (
    r"(?:(?<![\w)\]}.,])[-+\u2212])?(?<![\w])\d+(?:(?:[.,]|\{,\})\d+)*"  # a sign is one where nothing stands before it
    rf"(?:[eE][-+\u2212]?\d+(?!\w))?(?:\s*(?:\\times|\\cdot|[\u00d7\u00b7*])\s*10\s*\^\s*{_POWER})?(?:\s*\^\s*{_POWER})?"
    "[\u207a\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]*"
    r"(?:\s*\\?%)?"
)
_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|\\[A-Za-z]+|\w+|\S")


class Token(NamedTuple):
    """A word, a number or a sign, with its place in the text."""

    text: str
    start: int
    end: int
    is_number: bool


@dataclass(frozen=True)
class Passage:
    """Words that changed close to each other: those that went, those that came, and both in their context."""

    old: str
    new: str
    excerpt: str


@dataclass(frozen=True)
class TextChange:
    """What changed between two readings of a text: numbers one by one, in order, and words."""

    numbers: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]


class Span(NamedTuple):
    """Tokens of the old text and what stands for them in the new."""

    old: slice
    new: slice
    same: bool


def compare(old: str, new: str) -> TextChange:
    """What changed between two texts whose white space has been evened out.

    A number is paired with the one in its place; the same result, turned round, comes from the texts turned round.
    """
    was, is_ = tokens(old), tokens(new)
    aligned = min((_align(was, is_, by_shape=by_shape) for by_shape in (False, True)), key=_cost)
    return TextChange(aligned.numbers, tuple(_passages(old, new, aligned)))


def visible(text: str) -> str:
    """A text that a terminal shows as it is: what it would obey, or not show, by its code."""
    return "".join(
        character
        if character.isprintable()
        else " "
        if character.isspace()
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def changed(old: str, new: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where, in each of two texts, stands what is not in the other: from which character to which."""
    was, is_ = tokens(old), tokens(new)
    spans = [span for span in _spans(_exactly(was), _exactly(is_)) if not span.same]
    return _places(was, [span.old for span in spans]), _places(is_, [span.new for span in spans])


def tokens(text: str) -> list[Token]:
    """The words, numbers and signs of a text, in order."""
    return [
        Token(match.group(), match.start(), match.end(), match["number"] is not None) for match in _TOKEN.finditer(text)
    ]


class _Aligned(NamedTuple):
    was: Sequence[Token]
    is_: Sequence[Token]
    spans: list[Span]
    numbers: tuple[tuple[str, str], ...]


def _align(was: Sequence[Token], is_: Sequence[Token], *, by_shape: bool) -> _Aligned:
    """The texts side by side: by their words and numbers, or by their words and where the numbers are."""
    read = _shape if by_shape else _exactly
    spans, numbers = [], list[tuple[str, str]]()
    for span in _spans(read(was), read(is_)):
        before, after = was[span.old], is_[span.new]
        pairs = _number_pairs(before, after)
        numbers += [(one, other) for one, other in pairs if one != other]
        spans.append(span._replace(same=_shape(before) == _shape(after)))
    return _Aligned(was, is_, spans, tuple(numbers))


def _cost(aligned: _Aligned) -> tuple[int, int]:
    words = sum(len(aligned.was[span.old]) + len(aligned.is_[span.new]) for span in aligned.spans if not span.same)
    return words, len(aligned.numbers)


def _number_pairs(before: Sequence[Token], after: Sequence[Token]) -> list[tuple[str, str]]:
    one, other = ([token.text for token in side if token.is_number] for side in (before, after))
    return list(zip(one, other, strict=True)) if len(one) == len(other) else []


def _exactly(side: Sequence[Token]) -> list[str]:
    return [token.text for token in side]


def _shape(side: Sequence[Token]) -> list[str]:
    """The tokens, every number being like any other."""
    return ["0" if token.is_number else token.text for token in side]


def _spans(old: list[str], new: list[str]) -> Iterator[Span]:
    """Every token of both, in order; `same` where they are. The longest match depends on which of two comes first."""
    if new < old:
        yield from (Span(span.new, span.old, span.same) for span in _spans(new, old))
        return
    start = _common(old, new)
    tail = _common(old[start:][::-1], new[start:][::-1])
    stop, other_stop = len(old) - tail, len(new) - tail
    rest, other_rest = old[start:stop], new[start:other_stop]
    longer = max(len(rest), len(other_rest))
    yield Span(slice(0, start), slice(0, start), same=True)
    if longer > MAX_ALIGNED:
        yield Span(slice(start, stop), slice(start, other_stop), same=False)
    else:
        matcher = SequenceMatcher(None, rest, other_rest, autojunk=longer > _CAREFULLY)
        for tag, first, end, other, other_end in matcher.get_opcodes():
            yield Span(slice(start + first, start + end), slice(start + other, start + other_end), same=tag == "equal")
    yield Span(slice(stop, len(old)), slice(other_stop, len(new)), same=True)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """With how many tokens both begin."""
    differing = (place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    return next(differing, min(len(old), len(new)))


def _passages(old: str, new: str, aligned: _Aligned) -> Iterator[Passage]:
    """The changed words, those close to each other together."""

    def is_apart(span: Span) -> bool:
        return span.same and len(aligned.is_[span.new]) > 2 * CONTEXT

    for apart, group in groupby(aligned.spans, key=is_apart):
        spans = list(group)
        while spans and spans[0].same:
            del spans[0]
        while spans and spans[-1].same:
            del spans[-1]
        if apart or not spans:
            continue
        changed = [span for span in spans if not span.same]
        went = (_cut(old, aligned.was[span.old]) for span in changed)
        came = (_cut(new, aligned.is_[span.new]) for span in changed)
        yield Passage(
            " \u2026 ".join(filter(None, went)), " \u2026 ".join(filter(None, came)), _excerpt(old, new, aligned, spans)
        )


def _excerpt(old: str, new: str, aligned: _Aligned, spans: Sequence[Span]) -> str:
    """The words as `before [-went-] {+came+} after`, a few of them before and after."""
    first, last = spans[0].new.start, spans[-1].new.stop
    was, is_ = aligned.was, aligned.is_
    start, stop = max(first - CONTEXT, 0), min(last + CONTEXT, len(is_))
    parts = ["\u2026 " if start else "", _cut(new, is_[start:first])]
    for span in spans:
        came = clip(_cut(new, is_[span.new]), MAX_SHOWN)
        if span.same:
            parts += [_gap(is_, span.new), came]
            continue
        went = clip(_cut(old, was[span.old]), MAX_SHOWN)
        parts += [_gap(was, span.old), f"[-{went}-]"] if went else []
        parts += [" " if went else _gap(is_, span.new), f"{{+{came}+}}"] if came else []
    parts += [_gap(is_, slice(last, stop)), _cut(new, is_[last:stop]), " \u2026" if stop < len(is_) else ""]
    return "".join(parts).strip()


def _gap(side: Sequence[Token], of: slice) -> str:
    """The space before some tokens, where there is one."""
    return " " if 0 < of.start < len(side) and side[of.start - 1].end < side[of.start].start else ""


def _places(side: Sequence[Token], slices: Sequence[slice]) -> list[tuple[int, int]]:
    """From which character to which some tokens stand, those that are none left out."""
    return [(side[of.start].start, side[of.stop - 1].end) for of in slices if of.start < of.stop]


def _cut(text: str, side: Sequence[Token]) -> str:
    return text[side[0].start : side[-1].end] if side else ""


def clip(text: str, length: int) -> str:
    """A text of at most this number of characters: of a longer one its beginning and its end."""
    if len(text) <= length:
        return text
    tail = length // 4
    return f"{text[: length - tail - 3]} \u2026 {text[-tail:]}"
