"""A question that asks for a word goes the whole way: from a bank to grades, and from any Moodle XML to a bank."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from broken.breaks import both, replacing
from chromium import needs_chromium, new_page
from click.testing import CliRunner
from downloads import DATES, as_csv, header
from hypothesis import given
from hypothesis import strategies as st
from marked import rows
from places import TESTS
from strategies import LAW

from grader import bank as banks
from grader.authoring.importing import bank_of
from grader.authoring.new import new_bank, new_question
from grader.checks.xml import examine
from grader.checks.xml.elements import QuizFile
from grader.cli import grader
from grader.difference.change import Kind as Changed
from grader.difference.quizzes import compare
from grader.errors import MoodleXMLError
from grader.grading import rekey
from grader.grading.analysis import analyse
from grader.grading.exam import exam
from grader.grading.marks import Marked, mark
from grader.kinds import KINDS
from grader.kinds.marker import play
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome
from grader.kinds.short_answer import KIND
from grader.kinds.short_answer.item import ShortAnswer
from grader.kinds.short_answer.question import ShortAnswerQuestion, Words
from grader.moodle.downloads.responses import report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.marking import marker
from grader.moodle.quiz import Markup, OtherQuestion, Quiz
from grader.preview.page import as_page
from grader.preview.sheets import preview
from grader.release.exports import build
from grader.release.stages import ComputedStages, of
from grader.verification.gate import verify
from grader.verification.mutate import mutate

if TYPE_CHECKING:
    from grader.verification.gate import Verification

NAME, SOLVER = "naming/__init__.py", "naming/solver.py"
EN, PT = "naming/text.en.md", "naming/text.pt-BR.md"
STEM = (
    "A small sample has the values 2, 3 and 10. One of its measures of location is 5.00. What is this measure called?"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank with a question that asks for a name, to be edited."""
    return Path(copytree(TESTS / "banks/naming", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def released(folder: Path, language: str = "en") -> bytes:
    bank = banks.load(str(folder))
    return build(bank, of(bank))[f"moodle/exam.{language}.xml"]


def asked(folder: Path, language: str = "en") -> ShortAnswerQuestion:
    [question] = read(released(folder, language)).questions
    assert isinstance(question, ShortAnswerQuestion)
    return question


def verified(folder: Path, variants: int = 0) -> "Verification":
    return verify(banks.load(str(folder)), None, variants=variants, progress=lambda _: None)


def found(folder: Path, code: str) -> list[str]:
    """The messages of all findings, which have one code."""
    findings = verified(folder).findings
    assert {finding.code for finding in findings} <= {code}
    return [finding.message for finding in findings]


@pytest.mark.parametrize("languages", [["es"], ["zh-Hans"]])  # of the others every kind's way is gone
def test_one_that_was_begun_passes_at_once_and_so_do_its_variants(languages: list[str], tmp_path: Path) -> None:
    new_bank(tmp_path / "bank", languages, KINDS["multichoice"])
    new_question(tmp_path / "bank", languages, "naming", KIND)

    result = verify(banks.load(str(tmp_path / "bank")), None, variants=20, progress=lambda _: None)

    assert [finding.message for finding in (*result.findings, *result.warnings)] == []
    assert result.keys["naming"] == ("mean",)


def test_the_bank_of_these_tests_is_what_was_begun(folder: Path, tmp_path: Path) -> None:
    new_bank(tmp_path / "begun", ["pt-BR", "en"], KINDS["multichoice"])
    new_question(tmp_path / "begun", ["pt-BR", "en"], "naming", KIND)

    for path in (tmp_path / "begun/naming").iterdir():
        assert path.read_bytes() == (folder / "naming" / path.name).read_bytes()


def test_nothing_of_it_can_change_unnoticed(folder: Path) -> None:
    (mutated,) = mutate(banks.load(str(folder)), (), progress=lambda _: None)

    assert (mutated.findings, mutated.score.excused) == ((), 0)


def test_words_come_from_each_languages_terms_and_what_it_accepts_besides(folder: Path) -> None:
    assert [one.patterns for one in asked(folder).words] == [
        ("mean", "arithmetic mean", "average", "the mean"),
        ("median", "the median"),
        ("range", "the range"),
    ]
    assert [one.patterns for one in asked(folder, "pt-BR").words] == [
        ("média", "média aritmética", "a média", "media", "media aritmetica", "a media"),
        ("mediana", "a mediana"),
        ("amplitude", "a amplitude"),
    ]


def test_one_file_takes_what_is_typed_in_any_language(folder: Path) -> None:
    element = ET.fromstring(released(folder, "multilang")).findall("question")[-1]
    read_ = marker.read(element)

    for text, fraction in (("Mean", 1.0), ("media", 1.0), ("a média", 1.0), ("median", 0.0), ("mediana", 0.0)):
        award = read_.mark(text)
        assert (award.fraction, bool(award.answers)) == (fraction, True)


def test_patterns_of_one_response_are_one_when_it_is_played(folder: Path) -> None:
    assert [one.fractions for one in play(released(folder))] == [(("mean", 1.0), ("median", 0.0), ("range", 0.0))]


@pytest.mark.parametrize("language", ["en", "pt-BR", "multilang"])
def test_moodle_would_take_it_as_it_is(folder: Path, language: str) -> None:
    assert examine(QuizFile.read(released(folder, language), where="exam.xml")) == []


@pytest.mark.parametrize("wrong", [0.0, 0.25, -0.5])
def test_a_wrong_text_earns_what_its_author_says(folder: Path, wrong: float) -> None:
    replacing(NAME, 'Wrong("range", looks_at_the_ends)', f'Wrong("range", looks_at_the_ends, {wrong})')(folder)

    assert verified(folder).findings == []
    assert [fraction for _, fraction in play(released(folder))[0].fractions] == [1.0, 0.0, wrong]


def test_a_misconception_that_is_right_somewhere_is_told_with_the_smallest_variant(folder: Path) -> None:
    replacing(NAME, "    return solve(p).other\n", '    return "mean" if p.values[0] > 8 else solve(p).other\n')(folder)

    [finding] = [one for one in verified(folder, variants=20).findings if one.code == "K034"]

    assert "is taken for key and for exchanged in " in finding.message
    assert "lowest = 9" in str(finding.evidence)
    assert "middle" not in str(finding.evidence)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("mean: *an", "'median' is taken for key and for exchanged in en"),
        ("mean: *m*n*", "'median' is taken for key and for exchanged in en"),
        ("mean: amplitude", "'amplitude' is taken for key and for range in en and in pt-BR"),
        ("range: médi*", "'media' is taken for key and for range in pt-BR and in en"),
        ("range: MED*AN", "'median' is taken for exchanged and for range in en"),
    ],
)
def test_a_text_that_is_taken_for_two_is_shown(folder: Path, line: str, message: str) -> None:
    """Within a language, and between two that one file holds together; whichever of the two comes first."""
    replacing(EN, "mean: average", line)(folder)

    assert f"{message}; Moodle takes it for {message.split()[4]}" in found(folder, "K034")


