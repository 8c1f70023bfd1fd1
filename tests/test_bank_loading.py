"""Finding a bank: by folder or by name, copies apart, and every author's mistake as one error with its place."""

import os
import sys
from pathlib import Path

import pytest
from banks.measuring import copy_of_cheap, edit

from grader import bank as banks
from grader.errors import BankError


def test_a_bank_is_its_questions_languages_and_categories(tmp_path: Path) -> None:
    folder = copy_of_cheap(tmp_path / "bank")

    bank = banks.load(str(folder))

    assert [question.id for question in bank.questions] == ["coin"]
    assert bank.languages == ("pt-BR", "en")
    assert bank.category == {"pt-BR": "Estatística", "en": "Statistics"}
    assert bank.folder_of(bank.questions[0]) == folder / "coin"


def test_a_folder_wins_over_an_installed_module_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "installed").mkdir()
    copy_of_cheap(tmp_path / "installed" / "exam_of_tests")
    copy_of_cheap(tmp_path / "exam_of_tests")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.syspath_prepend(tmp_path / "installed")

    monkeypatch.chdir(tmp_path / "elsewhere")
    by_name = banks.load("exam_of_tests")
    monkeypatch.chdir(tmp_path)
    by_folder = banks.load("exam_of_tests")

    assert by_name.folder == tmp_path / "installed" / "exam_of_tests"
    assert by_folder.folder == tmp_path / "exam_of_tests"


def test_two_copies_of_a_bank_in_one_process_do_not_mix(tmp_path: Path) -> None:
    first, second = copy_of_cheap(tmp_path / "one" / "bank"), copy_of_cheap(tmp_path / "two" / "bank")
    edit(second / "coin" / "experiment.py", "THROWS = 1000", "THROWS = 7")

    throws = [banks.load(str(folder)).computed[0].parameters.throws for folder in (first, second, first)]

    assert throws == [1000, 7, 1000]


def test_a_folder_is_read_afresh_at_every_load(tmp_path: Path) -> None:
    folder = copy_of_cheap(tmp_path / "bank")
    banks.load(str(folder))
    edit(folder / "coin" / "experiment.py", "THROWS = 1000", "THROWS = 70")

    assert banks.load(str(folder)).computed[0].parameters.throws == 70


def test_an_edit_that_leaves_length_and_time_is_not_overlooked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = copy_of_cheap(tmp_path / "bank")
    banks.load(str(folder))
    path = folder / "coin" / "experiment.py"
    written = path.stat()
    edit(path, "THROWS = 1000", "THROWS = 2000")
    os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))

    assert banks.load(str(folder)).computed[0].parameters.throws == 2000


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("coin/solver.py", "def solve(", "def solve((", r"coin/solver.py:\d+: cannot be imported: SyntaxError: "),
        ("coin/solver.py", "import Mapping", "import Map", r"coin/solver.py:3: .* ImportError: "),
        ("coin/solver.py", "import fmean", "import fmean\nimport no_such", r"coin/solver.py:6: .* ModuleNotFoundError"),
        ("coin/coins.py", "HEADS =", "1 / 0\nHEADS =", r"coin/coins.py:5: .* ZeroDivisionError: division by zero"),
        ("__init__.py", "QUESTIONS =", "QUESTION =", r"__init__.py: expected QUESTIONS, LANGUAGES and CATEGORY"),
        ("__init__.py", "LANGUAGES =", "LANGUAGE =", r"__init__.py: expected QUESTIONS, LANGUAGES and CATEGORY"),
        (
            "__init__.py",
            "(coin.QUESTION,)",
            "None",
            r"__init__.py: QUESTIONS: expected a tuple of questions, received None",
        ),
        ("__init__.py", "(coin.QUESTION,)", "(coin,)", r"__init__.py: QUESTIONS: expected questions, received <module"),
        ("__init__.py", '"en": "Statistics"', "", r"__init__.py: expected a CATEGORY for the language 'en'"),
    ],
)
def test_an_authors_mistake_is_one_error_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    folder = copy_of_cheap(tmp_path / "bank")
    edit(folder / file, old, new)

    with pytest.raises(BankError, match=message) as caught:
        banks.load(str(folder))

    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("location", ["no_such_bank", "no/such/bank", "../bank", "", "."])
def test_what_is_no_bank_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, location: str) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BankError, match="expected a bank"):
        banks.load(location)


def test_a_bank_that_fails_to_load_leaves_no_half_of_it_behind(tmp_path: Path) -> None:
    folder = copy_of_cheap(tmp_path / "bank")
    edit(folder / "__init__.py", "QUESTIONS =", "1 / 0\nQUESTIONS =")
    before = {name for name in sys.modules if name.startswith("_bank_") and "." not in name}

    with pytest.raises(BankError):
        banks.load(str(folder))

    assert {name for name in sys.modules if name.startswith("_bank_") and "." not in name} == before


def test_a_design_is_found_by_the_banks_location_and_the_questions_id(tmp_path: Path) -> None:
    folder = copy_of_cheap(tmp_path / "bank")

    assert banks.design(str(folder), "coin").options == ("loaded", "fair")
    with pytest.raises(BankError, match="expected a measured question, received 'dice'"):
        banks.design(str(folder), "dice")
