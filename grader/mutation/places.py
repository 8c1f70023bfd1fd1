"""Values inside of a solution by the names that texts use, `s.x` and `p.y`: read, and replaced with all else kept."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass, replace
from functools import lru_cache
from typing import Any

from grader.model import Solution


def read(solution: Solution, name: str) -> object:
    """The value that a text names. Raises AttributeError or KeyError where there is none."""
    value: object = solution
    for part in _parts(name):
        value = _part(value, part)
    return value


def replaced(solution: Solution, name: str, value: object) -> Solution:
    """The same solution with another value by this name; parameters are changed in `s.p`, and nothing follows."""
    return _replaced(solution, _parts(name), value)


@lru_cache(maxsize=4096)  # texts and claims name the same values of every variant
def _parts(name: str) -> tuple[str, ...]:
    root, *parts = name.split(".")
    return ("p", *parts) if root == "p" else tuple(parts)


def _part(value: Any, part: str) -> object:
    is_mapping = not hasattr(type(value), "__dataclass_fields__") and isinstance(value, Mapping)  # the first is faster
    return value[part] if is_mapping else getattr(value, part)


def _replaced(whole: Any, parts: Sequence[str], value: object) -> Any:
    if not parts:
        return value
    first, *rest = parts
    inner = _replaced(_part(whole, first), rest, value)
    if isinstance(whole, Mapping):
        return {**whole, first: inner}
    if is_dataclass(whole) and first in whole.__dataclass_fields__:
        return replace(whole, **{first: inner})  # type: ignore[type-var]
    other = copy.copy(whole)
    object.__setattr__(other, first, inner)
    return other
