"""When two texts that are offered are the same to a reader: what the eye does not tell apart, what order alone does."""

import re
import unicodedata
from functools import lru_cache

_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅαονυρικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwABEKMHOPCTYXIJSaovupikABEZHIKMNOPTYX",
)
_TOKEN = re.compile(r"[+\-\N{MINUS SIGN}]?\d+(?:[.,]\d+)*|\w+|[^\w\s]")
_MERE_PUNCTUATION = frozenset(".,;:!?\"'()[]-\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}`*_")
_QUOTES = frozenset({"Pi", "Pf", "Ps", "Pe"})


@lru_cache(maxsize=4096)  # of a question's variants, many options read the same
def read_as(text: str) -> tuple[str, ...]:
    """A text as the words that a reader takes in.

    Invisible characters, punctuation, capitals of words, and letters of other scripts that look alike make no
    difference; capitals of single letters do, because they name things, and so do signs and digits.
    """
    visible = "".join(letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter) != "Cf")
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", visible).translate(_LOOK_ALIKE))
    return tuple(token.casefold() if len(token) > 1 else token for token in tokens if not _is_punctuation(token))


def in_any_order(text: str) -> tuple[str, ...]:
    """The words of a text, sorted: equal for texts that only the order of words tells apart."""
    return tuple(sorted(word.casefold() for word in read_as(text)))


def _is_punctuation(token: str) -> bool:
    return token in _MERE_PUNCTUATION or unicodedata.category(token[0]) in _QUOTES
