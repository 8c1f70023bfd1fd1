"""What puts a row of a download into doubt: where, and why."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Doubt:
    """A doubt about a row (its index) by a cell of it. excludes: whether no grade may rest on the row."""

    code: str
    row: int
    column: int
    message: str
    excludes: bool = True


def excerpt(text: str) -> str:
    """The beginning of a text, quoted, that shares a line of a terminal."""
    words = " ".join(text.split())
    return repr(words if len(words) <= 60 else f"{words[:57]}...")  # noqa: PLR2004
