"""Letters with accents, and the words without them that a student may type in their place."""

import unicodedata


def without_accents(text: str) -> str:
    """A text whose Latin letters have lost their accents; marks of other scripts are no accents, and stay."""
    return "".join(map(_without, unicodedata.normalize("NFC", text)))


def _without(character: str) -> str:
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    is_accented = marks and unicodedata.name(base, "").startswith("LATIN")
    return base if is_accented and all(map(unicodedata.combining, marks)) else character
