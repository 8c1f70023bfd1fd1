"""A response to a question of any type is awarded what Moodle awards, from nothing but the question's XML."""

import math
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from marked import PORTUGUESE, SEPARATORS, from_summary, marked, marked_exam, question, questions, rows, sample
from moodle.marking.questions import (
    BOTH,
    same,
)

from grader.errors import MoodleXMLError
from grader.moodle.marking.award import State, WithUnit
from grader.moodle.marking.marker import mark, read
from grader.moodle.marking.numbers import ENGLISH, Separators
from grader.moodle.marking.typed import Numerical

TYPES = questions("types.xml")


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
