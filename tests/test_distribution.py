"""What is installed elsewhere has all that the engine reads, and no exam."""

import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "grader"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]


def engine_files() -> set[Path]:
    return {path for path in ENGINE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


def test_every_file_that_is_no_module_is_named_as_data_of_the_package() -> None:
    patterns = SETTINGS["package-data"]["grader"]

    named = set(chain.from_iterable(ENGINE.glob(pattern) for pattern in patterns))

    assert {path for path in engine_files() if path.suffix != ".py"} == {path for path in named if path.is_file()}


def test_every_module_is_in_a_package_that_is_found() -> None:
    folders = {path.parent for path in engine_files() if path.suffix == ".py"}

    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_no_exam_is_installed_as_a_package() -> None:
    assert SETTINGS["packages"]["find"]["include"] == ["grader*"]
    assert set(SETTINGS["package-data"]) == {"grader"}
