"""Texts without what the eye does not see: capitals, accents, characters of no width.

A column of them is changed at once, as one text of many lines: a class of thousands has as many names and addresses,
but few different characters.
"""

import unicodedata
from collections.abc import Callable, Sequence

_IGNORED = frozenset({"Mn", "Cf", "Cc", "Zs", "Zl", "Zp"})


def folded(texts: Sequence[str]) -> list[str]:
    """Each text without capitals, accents, spaces and characters of no width."""
    return _changed(_plain(texts), lambda character: None if _is_unseen(character) else character)


def parted(texts: Sequence[str]) -> list[str]:
    """The same, its words apart."""
    return _changed(_plain(texts), _seen_or_space)


def words(texts: Sequence[str]) -> list[str]:
    """Each text with nothing but spaces between its words, which letters and digits make."""
    return _changed(_lines(texts), lambda one: one if one.isalnum() else " ")


def _lines(texts: Sequence[str]) -> str:
    """Many texts as the lines of one; the ends of lines in them become spaces."""
    lines = "\n".join(texts)
    if lines.count("\n") < len(texts):  # as nearly always
        return lines
    return "\n".join([text.replace("\n", " ") for text in texts])


def _plain(texts: Sequence[str]) -> str:
    return unicodedata.normalize("NFKD", _lines(texts).casefold())


def _changed(lines: str, change: Callable[[str], str | None]) -> list[str]:
    """The lines of a text, each of its characters changed."""
    return lines.translate(_Changes(change)).split("\n")


class _Changes(dict[int, str | None]):
    """What becomes of each character, by its code: found out when it comes up first. The end of a line stays."""

    def __init__(self, change: Callable[[str], str | None]) -> None:
        super().__init__({ord("\n"): "\n"})
        self._change = change

    def __missing__(self, code: int) -> str | None:
        self[code] = changed = self._change(chr(code))
        return changed


def _seen_or_space(character: str) -> str | None:
    if character.isspace():
        return " "
    return None if _is_unseen(character) else character


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in _IGNORED
