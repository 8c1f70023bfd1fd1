"""A response to a question of any type is awarded what Moodle awards, from nothing but the question's XML."""

import math
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imports import imports
from marked import PORTUGUESE, SEPARATORS, from_summary, marked, marked_exam, question, questions, rows, sample
from places import ROOT
from strategies import LAW

from grader.errors import MoodleXMLError
from grader.moodle.fractions import FRACTIONS, percentage
from grader.moodle.marking.award import Award, Response, State, WithUnit
from grader.moodle.marking.marker import mark, read
from grader.moodle.marking.numbers import ENGLISH, Separators
from grader.moodle.marking.typed import Numerical

TYPES = questions("types.xml")
PRECISION = 1e-7
"""To how much Moodle keeps a fraction."""


def same(one: float | None, other: float | None) -> bool:
    return one == other or (one is not None and other is not None and abs(one - other) < PRECISION)


@pytest.mark.parametrize("file", ["types.xml", "types.export.xml"])
@pytest.mark.parametrize(
    ("quiz", "separators", "count"),
    [("types", ENGLISH, 2400), ("types.pt_br", PORTUGUESE, 480), ("types.random", ENGLISH, 150)],
)
def test_every_response_of_the_samples_is_awarded_what_moodle_awarded(
    quiz: str,
    separators: Separators,
    count: int,
    file: str,
) -> None:
    markers = {name: read(element) for name, element in questions(file).items()}
    responses = list(marked(quiz))

    assert len(responses) == count
    for one in responses:
        award = markers[one.name].mark(one.response, separators)
        assert (same(award.fraction, one.fraction), award.state) == (True, one.state), (one, award)


def test_every_response_to_an_exam_of_multiple_choice_is_awarded_what_moodle_awarded() -> None:
    markers = {name: read(element) for name, element in questions("exam5.xml").items()}
    responses = list(marked_exam())

    assert len(responses) == 200
    for one in responses:
        award = markers[one.name].mark(one.response)
        assert (same(award.fraction, one.fraction), award.state) == (True, one.state), (one, award)


def test_every_numeral_of_the_samples_is_awarded_what_moodle_awarded() -> None:
    elements = {**TYPES, **questions("types.numerals.xml")}
    markers = {name: read(element) for name, element in elements.items()}
    for numeral in rows("types.numerals.csv"):
        marker = markers[numeral["question"]]
        assert isinstance(marker.key, Numerical)
        answer = numeral["answer"]
        response = WithUnit(answer, numeral["unit_chosen"]) if marker.key.units.apart else answer
        award = marker.mark(response, SEPARATORS[numeral["language"]])
        fraction = float(numeral["fraction"]) if numeral["gradable"] == "1" else None
        assert same(award.fraction, fraction), numeral
        assert award.answers == ((int(numeral["matched"]) - 1,) if numeral["matched"] else ()), numeral


def test_every_text_of_the_samples_is_blank_where_it_is_for_moodle() -> None:
    anything = read(question("shortanswer", '<answer fraction="100"><text>*</text></answer>'))
    for pair in rows("types.texts.csv"):
        assert (anything.mark(pair["response"]).state == State.BLANK) == (pair["gradable"] == "0"), pair


def regraded() -> dict[str, tuple[str, str, list[Any]]]:
    """What was marked before and after a question changed: its XML, the response in words, the fraction."""
    found = {}
    for name, pair in sample("types.regrade.json").items():
        for side, result in (("old", pair["before"]), ("new", pair.get("after"))):
            if result and result[1]:  # of an order nothing is left after a question changed
                found[f"{name}, {side}"] = (pair[side], result[1], result[0])
    return found


REGRADED = regraded()


@pytest.mark.parametrize("name", REGRADED)
def test_every_response_to_a_changed_question_is_awarded_what_moodle_awarded(name: str) -> None:
    xml, summary, fraction = REGRADED[name]
    element = ET.fromstring(xml)

    award = mark(element, from_summary(element, summary))

    assert same(award.fraction, None if fraction is None else float(fraction))  # type: ignore[arg-type]


