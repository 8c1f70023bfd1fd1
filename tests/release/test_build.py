"""From an item and its text to a Moodle question, in one language or in several at once."""

from dataclasses import replace

import pytest

from grader.kinds.multiple_choice.item import of_item
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import read, write
from grader.kinds.version import Version
from grader.model import VOID, Item, Option, Question, Text
from grader.moodle.quiz import Answer, Category, File, Markup, Quiz
from grader.release.moodle_question import category, multilingual

ITEM = Item(answer=4, options=(Option("three", 3, ()), Option("four", 4, ())), distractor_fraction=-0.25)
QUESTION = Question("sum", None, lambda _: 4, lambda _: ITEM, (), tags=("easy",), shuffle=False, maximum_mark=2.0)
ENGLISH = Text(
    language="en",
    title="A sum",
    stem="<p>What is the sum?</p>",
    parts={"option_four": "4", "option_three": "3", "feedback_four": "Yes", "feedback_three": "No"},
    general_feedback="<p>Count.</p>",
)
PORTUGUESE = replace(
    ENGLISH,
    language="pt-BR",
    title="Uma soma",
    stem="<p>Quanto dá a soma?</p>",
    parts={**ENGLISH.parts, "feedback_four": "Sim", "feedback_three": "Não"},
    general_feedback="<p>Conte.</p>",
)


def test_a_question_has_the_items_fractions_and_order_and_the_texts_words() -> None:
    assert of_item(QUESTION, ITEM, ENGLISH, number=3) == MultipleChoice(
        name="03 A sum",
        stem=Markup("<p>What is the sum?</p>"),
        answers=(Answer(-0.25, Markup("3"), Markup("No")), Answer(1.0, Markup("4"), Markup("Yes"))),
        general_feedback=Markup("<p>Count.</p>"),
        maximum_mark=2.0,
        idnumber="sum.en",
        tags=("easy",),
        single=True,
        shuffle=False,
    )


def test_every_option_of_a_void_item_earns_the_whole_mark() -> None:
    question = of_item(QUESTION, replace(ITEM, answer=VOID), ENGLISH, number=1)

    assert [answer.fraction for answer in question.answers] == [1.0, 1.0]


def test_an_idnumber_tells_questions_and_languages_apart() -> None:
    questions = [QUESTION, replace(QUESTION, id="product")]
    numbers = {
        str(Version(question.id, "", language)) for question in questions for language in ("en", "pt-BR", "multilang")
    }

    assert len(numbers) == 6
    assert str(Version(QUESTION.id, "", "pt-BR")) == "sum.pt-BR"


@pytest.mark.parametrize("variant", ["", "0a1b2c3d"])
@pytest.mark.parametrize("language", ["en", "pt-BR", "multilang"])
def test_an_idnumber_says_which_question_variant_and_language_it_is_of(variant: str, language: str) -> None:
    assert Version.parse(str(Version("sum", variant, language))) == ("sum", variant, language)


@pytest.mark.parametrize("foreign", ["", "sum", "Q.1", "sum.0a1b2c3.en", "a.b.en", ".en"])
def test_an_idnumber_that_no_bank_wrote_says_nothing(foreign: str) -> None:
    assert Version.parse(foreign) is None


@pytest.mark.parametrize(
    ("written", "path"),
    [("Exam", "Exam"), ("Exam /  Losses ", "Exam/Losses"), ("a / b / c d", "a/b/c d"), ("2025/2 / b", "2025//2/b")],
)
def test_a_category_is_the_path_of_its_parts(written: str, path: str) -> None:
    assert category(written) == Category(path)
    assert read(write(Quiz((category(written),)))) == Quiz((Category(path),))


def test_several_languages_stand_in_neighbouring_spans_with_moodles_codes() -> None:
    both = multilingual([PORTUGUESE, ENGLISH])

    assert both.stem == (
        '<p><span lang="pt_br" class="multilang">Quanto dá a soma?</span>'
        '<span lang="en" class="multilang">What is the sum?</span></p>'
    )
    assert both.parts["feedback_three"] == (
        '<span lang="pt_br" class="multilang">Não</span><span lang="en" class="multilang">No</span>'
    )
    assert both.general_feedback.startswith('<p><span lang="pt_br" class="multilang">Conte.</span><span lang="en"')
    assert both.language == "multilang"
    assert list(both.parts) == list(ENGLISH.parts)


def test_each_text_takes_along_the_files_that_it_refers_to() -> None:
    files = [File("a fox.png", b"1"), File("b.csv", b"2", "/d/"), File("unused.png", b"3")]
    html = '<img src="@@PLUGINFILE@@/a%20fox.png" alt="a" /> <a href="@@PLUGINFILE@@/d/b.csv#row=1">b</a>'
    text = replace(ENGLISH, stem=html, parts={**ENGLISH.parts, "option_four": html[:50]})

    question = of_item(QUESTION, ITEM, text, files, number=1)

    assert question.stem.files == tuple(files[:2])
    assert question.answers[1].markup.files == (files[0],)
    assert question.answers[0].markup.files == question.general_feedback.files == ()


def test_what_is_equal_in_all_languages_is_not_wrapped() -> None:
    parts = multilingual([PORTUGUESE, ENGLISH]).parts

    assert {name: parts[name] for name in ("option_four", "option_three")} == {"option_four": "4", "option_three": "3"}
    assert multilingual([ENGLISH]) == replace(ENGLISH, language="multilang")


def test_titles_stand_side_by_side_each_once() -> None:
    assert multilingual([PORTUGUESE, ENGLISH]).title == "Uma soma / A sum"
    assert multilingual([replace(PORTUGUESE, title="Softmax"), replace(ENGLISH, title="Softmax")]).title == "Softmax"