@pytest.mark.parametrize(("case", "codes"), [("True", set()), ("False", {"K034"})])
def test_case_tells_texts_apart_only_where_it_counts(folder: Path, case: str, codes: set[str]) -> None:
    both(replacing(NAME, "case=False", f"case={case}"), replacing(EN, "range: the range", "range: MEAN"))(folder)

    assert {one.code for one in verified(folder).findings} == codes
    assert asked(folder).case == (case == "True")


def test_case_has_no_default(folder: Path) -> None:
    replacing(NAME, "        case=False,\n", "")(folder)

    assert {finding.code for finding in verified(folder).findings} == {"S001"}


@pytest.mark.parametrize(
    ("accents", "listed", "messages"),
    [
        ("", "", ["'média' is key, and 'media' is neither accepted nor refused"]),
        ("        accents=True,\n", "", []),
        ("        accents=False,\n", "", []),
        ("", "mean: media\n", []),
        ("", "mean: *edia\n", []),
    ],
)
def test_whether_accents_count_is_decided_for_each_word(
    folder: Path, accents: str, listed: str, messages: list[str]
) -> None:
    both(
        replacing(NAME, "        accents=False,\n", accents),
        replacing(PT, "mean: média aritmética\nmean: a média\n", listed),
        replacing(PT, "median: a mediana\n", ""),
    )(folder)

    assert found(folder, "K037") == messages


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("mean: ***", "K033"),
        ("mean: * *", "K033"),
        ("mean: the   mean", "K032"),
        ("mean: the\N{NO-BREAK SPACE}mean", "K032"),
        ("mean: `mean`", "K032"),
        ("mean: Mean", "K036"),
        ("nothing: mean", "K031"),
        ("mean", "K031"),
    ],
)
def test_what_nobody_types_or_everybody_is_no_accepted_text(folder: Path, line: str, code: str) -> None:
    replacing(EN, "mean: average", line)(folder)

    assert found(folder, code)


