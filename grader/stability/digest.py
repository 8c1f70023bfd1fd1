"""The digest of the code that decides a run's result: what Python executes, wherever it lies and however it is written.

A name that is imported stands for what it means, not for where it was found: a module may move, and a name may be
imported through another module, without changing the digest. So may comments, docstrings, annotations, layout, the
names of local variables and the words of an error that ends a run. Whatever can change a result changes it.
"""

import ast
import builtins
import hashlib
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

ENGINE = "grader"
CODE_PACKAGE = f"{ENGINE}.solver"
COMPARED_APART = {f"{CODE_PACKAGE}.images"}  # what it returns is compared with digests at every read
_ANNOTATIONS = ("annotation", "returns")
_IMPORTS = (ast.Import, ast.ImportFrom)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_READ_NAMES = {"locals", "vars", "eval", "exec", "dir"}  # with these, the name of a local variable can matter


def code_digest(function: Callable[..., Any]) -> str:
    """The digest of a function's module, and of the solver's and the bank's own that it imports, transitively."""
    start = function.__module__
    return _Digests(start.partition(".")[0]).of(start)


def sha256(value: object) -> str:
    """The digest of a value that JSON can hold."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def outline(tree: ast.Module) -> object:
    """A module as plain lists: without imports, docstrings, annotations, names of local variables, and empty fields."""
    return _outlined(tree, {}, _module_names(tree))


@dataclass(frozen=True)
class _Module:
    """A module's syntax tree, the package by which its relative imports go, and its stub, if there is one.

    A stub beside a module (`__init__.pyi`) says what it hands on.
    """

    tree: ast.Module
    package: str
    stub: ast.Module | None = None

    def imports(self) -> Iterator[tuple[str, str, str]]:
        """What each import binds: the local name, the module it comes from, the name there (empty: the module)."""
        for node in _executed(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.asname or alias.name, alias.name, "") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                origin = importlib.util.resolve_name("." * node.level + (node.module or ""), self.package)
                yield from ((alias.asname or alias.name, origin, alias.name) for alias in node.names)

    @cached_property
    def offered(self) -> Mapping[str, tuple[str, str]]:
        """Where each name comes from that the module hands on: those that it imports only for type checkers, too."""
        imports = [node for node in ast.walk(self.stub or self.tree) if isinstance(node, _IMPORTS)]
        every = _Module(ast.Module(list(imports), []), self.package)
        return {local: (origin, name) for local, origin, name in every.imports()}


class _Digests:
    """The digests of modules, each computed once; `root` is the package of the bank."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._known: dict[str, str] = {}
        self._read = cache(_read)
        self._open: list[str] = []

    def of(self, name: str) -> str:
        """The digest of a module; of one that is being computed, its place in the chain of imports."""
        if name in self._open:
            return f"above: {len(self._open) - self._open.index(name)}"
        if name not in self._known:
            self._open.append(name)
            module = self._read(name)
            bound: dict[str, list[object]] = {}
            for local, origin, there in module.imports():
                bound.setdefault(local, []).append(self._meant(origin, there))
            imported = {local: sorted(map(json.dumps, meanings)) for local, meanings in bound.items()}
            self._known[name] = sha256([_outline_once(module.tree), imported])
            self._open.pop()
        return self._known[name]

    def _meant(self, origin: str, name: str) -> object:
        """What an import brings: a module's digest, a name in one, or what lies outside, by its name."""
        if not name or (self._is_ours(origin) and _exists(f"{origin}.{name}")):
            return self._module(f"{origin}.{name}" if name else origin)
        seen = set()
        while self._is_ours(origin) and (origin, name) not in seen and name in (handed := self._read(origin).offered):
            seen.add((origin, name))
            origin, name = handed[name]
            if not name or (self._is_ours(origin) and _exists(f"{origin}.{name}")):
                return self._module(f"{origin}.{name}" if name else origin)
        return [self._module(origin), name]

    def _module(self, name: str) -> str:
        if name in COMPARED_APART:
            return f"compared apart: {name.rpartition('.')[2]}"
        if self._decides(name):
            return self.of(name)
        return ENGINE if name.partition(".")[0] == ENGINE else name

    def _decides(self, name: str) -> bool:
        return name.startswith((f"{CODE_PACKAGE}.", f"{self._root}.")) or name == self._root

    def _is_ours(self, name: str) -> bool:
        return name.partition(".")[0] in (ENGINE, self._root) and _exists(name)


