r"""Patterns of Moodle's short answers as languages: what two have in common, and what one has alone, decided exactly.

`*` stands for any characters but a line break, none too; `\*` is a star. A text has no blank at its ends, because
Moodle takes them off what is typed, and it is not empty, because Moodle takes that for a blank response.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_lowercase, digits

from grader.moodle.marking.numbers import BLANKS
from grader.moodle.marking.patterns import as_compared

_ANY = None
_Tokens = tuple[str | None, ...]
_Places = frozenset[int]


def literal(text: str) -> str:
    """The pattern that takes one text alone."""
    return text.replace("*", r"\*")


def tokens(pattern: str) -> _Tokens:
    """The characters of a pattern; None where any may stand."""
    return tuple(_tokens(pattern))


def smallest(inside: Sequence[str], outside: Sequence[str] = (), *, case: bool) -> str | None:
    """The shortest text that every pattern inside takes and none outside; None where there is none.

    Of several the first by the alphabet. case: whether upper and lower case are told apart; else it is in lower case.
    """
    return _smallest(tuple(inside), tuple(outside), case=case)


@lru_cache(maxsize=4096)  # variants ask for the same words again and again
def _smallest(inside: tuple[str, ...], outside: tuple[str, ...], *, case: bool) -> str | None:
    automata = [tokens(as_compared(pattern, case_sensitive=case)) for pattern in (*inside, *outside)]
    alphabet = _alphabet(automata)
    begin = tuple(_closed(automaton, frozenset({0})) for automaton in automata)
    seen, waiting = {(begin, True)}, deque([("", begin, True)])
    while waiting:
        text, places, ends_in_blank = waiting.popleft()
        if not ends_in_blank and _is_found(automata, places, len(inside)):
            return text
        for character in alphabet if text else _without_blanks(alphabet):
            after = tuple(map(_after, automata, places, [character] * len(automata)))
            state = after, character in BLANKS
            if all(after[: len(inside)]) and state not in seen:
                seen.add(state)
                waiting.append((text + character, *state))
    return None


def is_within(pattern: str, others: Sequence[str], *, case: bool) -> bool:
    """Whether every text that a pattern takes is taken by others."""
    return smallest([pattern], others, case=case) is None


def in_common(some: Sequence[str], others: Sequence[str], *, case: bool) -> str | None:
    """The shortest text that one of some and one of others take; None where there is none."""
    found = (smallest([one, other], case=case) for one in some for other in others)
    return min((text for text in found if text is not None), key=lambda text: (len(text), text), default=None)


def _tokens(pattern: str) -> Iterator[str | None]:
    place = 0
    while place < len(pattern):
        escaped = pattern.startswith(r"\*", place)
        place += escaped
        yield pattern[place] if escaped or pattern[place] != "*" else _ANY
        place += 1


def _alphabet(automata: Sequence[_Tokens]) -> Sequence[str]:
    """Every character that a pattern names, and one that none does, which stands for all others."""
    named = {token for automaton in automata for token in automaton if token is not _ANY}
    other = next(character for character in (*ascii_lowercase, *digits, "\N{SECTION SIGN}") if character not in named)
    return sorted({*named, other})


def _without_blanks(alphabet: Sequence[str]) -> Sequence[str]:
    return [character for character in alphabet if character not in BLANKS]


def _is_found(automata: Sequence[_Tokens], places: Sequence[_Places], inside: int) -> bool:
    ended = [len(automaton) in at for automaton, at in zip(automata, places, strict=True)]
    return all(ended[:inside]) and not any(ended[inside:])


def _after(automaton: _Tokens, places: _Places, character: str) -> _Places:
    """Where a pattern may stand behind one more character."""
    staying = {place for place in places if automaton[place : place + 1] == (_ANY,) and character != "\n"}
    going_on = {place + 1 for place in places if automaton[place : place + 1] == (character,)}
    return _closed(automaton, frozenset(staying | going_on))


def _closed(automaton: _Tokens, places: _Places) -> _Places:
    """With the places behind stars, which may stand for nothing."""
    found = set(places)
    for place in sorted(places):
        while automaton[place : place + 1] == (_ANY,):
            place += 1  # noqa: PLW2901 - it goes on from there
            found.add(place)
    return frozenset(found)
