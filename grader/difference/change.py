"""One thing that differs between two versions of a question, and how much it matters."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What differs, the most important first."""

    TYPE = "type"
    KEY = "key"
    FRACTIONS = "fractions"
    MARK = "mark"
    NUMBERS = "numbers"
    WORDS = "words"
    OPTIONS = "options"
    FEEDBACK = "feedback"
    GENERAL_FEEDBACK = "general feedback"
    IMAGES = "images"
    REGRADE = "regrade"
    TAGS = "tags"
    SETTINGS = "settings"
    CATEGORY = "category"
    NAME = "name"
    WHOLE = "whole"
    ORDER = "order"
    MARKUP = "mark-up only"

    @cached_property
    def weight(self) -> int:
        """Its place among the kinds: the smaller, the more important."""
        return list(Kind).index(self)


@dataclass(frozen=True)
class Change:
    """A difference: where it is, what was there, what is there.

    text: how to show it where `old -> new` does not say it. language: of whom it shows to, in Moodle's code, in a text
    that holds several. by_likeness: whether the option was paired by guess, its text having changed.
    """

    kind: Kind
    place: str = ""
    old: str = ""
    new: str = ""
    text: str = ""
    language: str = ""
    by_likeness: bool = False

    @property
    def signature(self) -> tuple[str, ...]:
        """What two changes have in common that are the same in two languages."""
        old, new = (neutral(value) if self.kind is Kind.NUMBERS else value for value in (self.old, self.new))
        return self.kind, self.place, old, new


def neutral(number: str) -> str:
    """A number as it is written, whatever the language: its separators as points, its signs as hyphens."""
    return "".join(number.replace("{,}", ".").replace(",", ".").replace("\u2212", "-").replace("\\%", "%").split())
