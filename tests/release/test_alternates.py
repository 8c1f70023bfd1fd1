"""Alternates: questions beside the exam, checked as its questions are, released in files of their own."""

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from command_line import grader
from places import TESTS

from grader import bank as banks
from grader.checks.release import Release
from grader.checks.written import released_otherwise
from grader.errors import BankError
from grader.grading.solved import loaded, solved
from grader.release.exports import build
from grader.release.stages import of
from grader.verification.gate import Verification, verify
from grader.verification.report import as_text

DECLARED = 'ALTERNATES = {"middle": second.QUESTION}\n'


def replace(path: Path, old: str, new: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A bank of one question."""
    ignored = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(TESTS / "broken" / "healthy", tmp_path / "alone", ignore=ignored))


@pytest.fixture
def bank(alone: Path, tmp_path: Path) -> Path:
    """The same with an alternate."""
    copy = Path(shutil.copytree(alone, tmp_path / "bank"))
    shutil.copytree(copy / "middle", copy / "second")
    replace(copy / "second" / "__init__.py", 'id="middle"', 'id="second"')
    replace(copy / "__init__.py", "from . import middle\n", f"from . import middle, second\n\n{DECLARED}")
    return copy


def verified(folder: Path) -> Verification:
    return verify(banks.load(str(folder), in_part=True), None, twice=True, progress=lambda _: None)


def files(folder: Path) -> dict[str, bytes]:
    bank = banks.load(str(folder))
    return dict(build(bank, of(bank)))


def test_an_alternate_is_checked_and_counted_apart_from_the_exam(bank: Path, alone: Path) -> None:
    result, without = verified(bank), verified(alone)

    assert result.findings == []
    assert result.keys == {"middle": ("median",), "second": ("median",)}
    assert "second  median (in place of middle)" in list(as_text(result))
    assert list(as_text(result))[-1].startswith("1 question, 1 alternate, 2 languages, 6 options, ")
    assert result.blind == without.blind


def test_the_exam_s_files_are_the_same_with_alternates_or_without(bank: Path, alone: Path) -> None:
    with_them, without = files(bank), files(alone)

    exam = [name for name in without if name.startswith("moodle/")]
    assert len(exam) == 3
    assert all(with_them[name] == without[name] for name in exam)
    assert sorted(with_them.keys() - without.keys()) == [
        "moodle/alternates.en.xml",
        "moodle/alternates.multilang.xml",
        "moodle/alternates.pt-BR.xml",
    ]


def test_an_alternate_bears_the_number_of_its_place_and_an_idnumber_of_its_own(bank: Path) -> None:
    root = ET.fromstring(files(bank)["moodle/alternates.en.xml"])
    [question] = [element for element in root if element.get("type") != "category"]

    assert question.findtext("idnumber") == "second.en"
    assert (question.findtext("name/text") or "").startswith("01 ")


def test_the_readme_says_in_whose_place_an_alternate_may_be_asked(bank: Path, alone: Path) -> None:
    assert "| 1, `middle` | `second` | median |" in files(bank)["README.md"].decode()
    assert "alternate" not in files(alone)["README.md"].decode().lower()


def test_what_is_wrong_with_an_alternate_is_found(bank: Path) -> None:
    replace(bank / "second" / "text.en.md", "{% block title %}", "{% block titel %}")

    assert {finding.question for finding in verified(bank).findings} == {"second"}


def test_an_alternate_that_does_not_load_is_found_and_the_exam_is_there(bank: Path) -> None:
    (bank / "second" / "__init__.py").write_text("1 / 0\n")

    found = [finding for finding in verified(bank).findings if finding.code == "B002"]

    assert len(found) == 1
    assert [question.id for question in banks.load(str(bank), in_part=True).questions] == ["middle"]


def test_an_alternate_that_nobody_declares_is_found(bank: Path) -> None:
    replace(bank / "__init__.py", DECLARED, "")

    assert [finding.code for finding in verified(bank).findings] == ["B004"]


def test_a_file_of_alternates_that_lacks_one_is_found(bank: Path) -> None:
    loaded = banks.load(str(bank))
    release = Release(loaded, of(loaded), None)
    content = dict(release.moodle)
    release.__dict__["moodle"] = {**content, "moodle/alternates.en.xml": b"<quiz></quiz>"}

    found = [defect.message for defect in released_otherwise.search(release)]

    assert found
    assert all(message.startswith("moodle/alternates.en.xml: ") for message in found)


def test_a_response_to_an_alternate_is_marked_by_what_the_bank_finds(bank: Path, tmp_path: Path) -> None:
    from grader.grading.exam import read_exam

    (tmp_path / "alternates.xml").write_bytes(files(bank)["moodle/alternates.en.xml"])
    exam = read_exam(tmp_path / "alternates.xml")

    assert [one.keyed for one in solved(loaded(str(bank)), exam.graded).values()] == [("median",)]


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("ALTERNATES = (second.QUESTION,)\n", "ALTERNATES: expected a question by the id of the one"),
        ('ALTERNATES = {"middle": 1}\n', "ALTERNATES['middle']: expected a Question, received 1"),
        ('ALTERNATES = {"nothing": second.QUESTION}\n', "expected ALTERNATES to name questions of the bank"),
        ('ALTERNATES = {"middle": middle.QUESTION}\n', "expected ALTERNATES to hold no question of the exam itself"),
    ],
)
def test_a_wrong_declaration_is_told(bank: Path, declared: str, said: str) -> None:
    replace(bank / "__init__.py", DECLARED, declared)

    with pytest.raises(BankError) as error:
        banks.load(str(bank))

    assert said in str(error.value)


def test_the_preview_shows_an_alternate_behind_its_question(bank: Path, tmp_path: Path) -> None:
    done = grader("preview", "--bank", str(bank), "--html", "preview.html", cwd=tmp_path)

    page = (tmp_path / "preview.html").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert page.count('id="question-1"') == page.count('id="question-1b"') == 1
    assert page.index('id="question-1"') < page.index('id="question-1b"')
    assert "in place of middle" in page
