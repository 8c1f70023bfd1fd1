"""Units of numbers: what a wrong one costs, what Moodle keeps of them, and where they may stand."""

from xml.etree import ElementTree as ET

import pytest
from marked import question
from moodle.marking.questions import same

from grader.errors import MoodleXMLError
from grader.moodle.marking.award import Response, State, WithUnit
from grader.moodle.marking.marker import mark, read


def unit_question(grading: int, penalty: str, *, showunits: int = 0, left: int = 0, more: str = "") -> ET.Element:
    units = "".join(
        f"<unit><multiplier>{multiplier}</multiplier><unit_name>{name}</unit_name></unit>"
        for name, multiplier in (("km", "1"), ("m", "1000"), ("mi", "0.621371"))
    )
    return question(
        "numerical",
        '<answer fraction="100"><text>5</text><tolerance>0.01</tolerance></answer>'
        '<answer fraction="-50"><text>-5</text></answer><answer fraction="20"><text>*</text></answer>'
        f"<units>{units}{more}</units><unitgradingtype>{grading}</unitgradingtype><unitpenalty>{penalty}</unitpenalty>"
        f"<showunits>{showunits}</showunits><unitsleft>{left}</unitsleft>",
    )


@pytest.mark.parametrize(
    ("grading", "penalty", "response", "expected"),
    [
        (0, "0.3", "5 km", 1),
        (0, "0.3", "5000 m", 1),
        (0, "0.3", "3.106855 mi", 1),
        (0, "0.3", "5", 1),
        (0, "0.3", "5 m", 1),  # the number alone is right
        (0, "0.3", "5 furlongs", 1),
        (1, "0.3", "5", 0.7),
        (1, "0.3", "5 m", 0.7),
        (1, "0.3", "9 m", 0.2),
        (1, "0.3", "9", 0.14),
        (2, "0.3", "5", 0.7),
        (2, "0.3", "9", 0),
        (2, "2", "5 Km", 0),  # units are told apart by case
        (0, "0.3", "-5 km", -0.5),
        (0, "0.3", "-5", 0),  # nothing negative without the right unit
        (1, "0.3", "km", 0),
    ],
)
def test_a_unit_that_is_wrong_or_missing_costs_what_the_question_says(
    grading: int, penalty: str, response: str, expected: float
) -> None:
    assert mark(unit_question(grading, penalty), response).fraction == pytest.approx(expected)


@pytest.mark.parametrize("showunits", [1, 2])
@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (WithUnit("5000", "m"), 1),
        (WithUnit(" 5000 ", " m "), 1),
        (WithUnit("5000 km", "m"), 1),  # the unit that is chosen counts
        (WithUnit("5 km", ""), 0.7),
        ("5 km", 1),  # kept from before the units could be chosen
        (WithUnit("", "km"), None),
        (None, None),
    ],
)
def test_a_unit_that_is_chosen_counts_in_place_of_one_that_is_typed(
    showunits: int, response: Response, expected: float | None
) -> None:
    award = mark(unit_question(1, "0.3", showunits=showunits), response)

    assert same(award.fraction, expected)
    assert (award.state == State.BLANK) == (expected is None)


def test_without_units_none_can_be_right() -> None:
    graded = question(
        "numerical",
        '<answer fraction="100"><text>7</text></answer><unitgradingtype>1</unitgradingtype><unitsleft>1</unitsleft>',
    )

    assert mark(graded, "7").fraction == pytest.approx(0.9)
    assert mark(graded, "7 m").fraction == pytest.approx(0.9), "and none can stand before the number"


def test_a_unit_before_the_number_is_read_where_it_is_said_to_stand() -> None:
    assert mark(unit_question(1, "0.3", left=1), "m 5000").fraction == 1
    assert mark(unit_question(1, "0.3", left=1), "5000 m").fraction == 0


def test_units_that_moodle_drops_are_unknown_and_an_answer_may_have_one() -> None:
    more = "".join(
        f"<unit><multiplier>{multiplier}</multiplier><unit_name>{name}</unit_name></unit>"
        for name, multiplier in (("z", "0"), ("", "2"), ("m", "7"), ("y", ""), ("0", "1"))
    )
    element = unit_question(1, "1", more=more + "<unit><unit_name>w</unit_name></unit>")
    answer = element.find("answer/text")
    assert answer is not None
    answer.text = "5000 m"

    assert [mark(element, f"5{unit}").fraction for unit in (" km", " w", "z", "y", "")] == [1, 1, 0, 0, 0]
    assert mark(element, "5000 m").fraction == 1


@pytest.mark.parametrize("multiplier", ["abc", "0.0", "1e-25", "1e19"])
def test_a_multiplier_that_moodle_cannot_keep_is_refused(multiplier: str) -> None:
    more = f"<unit><multiplier>{multiplier}</multiplier><unit_name>x</unit_name></unit>"

    with pytest.raises(MoodleXMLError, match="question 'q': unit 'x': expected a multiplier"):
        read(unit_question(0, "0", more=more))


def test_a_multiplier_is_kept_with_nineteen_decimals() -> None:
    more = "<unit><multiplier>1.602e-19</multiplier><unit_name>J</unit_name></unit>"

    assert mark(unit_question(1, "1", more=more), "10e-19 J").fraction == 1, "as if it were 2e-19"
    assert mark(unit_question(1, "1", more=more), "8.01e-19 J").fraction == 0.2, "what any number earns"
