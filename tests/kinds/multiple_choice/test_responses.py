"""From the text of a response to its options: what is certain is read, what is not is never guessed."""

from collections.abc import Sequence
from itertools import permutations
from random import Random

import pytest
from downloads import exam_file, question, response
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.grading.exam import Question, exam
from grader.kinds.response import Outcome, Response
from grader.moodle.fractions import FRACTIONS

WORDS = ("a", "b", "a; b", "b; a", "c", "<b>a</b>", "A", r"\(x&lt;y\)", r"\(x&lt;z\)", "x  y", "-", "1 < 2", "é&amp;")


def asked(*options: tuple[str, float], single: bool = True) -> Question:
    return exam(exam_file(question(*options, single=single)), where="exam.xml").graded[0]


def read(options: Sequence[tuple[str, float]], text: str, *, single: bool = True, lossless: bool = False) -> Response:
    return asked(*options, single=single).read(text, lossless=lossless)


def test_a_response_is_the_option_that_reads_so() -> None:
    assert read([("a", 1), ("b", -0.5)], "b") == Response(Outcome.ANSWERED, (1,), -0.5)


def test_a_dash_is_a_blank_and_earns_nothing() -> None:
    assert read([("a", 1), ("b", 0)], "-") == Response(Outcome.BLANK, (), 0.0)


def test_a_dash_that_is_also_an_option_is_not_decided() -> None:
    assert read([("a", 1), ("-", 0)], "-") == Response(Outcome.AMBIGUOUS, candidates=((), (1,)))


@pytest.mark.parametrize("text", ["c", "", "a; b", "a b", "-a", "a;"])
def test_what_fits_no_option_is_unreadable_and_has_no_mark(text: str) -> None:
    assert read([("a", 1), ("b", 0)], text) == Response(Outcome.UNREADABLE)


@pytest.mark.parametrize(
    "text", ["0,5", ".5", "0.50", "5,00E-01", "1/2", "01/fev", "1-Feb", "2026-02-01", "1000", "1.000,00", "1,00E+03"]
)
def test_what_a_spreadsheet_makes_of_a_number_or_a_fraction_is_unreadable(text: str) -> None:
    """An option that it was, or another that it reads like, is not guessed."""
    options = [("0.5", 1), ("½", 0), ("1/3", 0), ("1e3", 0), ("1,000.00", 0), ("2", 0)]

    assert read(options, text) == Response(Outcome.UNREADABLE)
    assert read(options, f"{text}; 2", single=False) == Response(Outcome.UNREADABLE)


@pytest.mark.parametrize("text", [" a b", "a b ", "\N{NO-BREAK SPACE}a\N{NO-BREAK SPACE}b", "a\tb", "a  b\r\n"])
def test_spaces_around_and_within_a_cell_do_not_matter(text: str) -> None:
    assert read([("a b", 1), ("a", 0), ("b", 0)], text).options == (0,)
    assert read([("a b", 0.5), ("a", 0.5), ("b", 0)], f"b; {text}", single=False).options == (0, 2)


@pytest.mark.parametrize("hidden", ['<img src="x.png" alt="">', "&lt;x", "<p></p>"])
@pytest.mark.parametrize("single", [True, False])
@pytest.mark.parametrize("worth", [0.0, 0.5])
def test_an_empty_cell_is_no_choice_of_an_option_without_text(hidden: str, single: bool, worth: float) -> None:  # noqa: FBT001
    """A spreadsheet leaves one, too."""
    found = read([("a", 1), (hidden, worth)], "", single=single)

    assert (found.outcome, found.options, found.fraction) == (Outcome.AMBIGUOUS, (), None)
    assert {(), (1,)} <= set(found.candidates)


def test_an_option_without_text_is_read_beside_others() -> None:
    options = [("a", 0.5), ('<img src="x.png" alt="">', 0.5), ("b", 0.0)]

    assert [read(options, text, single=False).options for text in ("a; ", "; a", "a; ; b", "b; a")] == [
        (0, 1),
        (0, 1),
        (0, 1, 2),
        (0, 2),
    ]


def test_options_that_read_the_same_are_not_told_apart() -> None:
    same = [(r"\(x&lt;y\)", 1.0), (r"\(x&lt;z\)", 0.0), ("w", 0.0)]

    assert read(same, r"\(x") == Response(Outcome.AMBIGUOUS, candidates=((0,), (1,)))
    assert read(same, r"\(x<z\)", lossless=True) == Response(Outcome.ANSWERED, (1,), 0.0)


def test_options_that_read_the_same_and_are_worth_the_same_have_a_certain_mark() -> None:
    same = [("<b>a</b>", 0.0), ("A", 0.0), ("w", 1.0)]

    assert read(same, "A") == Response(Outcome.AMBIGUOUS, fraction=0.0, candidates=((0,), (1,)))


@pytest.mark.parametrize("text", ["line one   line two", "line one\nline two", " line one line two  "])
def test_line_ends_read_as_any_moodle_writes_them(text: str) -> None:
    assert read([("line one<br>line two", 1), ("b", 0)], text).options == (0,)


def test_several_answers_are_joined_in_any_order() -> None:
    options = [("São Paulo", 0.5), ("Belém; PA", 0.5), ("Campinas", -0.5)]

    assert read(options, "Belém; PA; São Paulo", single=False) == Response(Outcome.ANSWERED, (0, 1), 1.0)
    assert read(options, "Campinas; São Paulo", single=False) == Response(Outcome.ANSWERED, (0, 2), 0.0)
    assert read(options, "Belém", single=False) == Response(Outcome.UNREADABLE)


