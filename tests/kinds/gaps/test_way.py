"""Questions with gaps: what their authors may get wrong, their variants, their languages, their page."""

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from broken.breaks import EN, GAPS, GAPS_EN, GAPS_PT, Break, both, replacing
from chromium import needs_chromium, new_page
from extras import require
from places import TESTS

from grader import Choice, DragIntoText, Gap, GapSelect
from grader import bank as banks
from grader.checks.xml import examine
from grader.checks.xml.elements import QuizFile
from grader.difference.quizzes import compare
from grader.errors import DefinitionError
from grader.kinds.gaps.legible import unfit
from grader.kinds.gaps.question import WithGaps
from grader.kinds.marker import play
from grader.kinds.quiz import read
from grader.preview.page import as_page
from grader.preview.sheets import preview
from grader.release.exports import build
from grader.release.stages import of
from grader.verification.gate import Verification, verify
from grader.verification.report import as_text

SOLVER = "gaps/solver.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank with a question into whose gaps choices are dragged, to be edited."""
    return Path(copytree(TESTS / "banks/gaps", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def released(folder: Path, language: str = "en") -> bytes:
    bank = banks.load(str(folder))
    return build(bank, of(bank))[f"moodle/exam.{language}.xml"]


def verified(folder: Path, variants: int = 0) -> Verification:
    return verify(banks.load(str(folder)), None, variants=variants, progress=lambda _: None)


def messages(found: Verification, code: str) -> list[str]:
    return [one.message for one in (*found.findings, *found.warnings) if one.code == code]


IN_MENUS: Break = both(
    replacing(GAPS, "import Choice, DragIntoText, Gap,", "import Choice, Gap, GapSelect,"),
    replacing(GAPS, "-> DragIntoText", "-> GapSelect"),
    replacing(GAPS, "return DragIntoText(", "return GapSelect("),
)


def test_a_variant_in_which_two_choices_are_true_is_named_with_the_nearest_to_the_exam(folder: Path) -> None:
    require("hypothesis")
    replacing(SOLVER, "(13, *range(14, 41))", "(13, *range(3, 41))")(folder)

    [found] = [one for one in verified(folder, variants=300).findings if one.code == "K061"]

    assert found.message == "in the gap mean, mean, median, mid_range all equal 3.5"
    assert "variant: distance = 3" in found.evidence


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("is [[median]],", "is unknown,", "gaps [[mean]], [[median]], [[side]], received [[mean]], [[side]]"),
        ("is [[mean]]", "is [[mean]] or [[mean]]", "received [[mean]], [[mean]], [[median]], [[side]]"),
        ("is [[mean]]", "is [[{{ s.count }}]] [[mean]]", "received [[4]], [[mean]], [[median]], [[side]]"),
        ("is [[median]],", r"is \([[median]]\),", "the gap [[median]] stands in a formula or in code"),
        ("is [[median]],", "is `[[median]]`,", "the gap [[median]] stands in a formula or in code"),
    ],
)
def test_what_moodle_would_take_for_other_gaps_cannot_be_written(folder: Path, old: str, new: str, said: str) -> None:
    replacing(GAPS_EN, old, new)(folder)

    assert any(said in message for message in messages(verified(folder), "K065"))


def test_languages_that_share_no_paragraphs_would_have_each_gap_twice_in_one_file(folder: Path) -> None:
    replacing(GAPS_EN, "Its mean is", "\nIts mean is")(folder)

    assert any("each gap once a language" in message for message in messages(verified(folder), "K065"))


def test_the_file_of_all_languages_has_each_gap_once_and_is_marked_like_each(folder: Path) -> None:
    [asked] = read(released(folder, "multilang")).questions
    assert isinstance(asked, WithGaps)

    assert len(asked.right) == 3
    assert [fraction for _, fraction in play(released(folder, "multilang"))[0].fractions] == [
        fraction for _, fraction in play(released(folder))[0].fractions
    ]


def worded(words: str) -> Break:
    """Word a choice otherwise, in both languages."""
    return both(replacing(GAPS_EN, "}below{", f"}}{words}{{"), replacing(GAPS_PT, "}abaixo{", f"}}{words}{{"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("**below**", "has the element strong"),
        (r"\(below\)", "has mathematics, which no menu typesets"),
        ("a<b", "loses a part in menus and downloads"),
    ],
)
def test_what_a_menu_cannot_show_is_found(folder: Path, words: str, said: str) -> None:
    both(IN_MENUS, worded(words))(folder)

    assert any(said in message for message in messages(verified(folder), "K067"))


@pytest.mark.parametrize("in_menus", [False, True])
def test_a_choice_that_shows_nothing_is_unfit(*, in_menus: bool) -> None:
    assert unfit(" ", in_menus=in_menus) == "is empty"


@pytest.mark.parametrize("words", ["**below**", "*below*", "a < b", r"\(x\)"])
def test_what_is_dragged_may_be_emphasised_and_typeset(folder: Path, words: str) -> None:
    worded(words)(folder)

    assert messages(verified(folder), "K067") == []


def test_in_menus_a_choice_may_be_right_in_several_gaps(folder: Path) -> None:
    replacing(GAPS, 'Gap("median", s.median', 'Gap("median", s.mean')(folder)
    assert messages(verified(folder), "K063") == ["mean is right in 2 gaps, and not unlimited"]

    IN_MENUS(folder)
    assert messages(verified(folder), "K063") == []


def test_a_menu_with_a_sign_is_written_as_moodle_reads_it(folder: Path) -> None:
    IN_MENUS(folder)
    worded("x < y & z")(folder)
    replacing("gaps/readback.en.txt", "below = below", "below = x < y & z")(folder)
    replacing("gaps/readback.pt-BR.txt", "below = abaixo", "below = x < y & z")(folder)

    assert b"<![CDATA[x < y & z]]>" in released(folder)
    assert {one.code for one in verified(folder).findings} == set()


