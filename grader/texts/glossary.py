"""What the words of a language mean that turn a sentence: negations, comparatives, opposites; and words for numbers.

A glossary is a TOML file a language, `glossary.LANGUAGE.toml`: ours for Brazilian Portuguese and English, and one that
a bank brings for any language, whose words come before ours.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from grader.errors import BankError

IGNORED = "ignored"
_SECTIONS = ("meanings", "things", "numbers")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_OURS = Path(__file__).parent
_EXPECTED = (
    '{}: expected `common = ["words", ...]` and tables [meanings], [things] and [numbers] with lines '
    '`meaning = ["phrase", ...]`, received: '
)


class Phrases:
    """Phrases of a language, each with what it means, looked for in runs of words; of several the longest counts."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._meanings = {tuple(phrase.split()): meaning for phrase, meaning in meanings.items()}
        self._starred = [phrase for phrase in self._meanings if "*" in phrase[0]]
        self._whole: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self._meanings:
            self._whole.setdefault(phrase[0], []).append(phrase)
        self._beginning_with = cache(self._candidates)

    def found(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Where phrases stand in a run of words, in order: from which word to before which, and what it means."""
        place = 0
        while place < len(words):
            phrase = next((one for one in self._beginning_with(words[place]) if _stands(one, words, place)), None)
            if phrase is not None and self._meanings[phrase] != IGNORED:
                yield place, place + len(phrase), self._meanings[phrase]
            place += len(phrase or ("",))

    def _candidates(self, word: str) -> Sequence[tuple[str, ...]]:
        """The phrases that a word may begin: most words first, whole words before endings."""
        fitting = [*self._whole.get(word, ()), *(phrase for phrase in self._starred if _fits(phrase[0], word))]
        return sorted(fitting, key=lambda phrase: (-len(phrase), "*" in phrase[0]))


@dataclass(frozen=True, eq=False)
class Glossary:
    """What words of a language mean. turning: phrases that turn a sentence; numbers: those that write a number.

    things: what sentences speak of. common: words that show the language.
    """

    turning: Phrases
    things: Phrases
    numbers: Phrases
    common: frozenset[str]

    def meanings(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The meanings in a run of words, in order, each with its phrase; what is to be ignored left out."""
        for begin, end, meaning in self.turning.found(words):
            yield meaning, " ".join(words[begin:end])


@dataclass(frozen=True)
class _File:
    """What a file says, in lower case: by phrase what it means or names, and of numbers whether it counts."""

    meanings: Mapping[str, str]
    things: Mapping[str, str]
    numbers: Mapping[str, str]
    common: frozenset[str]


def words_of(prose: str) -> list[str]:
    """The words of a text, in lower case, without an English genitive's ending."""
    return [word.casefold().replace("\u2019", "'").removesuffix("'s") for word in WORD.findall(prose)]


def glossary(language: str, folder: Path | None = None) -> Glossary | None:
    """The glossary of a language, with the words of a bank's folder before ours; None where neither has one.

    Raises BankError for a file that is no glossary.
    """
    name = f"glossary.{language}.toml"
    paths = [path for path in (_OURS / name, *([folder / name] if folder else [])) if path.is_file()]
    return _glossary(tuple((path, path.read_bytes()) for path in paths)) if paths else None


@lru_cache(maxsize=64)  # by content, because whoever writes a bank edits it
def _glossary(files: tuple[tuple[Path, bytes], ...]) -> Glossary:
    found = [_read(path, content) for path, content in files]
    turning, things, numbers = (
        Phrases({phrase: meaning for one in found for phrase, meaning in getattr(one, section).items()})
        for section in _SECTIONS
    )
    return Glossary(turning, things, numbers, frozenset[str]().union(*(one.common for one in found)))


def _read(path: Path, content: bytes) -> _File:
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
        meanings, things, numbers = (_by_phrase(table.get(section, {})) for section in _SECTIONS)
        found = _File(meanings, things, numbers, frozenset(word.casefold() for word in table.get("common", [])))
        unknown = sorted(table.keys() - {"common", *_SECTIONS})
    except (ValueError, AttributeError, TypeError) as error:
        raise BankError(f"{_EXPECTED.format(path)}{error}") from error
    if unknown:
        raise BankError(f"{_EXPECTED.format(path)}{', '.join(unknown)}")
    return found


def _by_phrase(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {phrase.casefold(): meaning for meaning, listed in table.items() for phrase in listed}


def _stands(phrase: Sequence[str], words: Sequence[str], place: int) -> bool:
    there = words[place : place + len(phrase)]
    return len(there) == len(phrase) and all(map(_fits, phrase, there))


def _fits(pattern: str, word: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word.endswith(pattern[1:]) if pattern.startswith("*") else word == pattern
