"""The pieces of a question's code that can be changed while it runs: functions, lambdas, constants and defaults."""

import ast
import gc
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

Undo = Callable[[], None]
"""Takes a change back."""


@dataclass(frozen=True)
class Source:
    """A module of a question, and its syntax tree."""

    module: ModuleType
    path: Path
    tree: ast.Module


@dataclass(frozen=True)
class Piece:
    """Something that can be changed.

    name: its module and what it is called there. tree: what it says. put: lets another tree be carried out from now
    on, and returns what takes it back.
    """

    source: Source
    name: str
    tree: ast.AST
    put: Callable[[ast.AST], Undo]


def sources(modules: Collection[ModuleType]) -> list[Source]:
    """The modules with their trees; those of which no file is known are left out."""
    files = [(module, Path(module.__file__)) for module in modules if module.__file__]
    return [Source(module, path, ast.parse(path.read_text(encoding="utf-8"))) for module, path in files]


def imported(paths: Collection[Path]) -> list[ModuleType]:
    """The modules that were imported from these files, in the order of their names."""
    files = set(map(str, paths))
    found = [module for module in list(sys.modules.values()) if getattr(module, "__file__", None) in files]
    return sorted(found, key=lambda module: module.__name__)


@contextmanager
def reached(by: Collection[str]) -> Iterator[set[CodeType]]:
    """The code of these files that runs meanwhile."""
    ran: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_filename in by:
            ran.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield ran
    finally:
        sys.setprofile(before)


def forget(module: ModuleType) -> None:
    """Let no function of a module remember what it once computed."""
    for value in list(vars(module).values()):
        if getattr(value, "__module__", "") == module.__name__ and hasattr(value, "cache_clear"):
            value.cache_clear()


def made() -> Mapping[int, Sequence[FunctionType]]:
    """All functions that there are now, by the identity of their code."""
    found: dict[int, list[FunctionType]] = {}
    for one in gc.get_objects():
        if type(one) is FunctionType:
            found.setdefault(id(one.__code__), []).append(one)
    return found


def functions(
    source: Source, ran: Collection[CodeType], objects: Mapping[int, Sequence[FunctionType]]
) -> Iterator[Piece]:
    """The functions, methods and lambdas of a module that ran, outermost ones: what they define belongs to them.

    objects: what `made` gives.
    """
    for statement in source.tree.body:
        for node, qualified in _outermost(statement):
            line = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
            for code in ran:
                if code.co_filename == str(source.path) and (code.co_qualname, code.co_firstlineno) == (
                    qualified,
                    line,
                ):
                    yield _function(source, statement, node, code, objects.get(id(code), ()))
                    break


def constants(source: Source, ran: Collection[CodeType], everywhere: Collection[ModuleType]) -> Iterator[Piece]:
    """The constants of a module that the code that ran names, wherever they were imported to."""
    named = {name for code in ran for one in nested(code) for name in one.co_names}
    for statement in source.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        if name in named and not any(isinstance(node, ast.Lambda | ast.Call) for node in ast.walk(value)):
            yield Piece(source, _named(source, name), ast.Expression(value), _Constant(source, name, everywhere))


def defaults(source: Source, *, parameters: type) -> Iterator[Piece]:
    """The defaults of a module's dataclasses but the parameters, which are facts: what they state is read elsewhere."""
    for statement in source.tree.body:
        made = isinstance(statement, ast.ClassDef) and getattr(source.module, statement.name, None)
        if not (isinstance(statement, ast.ClassDef) and isinstance(made, type) and is_dataclass(made)):
            continue
        for node in statement.body if made is not parameters else ():
            match node:
                case ast.AnnAssign(target=ast.Name(id=field), value=ast.Constant() as value):
                    name = _named(source, f"{statement.name}.{field}")
                    yield Piece(source, name, ast.Expression(value), _Default(source, made, field))


