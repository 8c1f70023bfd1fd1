"""Provenance: a digest follows what Python executes, wherever it lies and however it is written."""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from banks import measuring
from banks.measuring import edit, locator
from places import ROOT

from grader import RunId
from grader.errors import MissingExtraError
from grader.stability import digest as digests
from grader.stability import provenance
from grader.stability.cluster import origin
from grader.stability.runs import read
from grader.stability.workers import perform

EXPERIMENT, COINS = "coin/experiment.py", "coin/coins.py"
IMPORT_COINS = ("coin/__init__.py", "coin/design.py", EXPERIMENT)
Change = Callable[[Path], None]


def editing(file: str, old: str, new: str) -> Change:
    return lambda copy: edit(copy / file, old, new)


def digest(copy: Path) -> str:
    return digests.code_digest(locator(copy)().run)


def changed(tmp_path: Path, change: Change) -> bool:
    """Whether a change in a copy changes the digest; the copies lie in different places."""
    original, copy = measuring.copy_of_cheap(tmp_path / "original"), measuring.copy_of_cheap(tmp_path / "deep" / "er")
    change(copy)
    return digest(copy) != digest(original)


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        editing(EXPERIMENT, "    generator", "    # a comment\n\n    generator"),
        editing(EXPERIMENT, '"""Throw a coin; every value is a function of the run\'s id."""', '"""Other words."""'),
        editing(EXPERIMENT, "THROWS = 1000", 'THROWS = 1000\n"""How often a coin is thrown."""'),
        editing(EXPERIMENT, "(run_id: RunId) -> Measured", "(run_id)"),
        editing(EXPERIMENT, "generator.random(THROWS) < HEADS", "generator.random(\n        THROWS\n    )<HEADS"),
        editing(COINS, '"""The coins and their probabilities of heads."""\n', ""),
        editing("coin/design.py", "seeds=tuple(range(1, 61))", "seeds=tuple(range(1, 99))"),
    ],
)
def test_what_is_not_executed_leaves_the_digest_of_code_alone(tmp_path: Path, change: Change) -> None:
    assert not changed(tmp_path, change)


def with_solver(copy: Path) -> None:
    edit(copy / EXPERIMENT, "from .coins", "from grader.solver import losses  # noqa: F401\n\nfrom .coins")


def with_package(copy: Path) -> None:
    (copy / "coin" / "tosses").mkdir()
    (copy / "coin" / "tosses" / "__init__.py").write_text("FACTOR = 1\n")
    edit(copy / EXPERIMENT, "from .coins import HEADS", "from .coins import HEADS\nfrom .tosses import FACTOR")


def with_shared_module(copy: Path) -> None:
    (copy / "shared.py").write_text("FACTOR = 1\n")
    edit(copy / EXPERIMENT, "from .coins import HEADS", "from ..shared import FACTOR\nfrom .coins import HEADS")


@pytest.mark.parametrize(
    "change",
    [
        editing(EXPERIMENT, "THROWS = 1000", "THROWS = 1001"),
        editing(EXPERIMENT, "< HEADS", "<= HEADS"),
        editing(EXPERIMENT, '"heads" if', '"Heads" if'),
        editing(COINS, "0.5", "0.51"),
        with_solver,
        with_package,
        with_shared_module,
    ],
)
def test_whatever_is_executed_changes_the_digest_of_code(tmp_path: Path, change: Change) -> None:
    assert changed(tmp_path, change)


@pytest.mark.parametrize(
    ("add", "file"), [(with_package, "coin/tosses/__init__.py"), (with_shared_module, "shared.py")]
)
def test_the_digest_follows_every_module_of_the_bank_that_the_experiment_imports(
    tmp_path: Path, add: Change, file: str
) -> None:
    original, copy = measuring.copy_of_cheap(tmp_path / "original"), measuring.copy_of_cheap(tmp_path / "copy")
    add(original)
    add(copy)
    assert digest(original) == digest(copy)

    edit(copy / file, "FACTOR = 1", "FACTOR = 2")

    assert digest(original) != digest(copy)


def test_a_process_that_lives_on_after_an_edit_says_what_it_has_loaded(tmp_path: Path) -> None:
    """As a worker of a cluster does, which may have loaded the code without carrying out any run of it."""
    copy = measuring.copy_of_cheap(tmp_path / "bank")
    loaded = origin(locator(copy))
    edit(copy / "coin" / "coins.py", "0.8", "0.81")

    assert origin(locator(copy)) == loaded
    assert perform(locator(copy), RunId("fair", 1)).provenance == loaded


