"""Exports: the same bytes from the same bank, and nothing lost that was not ours."""

import shutil
from pathlib import Path

import pytest
from places import ROOT
from quizzes import multiple_choice

from grader import bank as banks
from grader.errors import GraderError
from grader.files import LIST
from grader.kinds.quiz import read
from grader.release.exports import Files, build, compare, write_all
from grader.release.stages import of


@pytest.fixture(scope="module")
def files() -> Files:
    bank = banks.load(str(ROOT / "question_bank"))
    return build(bank, of(bank))


def test_exam_and_alternates_are_released_in_each_language_and_in_both_at_once(files: Files) -> None:
    assert sorted(name for name in files if name.startswith("moodle/")) == [
        "moodle/alternates.en.xml",
        "moodle/alternates.multilang.xml",
        "moodle/alternates.pt-BR.xml",
        "moodle/exam.en.xml",
        "moodle/exam.multilang.xml",
        "moodle/exam.pt-BR.xml",
    ]


def test_building_again_gives_the_same_bytes(files: Files) -> None:
    bank = banks.load(str(ROOT / "question_bank"))

    assert build(bank, of(bank)) == files


def test_a_bank_elsewhere_gives_the_same_bytes(files: Files, tmp_path: Path) -> None:
    bank = banks.load(str(shutil.copytree(ROOT / "question_bank", tmp_path / "elsewhere")))

    assert build(bank, of(bank)) == files


def test_what_is_committed_is_what_the_bank_writes(files: Files) -> None:
    assert list(compare(files, ROOT / "exports")) == []


def test_questions_stand_in_exam_order_with_four_options_each(files: Files) -> None:
    for language in ("pt-BR", "en", "multilang"):
        questions = multiple_choice(files[f"moodle/exam.{language}.xml"])
        assert [question.idnumber.split(".")[0] for question in questions] == [
            "viable_training",
            "small_loss_values",
            "output_range",
            "learning_rate",
            "loss_scenarios",
        ]
        assert {len(question.answers) for question in questions} == {4}


def test_idnumbers_are_unique_over_all_files(files: Files) -> None:
    names = [name for name in files if name.endswith(".xml")]
    idnumbers = [question.idnumber for name in names for question in read(files[name]).questions]

    assert len(set(idnumbers)) == len(idnumbers)


def test_no_file_holds_a_carriage_return_or_a_path_of_this_machine(files: Files) -> None:
    for content in files.values():
        assert b"\r" not in content
        assert str(ROOT).encode() not in content


def test_both_languages_stand_in_neighbouring_spans_for_the_multi_language_filter(files: Files) -> None:
    for question in read(files["moodle/exam.multilang.xml"]).questions:
        text = question.stem.text
        assert text.removeprefix("<p>").startswith('<span lang="pt_br" class="multilang">')
        assert text.count("<span") == text.count("</span>") == 2 * text.count('</span><span lang="en"')


def test_a_folder_that_is_something_else_is_left_alone(files: Files, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# My thesis\n")

    with pytest.raises(GraderError, match=r"README\.md: not written over"):
        write_all(files, tmp_path)

    assert readme.read_text() == "# My thesis\n"
    assert list(tmp_path.iterdir()) == [readme]


def test_a_file_that_somebody_changed_is_not_written_over(files: Files, tmp_path: Path) -> None:
    write_all(files, tmp_path)
    changed = tmp_path / "moodle" / "exam.en.xml"
    changed.write_bytes(changed.read_bytes() + b"<!-- mine -->")

    with pytest.raises(GraderError, match=r"exam\.en\.xml: not written over"):
        write_all({**files, "README.md": b"new"}, tmp_path)

    assert (tmp_path / "README.md").read_bytes() == files["README.md"]


def test_what_an_earlier_release_held_is_taken_away(files: Files, tmp_path: Path) -> None:
    write_all({"moodle/exam.de.xml": b"<quiz/>", **files}, tmp_path)
    write_all(files, tmp_path)

    assert list(compare(files, tmp_path)) == []


def test_the_committed_release_is_known_as_ours(files: Files, tmp_path: Path) -> None:
    write_all(files, tmp_path)

    assert (tmp_path / LIST).read_bytes() == (ROOT / "exports" / LIST).read_bytes()


def test_writing_keeps_files_that_it_did_not_write(files: Files, tmp_path: Path) -> None:
    (tmp_path / "moodle").mkdir()
    (tmp_path / "moodle" / "notes.txt").write_text("keep me")

    write_all(files, tmp_path)

    assert [(difference.path.name, difference.kind) for difference in compare(files, tmp_path)] == [
        ("notes.txt", "unexpected")
    ]
