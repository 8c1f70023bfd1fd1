"""The options of two versions of a question: which is which, and what became of the key."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from grader.difference import texts
from grader.difference.change import Change, Kind
from grader.difference.pairing import counterparts, left
from grader.difference.words import clip
from grader.kinds.kind import Compared
from grader.moodle.fractions import percentage
from grader.moodle.lettering import letter, place_of
from grader.moodle.quiz import Answer

ALIKE = 0.3  # share of letter pairs in common, from which two of several mended options are taken for one
MAX_COMPARED = 10_000  # pairs of options; more are paired by their places
MAX_QUOTED = 30
_MAX_READ = 500


@dataclass(frozen=True)
class Pair:
    """An option in both versions by its place in each; by_likeness: guessed, since its text changed."""

    old: int
    new: int
    by_likeness: bool


def changes(old: Compared, new: Compared) -> Iterator[Change]:
    """What differs between the options: key, fractions, texts, feedback, and which there are in which order."""
    if old.texts and new.texts:
        yield from _of_parts(old, new)
        return
    pairs = paired(old.answers, new.answers)
    yield from _key(old, new, pairs)
    for pair in pairs:
        was, is_ = old.answers[pair.old], new.answers[pair.new]
        place = old.names[pair.old] if old.names else f"option {letter(pair.old)}"
        if was.fraction != is_.fraction:
            yield Change(Kind.FRACTIONS, place, _share(was), _share(is_), by_likeness=pair.by_likeness)
        keyed = pair.old in old.keyed and pair.new in new.keyed
        where = f"text of {place}{' (the key)' if keyed else ''}"
        yield from texts.changes(was.markup, is_.markup, where, Kind.WORDS, by_likeness=pair.by_likeness)
        yield from texts.changes(was.feedback, is_.feedback, f"feedback of {place}", Kind.FEEDBACK)
    yield from (_one_more(old, gone, came=False) for gone in left(len(old.answers), [pair.old for pair in pairs]))
    yield from (_one_more(new, one, came=True) for one in left(len(new.answers), [pair.new for pair in pairs]))
    if any(one.new > other.new for one, other in pairwise(pairs)):
        order = [letter(pair.old) for pair in sorted(pairs, key=lambda pair: pair.new)]
        yield Change(Kind.OPTIONS, "order", " ".join(sorted(order, key=place_of)), " ".join(order))


def _of_parts(old: Compared, new: Compared) -> Iterator[Change]:
    """What differs between answers that are put together: their texts, then key and fractions."""
    one, other = ([Answer(0.0, markup) for _, markup in compared.texts] for compared in (old, new))
    texts_paired = [
        pair for noun in dict.fromkeys(noun for noun, _ in old.texts) for pair in _of_noun(old, new, noun, one, other)
    ]
    became = {pair.old: pair.new for pair in texts_paired}
    places = {made: place for place, made in enumerate(new.made_of)}
    pairs = [
        Pair(place, places[now], by_likeness=False)
        for place, made in enumerate(old.made_of)
        if (now := tuple(became.get(text, -1) for text in made)) in places
    ]
    yield from _key(old, new, pairs)
    for pair in pairs:
        was, is_ = old.answers[pair.old], new.answers[pair.new]
        if was.fraction != is_.fraction:
            yield Change(Kind.FRACTIONS, _named(old, pair.old), _share(was), _share(is_))
    for pair in texts_paired:
        where = _text_named(old, pair.old)
        yield from texts.changes(
            old.texts[pair.old][1], new.texts[pair.new][1], where, Kind.WORDS, by_likeness=pair.by_likeness
        )
    gone = left(len(old.texts), [pair.old for pair in texts_paired])
    came = left(len(new.texts), [pair.new for pair in texts_paired])
    for compared, place, what in (*((old, one, "removed") for one in gone), *((new, one, "added") for one in came)):
        said = _text_named(compared, place)
        sides = (said, "") if what == "removed" else ("", said)
        yield Change(Kind.OPTIONS, what, *sides, f'{what} {said} "{quoted(Answer(0.0, compared.texts[place][1]))}"')


def _of_noun(old: Compared, new: Compared, noun: str, one: Sequence[Answer], other: Sequence[Answer]) -> Iterator[Pair]:
    """The texts of one sort, each with its counterpart, by their places among all."""
    mine, theirs = ([at for at, (of, _) in enumerate(compared.texts) if of == noun] for compared in (old, new))
    for pair in paired([one[at] for at in mine], [other[at] for at in theirs]):
        yield Pair(mine[pair.old], theirs[pair.new], pair.by_likeness)


def _text_named(compared: Compared, place: int) -> str:
    """A text by its sort and its number among those: `stem 2`."""
    noun, _ = compared.texts[place]
    return f"{noun} {sum(of == noun for of, _ in compared.texts[: place + 1])}"


def _named(compared: Compared, place: int) -> str:
    """An answer by its name, by its letter, or by the texts that it is put together of."""
    if compared.names:
        return compared.names[place]
    if not compared.texts:
        return letter(place)
    return " with ".join(_text_named(compared, text) for text in compared.made_of[place])


def paired(old: Sequence[Answer], new: Sequence[Answer]) -> list[Pair]:
    """Each option with its counterpart, in the old order: the same text, else the most alike, else the one left."""
    found = counterparts(
        old,
        new,
        lambda answer: answer,
        lambda answer: answer.markup,
        lambda answer: (texts.reading(answer.markup), answer.markup.files),
        lambda answer: texts.reading(answer.markup),
    )
    pairs = [Pair(place, other, by_likeness=False) for place, other in enumerate(found) if other is not None]
    remaining = [place for place, other in enumerate(found) if other is None]
    pairs += _alike(old, new, remaining, left(len(new), found))
    one, other = left(len(old), [pair.old for pair in pairs]), left(len(new), [pair.new for pair in pairs])
    if len(one) == len(other) == 1:
        pairs.append(Pair(one[0], other[0], by_likeness=True))
    return sorted(pairs, key=lambda pair: pair.old)


def _alike(old: Sequence[Answer], new: Sequence[Answer], waiting: list[int], free: list[int]) -> Iterator[Pair]:
    """The most alike first; of those as alike the ones in the nearest places."""
    if len(waiting) * len(free) > MAX_COMPARED:
        yield from (Pair(place, place, by_likeness=True) for place in sorted(set(waiting) & set(free)))
        return
    one = {place: _letter_pairs(old[place]) for place in waiting}
    other = {place: _letter_pairs(new[place]) for place in free}
    alike = [(_likeness(one[place], other[further]), place, further) for place, further in product(waiting, free)]
    alike.sort(key=lambda found: (-found[0], abs(found[1] - found[2]), found[1] + found[2]))
    for likeness, place, further in alike:
        if likeness >= ALIKE and place in one and further in other:
            del one[place], other[further]
            yield Pair(place, further, by_likeness=True)


def _letter_pairs(answer: Answer) -> Counter[tuple[str, str]]:
    return Counter(pairwise(f" {texts.reading(answer.markup)[:_MAX_READ]} "))


def _likeness(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> float:
    """The share of the letter pairs that both have in common."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _key(old: Compared, new: Compared, pairs: Sequence[Pair]) -> Iterator[Change]:
    was, is_ = old.keyed, new.keyed
    became = {pair.old: pair.new for pair in pairs}
    if {became.get(place) for place in was} != set(is_):
        before, after = _places(old, was), _places(new, is_)
        yield Change(Kind.KEY, "", before, after, f"{_listed(old, was)} -> {_listed(new, is_)}")


def _places(question: Compared, places: Sequence[int]) -> str:
    return ", ".join(_named(question, place) for place in places) or "none"


def _listed(question: Compared, places: Sequence[int]) -> str:
    return ", ".join(f'{_named(question, place)} "{quoted(question.answers[place])}"' for place in places) or "none"


def _one_more(question: Compared, place: int, *, came: bool) -> Change:
    """An option that one version alone has."""
    answer = question.answers[place]
    called = _named(question, place)
    named = f"{called} {_share(answer)}"
    text = f'{"added" if came else "removed"} {called} "{quoted(answer)}" ({_share(answer)})'
    old, new = ("", named) if came else (named, "")
    return Change(Kind.OPTIONS, "added" if came else "removed", old, new, text)


def quoted(answer: Answer) -> str:
    """The beginning and the end of an option as it reads, or its images where it has no words."""
    read = texts.reading(answer.markup) or " ".join(file.name for file in answer.markup.files)
    return clip(read, MAX_QUOTED)


def _share(answer: Answer) -> str:
    return f"{percentage(answer.fraction)}%"
