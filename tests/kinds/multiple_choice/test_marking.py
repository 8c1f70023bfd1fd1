"""The independent marker: it awards what Moodle awards, and refuses what Moodle's importer refuses."""

import json
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import SAMPLES

from grader.errors import MoodleXMLError
from grader.kinds.marker import play
from grader.kinds.multiple_choice.marking import award
from grader.kinds.played import Played
from grader.moodle.flatten import downloaded
from grader.moodle.fractions import FRACTIONS


def _quiz(*answers: tuple[str, str], head: str = "") -> bytes:
    options = "".join(f'<answer fraction="{fraction}"><text>{text}</text></answer>' for text, fraction in answers)
    return f'<quiz><question type="multichoice"><name><text>q</text></name>{head}{options}</question></quiz>'.encode()


def test_choosing_each_option_alone_earns_its_fraction() -> None:
    head = "<idnumber>q.en</idnumber><defaultgrade>2.5</defaultgrade>"
    content = _quiz(("<![CDATA[<b>a</b>]]>", "100"), ("b &amp;lt; c", "33.33333"), ("d", "-50"), head=head)

    assert play(content) == (
        Played("q.en", "q", 2.5, (("A", 1.0), ("b < c", 0.3333333), ("d", -0.5))),  # negative fractions count
    )


def test_what_is_missing_has_moodles_default() -> None:
    content = b"""<quiz><question type="category"/><question type="multichoice">
        <answer fraction="100"><text>a</text></answer><answer><text>b</text></answer>
    </question></quiz>"""

    assert play(content) == (Played("", "", 1.0, (("a", 1.0), ("b", 0.0))),)


def test_one_of_several_answers_alone_earns_nothing_less_than_zero() -> None:
    content = _quiz(("a", "50"), ("b", "50"), ("c", "-50"), head="<single>false</single>")

    assert play(content)[0].fractions == (("a", 0.5), ("b", 0.5), ("c", 0.0))


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(FRACTIONS), max_size=5))
def test_several_answers_are_added_and_held_between_zero_and_one(fractions: list[float]) -> None:
    together = award(fractions, single=False)

    assert 0 <= together <= 1
    assert together == pytest.approx(min(max(sum(fractions), 0), 1), abs=1e-9)
    assert together == award(reversed(fractions), single=False)


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(FRACTIONS))
def test_a_single_answer_earns_what_it_says(fraction: float) -> None:
    assert award([fraction], single=True) == fraction


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (_quiz(("a", "100"), ("b", "37.5")), r"'q': Moodle refuses the fraction 37.5%; .* knows is 40.00000%"),
        (_quiz(("a", "100"), ("b", "33.33")), r"'q': Moodle refuses the fraction 33.33%; .* knows is 33.33333%"),
        (_quiz(("a", "150"), ("b", "0")), r"'q': Moodle refuses the fraction 150%; .* knows is 100.00000%"),
        (_quiz(("a", "100"), ("b", "-45")), r"'q': Moodle refuses the fraction -45%; .* knows is -40.00000%"),
        (_quiz(("a", "nan"), ("b", "100")), r"'q': Moodle refuses the fraction nan%"),
        (_quiz(("a", "100"), ("b", "")), r"'q': expected a fraction in percent, received ''"),
        (_quiz(("a", "100"), ("b", "abc")), r"'q': expected a fraction in percent, received 'abc'"),
        (_quiz(), r"'q': this type of question requires at least 2 choices"),
        (_quiz(("a", "100")), r"'q': this type of question requires at least 2 choices"),
        (_quiz(("a", "100"), (" \n", "0")), r"'q': this type of question requires at least 2 choices"),
        (_quiz(("a", "90"), ("b", "-5")), r"'q': no option earns the whole mark, the best earns 0.9"),
        (_quiz(("a", "100"), ("b", "0"))[:-1], r"Moodle cannot parse it: "),
        (b"<quiz>a & b</quiz>", r"Moodle cannot parse it: not well-formed .*line 1, column 9"),
        (b"", r"Moodle cannot parse it: no element found"),
    ],
)
def test_what_moodle_would_refuse_or_leave_without_a_key_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(MoodleXMLError, match=message):
        play(content)


def test_several_answers_need_none_that_earns_everything() -> None:
    assert play(_quiz(("a", "50"), ("b", "0"), head="<single>0</single>"))[0].fractions == (("a", 0.5), ("b", 0.0))


def test_a_fraction_within_moodles_tolerance_earns_the_listed_one() -> None:
    assert play(_quiz(("a", "100"), ("b", "66.667")))[0].fractions[1] == ("b", 0.6666667)


def _attempted() -> tuple[dict[str, list[tuple[str, float]]], dict[str, bool], list[dict[str, Any]]]:
    """By question the options with their fractions and whether one is chosen; and every slot of every attempt."""
    content = (SAMPLES / "exam5.xml").read_bytes()
    elements = [element for element in ET.fromstring(content).iter("question") if element.get("type") == "multichoice"]
    single = {element.findtext("name/text", ""): element.findtext("single") == "true" for element in elements}
    written = [[float(answer.get("fraction", "0")) / 100 for answer in element.iter("answer")] for element in elements]
    options = {
        played.name: [(text, fraction) for (text, _), fraction in zip(played.fractions, fractions, strict=True)]
        for played, fractions in zip(play(content), written, strict=True)
    }
    attempts = json.loads((SAMPLES / "exam5.quizA.json").read_text(encoding="utf-8"))["attempts"]
    return options, single, [slot for attempt in attempts for slot in attempt["slots"]]


def test_a_real_moodle_awarded_the_same_for_every_response() -> None:
    options, single, slots = _attempted()
    marked = [slot for slot in slots if slot["response"] is not None]

    assert len(slots) == 40 * 5
    assert len(marked) > 150
    for slot in marked:
        shown = [options[slot["name"]][place] for place in slot["order"]]
        earned = {
            award((fraction for _, fraction in chosen), single=single[slot["name"]])
            for count in ([1] if single[slot["name"]] else range(1, len(shown) + 1))
            for chosen in combinations(shown, count)
            if "; ".join(text for text, _ in chosen) == downloaded(slot["response"])
        }
        assert list(earned) == [pytest.approx(slot["fraction"], abs=1e-7)], slot
