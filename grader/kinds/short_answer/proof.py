"""The proof that Moodle takes each text of an item for what it is: by the independent marker, in every spelling."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.moodle.marking.marker import Marker


@dataclass(frozen=True)
class Mistaken:
    """A text that the marker takes for something else: as it was typed, the response that it is, and what was found."""

    typed: str
    meant: str
    found: str | None


def mistaken(patterns: Mapping[str, Sequence[str]], marker: Marker, *, case: bool) -> Iterator[Mistaken]:
    """What the marker takes for another response, or for none. patterns: of each response, in Moodle's order."""
    ids = [id_ for id_, of_response in patterns.items() for _ in of_response]
    for id_, of_response in patterns.items():
        for pattern in of_response:
            for typed in spellings(pattern.replace(r"\*", "\0").replace("*", "").replace("\0", "*"), case=case):
                found = next((ids[place] for place in marker.mark(typed).answers), None)
                if found != id_:
                    yield Mistaken(typed, id_, found)


def spellings(text: str, *, case: bool) -> Iterator[str]:
    """Every way to type a text that is the same to Moodle: with blanks around, composed or not, in any case."""
    yield text
    yield f"  {text} "
    yield unicodedata.normalize("NFD", text)
    if not case:
        yield "".join(map(_raised, text))
        yield "".join(map(_lowered, text))


def _raised(character: str) -> str:
    """A letter in upper case, where no other letter has the same."""
    upper = character.upper()
    return upper if len(upper) == 1 and upper.lower() == character else character


def _lowered(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 and lower.upper() == character else character
