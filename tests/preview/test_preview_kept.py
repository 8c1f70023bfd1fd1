"""Questions that are kept whole: each is shown with its parts, as far as it can be read, in its place in the exam."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from downloads import exam_file, question
from previews import KEPT, imported, quiz_of

from grader.cli import grader


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return imported(quiz_of(KEPT), tmp_path)


def page_of(bank: Path, *questions: str, status: int = 0) -> str:
    path = bank.parent / "preview.html"
    arguments = ["preview", "--bank", str(bank), "--html", str(path), *questions]
    result = CliRunner().invoke(grader, arguments, standalone_mode=False)
    assert result.exit_code == status, result.output
    return path.read_text(encoding="utf-8")


def articles(page: str) -> list[str]:
    """What is read in each article, without mark-up."""
    found = re.findall(r"<article.*?</article>", page, re.DOTALL)
    return [" ".join(re.sub("<[^>]*>", " ", article).split()) for article in found]


def test_each_is_shown_with_its_type_its_parts_and_that_it_is_not_computed(bank: Path) -> None:
    shown = articles(page_of(bank))

    assert len(shown) == 8
    assert all("kept whole" in article and "not computed" in article for article in shown)
    expected = (
        (
            "K1. Even even",
            "calculated",
            "Twice {n}?",
            "2*{n} earns 100% Yes, twice one.",
            "{n} earns 0%",
            "Two is twice",
        ),
        ("matching", "Peru goes with Lima", "Quito, which goes with none"),
        ("numerical", "3.14 earns 100%; tolerance 0.01", "units / unit / unit_name rad"),
        (
            "It is gap 1 and gap 2 , and {not a gap}.",
            "Gap 1: MULTICHOICE, weight 1",
            "Lima earns 100% right",
            "Quito earns 50%",
        ),
        ("A gap 2 eats gap 9 .", "stone 1, group 1", "cat 2, group 1; right in gap 2"),
        ("Items, in the right order first second",),
        ("essay", "For whoever marks it Look for words.", "responseformat editor"),
        ("stranger", "inner / deeper / most here"),
    )
    for article, words in zip(shown, expected, strict=True):
        for said in words:
            assert said in article


def test_what_has_nothing_to_show_is_not_shown(bank: Path) -> None:
    shown = articles(page_of(bank))

    assert "Hint 1 Look south." in shown[3]
    assert "Hint 2" not in shown[3]
    assert "Feedback" not in shown[2]
    assert "Settings" not in shown[0]
    assert "earns" not in shown[5]


def test_images_are_shown_and_scripts_named(bank: Path) -> None:
    page = page_of(bank, "write")

    assert 'src="data:image/png;base64,iVBORy0x"' in page
    assert "not by this page: <code>script</code>" in page
    assert page.count("<script") == 1


def test_they_stand_among_the_others_where_they_stood(tmp_path: Path) -> None:
    one, two = (exam_file(question(("a", 1.0), ("b", 0.0), name=name)) for name in ("one", "two"))
    inner = [re.sub(rb"<\?xml.*?\?>|</?quiz>", b"", part).decode() for part in (one, two)]
    kept = re.findall(r"<question.*?</question>", KEPT, re.DOTALL)
    bank = imported(quiz_of(kept[0] + inner[0] + kept[1] + kept[2] + inner[1]), tmp_path)

    assert [article.split(" ")[0] for article in articles(page_of(bank))] == ["K1.", "1.", "K2.", "K3.", "2."]


def test_a_choice_that_is_kept_whole_shows_its_options_and_categories_are_no_questions(tmp_path: Path) -> None:
    category = '<question type="category"><category><text>$course$/top/Means</text></category></question>'
    choice = (
        '<question type="multichoice"><name><text>Choice</text></name><questiontext format="markdown">'
        "<text>Which *mean*?</text></questiontext><single>true</single><shownumcorrect/>"
        '<answer fraction="100"><text>this</text><feedback><text>Yes.</text></feedback></answer>'
        '<answer fraction="0"><text>that</text></answer></question>'
    )
    (article,) = articles(page_of(imported(quiz_of(category + choice), tmp_path)))

    assert article.startswith("K1. Choice")
    for said in (
        "Moodle's type multichoice",
        "Which mean ?",
        "this earns 100% Yes.",
        "that earns 0%",
        "shownumcorrect yes",
    ):
        assert said in article
    assert "idnumber" not in article  # it has none


def test_one_can_be_shown_alone(bank: Path) -> None:
    (article,) = articles(page_of(bank, "pi"))

    assert article.startswith("K3. Pi")


@pytest.mark.parametrize("content", ["<question", "", "<question/>", "<question type='category'/>", None])
def test_one_that_cannot_be_read_says_so_and_hides_no_other(content: str | None, bank: Path) -> None:
    path = bank / "pi" / "question.xml"
    if content is None:
        path.unlink()
    else:
        path.write_text(content)

    shown = articles(page_of(bank, status=1))

    assert len(shown) == 8
    assert "Cannot be read:" in shown[2]
    assert "Pi?" not in shown[2]
