"""Gaps that were filled, as downloads show them: read where the text tells, and never guessed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.kinds.drag_into_text.question import DragIntoTextQuestion
from grader.kinds.gap_select.question import GapSelectQuestion
from grader.kinds.gaps.question import Offered, WithGaps, stored
from grader.kinds.gaps.responses import OfGaps, graded
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome
from grader.moodle.flatten import downloaded, to_plain_text
from grader.moodle.quiz import Markup, Quiz

WORDS = st.text(st.sampled_from("ab c}{<>/-[];é"), min_size=1, max_size=6).map(str.strip).filter(bool)


@st.composite
def questions(draw: st.DrawFn) -> WithGaps:
    """A question with two groups of choices, whatever their words, and gaps of either."""
    made = draw(st.sampled_from([GapSelectQuestion, DragIntoTextQuestion]))
    texts = draw(st.lists(WORDS, min_size=2, max_size=5, unique=True))
    choices = tuple(Offered(Markup(text), draw(st.sampled_from("12"))) for text in texts)
    right = draw(st.lists(st.integers(1, len(choices)), min_size=1, max_size=3))
    stem = " ".join(f"x [[{place}]]" for place in range(1, len(right) + 1))
    return made("q", Markup(stem), choices, tuple(right))


def of(question: WithGaps) -> OfGaps:
    asked, fractions = graded(question, "exam.xml")
    return OfGaps(asked, fractions)


def said(question: WithGaps, put: dict[int, int], *, lossless: bool = False) -> str:
    """The cell of a response. put: by gap, the place of the choice."""
    texts = [question.choices[put[gap]].markup.text if gap in put else "" for gap in range(len(question.right))]
    shown = " ".join(f"{{{text if question.literal else to_plain_text(text)}}}" for text in texts)
    return shown if lossless else downloaded(shown)


def two(first: str, second: str, **settings: object) -> OfGaps:
    choices = (Offered(Markup(first)), Offered(Markup(second)))
    return of(replace(GapSelectQuestion("q", Markup("[[1]] and [[2]]"), choices, (1, 2)), **settings))  # type: ignore[arg-type]


@given(questions())
def test_what_is_written_reads_back(question: WithGaps) -> None:
    [back] = read(write(Quiz((question,)))).questions

    assert back == question


@given(questions(), st.data())
def test_what_was_put_is_always_among_what_is_read(question: WithGaps, data: st.DataObject) -> None:
    """And where nothing else is, it earns the share of the gaps that are right."""
    parts = list(question.parts())
    put = dict(data.draw(st.lists(st.sampled_from(parts), min_size=1)))
    lossless = data.draw(st.booleans())
    wanted = tuple(parts.index((gap, put[gap])) for gap in sorted(put))

    found = of(question).read(said(question, put, lossless=lossless), lossless=lossless)

    assert wanted in (found.options, *found.candidates)
    if found.outcome is Outcome.ANSWERED:
        right = sum(place == question.right[gap] - 1 for gap, place in put.items())
        assert found.fraction == pytest.approx(right / len(question.right), abs=1e-7)


@given(questions(), st.randoms())
def test_the_order_of_choices_changes_nothing(question: WithGaps, random: object) -> None:
    order = list(range(len(question.choices)))
    random.shuffle(order)  # type: ignore[attr-defined]
    other = replace(
        question,
        choices=tuple(question.choices[place] for place in order),
        right=tuple(order.index(number - 1) + 1 for number in question.right),
    )

    assert of(other).random_guess == pytest.approx(of(question).random_guess)
    keyed = dict(enumerate(number - 1 for number in question.right))
    assert said(question, keyed) == said(other, dict(enumerate(number - 1 for number in other.right)))


def test_choices_that_read_the_same_are_ambiguous_and_the_mark_is_not_guessed() -> None:
    found = two("cat", "cat").read("{cat} {cat}", lossless=False)

    assert (found.outcome, found.fraction) == (Outcome.AMBIGUOUS, None)
    assert len(found.candidates) == 4


def test_what_a_download_cut_off_is_ambiguous() -> None:
    """The `<` of the first choice hides whatever stands behind it."""
    asked = two("a<b", "cat")

    assert asked.read("{a<b} {cat}", lossless=True).fraction == 1.0
    cut = asked.read("{a", lossless=False)
    assert (cut.outcome, cut.fraction) == (Outcome.AMBIGUOUS, None)
    assert {1.0, 0.5} <= {sum(asked.fractions[option] for option in one) for one in cut.candidates}


@pytest.mark.parametrize("text", ["", "cat", "{cat}", "{cat} {dog} {cat}", "{cat} {cow}", "{} {} {}"])
def test_what_fits_no_choices_has_no_mark(text: str) -> None:
    assert two("cat", "dog").read(text, lossless=False).outcome is Outcome.UNREADABLE


def test_gaps_that_are_all_empty_are_blank() -> None:
    for text in ("-", "{} {}"):
        found = two("cat", "dog").read(text, lossless=False)
        assert (found.outcome, found.fraction, found.options) == (Outcome.BLANK, 0.0, ())


def test_a_void_question_earns_all_of_the_mark_and_no_more() -> None:
    asked = replace(two("cat", "dog"), fractions=(1.0,) * 4)

    assert [asked.read(text, lossless=False).fraction for text in ("{dog} {cat}", "{dog} {}", "-")] == [1.0, 1.0, 0.0]


def test_a_choice_of_a_menu_is_told_in_every_language_of_it() -> None:
    both = '<span lang="en" class="multilang">cat</span><span lang="pt_br" class="multilang">gato</span>'
    asked = two(both, "dog")

    for text in ("{cat} {dog}", "{gato} {dog}", f"{{{both}}} {{dog}}"):
        assert asked.read(text, lossless=True).fraction == 1.0
    assert asked.read("{catgato} {dog}", lossless=False).fraction == 1.0  # as Moodle's table has it, without tags
    [stem, groups] = "[[1]] and [[2]]", "[[1]] -> {gato / dog}"
    assert asked.asked_by(f"{stem}; {groups}", lossless=False) > 1


def test_an_empty_choice_is_dropped_and_those_behind_it_get_other_numbers() -> None:
    choices = tuple(Offered(Markup(text)) for text in ("cat", "", "dog"))
    kept = stored(DragIntoTextQuestion("q", Markup("[[1]] [[2]]"), choices, (3, 1)))

    assert (kept.numbered.text, [choice.markup.text for choice in kept.choices]) == ("[[2]] [[1]]", ["cat", "dog"])
