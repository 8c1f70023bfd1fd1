"""Running claims as witnesses: whether they hold, and which values of the solution they looked at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from grader.authored import forgotten, running, truth
from grader.errors import DefinitionError
from grader.model import Claim, Solution
from grader.release.stages import ComputedStages


@dataclass(frozen=True)
class Testimony:
    """What a claim said of a solution: whether it holds, and the values it read, by name (`s.x`, `p.y`)."""

    holds: bool
    read: Mapping[str, object]

    def covers(self, name: str) -> bool:
        """Whether the claim read this value, or the one that it is a part of."""
        return name in self.read or any(whole in self.read for whole in _wholes(name))


def testify(claim: Claim, solution: Solution) -> Testimony:
    """Run a claim on a solution. Raises AuthorError where the predicate raises anything, or gives no bool."""
    read: dict[str, object] = {}
    with running(claim.holds):
        return Testimony(truth(claim.holds(witness(solution, read))), read)


def witness(solution: Solution, read: dict[str, object]) -> Solution:
    """What stands in for a solution and notes every value that is read of it, by name (`s.x`, `p.y`)."""
    return _Witness(solution, "s", read)


class Hearing:
    """What the claims of a question say of its solution and of their counterexamples; each is asked once."""

    def __init__(self, solution: Solution) -> None:
        self._solution = solution
        self._said: dict[int, Testimony] = {}
        self._made: dict[int, Sequence[Solution]] = {}
        self._refuted: dict[int, Sequence[Testimony]] = {}

    def testimony(self, claim: Claim) -> Testimony:
        """What a claim says of the solution. Raises AuthorError as `testify` does."""
        if id(claim) not in self._said:
            self._said[id(claim)] = testify(claim, self._solution)
        return self._said[id(claim)]

    def counterexamples(self, claim: Claim) -> Sequence[Solution]:
        """The solutions for which a claim must be false. Raises AuthorError as `counterexamples` does."""
        if id(claim) not in self._made:
            self._made[id(claim)] = tuple(counterexamples(claim, self._solution))
        return self._made[id(claim)]

    def refutations(self, claim: Claim) -> Sequence[Testimony]:
        """What a claim says of each of its counterexamples."""
        if id(claim) not in self._refuted:
            self._refuted[id(claim)] = tuple(testify(claim, made) for made in self.counterexamples(claim))
        return self._refuted[id(claim)]


_HEARD: WeakKeyDictionary[ComputedStages, Hearing] = WeakKeyDictionary()


def hearing(stages: ComputedStages) -> Hearing:
    """The hearing of a question's claims."""
    if stages not in _HEARD:
        _HEARD[stages] = Hearing(stages.solution)
    return _HEARD[stages]


def counterexamples(claim: Claim, solution: Solution) -> Iterator[Solution]:
    """The solutions for which a claim must be false. Raises AuthorError where one cannot be made."""
    for make in claim.counterexamples:
        with running(make, claim.holds):
            made = make(solution)
            if made is None:
                raise DefinitionError(f"expected `refuted_by` to make a solution, received None{forgotten(made)}")
        yield made


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
        self.__dict__.update(_value=value, _name=name, _read=read)

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self._value, attribute)
        name, wholes = _part_of(self._name, attribute)
        has_parts = is_dataclass(type(value))
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