def _function(
    source: Source, statement: ast.stmt, node: ast.AST, code: CodeType, objects: Sequence[FunctionType]
) -> Piece:
    name = code.co_qualname if code.co_name != "<lambda>" else _of_lambda(statement)
    return Piece(source, _named(source, name), node, _Function(statement, node, code, objects))


@dataclass(frozen=True)
class _Function:
    statement: ast.stmt
    node: ast.AST
    code: CodeType
    objects: Sequence[FunctionType]

    def __call__(self, tree: ast.AST) -> Undo:
        statement: Any = _Replaced(self.node, tree).visit(self.statement)
        compiled = compile(ast.Module([statement], []), self.code.co_filename, "exec", dont_inherit=True)
        code = next(one for one in nested(compiled) if self._is(one))
        for one in self.objects:
            one.__code__ = code

        def back() -> None:
            for one in self.objects:
                one.__code__ = self.code

        return back

    def _is(self, other: CodeType) -> bool:
        return (other.co_qualname, other.co_firstlineno) == (self.code.co_qualname, self.code.co_firstlineno)


@dataclass(frozen=True)
class _Constant:
    source: Source
    name: str
    everywhere: Collection[ModuleType]

    def __call__(self, tree: ast.AST) -> Undo:
        assert isinstance(tree, ast.Expression)
        code = compile(tree, str(self.source.path), "eval", dont_inherit=True)
        value, before = eval(code, vars(self.source.module)), vars(self.source.module)[self.name]  # noqa: S307 - the author's own code
        users = [module for module in self.everywhere if vars(module).get(self.name) is before]
        for module in users:
            setattr(module, self.name, value)

        def back() -> None:
            for module in users:
                setattr(module, self.name, before)

        return back


@dataclass(frozen=True)
class _Default:
    source: Source
    made: type
    field: str

    def __call__(self, tree: ast.AST) -> Undo:
        assert isinstance(tree, ast.Expression)
        value = ast.literal_eval(tree)
        init: Any = self.made.__init__  # type: ignore[misc] # the class is a dataclass
        before: tuple[Any, ...] = init.__defaults__
        names = init.__code__.co_varnames[: init.__code__.co_argcount][-len(before) :]
        init.__defaults__ = tuple(value if name == self.field else old for name, old in zip(names, before, strict=True))

        def back() -> None:
            init.__defaults__ = before

        return back


class _Replaced(ast.NodeTransformer):
    """Puts one node in another's place, in a copy of what is around it."""

    def __init__(self, node: ast.AST, other: ast.AST) -> None:
        self._node = node
        self._other = other

    def visit(self, node: ast.AST) -> Any:
        if node is self._node:
            return self._other
        around = type(node)(**dict(ast.iter_fields(node)))
        ast.copy_location(around, node)
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                setattr(around, field, [self.visit(one) if isinstance(one, ast.AST) else one for one in value])
            elif isinstance(value, ast.AST):
                setattr(around, field, self.visit(value))
        return around


def _outermost(statement: ast.AST, around: str = "") -> Iterator[tuple[Any, str]]:
    """The functions and lambdas of a statement that lie in no other, with their qualified names."""
    if isinstance(statement, ast.FunctionDef):
        yield statement, f"{around}{statement.name}"
    elif isinstance(statement, ast.Lambda):
        yield statement, f"{around}<lambda>"
    else:
        inner = f"{around}{statement.name}." if isinstance(statement, ast.ClassDef) else around
        for child in ast.iter_child_nodes(statement):
            yield from _outermost(child, inner)


def nested(code: CodeType) -> Iterator[CodeType]:
    """A code with all codes in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from nested(constant)


def _of_lambda(statement: ast.stmt) -> str:
    """What the statement gives a name to that a lambda stands in."""
    targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    return f"{getattr(targets[0], 'id', '')}.<lambda>"


def _named(source: Source, name: str) -> str:
    return name if source.path.stem == "__init__" else f"{source.path.stem}.{name}"
