"""What the modules of a package import, by their whole names, however it is written; and what else stands in them."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_FLAG = re.compile(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*(?![\w-])")

Imports = Mapping[str, frozenset[str]]
"""By module, the modules of the same top-level package that it imports; `__init__` files go by their package."""


def imports(package: Path) -> Imports:
    """What every module of a package imports of the package; a name taken from a package counts as its module's."""
    files = {_name(path, package): path for path in _sources(package)}
    return {module: frozenset(_imported(module, path, files, package.name)) for module, path in files.items()}


def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that a file says, in Python's own terms: many tests look through the same files."""
    return _nodes(path.read_text(encoding="utf-8"))


@cache
def _nodes(source: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(source)))


def imported_names(path: Path) -> set[str]:
    """Every module that a file names in an import, ours and others', as it is written."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def flags(path: Path) -> list[str]:
    """The options of a command line that stand in any string of a file."""
    strings = [node.value for node in nodes(path) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [flag for string in strings for flag in _FLAG.findall(string)]


def dataclasses(path: Path) -> list[str]:
    """The dataclasses that a file defines."""
    classes = [node for node in nodes(path) if isinstance(node, ast.ClassDef)]
    return [one.name for one in classes if any("dataclass" in ast.dump(decorator) for decorator in one.decorator_list)]


def upward(found: Imports, floors: tuple[tuple[str, ...], ...]) -> list[tuple[str, str]]:
    """Imports between parts of the package that do not lead to a lower floor; a part without a floor is one too."""
    depth = {name: number for number, names in enumerate(floors) for name in names}
    return sorted(
        (module, imported)
        for module, others in found.items()
        for imported in others
        if part(module) != part(imported) and not depth.get(part(module), 10**6) < depth.get(part(imported), -1)
    )


def circles(found: Imports) -> list[str]:
    """Modules that import themselves by way of others."""
    return sorted(module for module in found if module in _reached(module, found))


def part(module: str) -> str:
    """The part of its package that a module is in: the name behind the first point; empty for the package itself."""
    return module.split(".")[1] if "." in module else ""


def _reached(module: str, found: Imports) -> set[str]:
    reached: set[str] = set()
    waiting = list(found[module])
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting += found.get(one, ())
    return reached


def _sources(package: Path) -> Iterator[Path]:
    """Its files; of a module with a stub, the stub says what it hands on."""
    for path in sorted(package.rglob("*.py")):
        stub = path.with_suffix(".pyi")
        yield stub if stub.is_file() else path


def _name(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def _imported(module: str, path: Path, files: Mapping[str, Path], top: str) -> Iterator[str]:
    is_package = path.stem == "__init__"
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(node, module, is_package=is_package)
            names = [(origin, alias.name) for alias in node.names]
        else:
            continue
        for origin, name in names:
            whole = f"{origin}.{name}"
            if whole in files and name:
                yield whole
            elif origin.split(".")[0] == top:
                yield origin


def _origin(node: ast.ImportFrom, module: str, *, is_package: bool) -> str:
    """The whole name of the module that names are taken from."""
    if not node.level:
        return node.module or ""
    above = module.split(".")
    above = above[: len(above) - node.level + is_package]
    return ".".join((*above, *(node.module.split(".") if node.module else ())))
