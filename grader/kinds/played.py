"""What an independent marker found of a question by playing it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Played:
    """A question that was played: each response that was tried, as a download names it, and the fraction it earns."""

    idnumber: str
    name: str
    maximum_mark: float
    fractions: tuple[tuple[str, float], ...]
