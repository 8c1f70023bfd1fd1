"""A question that asks for a number goes the whole way: from a bank to grades, and from any Moodle XML to a bank."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import TYPE_CHECKING

import pytest
from broken.breaks import both, replacing
from chromium import needs_chromium, new_page
from click.testing import CliRunner
from downloads import DATES, as_csv
from hypothesis import given
from hypothesis import strategies as st
from places import TESTS

from grader import bank as banks
from grader.authoring.importing import bank_of
from grader.authoring.new import new_bank, new_question
from grader.checks.xml import examine
from grader.checks.xml.elements import QuizFile
from grader.cli import grader
from grader.difference.change import Kind as Changed
from grader.difference.quizzes import compare
from grader.grading import rekey
from grader.grading.analysis import analyse
from grader.grading.exam import exam
from grader.grading.marks import Marked, mark
from grader.kinds import KINDS
from grader.kinds.marker import play
from grader.kinds.numerical import KIND
from grader.kinds.numerical.item import Numerical
from grader.kinds.numerical.question import Amount, NumericalQuestion
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome
from grader.moodle.downloads.responses import report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.quiz import Markup, OtherQuestion, Quiz
from grader.preview.page import as_page
from grader.preview.sheets import preview
from grader.release.exports import build
from grader.release.stages import of
from grader.verification.gate import verify
from grader.verification.mutate import mutate

if TYPE_CHECKING:
    from grader.verification.gate import Verification

NUMBER, SOLVER = "deviation/__init__.py", "deviation/solver.py"
STEM = (
    "A sample of a large population has the values 2, 3 and 10. "
    "Estimate the standard deviation of the population. Answer with 2 decimals (after a point)."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank with a question that asks for a number, to be edited."""
    return Path(copytree(TESTS / "banks/deviation", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def released(folder: Path, language: str = "en") -> bytes:
    bank = banks.load(str(folder))
    return build(bank, of(bank))[f"moodle/exam.{language}.xml"]


def verified(folder: Path, variants: int = 0) -> "Verification":
    return verify(banks.load(str(folder)), None, variants=variants, progress=lambda _: None)


@pytest.mark.parametrize("languages", [["es"], ["zh-Hans"]])  # of the others every kind's way is gone
def test_one_that_was_begun_passes_at_once_and_so_do_its_variants(languages: list[str], tmp_path: Path) -> None:
    new_bank(tmp_path / "bank", languages, KINDS["multichoice"])
    new_question(tmp_path / "bank", languages, "deviation", KIND)

    result = verify(banks.load(str(tmp_path / "bank")), None, variants=20, progress=lambda _: None)

    assert [finding.message for finding in (*result.findings, *result.warnings)] == []
    assert result.keys["deviation"] == ("4.36",)


def test_the_bank_of_these_tests_is_what_was_begun(folder: Path, tmp_path: Path) -> None:
    new_bank(tmp_path / "begun", ["pt-BR", "en"], KINDS["multichoice"])
    new_question(tmp_path / "begun", ["pt-BR", "en"], "deviation", KIND)

    for path in (tmp_path / "begun/deviation").iterdir():
        assert path.read_bytes() == (folder / "deviation" / path.name).read_bytes()


def test_nothing_of_it_can_change_unnoticed(folder: Path) -> None:
    (mutated,) = mutate(banks.load(str(folder)), (), progress=lambda _: None)

    assert (mutated.findings, mutated.score.excused) == ((), 0)


def test_its_amounts_are_written_behind_each_other_and_played(folder: Path) -> None:
    content = released(folder)

    [asked] = read(content).questions
    assert isinstance(asked, NumericalQuestion)
    assert [str(amount) for amount in asked.amounts] == ["4.36 \u00b1 0.005", "3.56 \u00b1 0.005", "19 \u00b1 0.005"]
    assert asked.amounts[0].feedback.text.startswith("The variance is 19.00")
    assert read(write(read(content))) == read(content)
    assert [one.fractions for one in play(content)] == [(("4.36", 1.0), ("3.56", 0.0), ("19", 0.0))]


@pytest.mark.parametrize("language", ["en", "pt-BR", "multilang"])
def test_moodle_would_take_it_as_it_is(folder: Path, language: str) -> None:
    assert examine(QuizFile.read(released(folder, language), where="exam.xml")) == []


@pytest.mark.parametrize("wrong", [0.0, 0.5])
def test_a_wrong_number_earns_what_its_author_says(folder: Path, wrong: float) -> None:
    replacing(NUMBER, 'Wrong("variance", forgets_the_root)', f'Wrong("variance", forgets_the_root, {wrong})')(folder)

    assert verified(folder).findings == []
    assert [fraction for _, fraction in play(released(folder))[0].fractions] == [1.0, 0.0, wrong]


def test_a_misconception_that_coincides_with_the_key_somewhere_is_told_with_the_smallest_variant(folder: Path) -> None:
    both(
        replacing(SOLVER, "*range(3, 13)", "3"),
        replacing(SOLVER, '"middle": (1, ', '"middle": (1, 3, '),
        replacing(SOLVER, '"highest": (7, ', '"highest": (7, 5, 1, '),
    )(folder)

    [finding] = [finding for finding in verified(folder, variants=900).findings if finding.code == "N004"]

    assert "variance leads to 1.0, and the answer is 1.0" in finding.message
    assert "highest = 1" in str(finding.evidence)
    assert "middle" not in str(finding.evidence)
    assert "lowest" not in str(finding.evidence)


@pytest.mark.parametrize(("share", "codes"), [("0.5", set()), ("1.0", {"N009"}), ("0.1", {"N009"}), ("40", {"N009"})])
def test_a_tolerance_that_is_typed_and_not_found_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, share: str, codes: set[str]
) -> None:
    """Of 4.3589, 4.359 must pass for 4.36, and 4.35 and 4.37 must not, however near the tolerance is to them."""
    key, *wrong = of(banks.load(str(folder)))[0].item.intervals  # type: ignore[attr-defined] # the bank's one is computed
    unit = 2 * key.tolerance
    typed = replace(key, tolerance=unit * Decimal(share))
    monkeypatch.setattr(Numerical, "intervals", [typed, *wrong])

    assert {finding.code for finding in verified(folder).findings} == codes


def test_a_wrong_solver_that_fails_is_told_at_its_line(folder: Path) -> None:
    replacing(NUMBER, "    return variance(p.values)\n", "    return 1 / (p.decimals - 2)\n")(folder)

    [finding] = verified(folder).findings

    lines = (folder / NUMBER).read_text(encoding="utf-8").splitlines()
    assert finding.code == "S001"
    assert f":{lines.index('    return 1 / (p.decimals - 2)') + 1}" in str(finding.place)


def test_the_answer_from_what_is_shown_must_be_the_answer(folder: Path) -> None:
    """Whoever computes with 2.0, which is shown for 2.04, finds 4.36, and the answer is 4.34."""
    both(
        replacing(SOLVER, "= (2.0, 3.0, 10.0)", "= (2.04, 3.0, 10.0)"),
        replacing(SOLVER, '"lowest": (2, ', '"lowest": (2.04, '),
        replacing(SOLVER, "float(lowest + middle), float(lowest + middle + highest)", "3.0, 10.0"),
        *(replacing(f"deviation/text.{one}.md", 'map("number")', 'map("number", 0)') for one in ("en", "pt-BR")),
    )(folder)

    found = [finding for finding in verified(folder).findings if finding.code == "Q005"]

    assert {finding.message for finding in found} == {
        f"with the numbers as they are shown in {one}, the key is 4.36" for one in ("en", "pt-BR")
    }


@pytest.mark.parametrize("how", ["decimals=1, figures=2", "decimals=15", "figures=0", "decimals=1.5"])
def test_how_exactly_it_is_asked_for_is_said_once_and_possible(folder: Path, how: str) -> None:
    replacing(NUMBER, "decimals=s.p.decimals", how)(folder)

    assert [finding.code for finding in verified(folder).findings] == ["S001"]


def test_more_decimals_are_a_difference(folder: Path) -> None:
    before = read(released(folder))
    replacing(SOLVER, "decimals: int = 2", "decimals: int = 3")(folder)

    changes = [change for one in compare(before, read(released(folder))).questions for change in one.changes]

    assert {change.kind for change in changes} == {Changed.NUMBERS}
    assert {change.place for change in changes} == {
        "stem",
        "text of option a (the key)",
        "text of option b",
        "text of option c",
    }


HEADER = ["Last name", "First name", "Email address", "Status", "Started", "Completed", "Duration", "Grade/10.00"]


def download(*typed: tuple[str, str, str]) -> list[list[str]]:
    """A download in which each participant typed something: who, what, and the right answer as they would write it."""
    rows = [
        [who, who, f"{who}@example.com", *DATES, "0.00", STEM, written, right]
        for who, (written, right) in _by_name(typed)
    ]
    return [[*HEADER, "Question 1", "Response 1", "Right answer 1"], *rows]


def _by_name(typed: tuple[tuple[str, str, str], ...]) -> list[tuple[str, tuple[str, str]]]:
    return [(who, (written, right)) for who, written, right in typed]


CLASS = (
    ("right", "4.358", "4.36"),
    ("comma", "4,36", "4,36"),
    ("english", "4,36", "4.36"),
    ("misled", "3.559", "4.36"),
    ("else", "7", "4.36"),
    ("words", "about four", "4.36"),
    ("blank", "-", "4.36"),
    ("lost", "", "4.36"),
    ("unknown", "4,36", "-"),
)


def graded(folder: Path) -> Marked:
    return mark(report(sheet(as_csv(download(*CLASS)), where="r.csv")), exam(released(folder), where="exam.xml"))


def test_a_download_is_graded_in_each_participants_language(folder: Path) -> None:
    [slot] = graded(folder).slots

    assert [response.fraction for response in slot.responses] == [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, None, None]
    assert [response.options for response in slot.responses][:6] == [(0,), (0,), (3,), (1,), (3,), (3,)]
    assert [response.outcome for response in slot.responses][6:] == [
        Outcome.BLANK,
        Outcome.UNREADABLE,
        Outcome.AMBIGUOUS,
    ]


def test_the_analysis_counts_each_misconception(folder: Path) -> None:
    marked = graded(folder)

    analysis = analyse(marked, range(7))

    assert analysis is not None
    assert [(share.text, share.count) for share in analysis.items[0].options] == [
        ("4.36 \u00b1 0.005", 2),
        ("3.56 \u00b1 0.005", 1),
        ("19 \u00b1 0.005", 0),
        ("anything else", 3),
        ("blank", 1),
    ]


def test_another_tolerance_reads_what_was_typed_anew(folder: Path) -> None:
    marked, old = graded(folder), exam(released(folder), where="exam.xml")
    [question] = read(released(folder)).questions
    assert isinstance(question, NumericalQuestion)
    wider = replace(question, amounts=(Amount(1.0, 5.0, 2.0), *question.amounts[1:]))

    changed, notes = rekey.as_in(old, exam(write(Quiz((wider,))), where="new.xml"))

    [slot] = mark(marked.report, changed).slots
    assert [response.fraction for response in slot.responses][:7] == [1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0]
    assert notes == []


def test_a_void_number_earns_whatever_was_typed(folder: Path) -> None:
    marked = graded(folder)

    [slot] = mark(marked.report, rekey.voided(marked.exam, (0,))).slots

    assert [response.fraction for response in slot.responses] == [1.0] * 6 + [0.0, None, 1.0]


NUMBERS = st.floats(-1e12, 1e12).map(lambda value: float(f"{value:.14g}"))
AMOUNTS = st.builds(
    Amount,
    st.sampled_from((1.0, 0.5, 0.0, -0.5)),
    st.none() | NUMBERS | st.sampled_from((6.022e23, 1e-12, 0.0)),
    NUMBERS.map(abs),
    st.sampled_from(("", "<p>No.</p>")).map(Markup),
)
QUESTIONS = st.builds(
    NumericalQuestion,
    st.just("q"),
    st.just(Markup("Which?")),
    st.lists(AMOUNTS, min_size=1, max_size=4).map(tuple),
    maximum_mark=st.sampled_from((1.0, 2.5)),
    unit_penalty=st.sampled_from((0.1, 0.25)),
    tags=st.sampled_from(((), ("a", "b"))),
)


@given(QUESTIONS)
def test_what_is_written_reads_back_and_is_imported_and_exported_as_it_was(question: NumericalQuestion) -> None:
    quiz = Quiz((question,))

    assert read(write(quiz)) == quiz
    files, notes = bank_of(quiz, language="en", name="q")
    assert notes == []
    assert "q/moodle.json" in files


def test_an_imported_one_is_exported_as_it_came(tmp_path: Path) -> None:
    amounts = (Amount(1.0, 3.14, 0.005, Markup("Yes.")), Amount(0.5, 3.0, 0.5), Amount(0.0, None))
    quiz = Quiz((NumericalQuestion("pi", Markup("How much is it?"), amounts, idnumber="pi"),))
    (tmp_path / "quiz.xml").write_bytes(write(quiz))

    result = CliRunner().invoke(
        grader, ["import", str(tmp_path / "quiz.xml"), "--bank", str(tmp_path / "bank"), "--language", "en"]
    )

    assert result.exit_code == 0, result.output
    bank = banks.load(str(tmp_path / "bank"))
    assert verify(bank, None, progress=lambda _: None).findings == []
    assert read(build(bank, of(bank))["moodle/exam.en.xml"]).questions == quiz.questions


@pytest.mark.parametrize(
    "inner",
    [
        "<answer fraction='100'><text>3,14</text></answer>",  # 314 in English
        "<answer fraction='100'><text>1.234567890123456</text></answer>",  # Moodle keeps 14 digits
        "<answer fraction='100'><text>5 m</text></answer>",
        "<answer fraction='100'><text>5</text><tolerance>5%</tolerance></answer>",
        "<answer fraction='100'><text>5</text></answer><unitgradingtype>1</unitgradingtype>",
        "<answer fraction='100'><text>5</text></answer><units><unit><unit_name>0</unit_name></unit></units>",
        (
            "<answer fraction='100'><text>5</text></answer>"
            "<units><unit><unit_name>m</unit_name><multiplier>0</multiplier></unit></units>"
        ),
        (
            "<answer fraction='100'><text>5</text></answer>"
            "<units><unit><unit_name>m</unit_name></unit><unit><unit_name>m</unit_name></unit></units>"
        ),
        "<answer><text>5</text><fraction>1</fraction></answer>",
        "",
    ],
)
def test_what_we_cannot_say_is_kept_whole(inner: str) -> None:
    content = f"<quiz><question type='numerical'><name><text>n</text></name>{inner}</question></quiz>"

    assert [type(entry) for entry in read(content.encode()).entries] == [OtherQuestion]


def test_the_preview_shows_how_far_each_number_reaches(folder: Path) -> None:
    shown = preview(banks.load(str(folder)), (), ("en", "pt-BR"), count=1, seed=1, progress=lambda _: None)

    page = as_page(shown, title="t", bank="b", languages=("en", "pt-BR")).decode()

    assert "Moodle takes for it 4.36 \u00b1 0.005" in page
    assert "The variance is taken for the standard deviation." in page


class TestTyped:
    """The preview in a real browser: one types a number, and sees what it earns and why."""

    pytestmark = needs_chromium

    @pytest.mark.parametrize(
        ("language", "typed", "said", "reads"),
        [
            ("en", "4.358", "Right (earns 100%)", "4.358"),
            ("en", " 43.6 x10^-1", "Right (earns 100%)", "4.36"),
            ("en", "4,36", "Wrong (earns 0%)", "436"),
            ("en", "19", "The variance is 19.00, and the standard deviation its root.", "19"),
            ("en", "four", "Wrong (earns 0%)", ""),
            ("pt-BR", "4,36", "Certa (vale 100%)", "4.36"),
        ],
    )
    def test_a_number_is_read_as_moodle_reads_it(
        self, folder: Path, tmp_path: Path, language: str, typed: str, said: str, reads: str
    ) -> None:
        shown = preview(banks.load(str(folder)), (), (language,), count=0, seed=1, progress=lambda _: None)
        (tmp_path / "page.html").write_bytes(as_page(shown, title="t", bank="b", languages=(language,)))
        with new_page() as page:
            page.goto((tmp_path / "page.html").as_uri())
            page.locator("input.typed").fill(typed)

            assert said in page.locator(".said > .given").inner_text()
            assert page.locator("output").text_content() == reads
            page.locator("button[type=reset]").click()
            page.locator(".said > .given").wait_for(state="detached")
