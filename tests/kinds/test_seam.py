"""The seam between kinds of question: one that is new in the table goes the whole way, and nothing else is touched."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from broken.breaks import Break, replacing
from downloads import DATES, as_csv, header
from imports import Imports, imports
from kinds.toy import KIND
from kinds.toy.moodle import TypedWord, WordQuestion
from places import ROOT

from grader import bank as banks
from grader.authoring.importing import bank_of
from grader.authoring.new import FIRST_QUESTION, new_bank
from grader.bank import Bank
from grader.difference.change import Kind as Changed
from grader.difference.quizzes import compare
from grader.files import begin_folder
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
from grader.release.exports import exam as exam_in
from grader.release.stages import ImportedStages, computed, of
from grader.verification.gate import verify
from grader.verification.report import as_text

QUESTION = f"{FIRST_QUESTION}/__init__.py"
ASKED = "What is the median of 1, 2 and 6?"


@pytest.fixture
def _one_more_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, KIND.name, KIND)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank begun with a question of the new kind, to be edited."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(KINDS, KIND.name, KIND)
        new_bank(tmp_path / "bank", ("en", "pt-BR"), KIND)
    return tmp_path / "bank"


def load(folder: Path) -> Bank:
    return banks.load(str(folder))


def released(folder: Path) -> bytes:
    """The exam in English."""
    bank = load(folder)
    return build(bank, of(bank))["moodle/exam.en.xml"]


def row(who: str, question: str, said: str, *, grade: str) -> list[str]:
    return [who, who, f"{who}@example.com", *DATES, grade, question, said, "2"]


def test_a_type_without_a_kind_is_kept_whole() -> None:
    content = b"<quiz><question type='typedword'><name><text>s</text></name></question></quiz>"

    assert [type(entry) for entry in read(content).entries] == [OtherQuestion]


def test_an_item_without_a_kind_is_a_finding(folder: Path) -> None:
    assert {finding.code for finding in verify(load(folder), None, progress=lambda _: None).findings} == {"S001"}


@pytest.mark.usefixtures("_one_more_kind")
def test_it_is_written_and_reads_back_and_is_played(folder: Path) -> None:
    content = released(folder)

    [asked] = read(content).questions
    assert isinstance(asked, WordQuestion)
    assert (asked.name, asked.idnumber, asked.maximum_mark) == ("01 The median", f"{FIRST_QUESTION}.en", 2.0)
    assert read(write(read(content))) == read(content)
    assert [one.fractions for one in play(content)] == [(("2", 1.0), ("3", 0.0))]
    assert kind_of(TypedWord("2", "3", because=(), misconception="")) is KIND


@pytest.mark.usefixtures("_one_more_kind")
def test_every_check_runs_on_it_and_finds_nothing(folder: Path) -> None:
    result = verify(load(folder), None, variants=3, progress=lambda _: None)

    assert [finding.message for finding in (*result.findings, *result.warnings)] == []
    assert (result.keys, result.variants, result.result.skipped) == ({FIRST_QUESTION: ("right",)}, 3, 0)
    assert next(line.split() for line in as_text(result)) == [FIRST_QUESTION, "right"]


BROKEN: dict[str, Break] = {
    "K901": replacing(QUESTION, 'f"{s.median:g}"', "s.median"),
    "T901": replacing(
        f"{FIRST_QUESTION}/text.en.md",
        "This is the mean: {{ s.mean | number }}",
        "Yes: the median is {{ s.median | number }}",
    ),
    "C001": replacing(QUESTION, "s.median == middle", "s.median != middle"),
    "C003": replacing(QUESTION, '(both_are_computed,), "', '(), "'),
    "C004": replacing(QUESTION, '"Mean and median are mistaken."', '""'),
    "T002": replacing(f"{FIRST_QUESTION}/text.en.md", "block feedback_wrong", "block feedback_no"),
    "T005": replacing(
        f"{FIRST_QUESTION}/text.en.md", "Yes: the median is {{ s.median | number }}", "Yes: the median is 2"
    ),
}


@pytest.mark.usefixtures("_one_more_kind")
@pytest.mark.parametrize("code", BROKEN)
def test_its_own_checks_and_those_of_every_kind_find_what_is_wrong(code: str, folder: Path) -> None:
    BROKEN[code](folder)

    assert code in {finding.code for finding in verify(load(folder), None, progress=lambda _: None).findings}


@pytest.mark.usefixtures("_one_more_kind")
def test_a_marker_that_disagrees_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def otherwise(element: object) -> object:
        return replace(KIND.play(element), fractions=(("2", 0.0), ("3", 1.0)))  # type: ignore[arg-type]

    monkeypatch.setitem(KINDS, KIND.name, replace(KIND, play=otherwise))  # type: ignore[arg-type]

    assert {finding.code for finding in verify(load(folder), None, progress=lambda _: None).findings} == {"M002"}


@pytest.mark.usefixtures("_one_more_kind")
def test_its_variants_have_words_of_their_own(folder: Path) -> None:
    bank = load(folder)
    [stages] = computed(bank)

    drawn = variants.draw(stages, 3, seed=1)

    played = play(quiz(bank, [one.stages for one in drawn], "en"))
    assert sorted(one.fractions for one in played) == [(("2", 1.0), (wrong, 0.0)) for wrong in ("3", "4", "5")]


@pytest.mark.usefixtures("_one_more_kind")
def test_an_import_states_it_and_its_export_is_what_came_in(folder: Path, tmp_path: Path) -> None:
    came = read(released(folder))

    files, notes = bank_of(came, language="en", name="back")
    begin_folder(tmp_path / "back", files)
    back = banks.load(str(tmp_path / "back"))

    assert notes == []
    [stages] = of(back)
    assert isinstance(stages, ImportedStages)
    assert (stages.single, stages.keyed) == (True, ["word_0"])
    assert stages.fractions == stages.earned == {"word_0": 1.0, "word_1": 0.0}
    assert read(exam_in(back, of(back), "en")) == came
    result = verify(back, None, progress=lambda _: None)
    assert [finding.message for finding in (*result.findings, *result.warnings)] == []


@pytest.mark.usefixtures("_one_more_kind")
def test_an_import_keeps_whole_what_its_kind_cannot_state(folder: Path) -> None:
    came = released(folder).replace(b'fraction="100"', b'fraction="50"')

    files, notes = bank_of(read(came), language="en", name="back")

    assert notes == ["01 The median: kept whole: no word of it is right"]
    assert not any(name.endswith("moodle.json") for name in files)


@pytest.mark.usefixtures("_one_more_kind")
def test_the_preview_shows_what_each_response_earns_and_is_told(folder: Path) -> None:
    shown = preview(load(folder), (), ("en", "pt-BR"), count=2, seed=1, progress=lambda _: None)

    [sheet_] = shown.sheets
    assert isinstance(sheet_, Sheet)
    assert (sheet_.to_mend, sheet_.not_shown) == (0, [])
    assert [(one.id, one.fraction, one.keyed) for one in sheet_.options] == [
        ("right", 1.0, True),
        ("wrong", 0.0, False),
    ]
    assert [str(text) for text in sheet_.versions[0].options] == ["2", "3"]
    assert "Yes: the median is 2." in sheet_.versions[0].feedback[0]
    page = as_page(shown, title="t", bank="b", languages=("en", "pt-BR")).decode()
    assert "found by the solver" in page
    assert page.count('<fieldset data-kind="typedword">') == 2, "the form is the kind's own"


@pytest.mark.usefixtures("_one_more_kind")
def test_it_is_graded_from_a_download_and_its_text_tells_it(folder: Path) -> None:
    rows = [
        header(1, texts=True),
        row("right", ASKED, "2", grade="10.00"),
        row("wrong", ASKED, "3", grade="0.00"),
        row("blank", ASKED, "-", grade="0.00"),
        row("nobody foresaw it", ASKED, "two", grade="0.00"),
    ]
    elsewhere = [header(1, texts=True), row("elsewhere", "Who?", "2", grade="0.00")]

    [slot], [other] = (
        mark(report(sheet(as_csv(one), where="r.csv")), exam(released(folder), where="exam.xml")).slots
        for one in (rows, elsewhere)
    )

    assert [response.fraction for response in slot.responses] == [1.0, 0.0, 0.0, 0.0]
    assert [response.outcome for response in other.responses] == [Outcome.UNRECOGNISED]
    assert random_guess(slot) == 0.0


@pytest.mark.usefixtures("_one_more_kind")
def test_another_key_is_a_difference(folder: Path) -> None:
    before = read(released(folder))
    replacing(QUESTION, 'f"{s.median:g}", f"{s.mean:g}"', 'f"{s.mean:g}", f"{s.median:g}"')(folder)

    changes = [change for one in compare(before, read(released(folder))).questions for change in one.changes]

    assert {Changed.KEY, Changed.FRACTIONS} <= {change.kind for change in changes}


@cache
def imported() -> Imports:
    return imports(ROOT / "grader")


@pytest.mark.parametrize(
    "package",
    [
        *(
            "authoring",
            "bank",
            "checks",
            "commands",
            "difference",
            "grading",
            "mutation",
            "pages",
            "preview",
            "release",
        ),
        "verification",
    ],
)
def test_a_stage_knows_no_kind(package: str) -> None:
    kinds = [path.name for path in (ROOT / "grader/kinds").iterdir() if (path / "__init__.py").is_file()]
    known = [
        (module, name)
        for module, names in imported().items()
        for name in names
        if f"{module}.".startswith(f"grader.{package}.")
        and any(name.startswith(f"grader.kinds.{kind}") for kind in kinds)
    ]

    assert kinds
    assert known == []
