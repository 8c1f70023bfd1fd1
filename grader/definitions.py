"""What is wrong with a definition as its author wrote it: in words, with the way to write it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any

from grader.authored import defined_at, is_array, printed
from grader.errors import DefinitionError

_DECORATORS = {"claims": "@claim(refuted_by=...)", "figures": "@figure"}
_CHANGEABLE = (list, dict, set, frozenset, bytearray)
_NUMBERS = {int, float}  # most of what parameters hold, of which nothing needs to be asked
_PLAIN = {*_NUMBERS, str}  # and of what solutions hold


def require(what: str, problems: Iterable[str]) -> None:
    """Raise DefinitionError if there are problems with what is named."""
    if told := "; ".join(problems):
        raise DefinitionError(f"{what}: {told}")


def one(name: str, value: object, kind: type | UnionType, described: str) -> Iterator[str]:
    """A value of one kind."""
    if not isinstance(value, kind):
        yield f"{name}: expected {described}, received {printed(value)}"


def word(name: str, value: object) -> Iterator[str]:
    """Letters, digits and _ alone, as names of blocks and references in texts have them."""
    if not isinstance(value, str) or not re.fullmatch(r"\w+", value):
        yield f"{name}: expected letters, digits and _, received {printed(value)}"


def function(name: str, value: object) -> Iterator[str]:
    """Something to be called."""
    if not callable(value):
        yield f"{name}: expected a function, named without calling it, received {printed(value)}"


def each(name: str, value: object, kind: type | UnionType, described: str) -> Iterator[str]:
    """A tuple whose entries are all of one kind."""
    expected = f"{name}: expected a tuple of {described}, received"
    if isinstance(value, kind):
        yield f"{expected} one alone: write ({_short(value)},), with the comma"
    elif isinstance(value, list | set | frozenset):
        yield f"{expected} a {type(value).__name__}: write ( ) around the entries, and a comma behind one alone"
    elif isinstance(value, Iterator):
        yield f"{expected} a {type(value).__name__}, which can be read only once: write tuple(...) around it"
    elif not isinstance(value, tuple):
        yield f"{expected} {printed(value)}"
    else:
        for place, entry in enumerate(value, start=1):
            if not isinstance(entry, kind):
                guess = _undecorated(entry, described)
                yield f"{name}: expected {described}, received {printed(entry)} in place {place}{guess}"


def once(name: str, value: object) -> Iterator[str]:
    """Entries of which no two bear one id."""
    ids = [getattr(entry, "id", "") for entry in value] if isinstance(value, tuple) else []
    for repeated in dict.fromkeys(id_ for place, id_ in enumerate(ids) if id_ in ids[:place]):
        yield f"{name}: expected each once, received {repeated} again"


def pairs(name: str, value: object, described: str) -> Iterator[str]:
    """A tuple of pairs of texts."""
    if not isinstance(value, tuple):
        yield f"{name}: expected a tuple of pairs, received {printed(value)}"
        return
    for entry in value:
        if not (isinstance(entry, tuple) and list(map(type, entry)) == [str, str]):
            yield f"{name}: expected pairs of {described}, received {printed(entry)}"


def instance(name: str, value: object) -> Iterator[str]:
    """An instance of a frozen dataclass."""
    kind: Any = type(value)
    if isinstance(value, type):
        yield f"{name}: expected an instance, received the class {value.__name__}: write {value.__name__}()"
    elif not is_dataclass(value):
        yield f"{name}: expected an instance of a frozen dataclass, received {printed(value)}"
    elif not kind.__dataclass_params__.frozen:
        yield f"{name}: expected a frozen dataclass: write @dataclass(frozen=True) above {kind.__name__}"


def facts(name: str, value: object) -> Iterator[str]:
    """Parameters: a frozen dataclass whose values cannot change, compare with ==, and print alike in every process.

    A variant is named by how its parameters print.
    """
    problems = list(instance(name, value))
    yield from problems or _unsteady(name, value)


def comparable(name: str, value: object) -> Iterator[str]:
    """A solution: a frozen dataclass that can be compared with ==."""
    problems = list(instance(name, value))
    yield from problems or _arrays(name, value)


def choices(name: str, value: object) -> Iterator[str]:
    """For each name what it may be, in order."""
    if not isinstance(value, Mapping):
        yield f'{name}: expected for each name what it may be, as in {{"low": (1, 2, 3)}}, received {printed(value)}'
        return
    for key, values in value.items():
        if not isinstance(key, str) or not key.isidentifier():
            yield f"{name}: expected names of the parameters of `build`, received {printed(key)}"
        elif isinstance(values, str) or not isinstance(values, Sequence) or not values:
            yield f"{name}[{key!r}]: expected a tuple of values, the exam's own first, received {printed(values)}"


def _unsteady(name: str, value: object) -> Iterator[str]:
    if is_array(value):
        yield f"{name} is an array, which == compares entry by entry: write a tuple, as array.tolist() helps to"
    elif isinstance(value, _CHANGEABLE):
        yield f"{name} is a {type(value).__name__}, which can change or has no order: write a tuple"
    elif callable(value) or re.search(r" at 0x[0-9a-f]+", _representation(value)):
        yield f"{name} is {printed(value)}, which has no name of its own in every process: write plain values"
    elif isinstance(value, tuple):
        for place, entry in enumerate(value):
            if type(entry) not in _NUMBERS:
                yield from _unsteady(f"{name}[{place}]", entry)
    elif is_dataclass(value):
        for field in fields(value):
            entry = getattr(value, field.name)
            if type(entry) not in _NUMBERS:
                yield from _unsteady(f"{name}.{field.name}", entry)


def _arrays(name: str, value: object) -> Iterator[str]:
    if is_array(value):
        yield f"{name} is an array, which == compares entry by entry: keep a tuple, as tuple(array.tolist()) makes"
    elif isinstance(value, tuple | list):
        for place, entry in enumerate(value):
            if type(entry) not in _PLAIN:
                yield from _arrays(f"{name}[{place}]", entry)
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _arrays(f"{name}[{key!r}]", entry)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            entry = getattr(value, field.name)
            if type(entry) not in _PLAIN:
                yield from _arrays(f"{name}.{field.name}", entry)


def _representation(value: object) -> str:
    return "" if isinstance(value, tuple) or is_dataclass(value) else repr(value)


def _undecorated(entry: object, described: str) -> str:
    is_function = isinstance(entry, Callable) and bool(defined_at(entry))  # type: ignore[arg-type]
    return f": is {_DECORATORS[described]} missing above it?" if is_function and described in _DECORATORS else ""


def _short(value: object) -> str:
    return repr(value) if isinstance(value, str) else str(getattr(value, "id", "..."))