def test_a_name_of_one_language_alone_is_found(folder: Path) -> None:
    both(replacing(PT, "range: amplitude\n", ""), replacing(PT, "range: a amplitude\n", ""))(folder)

    assert found(folder, "K031") == ["'range', which is range, has no term in pt-BR"]


def test_code_is_typed_letter_by_letter_and_alike_in_every_language(folder: Path) -> None:
    """A star of a value is a star, and several ways to write it are all accepted."""
    both(
        replacing(NAME, "answer=s.measure", 'answer=("2*x", "2 * x") if s.measure == "mean" else "x"'),
        replacing(NAME, "    return solve(p).other\n", '    return f"{len(p.values)}*x"\n'),
    )(folder)

    assert [one.code for one in verified(folder).findings] == []
    for language in ("en", "pt-BR", "multilang"):
        assert [one.patterns for one in asked(folder, language).words[:2]] == [
            (r"2\*x", r"2 \* x"),
            (r"3\*x",),
        ]
    assert play(released(folder))[0].fractions[:2] == (("2*x", 1.0), ("3*x", 0.0))


@pytest.mark.parametrize("value", ["None", "3", '""', '" "', "()", '("mean", 3)', '("mean", "")'])
def test_a_value_that_is_no_text_is_told_at_its_wrong_solver(folder: Path, value: str) -> None:
    replacing(NAME, '    return "range"\n', f"    return {value}\n")(folder)

    [finding] = verified(folder).findings

    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    assert finding.code == "K030"
    assert str(finding.place).endswith(f":{lines.index('def looks_at_the_ends(_: Parameters) -> str:')}")


@pytest.mark.parametrize("spoilt", [("mean",), ("Mean", "the mean")])
def test_an_exporter_that_loses_a_word_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch, spoilt: tuple[str, ...]
) -> None:
    """What the item means is typed, and the XML has less."""
    of_item = KIND.of_item

    def losing(*given: object, **more: object) -> ShortAnswerQuestion:
        question = of_item(*given, **more)  # type: ignore[arg-type]
        return replace(question, words=(replace(question.words[0], patterns=spoilt), *question.words[1:]))

    monkeypatch.setattr("grader.kinds.short_answer.checks.of_item", losing)

    assert {finding.code for finding in verified(folder).findings} == {"K039"}


def test_the_marker_takes_every_accepted_text_for_what_it_is(folder: Path) -> None:
    """In every variant and language: the key earns all, and each misconception what the solver says of it."""
    [stages] = of(banks.load(str(folder)))
    assert isinstance(stages, ComputedStages)
    for language in ("en", "pt-BR"):
        item, text = stages.item, stages.texts[language]
        assert isinstance(item, ShortAnswer)
        read_ = marker.read(ET.fromstring(stages.xml(language)).findall("question")[-1])
        for id_, patterns in item.patterns(text).items():
            for pattern in patterns:
                assert read_.mark(f" {pattern.upper()}").fraction == stages.earned[id_]


def test_another_accepted_word_is_a_difference(folder: Path) -> None:
    before = read(released(folder))
    replacing(EN, "mean: average", "mean: mean value")(folder)

    changes = [change for one in compare(before, read(released(folder))).questions for change in one.changes]

    assert {change.place for change in changes} == {"text of option a (the key)"}


def test_case_that_counts_now_is_a_difference(folder: Path) -> None:
    before = read(released(folder))
    replacing(NAME, "case=False", "case=True")(folder)

    changes = [change for one in compare(before, read(released(folder))).questions for change in one.changes]

    assert {change.kind for change in changes} == {Changed.SETTINGS}


CLASS = (
    ("right", "Arithmetic Mean"),
    ("also right", "average"),
    ("misled", "the median"),
    ("misled too", "RANGE"),
    ("else", "the arithmetic  mean"),
    ("blank", "-"),
    ("lost", ""),
)


def graded(folder: Path) -> Marked:
    cells = [
        [who, who, f"{who.replace(' ', '.')}@example.com", *DATES, "0.00", STEM, typed, "mean"] for who, typed in CLASS
    ]
    content = as_csv([header(1, texts=True), *cells])
    return mark(report(sheet(content, where="r.csv")), exam(released(folder), where="exam.xml"))


