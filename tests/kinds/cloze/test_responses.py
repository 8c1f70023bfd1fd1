"""What downloads say of questions with embedded answers: each part, in any language, or that nobody can tell."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from strategies import LAW

from grader.kinds.cloze.cells import MOST, cut
from grader.kinds.cloze.question import ClozeQuestion
from grader.kinds.cloze.reading import read
from grader.kinds.cloze.responses import OfParts, decimal, graded
from grader.kinds.response import Fit, Outcome
from grader.moodle.flatten import downloaded

MIXED = (
    "The mean is {4:NM:=4.36:0.005~%50%19:0.5}, {2:MC:=above~below} the median; less are "
    "{2:MR:=2~=3~10}; its square is the {2:SA:=variance~=var~range}."
)


def question(text: str) -> ClozeQuestion:
    element = etree.fromstring(
        f"<question type='cloze'><name><text>q</text></name><questiontext format='html'><text><![CDATA[{text}]]></text>"
        "</questiontext></question>"
    )
    found = read(element, "q")
    assert isinstance(found, ClozeQuestion)
    return found


def of(text: str = MIXED) -> OfParts:
    return OfParts(*graded(question(text), "q"))


def said(*parts: str, word: str = "part") -> str:
    return "; ".join(f"{word} {number}: {part}" for number, part in enumerate(parts, start=1))


@pytest.mark.parametrize(
    ("parts", "options", "fraction"),
    [
        (("4.36", "above", "2; 3", "variance"), (0, 2, 4, 5, 7), 1.0),
        (("4.36", "above", "2; 3", "VAR"), (0, 2, 4, 5, 7), 1.0),  # another way to be right is told as the first
        (("4.3550001", "", "", ""), (0,), 0.4),
        (("19.2", "", "", ""), (1,), 0.2),
        (("7", "", "", ""), (10,), 0.0),
        (("nonsense", "below", "10", "range"), (3, 6, 9, 10), 0.0),
        (("", "", "2; 10", ""), (4, 6), 0.0),
        (("", "", "2; 3; 10", ""), (4, 5, 6), 0.1),
        (("", "", "3; 2", ""), (4, 5), 0.2),  # shuffled
    ],
)
@pytest.mark.parametrize("word", ["part", "parte", "Teil", "част"])
def test_the_parts_earn_by_their_weights_in_every_language(
    parts: Sequence[str], options: tuple[int, ...], fraction: float, word: str
) -> None:
    response = of().read(said(*parts, word=word), lossless=False)

    assert (response.outcome, response.options) == (Outcome.ANSWERED, options)
    assert response.fraction == pytest.approx(fraction, abs=1e-9)


@pytest.mark.parametrize(
    "cell", ["-", " - ", "part 1: ; part 2: ; part 3: ; part 4: ", "part 1: ; part 2: ; part 3: ; part 4:"]
)
def test_a_response_without_any_answer_is_blank(cell: str) -> None:
    response = of().read(cell, lossless=False)

    assert (response.outcome, response.options, response.fraction) == (Outcome.BLANK, (), 0.0)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "a stray word",
        said("4.36", "above", "2; 3"),  # a part is missing, as where a `<` cut the cell
        said("4.36", "beside", "2; 3", "range"),  # no choice
        said("4.36", "above", "2; 4", "range"),
        said("4.36", "above", "2; 2", "range"),
        "4.36; above; 2; 3; variance",
    ],
)
def test_what_no_part_offers_is_no_zero(cell: str) -> None:
    response = of().read(cell, lossless=False)

    assert (response.outcome, response.fraction) == (Outcome.UNREADABLE, None)


def test_an_answer_that_reads_like_a_separator_leaves_it_open_what_was_answered() -> None:
    two = of("{1:SA:=a; part 2: b~c} and {1:SA:=b~=x; part 2: b}")

    response = two.read("part 1: a; part 2: b; part 2: b", lossless=False)

    assert response.outcome is Outcome.AMBIGUOUS
    assert len(response.candidates) == 2
    assert response.fraction is None


def test_a_cell_that_is_ambiguous_has_a_mark_where_all_its_meanings_earn_the_same() -> None:
    two = of("{1:SA:=a~=zz} and {1:SA:=b~c~d}")

    response = two.read("part 1: q; part 2: q; part 2: q", lossless=False)

    assert (response.outcome, response.fraction) == (Outcome.ANSWERED, 0.0)  # both mean that nothing is foreseen


def test_choices_that_read_the_same_are_ambiguous() -> None:
    response = of("{1:MC:=a~a~b}").read("part 1: a", lossless=False)

    assert (response.outcome, response.candidates) == (Outcome.AMBIGUOUS, ((0,), (1,)))


def test_too_many_meanings_are_nobodys_to_tell() -> None:
    cell = "part 1: " + "; part 2: x" * (MOST + 2)

    assert len(cut(cell, 2)) == MOST + 1
    response = of("{1:SA:=a} {1:SA:=b}").read(cell, lossless=False)
    assert response.fraction is None
    assert response.outcome in (Outcome.AMBIGUOUS, Outcome.UNREADABLE)


def test_a_comma_is_read_as_the_right_answer_shows_it() -> None:
    asked = of()
    english, portuguese = (said(number, "above", "2; 3", "variance") for number in ("4.36", "4,36"))

    assert decimal(asked.question, portuguese) == "4,36"
    typed = said("4,36", "above", "2; 3", "variance")
    assert asked.read(typed, lossless=False, right=portuguese).fraction == 1.0
    assert asked.read(typed, lossless=False, right="3,5").fraction == 1.0
    assert asked.read(typed, lossless=False, right=english).fraction == pytest.approx(0.6)
    unknown = asked.read(typed, lossless=False)
    assert (unknown.outcome, unknown.fraction) == (Outcome.AMBIGUOUS, None)


def test_a_void_question_earns_whatever_was_answered() -> None:
    asked = of()
    void = replace(asked, fractions=(1.0,) * len(asked.fractions))

    assert void.read(said("7", "below", "10", "x"), lossless=False).fraction == 1.0
    assert void.read("-", lossless=False).fraction == 0.0


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("The mean is _____, {above; below} the median; less are {2; 3; 10}; its square is the _____.", Fit.WHOLE),
        ("The mean is _____, {below; above} the median; less are {2; 3; 10}; its square is the _____.", Fit.NONE),
        ("The mean is _____, {above; below} the median.", Fit.NONE),
    ],
)
def test_a_question_is_known_by_its_text_and_what_its_gaps_offer(text: str, fit: Fit) -> None:
    assert of().asked_by(text, lossless=False) is fit


@pytest.mark.parametrize("order", ["yes; no; perhaps", "no; perhaps; yes"])
def test_choices_that_are_shuffled_stand_in_any_order(order: str) -> None:
    shuffled = of("Is it {1:MCS:=yes~no~perhaps}, or {1:MC:=a~b}?")

    assert shuffled.asked_by(f"Is it {{{order}}}, or {{a; b}}?", lossless=False) is Fit.WHOLE
    assert shuffled.asked_by(f"Is it {{{order}; more}}, or {{a; b}}?", lossless=False) is Fit.NONE


WORDS = st.sampled_from(["variance", "range", "x", "part 2", "; ", "2", "a: b"])


@LAW
@given(
    st.sampled_from(["", "4.36", "19", "5", "no"]),
    st.sampled_from(["", "above", "below"]),
    st.lists(st.sampled_from(["2", "3", "10"]), unique=True),
    st.just("") | WORDS,
)
def test_every_download_of_answers_reads_as_what_was_answered(
    number: str, choice: str, several: list[str], words: str
) -> None:
    asked = of()
    cell = downloaded(said(number, choice, "; ".join(several), words))

    response = asked.read(cell, lossless=False)

    earned = {"4.36": 4.0, "19": 2.0}.get(number, 0.0) + 2.0 * (choice == "above")
    earned += max(0.0, 1.0 * len({"2", "3"} & {*several}) - 1.0 * ("10" in several)) + 2.0 * (words == "variance")
    is_blank = not (number or choice or several or words.strip("; "))
    assert response.outcome is (Outcome.BLANK if is_blank else Outcome.ANSWERED)
    assert response.fraction == pytest.approx(earned / 10, abs=1e-7)
