"""The words and numbers of a text for what is drawn beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.texts.language import LANGUAGES
from grader.texts.source import TERMS, Source, terms


@dataclass(frozen=True)
class Words:
    """What a text calls things, and how its language writes numbers, as the filters of the same names do.

    language: its code. terms: the words of its block `terms`, by name.
    """

    language: str
    terms: Mapping[str, str]

    def term(self, name: str) -> str:
        """The words for a name. Raises ValueError for one that the text has no words for."""
        if name not in self.terms:
            known = ", ".join(self.terms) or "none"
            raise ValueError(f"expected a term of {known} in the block {TERMS} in {self.language}, received {name!r}")
        return self.terms[name]

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number with a number of decimals, or with as many as it takes to tell it apart."""
        return LANGUAGES[self.language].number(value, decimals)

    def percent(self, value: float, decimals: int = 0) -> str:
        """A share of 1 as a percentage."""
        return LANGUAGES[self.language].percent(value, decimals)


def words_of(source: Source) -> Words:
    """The words of a text."""
    return Words(source.language, terms(source))
