"""Provenance: a digest follows what Python executes, wherever it lies and however it is written."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from banks import measuring
from banks.measuring import edit, locator

from grader.errors import MissingExtraError
from grader.stability import provenance
from grader.stability.runs import read

ROOT = Path(__file__).parents[1]
EXPERIMENT, COINS = "coin/experiment.py", "coin/coins.py"
Change = Callable[[Path], None]


def editing(file: str, old: str, new: str) -> Change:
    return lambda copy: edit(copy / file, old, new)


def digest(copy: Path) -> str:
    return provenance.code_digest(locator(copy)().run)


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


def test_the_digest_follows_a_module_of_the_solver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = measuring.copy_of_cheap(tmp_path / "bank")
    with_solver(copy)
    before = digest(copy)
    source = provenance._source

    def edited(name: str) -> tuple[str, str]:
        text, package = source(name)
        return (text + "\nX = 1\n" if name == "grader.solver.losses" else text), package

    monkeypatch.setattr(provenance, "_source", edited)

    assert digest(copy) != before


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_every_version_of_python_finds_the_same_outline(tmp_path: Path, version: str) -> None:
    """The outline is what the digest is taken of; it must not depend on the Python that takes it."""
    python = shutil.which(f"python{version}")
    if python is None or subprocess.run([python, "--version"], capture_output=True, check=False).returncode:
        pytest.skip(f"no python{version} here")
    sources = sorted((ROOT / "grader").rglob("*.py"))
    source = Path(provenance.__file__).read_text(encoding="utf-8")
    outline = source[source.index("def _outline") : source.index("def _processor")]
    script = tmp_path / "outline.py"
    script.write_text(
        "import ast, json, sys\nfrom pathlib import Path\n"
        f"ANNOTATIONS = {provenance.ANNOTATIONS!r}\n{outline}\n"
        "print(json.dumps([_outline(ast.parse(Path(p).read_text(encoding='utf-8'))) for p in sys.argv[1:]]))\n"
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

    with pytest.raises(MissingExtraError, match=r"the package no-such-package, .* pip install 'grader\[train\]'"):
        provenance.machine(locator(copy)())


def test_the_exams_committed_record_was_made_by_the_code_that_stands_here() -> None:
    from question_bank.learning_rate.design import DESIGN

    recorded = read(ROOT / "question_bank" / "learning_rate", DESIGN).provenance

    assert recorded is not None
    assert recorded.code == provenance.code_digest(DESIGN.run)
