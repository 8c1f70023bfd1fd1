"""An award names the answers, and so the feedback, that are shown."""

from xml.etree import ElementTree as ET

import pytest
from marked import questions

from grader.moodle.marking.award import Award, Response, State
from grader.moodle.marking.marker import mark

TYPES = questions("types.xml")


def feedback(element: ET.Element, award: Award) -> list[str]:
    """The specific feedback that an award names."""
    return [element.findall("answer")[place].findtext("feedback/text", "") for place in award.answers]


@pytest.mark.parametrize(
    ("name", "response", "expected"),
    [
        ("TF-true", True, ["Sim."]),
        ("TF-true", False, ["É uma soma de quadrados."]),
        ("TF-true", None, []),
        ("NUM-steps", "3.14", ["Good"]),
        ("NUM-steps", "3.1", [""]),
        ("NUM-steps", "7", ["Try again"]),
        ("NUM-steps", "about 3", []),
        ("SA-wild", "Rio", ["no"]),
        ("SA-case", "Rio", []),
        ("MA-neg", (4, 0), ["", ""]),
        ("SC-neg", 2, [""]),
    ],
)
def test_an_award_names_the_answers_whose_feedback_is_shown(name: str, response: Response, expected: list[str]) -> None:
    assert feedback(TYPES[name], mark(TYPES[name], response)) == expected


@pytest.mark.parametrize(
    ("name", "response", "expected"),
    [
        ("MT-extra", ("Brasília", "Lima", "Santiago", "Sucre"), "ok"),
        ("MT-extra", ("Brasília", None, None, "Cusco"), "partly"),
        ("MT-extra", ("Lima", None, None, None), "no"),
        ("MT-extra", None, "no"),
        ("GAP-groups", (1, 4, 2, 0), "meio"),
    ],
)
def test_an_award_names_the_feedback_that_is_shown_whatever_was_answered(
    name: str, response: Response, expected: str
) -> None:
    assert TYPES[name].findtext(f"{mark(TYPES[name], response).combined}/text") == expected


@pytest.mark.parametrize(("name", "response"), [("NUM-zero", "0"), ("CZ-neg", None), ("TF-true", True)])
def test_other_types_have_no_such_feedback(name: str, response: Response) -> None:
    assert mark(TYPES[name], response).combined == ""


def test_each_part_of_a_cloze_question_has_its_award_and_its_feedback() -> None:
    award = mark(TYPES["CZ-mixed"], (1, "3.11", "s", None))

    assert award.fraction == pytest.approx((0.5 + 2 * 0.5 + 0.25) / 5)
    assert award.state == State.PARTLY
    assert award.parts == (
        Award(0.5, State.PARTLY, (1,)),
        Award(0.5, State.PARTLY, (1,)),
        Award(0.25, State.PARTLY, (2,)),
        Award(None, State.BLANK),
    )
