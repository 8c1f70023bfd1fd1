"""What each type of question takes for right, by itself and by laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imports import imports
from marked import question
from moodle.marking.questions import ITEMS, PRECISION, SHOWN, embedded, gaps
from places import ROOT
from strategies import LAW

from grader.moodle.fractions import FRACTIONS, percentage
from grader.moodle.marking.award import Award, Response, State
from grader.moodle.marking.marker import mark


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((("true", "100"), ("false", "100")), False),  # the last one decides
        ((("true", "0"), ("false", "0")), True),
        ((("false", "100"), ("true", "0")), False),
        ((("Verdadeiro", "0"), ("Falso", "100")), False),  # in other words, by their order
        ((("Falso", "100"), ("Verdadeiro", "0")), True),
        ((("true", "100.0"), ("false", "0")), True),
        ((("true", "1e2"), ("false", "0")), True),
    ],
)
def test_the_last_answer_says_what_is_true(answers: tuple[tuple[str, str], ...], *, expected: bool) -> None:
    inner = "".join(f'<answer fraction="{fraction}"><text>{text}</text></answer>' for text, fraction in answers)

    assert mark(question("truefalse", inner), expected).fraction == 1
    assert mark(question("truefalse", inner), not expected).fraction == 0


@pytest.mark.parametrize(
    ("inner", "response", "expected"),
    [
        ("", (0, 1, 2, 3, 4), 1),
        ("<selectcount>1</selectcount><selecttype>RANDOM</selecttype>", (4, 0), 0),
        ("<selectcount>1</selectcount><selecttype>RANDOM</selecttype>", (0, 4), 1),
        ("<selectcount>3.7</selectcount><selecttype>x</selecttype>", (0, 1, 4), 1),
        ("<selectcount>1e400</selectcount><selecttype>CONTIG</selecttype>", (0, 1, 2, 3, 4), 1),
        ("<selectcount>3</selectcount><selecttype>contiguous</selecttype>", (3, 2, 4), 0),
        ("<selectcount>3</selectcount><selecttype>EXACT</selecttype>", (0, 1, 2, 3, 4), 1),
        ("<studentsee>2</studentsee>", (1, 3), 1),
        ("<studentsee>2</studentsee><logical>ALL</logical>", (0, 1, 2, 3, 4), 1),
    ],
)
def test_an_order_is_one_of_the_items_that_were_drawn(inner: str, response: Response, expected: float) -> None:
    assert mark(question("ordering", ITEMS + SHOWN + inner), response).fraction == expected


def test_items_that_are_blank_are_none_and_a_hint_may_say_what_is_shown() -> None:
    element = question("ordering", "<answer><text> </text></answer>" + ITEMS + "<hint/>")

    assert mark(element, (0, 1, 2, 3, 4)).fraction == 1


def test_gaps_count_by_choice_and_a_blank_choice_keeps_its_number() -> None:
    element = question(
        "ddwtos",
        gaps(
            "dragbox",
            embedded("[[1]] [[4]]"),
            ("<text>a</text><infinite/>", "<text>a</text>", "<text/>", "<text>b</text>"),
        ),
    )

    assert [mark(element, response).fraction for response in ((1, 4), (2, 4), (1, 0), (0, 0))] == [1, 0.5, 0.5, None]


def test_what_people_mark_has_no_fraction_yet() -> None:
    essay = question("essay", "<responseformat>plain</responseformat>")

    assert mark(essay, "some words") == Award(None, State.BY_HAND)
    assert mark(essay, " ") == mark(essay, None) == Award(None, State.BLANK)


def test_a_number_in_a_text_never_costs_and_texts_and_options_may() -> None:
    element = question("cloze", embedded("{1:NM:=1~%-50%2} {1:SA:=a~%-50%b} {:MC:=a~%-50%b} {0:MR:=a~b}"))

    assert [part.fraction for part in mark(element, ("2", "b", 1, (1,))).parts] == [0, -0.5, -0.5, 0]
    assert mark(element, ("2", "b", 1, (1,))).fraction == pytest.approx(-1 / 3)
    assert mark(element, ("2", "b", 1, (1,))).state == State.WRONG


@LAW
@given(st.lists(st.sampled_from(FRACTIONS), min_size=2, max_size=6), st.data())
def test_ticking_adds_up_and_stays_between_nothing_and_all(fractions: list[float], data: st.DataObject) -> None:
    answers = "".join(
        f'<answer fraction="{percentage(fraction)}"><text>{place}</text></answer>'
        for place, fraction in enumerate(fractions)
    )
    ticked = data.draw(st.lists(st.integers(0, len(fractions) - 1), min_size=1, unique=True))

    award = mark(question("multichoice", f"<single>false</single>{answers}"), ticked)

    assert award.fraction == pytest.approx(min(max(sum(fractions[place] for place in ticked), 0), 1), abs=PRECISION)
    assert award.answers == tuple(sorted(ticked))


@LAW
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=6))
def test_the_parts_of_a_text_count_by_their_weights(parts: list[tuple[int, bool]]) -> None:
    element = question("cloze", embedded("{1:SA:=x}" + "".join(f"{{{weight}:SA:=a}}" for weight, _ in parts)))

    award = mark(element, ("y", *("a" if right else "b" for _, right in parts)))

    total = 1 + sum(weight for weight, _ in parts)
    assert award.fraction == pytest.approx(sum(weight for weight, right in parts if right) / total, abs=PRECISION)


def test_the_marker_shares_no_code_with_what_reads_and_writes_questions() -> None:
    ours = dict(imports(ROOT / "grader"))
    reached = {"grader.moodle.marking.marker"}
    while found := {name for module in reached for name in ours[module]} - reached:
        reached |= found

    assert {name for name in reached if not name.startswith("grader.moodle.marking.")} == {
        "grader.errors",
        "grader.moodle.flatten",
        "grader.moodle.fractions",
        "grader.moodle.numbers",
    }
