"""What made a run: digests of code and design, and a description of the machine."""

import ast
import hashlib
import importlib.metadata
import importlib.util
import json
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.errors import MissingExtraError
from grader.model import Design
from grader.stability.runs import Provenance

DIGESTED_APART = {"grader.solver.images"}  # what it returns is compared with digests at every read
CODE_PACKAGE = "grader.solver"
ANNOTATIONS = ("annotation", "returns")


def of(design: Design) -> Provenance:
    """The provenance of a run made here and now."""
    about = machine(design)
    return Provenance(
        code=code_digest(design.run),
        design=design_digest(design),
        inputs=design.inputs_digest(),
        machines={machine_key(about): about},
    )


def machine(design: Design) -> dict[str, str]:
    """Versions, processor and system: where all of it is equal, a run repeats bit for bit."""
    require_packages(design)
    packages = {package: importlib.metadata.version(package) for package in design.packages}
    return {
        "python": platform.python_version(),
        **packages,
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "threads": "1",
    }


def require_packages(design: Design) -> None:
    """Raise MissingExtraError unless everything is installed that the experiment runs on."""
    for package in design.packages:
        try:
            importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            raise MissingExtraError(
                f"training needs the package {package}, which is not installed: pip install 'grader[train]'"
            ) from None


def machine_key(about: Mapping[str, str]) -> str:
    """A short name for a machine, the same for the same description."""
    return _sha256(dict(about))[:8]


def design_digest(design: Design) -> str:
    """The digest of what the design fixes for every run; seeds may be added without changing it."""
    return _sha256({"options": design.options, "metric": design.metric, "columns": list(design.columns)})


def code_digest(function: Callable[..., Any]) -> str:
    """The digest of a function's module and of the solver's and sibling modules that it imports, transitively.

    What Python executes counts: comments, docstrings and layout do not.
    """
    start = sys.modules[function.__module__]
    sources = dict(sorted(_sources(start.__name__)))
    return _sha256({name: _outline(ast.parse(source)) for name, source in sources.items()})


def _sources(start: str) -> Iterator[tuple[str, str]]:
    """The modules that decide a result, named without the bank's own (loaded) package name."""
    package, root = start.rpartition(".")[0], start.partition(".")[0]
    waiting, seen = [start], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        source, inside = _source(name)
        yield name.removeprefix(f"{package}.").removeprefix(root), source
        for imported in _imports(ast.parse(source), package=inside):
            ours = imported.startswith((f"{CODE_PACKAGE}.", f"{root}."))
            if ours and imported not in (*DIGESTED_APART, package) and _spec_exists(imported):
                waiting.append(imported)


def _imports(tree: ast.Module, *, package: str) -> Iterator[str]:
    """Every name that an import could mean as a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
            yield origin
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def _spec_exists(name: str) -> bool:
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, AttributeError):
        return False
    return spec is not None and spec.has_location


def _source(name: str) -> tuple[str, str]:
    """A module's source, and the package by which its relative imports go."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).read_text(encoding="utf-8"), spec.parent or ""


def _outline(node: object) -> object:
    """A syntax tree as plain lists: no docstrings, no annotations, no empty fields (Python's versions differ there)."""
    if isinstance(node, list):
        return [_outline(child) for child in node if not _is_remark(child)]
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = {name: value for name, value in ast.iter_fields(node) if name not in ANNOTATIONS and value is not None}
    if isinstance(node, ast.JoinedStr):  # Python 3.12 ends some with an empty piece
        fields["values"] = [
            piece for piece in node.values if not (isinstance(piece, ast.Constant) and piece.value == "")
        ]
    outlines = {name: _outline(value) for name, value in fields.items()}
    return [type(node).__name__, {name: outline for name, outline in outlines.items() if outline != []}]


def _is_remark(node: object) -> bool:
    """Whether it is text standing for itself: a docstring, of a function or of a value."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _processor() -> str:
    """The processor's name and stepping, and a digest of its features: virtual machines give many one name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n\n")[0].splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    about = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    features = _sha256(sorted(about.get("flags", about.get("Features", "")).split()))[:8]
    model = " ".join(about.get(key, "?") for key in ("cpu family", "model", "stepping"))
    return f"{about.get('model name', platform.machine())} ({model}; features {features})"


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
