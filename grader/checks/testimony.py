"""Running claims as witnesses: whether they hold, and which values of the solution they looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any

from grader.model import Claim, Solution


@dataclass(frozen=True)
class Testimony:
    """What a claim said of a solution: whether it holds, and the values it read, by name (`s.x`, `p.y`)."""

    holds: bool
    read: Mapping[str, object]

    def covers(self, name: str) -> bool:
        """Whether the claim read this value, or the one that it is a part of."""
        return any(name == read or name.startswith(f"{read}.") for read in self.read)


def testify(claim: Claim, solution: Solution) -> Testimony:
    """Run a claim on a solution. Whatever the predicate raises passes through; TypeError unless it gives a bool."""
    read: dict[str, object] = {}
    holds = claim.holds(_Witness(solution, "s", read))
    if not isinstance(holds, bool):
        raise TypeError(f"expected a claim to return a bool, received {holds!r}")
    return Testimony(holds, read)


class _Witness:
    """Stands in for a solution and notes what is read; the parameters, `s.p`, go by `p`."""

    def __init__(self, value: object, name: str, read: dict[str, object]) -> None:
        self.__dict__.update(_value=value, _name=name, _read=read)

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self._value, attribute)
        name = "p" if (self._name, attribute) == ("s", "p") else f"{self._name}.{attribute}"
        if is_dataclass(value) and not isinstance(value, type):
            return _Witness(value, name, self._read)
        self._read[name] = value
        return value
