"""How a quoted value is changed: by one unit of its last digit shown, doubled, and in other ways that a fault takes."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from grader.mutation.quotations import Quotation

_HUNDREDTH = 0.01


@dataclass(frozen=True)
class Change:
    """Another value in a value's place, and what was done, in words."""

    value: Any
    how: str


def changes(value: object, quotation: Quotation, others: Mapping[str, object]) -> Iterator[Change]:
    """Every other value that a fault could have put there.

    others: what else the block quotes, by name: each may stand in this one's place.
    """
    yield from _changed(value, quotation.filters)
    if any(name == "length" for name, _ in quotation.filters):
        return
    for name, other in others.items():
        if _is_like(value, other) and not _reads_alike(value, other, quotation.filters):
            yield Change(other, f"exchanged with {name}")


def _changed(value: object, filters: tuple[tuple[str, str], ...]) -> Iterator[Change]:
    if isinstance(value, bool):
        yield Change(not value, "negated")
    elif isinstance(value, Enum):
        yield from (Change(other, "another of its kind") for other in type(value) if other is not value)
    elif isinstance(value, int | float):
        yield from _number(value, filters)
    elif isinstance(value, str):
        yield Change(f"{value}?", "another word")
    elif isinstance(value, tuple | list):
        yield from _sequence(value, filters)
    elif isinstance(value, set | frozenset):
        yield from (Change(value - {member}, f"without {member!r}") for member in sorted(value, key=repr))
        yield Change(value | {"?"}, "with another member")
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from (Change({**value, key: one.value}, f"{key!r} {one.how}") for one in _changed(entry, filters))


def _number(value: float, filters: tuple[tuple[str, str], ...]) -> Iterator[Change]:
    step = unit(value, filters)
    exact: Any = round(step) if isinstance(value, int) and step >= 1 else step
    ways: Iterable[tuple[Any, str]] = (
        (value + exact, "one unit of its last digit more"),
        (value - exact, "one unit of its last digit less"),
        (2 * value, "doubled"),
        (-value, "with the other sign"),
        *([(1 - value, "its complement")] if 0 <= value <= 1 else []),
        (math.nan, "no number"),
    )
    seen = {value}
    for other, how in ways:
        if other not in seen and not (math.isfinite(other) and _shown_alike(value, other, step)):
            seen.add(other)
            yield Change(other, how)


def _sequence(value: Any, filters: tuple[tuple[str, str], ...]) -> Iterator[Change]:
    as_was = type(value)
    for place, entry in enumerate(value):
        yield Change(as_was([*value[:place], *value[place + 1 :]]), f"without {entry!r}")
        if not any(name == "length" for name, _ in filters):
            for one in _changed(entry, filters):
                yield Change(as_was([*value[:place], one.value, *value[place + 1 :]]), f"{entry!r} {one.how}")
    yield Change(as_was([*value, *value[-1:]]), "its last entry repeated")


def unit(value: float, filters: tuple[tuple[str, str], ...]) -> float:
    """One unit of the last digit that the filters show of a number."""
    for name, argument in filters:
        decimals = _decimals(argument)
        if name == "percent":
            return 10.0 ** -((decimals or 0) + 2)
        if name == "scientific" and value:
            return 10.0 ** (math.floor(math.log10(abs(value))) - (1 if decimals is None else decimals))
        if name == "number" and decimals is not None:
            return 10.0**-decimals
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent if math.isfinite(value) else 0
    return 10.0 ** min(int(exponent), 0)


def _decimals(argument: str) -> int | None:
    digits = argument.rpartition("=")[2].strip()
    return int(digits) if digits.isdecimal() else None


def _shown_alike(value: float, other: float, step: float) -> bool:
    """Whether both round to the same digits."""
    return round(value / step) == round(other / step)


def _is_like(value: object, other: object) -> bool:
    """Whether one could stand in the other's place: both numbers, or both of one type."""
    numbers = (isinstance(one, int | float) and not isinstance(one, bool) for one in (value, other))
    return all(numbers) or type(value) is type(other)


def _reads_alike(value: object, other: object, filters: tuple[tuple[str, str], ...]) -> bool:
    if isinstance(value, int | float) and isinstance(other, int | float) and not isinstance(value, bool):
        return not (math.isfinite(value) and math.isfinite(other)) or _shown_alike(value, other, unit(value, filters))
    return bool(value == other)