def test_a_download_is_graded_and_what_is_lost_is_never_zero(folder: Path) -> None:
    [slot] = graded(folder).slots

    assert [response.fraction for response in slot.responses] == [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, None]
    assert [response.options for response in slot.responses][:5] == [(0,), (0,), (1,), (2,), (3,)]
    assert [response.outcome for response in slot.responses][5:] == [Outcome.BLANK, Outcome.UNREADABLE]


def test_the_analysis_counts_each_response_with_all_its_spellings(folder: Path) -> None:
    analysis = analyse(graded(folder), range(6))

    assert analysis is not None
    assert [(share.text, share.count) for share in analysis.items[0].options] == [
        ("mean", 2),
        ("median", 1),
        ("range", 1),
        ("anything else", 1),
        ("blank", 1),
    ]


def test_another_accepted_word_reads_what_was_typed_anew(folder: Path) -> None:
    marked, old = graded(folder), exam(released(folder), where="exam.xml")
    replacing(EN, "mean: average", "mean: the*mean")(folder)

    changed, notes = rekey.as_in(old, exam(released(folder), where="new.xml"))

    [slot] = mark(marked.report, changed).slots
    assert [response.fraction for response in slot.responses] == [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, None]
    assert notes == []


def test_a_void_question_earns_whatever_was_typed(folder: Path) -> None:
    marked = graded(folder)

    [slot] = mark(marked.report, rekey.voided(marked.exam, (0,))).slots

    assert [response.fraction for response in slot.responses] == [1.0] * 5 + [0.0, None]


def words(*worth: tuple[float, str]) -> bytes:
    """A question of some patterns, each with what it earns."""
    question = ShortAnswerQuestion("q", Markup("?"), tuple(Words(fraction, (one,)) for fraction, one in worth))
    return write(Quiz((question,)))


@pytest.mark.parametrize(
    ("worth", "typed", "fraction", "lossless"),
    [
        ([(1.0, "x<y")], "x", None, False),
        ([(1.0, "x<y")], "x", 0.0, True),
        ([(1.0, "x<y"), (0.5, "x")], "x", None, False),
        ([(1.0, "x<y"), (1.0, "x")], "x", 1.0, False),
        ([(1.0, "x < y")], "x < y", 1.0, False),
        ([(1.0, "*<b>x")], "ax", None, False),
        ([(1.0, "&amp;")], "&", None, False),
        ([(1.0, "yes"), (0.3, "*")], "-", None, True),
        ([(1.0, "yes"), (0.0, "*")], "-", 0.0, True),
        ([(1.0, "-")], "-", None, True),
    ],
)
def test_what_a_download_cannot_tell_has_no_mark(
    worth: list[tuple[float, str]], typed: str, fraction: float | None, *, lossless: bool
) -> None:
    [question] = exam(words(*worth), where="exam.xml").graded

    response = question.read(typed, lossless=lossless)

    assert response.fraction == fraction
    assert (response.outcome is Outcome.AMBIGUOUS) == (fraction is None or len(response.candidates) > 1)


PATTERNS = st.text("ab* \\é<&", min_size=1, max_size=5)
WORDS = st.builds(
    Words,
    st.sampled_from((1.0, 0.5, 0.0, -0.5)),
    st.lists(PATTERNS, min_size=1, max_size=3).map(tuple),
    st.sampled_from(("", "<p>No.</p>")).map(Markup),
)


def _apart(found: list[Words]) -> bool:
    """Whether no two that follow each other would be one."""
    told = [(one.fraction, one.feedback) for one in found]
    return all(one != other for one, other in pairwise(told))


QUESTIONS = st.builds(
    ShortAnswerQuestion,
    st.just("q"),
    st.just(Markup("Which?")),
    st.lists(WORDS, min_size=1, max_size=4).filter(_apart).map(tuple),
    case=st.booleans(),
    maximum_mark=st.sampled_from((1.0, 2.5)),
    tags=st.sampled_from(((), ("a", "b"))),
)