PROBES = sample("types.probes.json")
NOT_MARKED = {  # what Moodle stores, and why it is not marked here
    "num.comma": "another number where the comma is a decimal mark",
    "num.tol.comma": "another number where the comma is a decimal mark",
    "cz.nmcomma": "another number where the comma is a decimal mark",
    "cz.allzero": "of some weight",
    "mt.none": "subquestion: expected one that has a text",
    "mt.onlydistractors": "subquestion: expected one that has a text",
    "mt.noanswer": "subquestion 2: expected an answer",
    "mt.noelement": "subquestion 1: expected an answer",
    "gs.nogaps": "expected gaps with a selectoption",
    "gs.missing": "expected gaps with a selectoption",
    "gs.zero": "expected gaps with a selectoption",
    "gs.noopts": "expected gaps with a selectoption",
    "dd.noopts": "expected gaps with a dragbox",
    "dd.missing": "expected gaps with a dragbox",
    "od.1": "at least 2 items",
    "od.none": "at least 2 items",
    "od.dup": "each another",
}


@pytest.mark.parametrize("name", PROBES)
def test_a_probe_is_marked_if_moodle_stored_it_so_that_somebody_can_be_marked(name: str) -> None:
    element = ET.fromstring(PROBES[name]["xml"])
    if PROBES[name]["ok"] and name not in NOT_MARKED:
        assert read(element)
    else:
        with pytest.raises(MoodleXMLError, match=NOT_MARKED.get(name, "expected")):
            read(element)


@pytest.mark.parametrize(
    "name", [name for name in PROBES if name.startswith("num.") and PROBES[name]["ok"] and name not in NOT_MARKED]
)
def test_the_numbers_of_a_probe_are_those_that_moodle_stored(name: str) -> None:
    stored = PROBES[name]["stored"]
    key = read(ET.fromstring(PROBES[name]["xml"])).key

    assert isinstance(key, Numerical)
    amounts = [
        [amount.value, amount.fraction, amount.tolerance] for amount in key.amounts if not math.isnan(amount.value or 0)
    ]
    assert amounts == [
        [None if number == "*" else float(number), fraction, abs(float(tolerance or 0))]
        for number, fraction, tolerance in stored.get("answers", [])
    ]
    assert dict(key.units.multipliers) == dict(stored.get("units", []))
    assert (key.units.grading, key.units.penalty) == (int(stored["unitgradingtype"]), float(stored["unitpenalty"]))


def test_the_penalty_for_a_try_is_the_one_that_moodle_stored() -> None:
    for stored in sample("types.import.json")["questions"]:
        expected = None if stored["qtype"] in ("essay", "description") else stored["penalty"]
        assert read(TYPES[stored["name"]]).penalty == expected


@pytest.mark.parametrize(("written", "expected"), [("0.33", 0.3333333), ("0.5", 0.5), ("0", 0), ("1e-1", 0.1)])
def test_a_penalty_near_a_third_is_a_third(written: str, expected: float) -> None:
    element = question("truefalse", BOTH + f"<penalty>{written}</penalty>")

    assert mark(element, response=True).penalty == expected


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


OPTIONS = (
    '<answer fraction="100"><text>a</text></answer>'
    '<answer fraction="-50"><text>b</text></answer>'
    "<answer><text> </text></answer>"
)
BOTH = '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
ITEMS = "".join(f"<answer><text>{item}</text></answer>" for item in "vwxyz")
SHOWN = "<shownumcorrect/>"
PAIRS = "<subquestion><text>a</text><answer><text>1</text></answer></subquestion>"
MORE_PAIRS = PAIRS + "<subquestion><text/><answer><text>2</text></answer></subquestion>"
GAPS = "<questiontext><text>[[1]] [[3]] [[1]]</text></questiontext>"
CHOICES = "<text>a</text>", "<text>b</text>", "<text>c</text><group>2</group>"


def gaps(name: str, text: str = GAPS, choices: tuple[str, ...] = CHOICES) -> str:
    return text + "".join(f"<{name}>{choice}</{name}>" for choice in choices)


def embedded(text: str) -> str:
    return f"<questiontext><text>{text}</text></questiontext>"