def test_the_digest_follows_a_module_of_the_solver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = measuring.copy_of_cheap(tmp_path / "bank")
    with_solver(copy)
    before = digest(copy)
    read_module = digests._read

    def edited(name: str) -> digests._Module:
        module = read_module(name)
        more = ast.parse("X = 1").body if name == "grader.solver.losses" else []
        return replace(module, tree=ast.Module([*module.tree.body, *more], []))

    monkeypatch.setattr(digests, "_read", edited)

    assert digest(copy) != before


def moved_down(copy: Path) -> None:
    """The module of the coins goes into a folder of its own."""
    (copy / "coin" / "mint").mkdir()
    (copy / "coin" / "mint" / "__init__.py").write_text("")
    (copy / COINS).rename(copy / "coin" / "mint" / "coins.py")
    for file in IMPORT_COINS:
        edit(copy / file, "from .coins", "from .mint.coins")


def renamed(copy: Path) -> None:
    (copy / COINS).rename(copy / "coin" / "money.py")
    for file in IMPORT_COINS:
        edit(copy / file, "from .coins", "from .money")


def handed_on(copy: Path) -> None:
    """The same value by another address: a module that imports it and hands it on."""
    (copy / "mint.py").write_text("from .coin.coins import HEADS\n\n__all__ = ['HEADS']\n")
    edit(copy / EXPERIMENT, "from .coins", "from ..mint")


def by_another_name_of_the_engine(copy: Path) -> None:
    (copy / "engine.py").write_text("from grader.design import Measured, RunId\n\n__all__ = ['Measured', 'RunId']\n")
    edit(copy / EXPERIMENT, "from grader import Measured, RunId", "from ..engine import Measured, RunId")


def handed_on_by_a_stub(copy: Path) -> None:
    """As the engine hands its names on: they are listed in a stub, and loaded when they are used."""
    (copy / "mint.py").write_text(
        "def __getattr__(name):\n    from .coin import coins\n\n    return getattr(coins, name)\n"
    )
    (copy / "mint.pyi").write_text("from .coin.coins import HEADS as HEADS\n")
    edit(copy / EXPERIMENT, "from .coins", "from ..mint")


@pytest.mark.parametrize("change", [moved_down, renamed, handed_on, handed_on_by_a_stub, by_another_name_of_the_engine])
def test_a_module_may_move_and_a_name_may_be_handed_on(tmp_path: Path, change: Change) -> None:
    assert not changed(tmp_path, change)


@pytest.mark.parametrize("move", [moved_down, renamed])
def test_what_changes_in_a_module_that_moved_changes_the_digest(tmp_path: Path, move: Change) -> None:
    def move_and_change(copy: Path) -> None:
        move(copy)
        (moved,) = (path for path in copy.rglob("*.py") if "MappingProxyType({" in path.read_text())
        edit(moved, "0.5", "0.51")

    assert changed(tmp_path, move_and_change)


def digest_of(tree: str) -> object:
    return digests.outline(ast.parse(tree))


FUNCTION = """
limit = 3

def total(values, *, first=limit):
    result = first
    for value in values:
        squares = [part * value for part in values if part > limit]
        result += sum(squares)
    return result
"""


def test_what_an_error_says_does_not_count_and_which_error_it_is_does() -> None:
    raising = 'if limit:\n    raise ValueError(f"expected {limit}", "in words", limit)'

    assert digest_of(raising) == digest_of(raising.replace("expected", "wanted").replace("in words", "otherwise"))
    assert digest_of(raising) != digest_of(raising.replace("ValueError", "StopIteration"))
    assert digest_of(raising) != digest_of(raising.replace(", limit)", ", -limit)"))


@pytest.mark.parametrize("name", ["result", "value", "squares", "part"])
def test_a_local_variable_may_have_another_name(name: str) -> None:
    assert digest_of(FUNCTION) == digest_of(re.sub(rf"\b{name}\b", "other", FUNCTION))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("result = first", "result = limit"),
        ("result += sum(squares)", "result += sum(values)"),
        ("part * value", "part * part"),
        ("part > limit", "part > value"),
        ("return result", "return value"),
        ("return result", "return values"),
        ("values", "numbers"),  # a parameter, which callers may name
        ("first", "begin"),
        ("limit", "bound"),  # the module's own, which others may import
        ("sum(", "max("),
        ("def total", "def sums"),
        ("squares", "limit"),  # takes the place of the module's
        ("part", "value"),  # two variables become one
        ("= 3", "= 4"),
        ("+=", "-="),
    ],
)
def test_any_other_name_or_value_counts(old: str, new: str) -> None:
    assert digest_of(FUNCTION) != digest_of(FUNCTION.replace(old, new))


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    x = 1\n    return locals()",
        "def f():\n    x = 1\n    return eval('x')",
        "def f():\n    global x\n    x = 1",
        "def f():\n    import x\n    return x",
        "def f():\n    def x(): ...\n    return x",
        "def f():\n    class C:\n        x = 1\n    return C.x",
        "def f():\n    try:\n        x = 1\n    except E as x:\n        raise\n",
        "from m import *\ndef f():\n    x = 1\n    return x + 1",
        "def f(y):\n    return (lambda x: x)(y) + [x for x in y]",
    ],
)
def test_a_name_that_may_mean_something_elsewhere_keeps_its_name(code: str) -> None:
    assert digest_of(code) != digest_of(re.sub(r"\bx\b", "z", code))


