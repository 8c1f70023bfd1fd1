"""What the words of a language mean that turn a sentence: negations, comparatives, and pairs of opposites.

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
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_OURS = Path(__file__).parent


@dataclass(frozen=True)
class Glossary:
    """What words of a language mean. phrases: the meaning of each, in lower case; common: words that show it."""

    phrases: Mapping[str, str]
    common: frozenset[str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_word", cache(self._beginning_with))

    def meanings(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The meanings in a run of words, in order, each with its phrase; what is to be ignored left out."""
        place = 0
        while place < len(words):
            phrase = next((one for one in self._candidates(words[place]) if _stands(one, words, place)), None)
            if phrase is None:
                place += 1
                continue
            meaning = self.phrases[" ".join(phrase)]
            if meaning != IGNORED:
                yield meaning, " ".join(words[place : place + len(phrase)])
            place += len(phrase)

    def _candidates(self, word: str) -> Sequence[tuple[str, ...]]:
        found: Sequence[tuple[str, ...]] = self._by_word(word)  # type: ignore[attr-defined]
        return found

    def _beginning_with(self, word: str) -> Sequence[tuple[str, ...]]:
        """The phrases that a word may begin: most words first, whole words before endings."""
        phrases = (tuple(phrase.split()) for phrase in self.phrases)
        fitting = [phrase for phrase in phrases if _fits(phrase[0], word)]
        return sorted(fitting, key=lambda phrase: (-len(phrase), "*" in phrase[0]))


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
    phrases = {phrase: meaning for one in found for phrase, meaning in one.phrases.items()}
    return Glossary(phrases, frozenset[str]().union(*(one.common for one in found)))


def _read(path: Path, content: bytes) -> Glossary:
    try:
        table = tomllib.loads(content.decode())
        phrases = {
            phrase.casefold(): meaning for meaning, listed in table.get("meanings", {}).items() for phrase in listed
        }
        return Glossary(phrases, frozenset(word.casefold() for word in table.get("common", [])))
    except (ValueError, AttributeError, TypeError) as error:
        raise BankError(
            f'{path}: expected `common = ["words", ...]` and a table [meanings] with lines `meaning = ["phrase", ...]`,'
            f" received: {error}"
        ) from error


def _stands(phrase: Sequence[str], words: Sequence[str], place: int) -> bool:
    there = words[place : place + len(phrase)]
    return len(there) == len(phrase) and all(map(_fits, phrase, there))


def _fits(pattern: str, word: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word.endswith(pattern[1:]) if pattern.startswith("*") else word == pattern
