"""The libraries that only an extra brings: a test whose library is missing skips, and says which extra to install."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from re import match

import pytest
from places import ROOT


def needs(library: str) -> pytest.MarkDecorator:
    """A mark for tests whose program needs a library: without it they skip, and say which extra brings it."""
    return pytest.mark.skipif(find_spec(library) is None, reason=missing(library))


def require(library: str) -> None:
    """The same inside a test or in what helps it: skip what runs, if the library is missing."""
    if find_spec(library) is None:
        pytest.skip(missing(library))


def missing(library: str) -> str:
    """What to say where a library of an extra is not installed."""
    return f"needs {library}: pip install '.[{extras()[library]}]'"


@cache
def extras() -> dict[str, str]:
    """By library, as it is imported, the extra that brings it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared: dict[str, list[str]] = project["optional-dependencies"]
    return {library: extra for extra, wanted in reversed(declared.items()) for library in _libraries(wanted)}


class Module(pytest.Module):
    """A module of tests; where it cannot be imported for want of a library of an extra, it skips as a whole."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        try:
            return list(super().collect())
        except self.CollectError as error:
            cause = error.__cause__
            library = (cause.name or "").partition(".")[0] if isinstance(cause, ModuleNotFoundError) else ""
            if library not in extras():
                raise
            pytest.skip(missing(library), allow_module_level=True)


def _libraries(requirements: list[str]) -> set[str]:
    """The names under which the required distributions are imported."""
    names = (match(r"[\w-]+", requirement) for requirement in requirements)
    return {name[0].replace("-", "_") for name in names if name}