def test_what_only_type_checkers_import_is_not_executed(tmp_path: Path) -> None:
    def with_types(copy: Path) -> None:
        edit(
            copy / EXPERIMENT,
            "from .coins",
            "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from grader.solver import losses\n"
            "\nfrom .coins",
        )

    def with_name_alone(copy: Path) -> None:
        edit(copy / EXPERIMENT, "from .coins", "from typing import TYPE_CHECKING\n\nfrom .coins")

    one, other = (measuring.copy_of_cheap(tmp_path / name) for name in ("one", "other"))
    with_types(one)
    with_name_alone(other)

    assert digest(one) == digest(other)


THIS = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.mark.parametrize("version", [version for version in ("3.11", "3.12", "3.13") if version != THIS])
def test_every_version_of_python_finds_the_same_outline(tmp_path: Path, version: str) -> None:
    """The outline is what the digest is taken of; it must not depend on the Python that takes it."""
    python = shutil.which(f"python{version}")
    if python is None or subprocess.run([python, "--version"], capture_output=True, check=False).returncode:
        pytest.skip(f"no python{version} here")
    sources = sorted((ROOT / "grader").rglob("*.py"))
    script = tmp_path / "outline.py"
    script.write_text(
        "import ast, importlib.util, json, sys\nfrom pathlib import Path\n"
        f"spec = importlib.util.spec_from_file_location('digest', {digests.__file__!r})\n"
        "digest = sys.modules['digest'] = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(digest)\n"
        "print(json.dumps([digest.outline(ast.parse(Path(p).read_text(encoding='utf-8'))) for p in sys.argv[1:]]))\n"
    )

    def outlines(interpreter: str) -> object:
        command = [interpreter, str(script), *map(str, sources)]
        return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    assert outlines(python) == outlines(sys.executable)


def test_the_design_may_gain_seeds_but_no_option_metric_or_column(tmp_path: Path) -> None:
    original = locator(measuring.copy_of_cheap(tmp_path / "original"))()

    def differs(number: int, old: str, new: str) -> bool:
        copy = measuring.copy_of_cheap(tmp_path / str(number))
        edit(copy / "coin" / "design.py", old, new)
        return provenance.design_digest(locator(copy)()) != provenance.design_digest(original)

    assert not differs(1, "range(1, 61)", "range(1, 99)")
    assert differs(2, "tuple(HEADS)", "(*HEADS, 'third')")
    assert differs(3, 'metric="accuracy"', 'metric="halves"')
    assert differs(4, '"first": str', '"first": str, "last": str')


def test_a_machine_is_known_by_what_can_change_a_result(tmp_path: Path) -> None:
    design = locator(measuring.copy_of_cheap(tmp_path / "bank"))()
    about = provenance.machine(design)

    assert {"python", "numpy", "system", "processor", "threads"} == set(about)
    assert provenance.machine_key(about) == provenance.machine_key(dict(reversed(about.items())))
    for name in about:
        assert provenance.machine_key({**about, name: "other"}) != provenance.machine_key(about)


def test_a_package_that_is_not_installed_is_named_with_the_remedy(tmp_path: Path) -> None:
    copy = measuring.copy_of_cheap(tmp_path / "bank")
    edit(copy / "coin" / "design.py", '("numpy",)', '("numpy", "no-such-package")')

    with pytest.raises(
        MissingExtraError, match=r"the package no-such-package, .* pip install 'exams-as-code\[train\]'"
    ):
        provenance.machine(locator(copy)())


def test_the_exams_committed_record_was_made_by_the_code_that_stands_here() -> None:
    from question_bank.learning_rate.design import DESIGN

    recorded = read(ROOT / "question_bank" / "learning_rate", DESIGN).provenance

    assert recorded is not None
    assert recorded.code == digests.code_digest(DESIGN.run)
