"""Wordings: what a question may ask of a measured answer, each true or false of the runs of one seed.

A wording is spelled in words, so that a command line, a file and a report say it alike: `rate_0_05 behind rate_0_005`.
A value that is not a number is the lowest, and the best of none; ties are shared.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, permutations
from math import inf, isnan

from grader.errors import GraderError
from grader.stability.tally import Values

_NAME, _NUMBER = r"(\w+)", r"(\d+(?:\.\d+)?)"


@dataclass(frozen=True)
class Wording:
    """What may be said of every seed.

    text: how it is spelled. about: the option that it is about, which is the key of a question that asks so.
    options: those that have to be run to tell. share: how much of a seed speaks for it, in [0, 1]; None as long as the
    options that have been run do not settle that.
    """

    text: str
    about: str
    options: tuple[str, ...]
    share: Callable[[Values], float | None] = field(compare=False)

    def __str__(self) -> str:
        return self.text


def parse(text: str, options: tuple[str, ...]) -> Wording:
    """The wording that a text spells. Raises GraderError for any other text, or an option that there is not."""
    for pattern, build in _SPELLINGS.items():
        match = re.fullmatch(pattern, " ".join(text.split()))
        if match:
            wording = build(options, *match.groups())
            known = {wording.about, *wording.options} <= {*options}
            if not known or len(set(wording.options)) < len(wording.options):
                expected = f"different options of {', '.join(options)}"
                raise GraderError(f"{text!r}: expected {expected}, received {', '.join(match.groups())}")
            return wording
    raise GraderError(f"expected a wording such as {', '.join(map(repr, _examples(options)))}, received {text!r}")


def spelled(text: str) -> tuple[str, tuple[str, ...]]:
    """How a wording is spelled, by the name of the function that builds it, and what that is given.

    Raises GraderError for a text that spells none.
    """
    for pattern, build in _SPELLINGS.items():
        if match := re.fullmatch(pattern, text):
            return build.__name__, match.groups()
    raise GraderError(f"expected a wording, received {text!r}")


def every(
    options: tuple[str, ...], *, distances: Iterable[float] = (), bands: Iterable[tuple[float, float]] = ()
) -> list[list[Wording]]:
    """All wordings about some options, those together of which one would be chosen after looking."""
    limits = [(f"{low:g}", f"{high:g}") for low, high in bands]
    orders = [" then ".join(names) for names in permutations(options)] if options[2:] else []  # of two, one is behind
    together = [
        *([build(options, option)] for build in (highest, lowest, not_highest) for option in options),
        *([behind(options, option, rival)] for option, rival in permutations(options, 2)),
        *([within(options, option, f"{distance:g}")] for distance in distances for option in options),
        *([between(options, option, low, high) for low, high in limits] for option in options),
        [in_order(options, names) for names in orders],
    ]
    return [wordings for wordings in together if wordings]


def highest(options: tuple[str, ...], option: str) -> Wording:
    """An option is the best."""
    return Wording(f"{option} highest", option, options, lambda values: _best(values, option, options))


def not_highest(options: tuple[str, ...], option: str) -> Wording:
    """An option is not the best: settled as soon as one other is ahead of it."""

    def share(values: Values) -> float | None:
        won = _best(values, option, options)
        return None if won is None else 1 - won

    return Wording(f"{option} not highest", option, options, share)


def lowest(options: tuple[str, ...], option: str) -> Wording:
    """An option is the worst."""

    def share(values: Values) -> float | None:
        return _best({name: -_number(value) for name, value in values.items()}, option, options)

    return Wording(f"{option} lowest", option, options, share)


def behind(_options: tuple[str, ...], option: str, rival: str) -> Wording:
    """An option has less than one certain other."""
    pair = option, rival

    def share(values: Values) -> float | None:
        return _best({one: values[one] for one in pair if one in values}, rival, pair)

    return Wording(f"{option} behind {rival}", option, pair, share)


def within(options: tuple[str, ...], option: str, distance: str) -> Wording:
    """An option is the best, or not farther from it than a distance. Raises GraderError for a distance of none."""
    if not float(distance):
        raise GraderError(f"{option} within {distance}: expected a distance above 0; or write {option} highest")

    def share(values: Values) -> float | None:
        if option not in values:
            return None
        behind_best = round(max(map(_number, values.values())) - values[option], 9)  # 0.73 - 0.7 is more than 0.03
        if not behind_best <= float(distance):  # NaN is not
            return 0.0
        return 1.0 if len(values) == len(options) else None

    return Wording(f"{option} within {distance}", option, options, share)


def between(_options: tuple[str, ...], option: str, low: str, high: str) -> Wording:
    """An option has from one value to another. Raises GraderError where the first is not the lower."""
    if not float(low) < float(high):
        raise GraderError(f"{option} between {low} and {high}: expected the lower value first")

    def share(values: Values) -> float | None:
        return float(float(low) <= values[option] <= float(high)) if option in values else None

    return Wording(f"{option} between {low} and {high}", option, (option,), share)


def in_order(_options: tuple[str, ...], names: str) -> Wording:
    """Some options follow each other, from the highest down, without a tie."""
    ranked = tuple(_THEN.split(names))

    def share(values: Values) -> float | None:
        held = [_number(values[option]) for option in ranked if option in values]
        if any(one <= other for one, other in pairwise(held)):
            return 0.0
        return 1.0 if len(held) == len(ranked) else None

    return Wording(f"order {' then '.join(ranked)}", ranked[0], ranked, share)


_THEN = re.compile(" then ")
_SPELLINGS: Mapping[str, Callable[..., Wording]] = {
    f"{_NAME} highest": highest,
    f"{_NAME} lowest": lowest,
    f"{_NAME} not highest": not_highest,
    f"{_NAME} behind {_NAME}": behind,
    f"{_NAME} within {_NUMBER}": within,
    f"{_NAME} between {_NUMBER} and {_NUMBER}": between,
    r"order (\w+(?: then \w+)+)": in_order,
}


def _examples(options: tuple[str, ...]) -> list[str]:
    """One of each spelling that there is of these options."""
    texts = [one.text for together in every(options[:3], distances=(0.03,), bands=[(0.6, 0.8)]) for one in together]
    found = (next((text for text in texts if re.fullmatch(pattern, text)), "") for pattern in _SPELLINGS)
    return [text for text in found if text]


def _best(values: Values, option: str, options: tuple[str, ...]) -> float | None:
    """What an option earns of a seed as the best; None as long as that is not settled."""
    if option not in values:
        return None
    numbers = [*map(_number, values.values())]
    own = _number(values[option])
    if own == -inf or own < max(numbers):
        return 0.0
    return 1 / numbers.count(own) if len(values) == len(options) else None


def _number(value: float) -> float:
    return -inf if isnan(value) else value
