"""What the page about a measured answer says, in its languages, with options as students see them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import isnan
from pathlib import Path

from grader.texts.language import LANGUAGES

_NONE, _MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Phrasing:
    """How the page speaks. labels: each option as students see it; one that is missing is shown by its id."""

    language: str = "en"
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def decimal(self) -> str:
        """What stands between a number and its decimals."""
        return LANGUAGES[self.language].decimal

    def say(self, key: str, *given: object, **values: object) -> str:
        """A sentence or a word, filled in."""
        return words(self.language)[key].format(*given, **values)

    def number_of(self, number: int, thing: str) -> str:
        """A number of things, such as `seed`, in words."""
        return self.say(f"{thing} {'1' if number == 1 else 'n'}", number=number)

    def label(self, option: str) -> str:
        """An option as students see it."""
        return self.labels.get(option, option)

    def given(self, word: str) -> str:
        """A word of a statement: a number as the language writes it, or an option as students see it."""
        return word.replace(".", self.decimal) if word[:1].isdigit() else self.label(word)

    def one_of(self, options: Sequence[str]) -> str:
        """Options as students see them: a, b or c."""
        labels = [self.label(option) for option in options]
        if len(labels) < 2:  # noqa: PLR2004 - one stands alone
            return "".join(labels)
        return words(self.language)["or"].format(", ".join(labels[:-1]), labels[-1])

    def all_of(self, options: Sequence[str]) -> str:
        """Options as students see them: a, b and c."""
        return self.listing([self.label(option) for option in options])

    def listing(self, entries: Sequence[str]) -> str:
        """Words one after the other: a, b and c."""
        return LANGUAGES[self.language].listing(entries)

    def metric(self, name: str) -> str:
        """What a metric is called."""
        return words(self.language).get(f"metric {name}", name)

    def number(self, value: float, decimals: int = 3, *, signed: bool = False) -> str:
        """A number, or a dash where there is none."""
        if isnan(value):
            return _NONE
        return f"{value:{'+' if signed else ''}.{decimals}f}".replace(".", self.decimal).replace("-", _MINUS)

    def tick(self, value: float) -> str:
        """A number beside an axis, with the decimals that it has."""
        return f"{round(value, 9):g}".replace(".", self.decimal).replace("-", _MINUS)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share as a percentage, or a dash."""
        return _NONE if isnan(share) else LANGUAGES[self.language].percent(share, decimals)

    def required(self, share: float) -> str:
        """A share that somebody asked for as a percentage, with all its digits."""
        _, _, decimals = f"{100 * share:g}".partition(".")
        return self.percent(share, len(decimals))

    def interval(self, low: float, high: float, decimals: int = 3, *, signed: bool = False) -> str:
        """An interval, from its lower to its upper end."""
        return " … ".join(self.number(end, decimals, signed=signed) for end in (low, high))


@cache
def words(language: str) -> Mapping[str, str]:
    """The words of a language."""
    return tomllib.loads(Path(__file__).with_name(f"words.{language}.toml").read_text(encoding="utf-8"))
