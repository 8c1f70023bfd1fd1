"""Imports run strictly downward, and nothing heavy is imported before it is used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LAYERS = (  # from top to bottom; a module may import from its own layer or one below
    ("__main__",),
    ("cli",),
    ("commands",),
    ("preview",),
    ("verify", "report"),
    ("trial", "scaffold"),
    ("importing", "fromhtml"),
    ("stated",),
    ("checks",),
    ("variants",),
    ("exports",),
    ("stages",),
    ("bank", "evidence"),
    ("grading", "difference"),
    ("pages",),
    ("moodle", "render", "literal", "markup", "texts", "stability", "solver"),
    ("language", "files", "drawing"),
    ("numerals", "interruptions"),
    ("model",),
    ("definitions",),
    ("authored",),
    ("errors",),
)
DEPTH = {name: depth for depth, names in enumerate(LAYERS) for name in names}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "grader").rglob("*.py")):
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


def imports(path: Path) -> set[str]:
    """Every module of ours that a file imports, functions' own imports included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} if node.module != "grader" else {f"grader.{alias.name}" for alias in node.names}
    return found


def layer(module: str) -> int:
    return DEPTH[module.split(".")[1]]


def test_every_module_has_its_layer() -> None:
    named = {name.split(".")[1] for name, _ in modules() if name != "grader"}

    assert named == set(DEPTH)


@pytest.mark.parametrize(("module", "path"), list(modules()))
def test_imports_run_downward(module: str, path: Path) -> None:
    ours = {name for name in imports(path) if name.startswith("grader.")}

    assert [name for name in ours if layer(name) < layer(module)] == []


@pytest.mark.parametrize(("module", "path"), list(modules()))
def test_the_engine_knows_no_bank(module: str, path: Path) -> None:
    assert not [name for name in imports(path) if name.startswith("question_bank")], module


def test_only_the_training_module_imports_keras_and_tensorflow() -> None:
    heavy = {
        module for module, path in modules() for name in imports(path) if name.split(".")[0] in {"keras", "tensorflow"}
    }

    assert heavy == {"grader.solver.training"}


def test_the_marker_shares_no_code_with_writer_and_reader() -> None:
    ours = {name for name in imports(ROOT / "grader/moodle/marker.py") if name.startswith("grader.")}

    assert ours == {"grader.errors", "grader.moodle.flatten", "grader.moodle.fractions"}


def test_only_commands_print() -> None:
    printing = {
        module
        for module, path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "click.echo", "sys.stdout.write"}
    }

    assert printing
    assert all(module.startswith(("grader.commands.", "grader.cli")) for module in printing)


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after a statement."""
    program = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")[-2].split())


def test_importing_engine_and_bank_loads_no_tensorflow() -> None:
    assert {"tensorflow", "keras", "pandas"}.isdisjoint(loaded_by("import grader, question_bank"))


def test_the_command_line_starts_without_numerical_libraries() -> None:
    loaded = loaded_by("import grader.cli")

    assert {"tensorflow", "keras", "numpy", "scipy", "pandas", "lxml", "jinja2", "rich"}.isdisjoint(loaded)


def test_verifying_without_training_loads_no_tensorflow() -> None:
    loaded = loaded_by(
        "from click.testing import CliRunner\nfrom grader.cli import grader\n"
        "CliRunner().invoke(grader, ['verify', '--retrain', '0'])"
    )

    assert {"tensorflow", "keras", "babel"}.isdisjoint(loaded), "Portuguese and English are at hand"
    assert "lxml" in loaded
