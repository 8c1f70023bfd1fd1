"""What options are called by their places, where Moodle numbers them by letters."""

_LETTERS = 26


def letter(place: int) -> str:
    """What the option at a place, counted from 0, is called: a, b, ... z, 27, ..."""
    return chr(ord("a") + place) if place < _LETTERS else str(place + 1)


def place_of(called: str) -> int:
    """The place of the option that is called so."""
    return ord(called) - ord("a") if called.isalpha() else int(called) - 1