CHOICES = (Choice("a", 1), Choice("b", 2))
ONE = (Gap("x", 1, ()),)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: DragIntoText((), CHOICES), "gaps: expected one at least"),
        (
            lambda: DragIntoText((Gap("x", 1, ()), Gap("x", 2, ())), CHOICES),
            "gaps: expected ids that differ, received 'x' twice",
        ),
        (lambda: DragIntoText(ONE, (*CHOICES, Choice("a", 3))), "choices: expected ids that differ"),
        (lambda: DragIntoText((Gap("x", 1, (), group="g"),), CHOICES), "no choice is of the group 'g'"),
        (lambda: DragIntoText(ONE, (*CHOICES, Choice("c", 3, group="g"))), "no gap is of the group 'g'"),
        (lambda: DragIntoText((Gap("x", 1, (), wrong={"z": "So."}),), CHOICES), "the gap x speaks of 'z'"),
        (
            lambda: GapSelect(ONE, (*CHOICES, Choice("c", 3, unlimited=True))),
            "c: a menu offers every choice",
        ),
        (lambda: Gap("1", 1, ()), "beginning with a letter, received '1'"),
    ],
)
def test_what_a_definition_gets_wrong_is_told(made: object, said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        made()  # type: ignore[operator]


def test_the_report_names_the_choice_in_each_gap_and_what_filling_them_in_at_random_earns(folder: Path) -> None:
    said = list(as_text(verified(folder)))

    assert said[0].split(maxsplit=1) == ["gaps", "mean=mean, median=median, side=above"]
    assert "random guess 33.3%" in said[1]  # two gaps with a chance of 1 in 4, one of 1 in 2


def test_more_gaps_than_moodle_has_fractions_for_are_no_finding(folder: Path) -> None:
    """Seven gaps are worth a seventh each, eleven an eleventh, which no list of Moodle's has."""
    more = [f"more_{letter}" for letter in "abcdefgh"]
    added = "".join(
        f'            Gap("{id_}", s.side, because=(mean_follows_the_far_value,), group="sides"),\n' for id_ in more
    )
    marks = ", ".join(f"[[{id_}]]" for id_ in more)
    both(
        replacing(GAPS, "        ),\n        choices=(", f"{added}        ),\n        choices=("),
        replacing(
            GAPS, 'Choice("above", "above", group="sides",', 'Choice("above", "above", unlimited=True, group="sides",'
        ),
        replacing(GAPS_EN, "[[side]] the median", f"[[side]] the median {marks}"),
        replacing(GAPS_PT, "[[side]] da mediana", f"[[side]] da mediana {marks}"),
        replacing("gaps/readback.en.txt", "[[side]] the median", f"[[side]] the median {marks}"),
        replacing("gaps/readback.pt-BR.txt", "[[side]] da mediana", f"[[side]] da mediana {marks}"),
    )(folder)

    found = verified(folder)
    assert {one.code for one in found.findings} == set()
    assert len(found.keys["gaps"]) == 11


def test_a_gap_in_a_question_of_another_kind_is_mark_up_left_over(tmp_path: Path) -> None:
    bank = Path(copytree(TESTS / "broken/healthy", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))
    replacing(EN, "Which constant", "Which [[near_constant]] constant")(bank)

    assert any("shows a gap, and its item has none" in one for one in messages(verified(bank), "L001"))


def test_what_differs_between_two_versions_is_told_gap_by_gap(folder: Path) -> None:
    before = read(released(folder))
    replacing(GAPS, 'Gap("median", s.median', 'Gap("median", s.mid_range')(folder)

    [question] = compare(before, read(released(folder))).questions

    assert any('"gap 2: 3.50"' in change.text and '"gap 2: 8.50"' in change.text for change in question.changes)


def test_check_xml_finds_choices_of_a_group_that_read_the_same(folder: Path) -> None:
    content = released(folder)
    assert not _codes(content)

    assert _codes(content.replace(b"<![CDATA[below]]>", b"<![CDATA[<b>Above</b>]]>")) == set()
    assert _codes(content.replace(b"<![CDATA[below]]>", b"<![CDATA[<sub>above</sub>]]>")) == {"X036"}


def _codes(content: bytes) -> set[str]:
    return {finding.code for finding in examine(QuizFile.read(content, where="q.xml"))}


class TestFilled:
    """The preview in a real browser: one fills the gaps, and sees what that earns."""

    pytestmark = needs_chromium

    @pytest.mark.parametrize("menus", [False, True])
    def test_what_is_filled_in_earns_the_share_of_gaps_that_are_right(
        self, folder: Path, tmp_path: Path, *, menus: bool
    ) -> None:
        if menus:
            IN_MENUS(folder)
        shown = preview(banks.load(str(folder)), (), ("en",), count=0, seed=1, progress=lambda _: None)
        (tmp_path / "page.html").write_bytes(as_page(shown, title="t", bank="b", languages=("en",)))
        with new_page() as page:
            page.goto((tmp_path / "page.html").as_uri())
            menu, earned = page.locator("form select"), page.locator("form output.earned")
            assert [menu.nth(place).locator("option").count() for place in range(3)] == [5, 5, 3]
            menu.nth(0).select_option(label="6.00")
            assert earned.text_content() == "33.3333"
            menu.nth(1).select_option(label="3.50")
            menu.nth(2).select_option(label="above")
            assert earned.text_content() == "100"
            menu.nth(2).select_option(label="below")
            assert earned.text_content() == "66.6667"
