"""The seam between kinds of question: one that is new in the table goes the whole way, and nothing else is touched."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from broken.edits import Break, replacing
from downloads import DATES, as_csv, header
from imports import imports
from kinds.true_false import KIND, Statement
from kinds.true_false.moodle import TrueFalse
from places import ROOT, TESTS

from grader import bank as banks
from grader.bank import Bank
from grader.difference.change import Kind as Changed
from grader.difference.quizzes import compare
from grader.grading.analysis import random_guess
from grader.grading.exam import exam
from grader.grading.marks import mark
from grader.kinds import KINDS, kind_of
from grader.kinds.marker import play
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome
from grader.moodle.downloads.responses import report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.quiz import OtherQuestion
from grader.preview.page import as_page
from grader.preview.sheet import Sheet
from grader.preview.sheets import preview
from grader.release import variants
from grader.release.exports import build, quiz
from grader.release.stages import computed, of
from grader.verification.gate import verify
from grader.verification.report import as_text

QUESTION = "tail/__init__.py"
ASKED = "Does the mean of 1, 2 and 6 lie above its median?"


@pytest.fixture
def _one_more_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, KIND.name, KIND)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank with a question of the new kind, to be edited."""
    return Path(copytree(TESTS / "banks/statement", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def load(folder: Path) -> Bank:
    return banks.load(str(folder))


def released(folder: Path) -> bytes:
    """The exam in English."""
    bank = load(folder)
    return build(bank, of(bank))["moodle/exam.en.xml"]


def row(who: str, question: str, said: str, *, grade: str) -> list[str]:
    return [who, who, f"{who}@example.com", *DATES, grade, question, said, "True"]


def test_a_type_without_a_kind_is_kept_whole() -> None:
    content = b"<quiz><question type='truefalse'><name><text>s</text></name></question></quiz>"

    assert [type(entry) for entry in read(content).entries] == [OtherQuestion]


def test_an_item_without_a_kind_is_a_finding(folder: Path) -> None:
    assert {finding.code for finding in verify(load(folder), None, progress=lambda _: None).findings} == {"S001"}


@pytest.mark.usefixtures("_one_more_kind")
def test_it_is_written_and_reads_back_and_is_played(folder: Path) -> None:
    content = released(folder)

    [asked] = read(content).questions
    assert isinstance(asked, TrueFalse)
    assert (asked.name, asked.idnumber, asked.maximum_mark) == ("01 Above the median", "tail.en", 2.0)
    assert read(write(read(content))) == read(content)
    assert [one.fractions for one in play(content)] == [(("true", 1.0), ("false", 0.0))]
    assert kind_of(Statement(answer=True, because=(), misconception="")) is KIND


@pytest.mark.usefixtures("_one_more_kind")
def test_every_check_runs_on_it_and_finds_nothing(folder: Path) -> None:
    result = verify(load(folder), None, variants=3, progress=lambda _: None)

    assert [finding.message for finding in (*result.findings, *result.warnings)] == []
    assert (result.keys, result.variants, result.result.skipped) == ({"tail": ("true",)}, 3, 0)
    assert next(line.split() for line in as_text(result)) == ["tail", "true"]


BROKEN: dict[str, Break] = {
    "S901": replacing(QUESTION, "Statement(s.mean_is_larger, ", 'Statement("yes", '),
    "T901": replacing("tail/text.en.md", "s.told_false", "s.told_true"),
    "C001": replacing(QUESTION, "mean > middle, *told", "mean < middle, *told"),
    "C003": replacing(QUESTION, "(comparison_is_right,), ", "(), "),
    "C004": replacing(QUESTION, '"Mean and median are taken for the same."', '""'),
    "T002": replacing("tail/text.en.md", "block feedback_false", "block feedback_no"),
    "T005": replacing("tail/text.en.md", "the median {{ s.median | number }}", "the median 2"),
}


@pytest.mark.usefixtures("_one_more_kind")
@pytest.mark.parametrize("code", BROKEN)
def test_its_own_checks_and_those_of_every_kind_find_what_is_wrong(code: str, folder: Path) -> None:
    BROKEN[code](folder)

    assert code in {finding.code for finding in verify(load(folder), None, progress=lambda _: None).findings}


@pytest.mark.usefixtures("_one_more_kind")
def test_a_marker_that_disagrees_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def otherwise(element: object) -> object:
        return replace(KIND.play(element), fractions=(("true", 0.0), ("false", 1.0)))  # type: ignore[arg-type]

    monkeypatch.setitem(KINDS, KIND.name, replace(KIND, play=otherwise))  # type: ignore[arg-type]

    assert {finding.code for finding in verify(load(folder), None, progress=lambda _: None).findings} == {"M002"}


@pytest.mark.usefixtures("_one_more_kind")
def test_its_variants_have_keys_of_their_own(folder: Path) -> None:
    bank = load(folder)
    [stages] = computed(bank)

    drawn = variants.draw(stages, 3, seed=1)

    assert sorted(tuple(variant.stages.keyed) for variant in drawn) == [("false",), ("true",), ("true",)]
    [played] = play(quiz(bank, [one.stages for one in drawn if one.stages.keyed == ["false"]], "en"))
    assert played.fractions == (("true", 0.0), ("false", 1.0))


@pytest.mark.usefixtures("_one_more_kind")
def test_the_preview_shows_what_each_response_earns_and_is_told(folder: Path) -> None:
    shown = preview(load(folder), (), ("en", "pt-BR"), count=2, seed=1, progress=lambda _: None)

    [sheet_] = shown.sheets
    assert isinstance(sheet_, Sheet)
    assert (sheet_.to_mend, sheet_.not_shown) == (0, [])
    assert [(one.id, one.fraction, one.keyed) for one in sheet_.options] == [("true", 1.0, True), ("false", 0.0, False)]
    assert [str(text) for text in sheet_.versions[0].options] == ["True", "False"]
    assert "Yes: the mean is 3.00." in sheet_.versions[0].feedback[0]
    assert "found by the solver" in as_page(shown, title="t", bank="b", languages=("en", "pt-BR")).decode()


@pytest.mark.usefixtures("_one_more_kind")
def test_it_is_graded_from_a_download_and_its_text_tells_it(folder: Path) -> None:
    rows = [
        header(1, texts=True),
        row("right", ASKED, "True", grade="10.00"),
        row("wrong", ASKED, "False", grade="0.00"),
        row("blank", ASKED, "-", grade="0.00"),
        row("lost", ASKED, "=x", grade="0.00"),
    ]
    elsewhere = [header(1, texts=True), row("elsewhere", "Who?", "True", grade="0.00")]

    [slot], [other] = (
        mark(report(sheet(as_csv(one), where="r.csv")), exam(released(folder), where="exam.xml")).slots
        for one in (rows, elsewhere)
    )

    assert [response.fraction for response in slot.responses] == [1.0, 0.0, 0.0, None]
    assert [response.outcome for response in other.responses] == [Outcome.UNRECOGNISED]
    assert random_guess(slot) == 0.5


@pytest.mark.usefixtures("_one_more_kind")
def test_another_key_is_a_difference(folder: Path) -> None:
    before = read(released(folder))
    replacing(QUESTION, "mean > middle, *told", "mean < middle, *told")(folder)

    changes = [change for one in compare(before, read(released(folder))).questions for change in one.changes]

    assert {Changed.KEY, Changed.FRACTIONS} <= {change.kind for change in changes}


@pytest.mark.parametrize("package", ["difference", "grading", "checks", "preview", "commands", "pages", "verification"])
def test_a_stage_knows_no_kind(package: str) -> None:
    kinds = [path.name for path in (ROOT / "grader/kinds").iterdir() if (path / "__init__.py").is_file()]
    known = [
        (module, name)
        for module, names in imports(ROOT / "grader").items()
        for name in names
        if module.startswith(f"grader.{package}.") and any(name.startswith(f"grader.kinds.{kind}") for kind in kinds)
    ]

    assert kinds
    assert known == []
