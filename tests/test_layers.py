"""Imports run strictly downward, and nothing heavy is imported before it is used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from imports import Imports, circles, dataclasses, flags, imported_names, imports, nodes, part, upward
from places import ROOT

FLOORS = (  # from top to bottom: a part of the engine imports only from floors below its own
    ("__main__",),
    ("cli",),
    ("commands",),
    ("gallery",),
    ("preview",),
    ("exchange",),
    ("authoring",),
    ("verification",),
    ("checks",),
    ("documents",),
    ("grading",),
    ("release",),
    ("mutation",),
    ("difference",),
    ("stability",),
    ("pages",),
    ("bank",),
    ("kinds",),
    ("texts",),
    ("moodle",),
    ("solver",),
    ("files",),
    ("findings",),
    ("model",),
    ("design",),
    ("definitions",),
    ("authored",),
    ("interruptions",),
    ("garbage",),
    ("counting",),
    ("errors",),
)
MARKER = "grader.moodle.marking"  # which shares no code with them itself
AUTHORS_API = "grader"  # hands on what banks import, from wherever it is


@pytest.fixture(scope="module")
def ours() -> Imports:
    """What every module of the engine imports of it."""
    return {module: imported for module, imported in imports(ROOT / "grader").items() if module != AUTHORS_API}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "grader").rglob("*.py")):
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


def test_every_part_has_its_floor(ours: Imports) -> None:
    assert {part(module) for module in ours} == {name for names in FLOORS for name in names}


def test_imports_run_downward(ours: Imports) -> None:
    by_api = {(module, AUTHORS_API) for module in ours if part(module) == "gallery"}  # as every bank does

    assert [one for one in upward(ours, FLOORS) if one not in by_api] == []


def test_the_gallery_imports_nothing_of_ours_but_what_authors_import(ours: Imports) -> None:
    others = {name for module, names in ours.items() if part(module) == "gallery" for name in names}

    assert {name for name in others if part(name) != "gallery"} == {AUTHORS_API}


def test_nothing_imports_itself_by_way_of_others(ours: Imports) -> None:
    assert circles(ours) == []


def test_moodle_imports_nothing_of_ours_but_errors(ours: Imports) -> None:
    others = {name for module, names in ours.items() if part(module) == "moodle" for name in names}

    assert {part(name) for name in others} == {"moodle", "errors"}


def test_flags_stand_in_commands_alone() -> None:
    elsewhere = [path for module, path in modules() if part(module) not in {"cli", "commands"}]

    assert [f"{path.name}: {flag}" for path in elsewhere for flag in flags(path)] == []


def test_commands_define_no_data() -> None:
    assert [module for module, path in modules() if part(module) == "commands" and dataclasses(path)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('raise GraderError("name it with --bank")', ["--bank"]),
        ('f"{where}: --mark: expected"', ["--mark"]),
        ('"""A docstring on --html."""', ["--html"]),
        ('"two words -- and more", "a--b", "a --leads-to--> b"', []),
    ],
)
def test_a_flag_is_found_in_any_string(source: str, found: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(source)

    assert flags(tmp_path / "a.py") == found


@pytest.mark.parametrize("decorator", ["@dataclass", "@dataclass(frozen=True)", "@dataclasses.dataclass"])
def test_a_dataclass_is_found_however_it_is_made(decorator: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"{decorator}\nclass A:\n    x: int\n")

    assert dataclasses(tmp_path / "a.py") == ["A"]


SABOTAGE = {  # by what is wrong: files of a package whose floors are top, middle, bottom; and the import that is found
    "an import of what is above": ({"bottom.py": "import engine.top"}, ("engine.bottom", "engine.top")),
    "a name taken from above": ({"bottom.py": "from engine.top import x"}, ("engine.bottom", "engine.top")),
    "a module taken from its package": ({"bottom/a.py": "from engine import top"}, ("engine.bottom.a", "engine.top")),
    "a relative import": ({"bottom/a.py": "from ..top import x"}, ("engine.bottom.a", "engine.top")),
    "a relative import of a module": ({"bottom/a.py": "from .. import top"}, ("engine.bottom.a", "engine.top")),
    "a relative import within a package": (
        {"bottom/__init__.py": "from ..top import x"},
        ("engine.bottom", "engine.top"),
    ),
    "an import within a function": (
        {"bottom.py": "def f():\n    from engine.top import x"},
        ("engine.bottom", "engine.top"),
    ),
    "an import for types alone": (
        {"bottom.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import engine.top"},
        ("engine.bottom", "engine.top"),
    ),
    "an import of the same floor": ({"middle.py": "import engine.beside"}, ("engine.middle", "engine.beside")),
    "an import of a part without a floor": ({"top.py": "import engine.new"}, ("engine.top", "engine.new")),
    "a part without a floor that imports": ({"new.py": "import engine.bottom"}, ("engine.new", "engine.bottom")),
}


@pytest.mark.parametrize("name", SABOTAGE)
def test_a_wrong_import_is_found(name: str, tmp_path: Path) -> None:
    changed, wrong = SABOTAGE[name]
    healthy = {"top.py": "import engine.bottom", "middle.py": "", "beside.py": "", "bottom.py": "", "new.py": ""}
    if any(path.startswith("bottom/") for path in changed):
        del healthy["bottom.py"]
    for path, text in {"__init__.py": "", **healthy, **changed}.items():
        (tmp_path / "engine" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "engine" / path).write_text(text)
    floors = (("top",), ("middle", "beside"), ("bottom",))

    assert wrong in upward(imports(tmp_path / "engine"), floors)


def test_a_circle_is_found(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        (tmp_path / f"{name}.py").write_text(f"from .{other} import x\n")

    found = imports(tmp_path)

    assert [part(module) for module in circles(found)] == ["a", "b", "c"]


def test_the_engine_knows_no_bank() -> None:
    imported = [(module, name) for module, path in modules() for name in imported_names(path)]

    assert [(module, name) for module, name in imported if name.startswith("question_bank")] == []


def test_only_the_training_module_imports_keras_and_tensorflow() -> None:
    heavy = {
        module
        for module, path in modules()
        for name in imported_names(path)
        if name.split(".")[0] in {"keras", "tensorflow"}
    }

    assert heavy == {"grader.solver.training"}


@pytest.mark.parametrize("kind", sorted(path.parent.name for path in (ROOT / "grader/kinds").glob("*/marking.py")))
def test_the_marking_of_a_kind_shares_no_code_with_writing_and_reading(kind: str, ours: Imports) -> None:
    marking = f"grader.kinds.{kind}.marking"
    reached = {marking}
    while found := {name for module in reached for name in ours[module]} - reached:
        reached |= found

    known = {name for name in reached if name == MARKER or name.startswith(f"{MARKER}.")}
    assert reached - {marking} - known <= {
        "grader.errors",
        "grader.kinds.played",
        "grader.moodle.flatten",
        "grader.moodle.fractions",
        "grader.moodle.numbers",
    }


def test_only_commands_print() -> None:
    printing = {
        module
        for module, path in modules()
        for node in nodes(path)
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
        "from click.testing import CliRunner\nfrom grader.cli import grader\nfrom grader.verification import gate\n"
        "examine = gate._examine\n"
        "gate._examine = lambda *given, **_: examine(*given, twice=False)\n"  # another process loads nothing here
        "CliRunner().invoke(grader, ['verify', '--retrain', '0'])"
    )

    assert {"tensorflow", "keras", "babel"}.isdisjoint(loaded), "Portuguese and English are at hand"
    assert "lxml" in loaded