@pytest.mark.parametrize(
    ("type_", "inner", "response"),
    [
        ("multichoice", OPTIONS, 3),
        ("multichoice", OPTIONS, -1),
        ("multichoice", OPTIONS, 2),  # Moodle does not store it
        ("multichoice", OPTIONS, True),
        ("multichoice", OPTIONS, (0,)),
        ("multichoice", OPTIONS + "<single>false</single>", 0),
        ("multichoice", OPTIONS + "<single>false</single>", "0"),
        ("multichoice", OPTIONS + "<single>false</single>", (3,)),
        ("truefalse", BOTH, 1),
        ("numerical", '<answer fraction="100"><text>1</text></answer>', 1),
        ("numerical", '<answer fraction="100"><text>1</text></answer>', WithUnit("1", "m")),
        ("shortanswer", '<answer fraction="100"><text>1</text></answer>', 1),
        ("matching", MORE_PAIRS, ("1", "2")),
        ("matching", MORE_PAIRS, ("3",)),
        ("matching", MORE_PAIRS, "1"),
        ("gapselect", gaps("selectoption"), (1, 3)),
        ("gapselect", gaps("selectoption"), (1, 2, 1)),  # of another group
        ("gapselect", gaps("selectoption"), (4, 0, 0)),
        ("gapselect", gaps("selectoption"), (None, 0, 0)),
        ("ddwtos", gaps("dragbox"), (True, 0, 0)),
        ("ordering", ITEMS + SHOWN, None),
        ("ordering", ITEMS + SHOWN, (0, 1, 2, 3)),
        ("ordering", ITEMS + SHOWN, (0, 1, 2, 3, 3)),
        ("ordering", ITEMS + SHOWN, (0, 1, 2, 3, 5)),
        ("ordering", ITEMS + SHOWN + "<selecttype>CONTIGUOUS</selecttype><selectcount>3</selectcount>", (0, 1, 3)),
        ("ordering", ITEMS + SHOWN + "<selecttype>RANDOM</selecttype><selectcount>3</selectcount>", ()),
        ("cloze", embedded("{1:SA:=a}"), ()),
        ("cloze", embedded("{1:SA:=a}"), (1,)),
        ("cloze", embedded("{1:SA:=a}"), "a"),
        ("cloze", embedded("{1:NM:=1}"), (WithUnit("1", "m"),)),
        ("essay", "", 1),
        ("description", "", "a"),
    ],
)
def test_a_response_that_the_question_does_not_allow_is_a_mistake(type_: str, inner: str, response: Response) -> None:
    marker = read(question(type_, inner))

    with pytest.raises(ValueError, match="expected"):
        marker.mark(response)


