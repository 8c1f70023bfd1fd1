"""Running claims as witnesses: whether they hold, and which values of the solution they looked at."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property, lru_cache
from typing import Any

from grader.authored import running, truth
from grader.model import Claim, Solution

_WHOLE = {float, int, str}  # most values, which have no parts


@dataclass(frozen=True)
class Testimony:
    """What a claim said of a solution: whether it holds, and the values it read, by name (`s.x`, `p.y`)."""

    holds: bool
    read: Mapping[str, object]

    @cached_property
    def unreal(self) -> Sequence[str]:
        """The names of the values it read in which something is missing or no finite number."""
        return [name for name, value in self.read.items() if is_unreal(value)]


def testify(claim: Claim, solution: Solution) -> Testimony:
    """Run a claim on a solution. Raises AuthorError where the predicate raises anything, or gives no bool."""
    read: dict[str, object] = {}
    with running(claim.holds):
        return Testimony(truth(claim.holds(witness(solution, read))), read)


def witness(solution: Solution, read: dict[str, object]) -> Solution:
    """What stands in for a solution and notes every value that is read of it, by name (`s.x`, `p.y`)."""
    return _Witness(solution, "s", read)


def covers(read: Collection[str], name: str) -> bool:
    """Whether a claim that read values of these names read this one, or the one that it is a part of."""
    return name in read or any(whole in read for whole in _wholes(name))


def is_unreal(value: object) -> bool:
    """Whether something in a value is missing or no finite number."""
    if isinstance(value, float):
        return not math.isfinite(value)
    if isinstance(value, int | str):
        return False
    if isinstance(value, Mapping):
        return any(map(is_unreal, value.values()))
    if isinstance(value, tuple | list | set | frozenset):
        return any(map(is_unreal, value))
    if is_dataclass(value):
        return any(is_unreal(getattr(value, field.name)) for field in fields(value))
    return value is None


@lru_cache(maxsize=4096)
def _wholes(name: str) -> tuple[str, ...]:
    """A name, and those of what it is a part of: of `s.a.b` itself, `s.a` and `s`."""
    parts = name.split(".")
    return tuple(".".join(parts[:count]) for count in range(len(parts), 0, -1))


@lru_cache(maxsize=4096)
def _part_of(name: str, part: str) -> tuple[str, tuple[str, ...]]:
    """The name of a part of a value, and those of the wholes that it belongs to; the parameters, `s.p`, go by `p`."""
    full = "p" if (name, part) == ("s", "p") else f"{name}.{part}"
    return full, _wholes(full)[1:]


class _Witness:
    """Stands in for a solution and notes what is read."""

    def __init__(self, value: object, name: str, read: dict[str, object]) -> None:
        self._value = value
        self._name = name
        self._read = read

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self._value, attribute)
        name, wholes = _part_of(self._name, attribute)
        has_parts = type(value) not in _WHOLE and is_dataclass(type(value))
        found = _Witness(value, name, self._read) if has_parts else self._note(name, wholes, value)
        self.__dict__[attribute] = found  # so that it is asked for once
        return found

    def __eq__(self, other: object) -> bool:
        return bool(self._whole() == getattr(other, "_value", other))

    def __hash__(self) -> int:
        """That of the value, so that what was computed of it before is found again."""
        return hash(self._whole())

    def _whole(self) -> Any:
        return self._note(self._name, _wholes(self._name)[1:], self._value)

    def _note(self, name: str, wholes: tuple[str, ...], value: object) -> Any:
        """A value that is read; a part of one that was read as a whole is not noted again."""
        for whole in wholes:
            if whole in self._read:
                return value
        self._read[name] = value
        return value