def _executed(node: ast.AST) -> Iterator[ast.AST]:
    """Everything in a tree that may run: nothing below `if TYPE_CHECKING`."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not _is_for_type_checkers(child):
            yield from _executed(child)


def _is_left_out(node: object) -> bool:
    """Whether it is an import, which counts by what it means, or text standing for itself, or never executed."""
    is_remark = (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    )
    return is_remark or isinstance(node, _IMPORTS) or _is_for_type_checkers(node)


def _is_for_type_checkers(node: object) -> bool:
    return (
        isinstance(node, ast.If)
        and ast.unparse(node.test).removeprefix("typing.") == "TYPE_CHECKING"
        and not node.orelse
    )


def _outlined(node: object, names: Mapping[str, str], reserved: frozenset[str] | None) -> object:
    """A part of a tree, with `names` exchanged. reserved: names that are no local variable's; None: not known."""
    if isinstance(node, list):
        return [_outlined(child, names, reserved) for child in node if not _is_left_out(child)]
    if not isinstance(node, ast.AST):
        return repr(node)
    inside = names
    if isinstance(node, _FUNCTIONS) and not names and reserved is not None:
        inside = _local_names(node, reserved)
    fields = {name: value for name, value in ast.iter_fields(node) if name not in _ANNOTATIONS and value is not None}
    if isinstance(node, ast.Name):
        fields["id"] = names.get(node.id, node.id)
    if isinstance(node, ast.JoinedStr):  # Python 3.12 ends some with an empty piece
        fields["values"] = [
            piece for piece in node.values if not (isinstance(piece, ast.Constant) and piece.value == "")
        ]
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        fields["exc"] = _without_words(node.exc)
    outlines = {name: _outlined(value, inside if name == "body" else names, reserved) for name, value in fields.items()}
    return [type(node).__name__, {name: one for name, one in outlines.items() if one != []}]


def _without_words(error: ast.Call) -> ast.Call:
    """What is raised without what it says: a run that raises records nothing."""
    said = [argument for argument in error.args if not _is_text(argument)]
    return ast.Call(error.func, said, [keyword for keyword in error.keywords if not _is_text(keyword.value)])


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _local_names(function: ast.FunctionDef | ast.AsyncFunctionDef, reserved: frozenset[str]) -> dict[str, str]:
    """A number for every local variable of a function and of those inside it, in order of appearance.

    Every name that could mean something else somewhere stays: a parameter, which callers may name; what is declared,
    imported or defined inside; a name of the module, a built-in one.
    """
    inside = [node for statement in function.body for node in ast.walk(statement)]
    if any(
        isinstance(node, ast.ClassDef) or (isinstance(node, ast.Name) and node.id in _READ_NAMES) for node in inside
    ):
        return {}
    other = {node.arg for node in (*inside, *ast.walk(function.args)) if isinstance(node, ast.arg)} | _defined(inside)
    stored = [node.id for node in inside if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    local = [name for name in dict.fromkeys(stored) if name not in other and name not in reserved]
    return {name: f"local {number}" for number, name in enumerate(local)}


def _module_names(tree: ast.Module) -> frozenset[str] | None:
    """Every name that code of the module may mean where it is no local variable; None where an import brings any."""
    if any(isinstance(node, _IMPORTS) and any(alias.name == "*" for alias in node.names) for node in ast.walk(tree)):
        return None
    own: list[ast.AST] = []
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        own.append(node)
        if not isinstance(node, (*_FUNCTIONS, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
    stored = {node.id for node in own if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    declared = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    return frozenset(stored | declared | _defined(own) | set(dir(builtins)))


def _defined(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that statements define otherwise than by assignment."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Global | ast.Nonlocal):
            found |= set(node.names)
        elif isinstance(node, _IMPORTS):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, (*_FUNCTIONS, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            found.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found.add(node.rest)
    return found


def _read(name: str) -> _Module:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin)
    stub = path.with_suffix(".pyi")
    return _Module(_tree(path), spec.parent or "", _tree(stub) if stub.is_file() else None)


def _tree(path: Path) -> ast.Module:
    return _parsed(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def _parsed(source: str) -> ast.Module:
    return ast.parse(source)


_outline_once = lru_cache(maxsize=64)(outline)  # of trees that are parsed once


def _exists(name: str) -> bool:
    if name in sys.modules:
        return True
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, AttributeError, ValueError):
        return False
    return spec is not None and spec.has_location