@pytest.mark.parametrize(
    ("type_", "inner", "element"),
    [
        ("multichoice", '<answer fraction="100"><text>a</text></answer>', "answer: expected at least 2"),
        ("multichoice", OPTIONS + '<answer fraction="33"><text>c</text></answer>', "answer 4: expected a fraction"),
        ("multichoice", OPTIONS + '<answer fraction=""><text>c</text></answer>', "answer 4: expected a fraction"),
        ("multichoice", OPTIONS + "<penalty>much</penalty>", "penalty: expected a number"),
        ("truefalse", '<answer fraction="100"><text>true</text></answer>', "answer: expected one for true and one"),
        ("numerical", '<answer fraction="100"><text>abc</text></answer>', "answer 1: expected a number or"),
        ("numerical", '<answer fraction="100"><text>3,14</text></answer>', "answer 1: '3,14' is another number"),
        ("numerical", '<answer fraction="100"><text> </text></answer>', "answer 1: expected a number or"),
        ("numerical", "<answer><feedback><text>x</text></feedback></answer>", "answer 1: expected a number or"),
        ("numerical", "<answer><text>1</text><fraction>1</fraction></answer>", "answer 1: expected its fraction as"),
        ("numerical", "<unitpenalty>x</unitpenalty>", "unitpenalty: expected a number"),
        ("numerical", "<unitgradingtype>x</unitgradingtype>", "unitgradingtype: expected an integer"),
        ("numerical", "<showunits>x</showunits>", "showunits: expected an integer"),
        ("shortanswer", '<answer fraction="50"><text>a</text></answer>', "answer: expected one that earns the whole"),
        ("shortanswer", "", "answer: expected one that earns the whole"),
        (
            "shortanswer",
            '<answer fraction="100"><text>a</text></answer><usecase>true</usecase>',
            "usecase: expected an integer",
        ),
        ("matching", PAIRS + "<subquestion><text>b</text></subquestion>", "subquestion 2: expected an answer"),
        (
            "match",
            f"<subquestion><text>b</text><answer><text>{'x' * 256}</text></answer></subquestion>",
            "subquestion 1: expected an answer of 1 to 255 characters, received 256",
        ),
        ("gapselect", gaps("selectoption", choices=()), "questiontext: expected gaps with a selectoption each"),
        ("ddwtos", gaps("dragbox", embedded("[[01]]")), "questiontext: expected gaps with a dragbox each"),
        ("ddwtos", gaps("dragbox", choices=("<text> </text>",)), "questiontext: expected gaps with a dragbox each"),
        ("ordering", ITEMS, "shownumcorrect: expected the element"),
        (
            "ordering",
            ITEMS + SHOWN + "<answer><text><![CDATA[<p>z</p>]]></text></answer>",
            "answer: expected at least 2",
        ),
        ("cloze", embedded("none"), "questiontext: expected an embedded question"),
        ("cloze", embedded("{1:SA:=a} {1:MC:=a}"), "questiontext: part 2: expected at least 2 choices"),
        ("cloze", embedded("{1:MC:%50%a~b}"), "questiontext: part 1: expected that the best answer earns 100%"),
        ("cloze", embedded("{1:MC:=a~%150%b}"), "questiontext: part 1: expected that the best answer earns 100%"),
        ("cloze", embedded("{1:SA:%150%a}"), "questiontext: part 1: expected that the best answer earns 100%"),
        ("cloze", embedded("{1:MR:a~b}"), "questiontext: part 1: expected a choice that earns something"),
        ("cloze", embedded("{1:NM:=5 m}"), "questiontext: part 1: expected a number, received '5 m'"),
        ("cloze", embedded("{1:NM:=x}"), "questiontext: part 1: expected a number or"),
        ("cloze", embedded("{1:NM:=3,14}"), "questiontext: part 1: '3,14' is another number"),
        ("cloze", embedded("{1:SA:=a#b~= #c}"), "questiontext: expected a text in each alternative"),
        ("calculated", "", "type: expected one of multichoice, .*, received 'calculated'"),
        ("calculatedsimple", "", "type: .* received 'calculatedsimple'"),
        ("calculatedmulti", "", "type: .* received 'calculatedmulti'"),
        ("ddmarker", "", "type: .* received 'ddmarker'"),
        ("category", "", "type: .* received 'category'"),
    ],
)
def test_a_question_that_cannot_be_marked_is_refused_by_its_name_and_the_element(
    type_: str, inner: str, element: str
) -> None:
    with pytest.raises(MoodleXMLError, match=f"^question 'q': {element}"):
        read(question(type_, inner))


@pytest.mark.parametrize("multiplier", ["abc", "0.0", "1e-25", "1e19"])
def test_a_multiplier_that_moodle_cannot_keep_is_refused(multiplier: str) -> None:
    more = f"<unit><multiplier>{multiplier}</multiplier><unit_name>x</unit_name></unit>"

    with pytest.raises(MoodleXMLError, match="question 'q': unit 'x': expected a multiplier"):
        read(unit_question(0, "0", more=more))


def test_a_multiplier_is_kept_with_nineteen_decimals() -> None:
    more = "<unit><multiplier>1.602e-19</multiplier><unit_name>J</unit_name></unit>"

    assert mark(unit_question(1, "1", more=more), "10e-19 J").fraction == 1, "as if it were 2e-19"
    assert mark(unit_question(1, "1", more=more), "8.01e-19 J").fraction == 0.2, "what any number earns"


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