HIDES = [("1", 0.5), (r"\(x&lt;y\)", 0.5), ("2", -0.5)]


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        (r"\(x", ((1,), (0, 1), (1, 2), (0, 1, 2))),
        (r"1; \(x", ((0, 1), (0, 1, 2))),
        ("1; 2", ((0, 2),)),
    ],
)
def test_what_was_chosen_after_an_option_that_a_download_cuts_is_not_known(
    text: str, candidates: tuple[tuple[int, ...], ...]
) -> None:
    found = read(HIDES, text, single=False)

    assert found.outcome is (Outcome.ANSWERED if len(candidates) == 1 else Outcome.AMBIGUOUS)
    assert (found.candidates or (found.options,)) == candidates
    assert found.fraction is (None if len(candidates) > 1 else found.fraction)


def test_html_shows_what_was_chosen_after_a_less_than_sign() -> None:
    assert read(HIDES, r"\(x<y\); 1", single=False, lossless=True) == Response(Outcome.ANSWERED, (0, 1), 1.0)


def test_whatever_an_option_hides_its_mark_is_known_where_all_earn_the_same() -> None:
    void = [(text, 1.0) for text, _ in HIDES]

    assert read(void, r"\(x", single=False).fraction == 1.0


def test_an_option_that_closes_the_tag_of_another_makes_one_word_with_it() -> None:
    options = [("x&lt;y", 0.5), ("a&gt;b", 0.5), ("xb", 0.0), ("c", 0.0)]
    assert response(question(*options, single=False), (0, 1)) == "xb"

    found = read(options, "xb", single=False)

    assert set(found.candidates) == {(2,), (0, 1), (0, 1, 2), (0, 1, 3), (0, 1, 2, 3)}
    assert found.fraction is None


def test_what_is_worth_the_same_is_so_in_whatever_order_it_is_added_up() -> None:
    """For a computer, 0.1 + 0.2 + 0.3 is more than 0.3 + 0.2 + 0.1."""
    options = [("x; y", 0.1), ("z", 0.2), ("x", 0.3), ("y; z", 0.0), ("w", 0.3)]

    found = [read(order, "x; y; z; w", single=False) for order in permutations(options)]

    assert {(one.outcome, one.fraction) for one in found} == {(Outcome.AMBIGUOUS, 0.6)}


def test_a_text_that_could_be_taken_apart_in_very_many_ways_is_given_up_on() -> None:
    options = [("a", 0.1)] * 20
    text = "; ".join(["a"] * 10)

    found = read(options, text, single=False)

    assert (found.outcome, found.fraction) == (Outcome.AMBIGUOUS, None)


def test_each_language_of_a_text_is_read() -> None:
    spans = '<span lang="pt_br" class="multilang">sim</span><span lang="en" class="multilang">yes</span>'
    options = [(spans, 1.0), ("?", 0.0)]

    assert [read(options, text).options for text in ("sim", "yes", "simyes", "não")] == [(0,), (0,), (0,), ()]


@st.composite
def chosen(draw: st.DrawFn) -> tuple[list[tuple[str, float]], tuple[int, ...], bool]:
    """A question's options, and some of them chosen in some order."""
    single = draw(st.booleans())
    options = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(FRACTIONS)), min_size=2, max_size=6))
    places = draw(st.permutations(range(len(options))))
    return options, tuple(places[: 1 if single else draw(st.integers(1, len(options)))]), single


@settings(max_examples=300)
@given(chosen())
def test_what_was_chosen_is_read_or_named_among_what_it_may_mean(
    case: tuple[list[tuple[str, float]], tuple[int, ...], bool],
) -> None:
    options, places, single = case
    source = question(*options, single=single)

    found = asked(*options, single=single).read(response(source, places), lossless=False)

    if found.outcome is Outcome.ANSWERED:
        assert found.options == tuple(sorted(places))
    else:
        assert found.outcome is Outcome.AMBIGUOUS
        assert tuple(sorted(places)) in found.candidates


@settings(max_examples=200)
@given(chosen(), st.randoms(use_true_random=False))
def test_the_order_of_the_options_in_the_file_changes_no_mark(
    case: tuple[list[tuple[str, float]], tuple[int, ...], bool], random: Random
) -> None:
    options, places, single = case
    text = response(question(*options, single=single), places)
    shuffled = list(options)
    random.shuffle(shuffled)

    before, after = (read(given_, text, single=single) for given_ in (options, shuffled))

    assert (before.outcome, before.fraction) == (after.outcome, after.fraction)
    assert sorted(options[place] for place in before.options) == sorted(shuffled[place] for place in after.options)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=5), st.text(max_size=12), st.booleans())
def test_any_text_at_all_is_read_without_an_error_and_never_earns_a_mark_by_accident(
    words: list[str],
    text: str,
    single: bool,  # noqa: FBT001
) -> None:
    found = read([(word, 1.0) for word in words], text, single=single)

    assume(found.outcome is not Outcome.BLANK)
    if found.outcome is Outcome.ANSWERED:
        assert found.options
        assert found.fraction == 1.0
    else:
        assert found.options == ()
        assert (found.outcome is Outcome.UNREADABLE) == (found.candidates == ())
    if found.outcome is Outcome.UNREADABLE:
        assert found.fraction is None
