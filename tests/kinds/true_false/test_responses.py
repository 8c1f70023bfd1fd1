"""A response is one of two words, in the language of whoever gave it; anything else is never taken for one."""

import pytest

from grader.kinds import KINDS
from grader.kinds.response import Fit, Outcome, Response
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.kinds.true_false.responses import OfTruth, graded
from grader.moodle.quiz import Markup


def responses(stem: str = "Is 2 even?", *, right: bool = True) -> OfTruth:
    return OfTruth(*graded(TrueFalseQuestion("n", Markup(stem), right=right), "the XML"))


@pytest.mark.parametrize(("word", "place"), [("True", 0), ("Verdadeiro", 0), ("False", 1), ("Falso", 1)])
@pytest.mark.parametrize("right", [True, False])
def test_a_word_of_either_language_is_a_response(word: str, place: int, *, right: bool) -> None:
    found = responses(right=right).read(word, lossless=False)

    assert found == Response(Outcome.ANSWERED, (place,), float((place == 0) is right))


def test_a_blank_earns_nothing() -> None:
    assert responses().read("-", lossless=False) == Response(Outcome.BLANK, fraction=0.0)


@pytest.mark.parametrize("text", ["", "true", "Vrai", "True; False", "TrueFalse", "TrueVerdadeiro", "0", "=x"])
def test_anything_else_is_unreadable_and_has_no_fraction(text: str) -> None:
    found = responses().read(text, lossless=False)

    assert (found.outcome, found.fraction) == (Outcome.UNREADABLE, None)


@pytest.mark.parametrize(
    ("stem", "cell", "lossless", "fit"),
    [
        ("Is 2 even?", "Is 2 even?", False, Fit.WHOLE),
        ("<p>Is <b>2</b> even?</p>", "Is 2 EVEN?", False, Fit.NONE),
        ("Is 2 even?", "Is 2 even?: yes; no", False, Fit.NONE),  # as a multiple-choice question is written
        ("Is x&lt;y, then?", "Is x", False, Fit.PERHAPS),
        ("Is x&lt;y, then?", "Is x<y, then?", True, Fit.WHOLE),
        (
            '<span lang="en" class="multilang">Even?</span><span lang="pt_br" class="multilang">Par?</span>',
            "Par?",
            False,
            Fit.WHOLE,
        ),
    ],
)
def test_the_text_of_the_question_is_its_stem_alone(stem: str, cell: str, *, lossless: bool, fit: Fit) -> None:
    assert responses(stem).asked_by(cell, lossless=lossless) is fit


def test_guessing_earns_a_half() -> None:
    assert responses().random_guess == 0.5


def test_a_page_shows_each_reader_the_words_of_their_own_language() -> None:
    true, false = responses(right=False).answers

    assert true.markup.text == (
        '<span lang="en" class="multilang">True</span><span lang="pt_br" class="multilang">Verdadeiro</span>'
    )
    assert "Falso" in false.markup.text
    assert (true.fraction, false.fraction) == (0.0, 1.0)


def test_a_new_key_moves_what_each_word_earns() -> None:
    of_kind = KINDS["truefalse"].responses(responses().question, (0.0, 1.0))

    assert (of_kind.keyed, of_kind.read("True", lossless=False).fraction) == ((1,), 0.0)