@LAW
@given(QUESTIONS)
def test_what_is_written_reads_back_and_is_imported_and_earns_what_is_said(question: ShortAnswerQuestion) -> None:
    quiz = Quiz((question,))

    assert read(write(quiz)) == quiz
    files, notes = bank_of(quiz, language="en", name="q")
    if max(question.fractions) < 1:
        assert notes == ["q: kept whole: no answer of it earns the whole mark"]
        return
    assert notes == []
    assert json.loads(files["q/moodle.json"])["case"] == question.case
    [played] = play(write(quiz))
    assert [fraction for _, fraction in played.fractions] == list(KIND.importing.alone(question))


def test_an_imported_one_is_exported_as_it_came(tmp_path: Path) -> None:
    taken = (
        Words(1.0, ("Brasília", "BSB*"), Markup("Yes.")),
        Words(0.5, ("Brasilia",), Markup("Mind the accent.")),
        Words(0.0, ("*",)),
    )
    quiz = Quiz((ShortAnswerQuestion("capital", Markup("Which?"), taken, case=True, idnumber="capital"),))
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
        "",
        "<usecase>true</usecase><answer fraction='100'><text>a</text></answer>",
        "<answer fraction='100'><text>a</text><file name='a.png' path='/'>AAAA</file></answer>",
    ],
)
def test_what_we_cannot_say_is_kept_whole(inner: str) -> None:
    content = f"<quiz><question type='shortanswer'><name><text>n</text></name>{inner}</question></quiz>"

    assert [type(entry) for entry in read(content.encode()).entries] == [OtherQuestion]


def test_an_exam_that_nobody_can_answer_is_not_graded_against() -> None:
    with pytest.raises(MoodleXMLError, match=r"exam\.xml: question 'q': expected an answer that earns the whole mark"):
        exam(words((0.5, "a")), where="exam.xml")


def as_html(folder: Path, *languages: str) -> bytes:
    shown = preview(banks.load(str(folder)), (), languages, count=0, seed=1, progress=lambda _: None)
    return as_page(shown, title="t", bank="b", languages=languages)


def test_the_preview_shows_all_that_is_taken_for_each(folder: Path) -> None:
    page = as_html(folder, "en", "pt-BR").decode()

    assert "Moodle takes for it median / the median; mediana / a mediana" in page
    assert "Mean and median are taken for each other." in page


class TestTyped:
    """The preview in a real browser: one types a text, and sees what it earns and why."""

    pytestmark = needs_chromium

    @pytest.mark.parametrize(
        ("language", "typed", "said"),
        [
            ("en", " Arithmetic MEAN ", "Right (earns 100%)"),
            ("en", "arithmetic  mean", "Wrong (earns 0%)"),
            ("en", "the median", "The mean, and not the median, is 5.00."),
            ("en", "média", "Wrong (earns 0%)"),
            ("pt-BR", "me\N{COMBINING ACUTE ACCENT}dia", "Certa (vale 100%)"),
            ("pt-BR", "MEDIA", "Certa (vale 100%)"),
        ],
    )
    def test_a_text_is_taken_as_moodle_takes_it(
        self, folder: Path, tmp_path: Path, language: str, typed: str, said: str
    ) -> None:
        (tmp_path / "page.html").write_bytes(as_html(folder, language))
        with new_page() as page:
            page.goto((tmp_path / "page.html").as_uri())
            page.locator("input.words").fill(typed)

            assert said in page.locator(".said > .given").inner_text()
            page.locator("button[type=reset]").click()
            page.locator(".said > .given").wait_for(state="detached")

    def test_every_pair_of_the_samples_matches_as_in_moodle(self, folder: Path, tmp_path: Path) -> None:
        """Each pattern stands alone in the page, and the script says whether it takes the text: one line, not blank."""
        pairs = [one for one in rows("types.texts.csv") if "\n" not in one["response"] and one["gradable"] == "1"]
        (tmp_path / "page.html").write_bytes(as_html(folder, "en"))
        with new_page() as page:
            page.goto((tmp_path / "page.html").as_uri())
            found = page.evaluate(
                """(pairs) => pairs.map(([pattern, text, withCase]) => {
                    const input = document.querySelector("input.words");
                    input.dataset.responses = JSON.stringify([{patterns: [pattern], case: withCase}]);
                    input.value = text;
                    input.dispatchEvent(new Event("input"));
                    return document.querySelector(".said").children[0].classList.contains("given");
                })""",
                [[one["pattern"], one["response"], one["usecase"] == "1"] for one in pairs],
            )

        assert len(pairs) > 600
        wrong = [one for one, is_taken in zip(pairs, found, strict=True) if is_taken != (one["matches"] == "1")]
        assert wrong == []
