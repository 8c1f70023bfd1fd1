"""A true/false question is read as Moodle's importer reads it, and written as its export has it."""

import json
from xml.etree import ElementTree as ET

import pytest
from places import SAMPLES

from grader.errors import MoodleXMLError
from grader.kinds import fields
from grader.kinds.marker import play
from grader.kinds.quiz import read, write, write_entry
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.moodle.quiz import Hint, Markup, Quiz

PROBES = {
    name: probe
    for name, probe in json.loads((SAMPLES / "types.probes.json").read_text(encoding="utf-8")).items()
    if '<question type="truefalse">' in probe["xml"]
}


def quiz(*elements: str) -> bytes:
    return f"<quiz>{''.join(elements)}</quiz>".encode()


def asked(*elements: str) -> TrueFalseQuestion:
    [question] = read(quiz(*elements)).questions
    assert isinstance(question, TrueFalseQuestion)
    return question


def answer(word: str, fraction: str, feedback: str = "") -> str:
    said = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}"><text>{word}</text>{said}</answer>'


def of(*answers: str) -> str:
    return f'<question type="truefalse"><name><text>n</text></name>{"".join(answers)}</question>'


def of_type(name: str) -> list[TrueFalseQuestion]:
    questions = read((SAMPLES / name).read_bytes()).questions
    return sorted((one for one in questions if isinstance(one, TrueFalseQuestion)), key=lambda one: one.name)


def elements(content: bytes) -> dict[str, ET.Element]:
    found = ET.fromstring(content).findall("question[@type='truefalse']")
    return {element.findtext("name/text", ""): element for element in found}


def test_moodle_took_some_of_the_odd_ones_and_refused_others() -> None:
    assert {probe["ok"] for probe in PROBES.values()} == {True, False}
    assert len(PROBES) == 10


@pytest.mark.parametrize("name", [name for name, probe in PROBES.items() if probe["ok"]])
def test_what_moodle_took_has_the_key_that_moodle_stored(name: str) -> None:
    stored = dict(PROBES[name]["stored"]["answers"])

    assert asked(PROBES[name]["xml"]).fractions == (stored["True"], stored["False"])
    [played] = play(quiz(PROBES[name]["xml"]))
    assert played.fractions == tuple(stored.items())


@pytest.mark.parametrize("name", [name for name, probe in PROBES.items() if not probe["ok"]])
def test_what_moodle_refused_is_refused(name: str) -> None:
    content = quiz(PROBES[name]["xml"])

    with pytest.raises(MoodleXMLError, match="expected the answers true and false"):
        read(content)
    with pytest.raises(MoodleXMLError, match="no answer for both"):
        play(content)


@pytest.mark.parametrize("fraction", ["100", "100.0", "100.00000", " 100", "+100"])
def test_a_fraction_is_all_of_the_mark_however_it_is_written(fraction: str) -> None:
    content = of(answer("false", "0"), answer("true", fraction))

    assert asked(content).right
    assert play(quiz(content))[0].fractions == (("True", 1.0), ("False", 0.0))


def test_feedback_goes_with_the_word_and_not_with_the_place() -> None:
    question = asked(of(answer("false", "0", "no"), answer("true", "100", "yes")))

    assert (question.right, question.if_true.text, question.if_false.text) == (True, "yes", "no")


def test_words_in_another_language_go_by_their_places() -> None:
    question = asked(of(answer("Falso", "100", "first"), answer("Verdadeiro", "0", "second")))

    assert (question.right, question.if_true.text, question.if_false.text) == (True, "first", "second")


def test_what_was_written_by_hand_and_what_moodle_made_of_it_are_the_same_questions() -> None:
    by_hand, exported = of_type("types.xml"), of_type("types.export.xml")

    assert [(one.name, one.right, one.maximum_mark) for one in by_hand] == [
        ("TF-false", False, 0.5),
        ("TF-true", True, 1.0),
    ]
    assert by_hand == exported


def test_what_is_written_of_moodles_own_export_is_that_export_field_by_field() -> None:
    exported = elements((SAMPLES / "types.export.xml").read_bytes())

    again = elements(write(Quiz(tuple(of_type("types.export.xml")))))

    assert {name: fields.found(element) for name, element in again.items()} == {
        name: fields.found(element) for name, element in exported.items()
    }


def test_every_field_reads_back() -> None:
    question = TrueFalseQuestion(
        "n",
        Markup("stem"),
        right=False,
        if_true=Markup("t", "plain_text"),
        if_false=Markup("f"),
        general_feedback=Markup("g"),
        maximum_mark=2.5,
        idnumber="i",
        tags=("a", "b"),
        penalty=0.25,
        hints=(Hint(Markup("look"), show_number_right=True, clear_wrong=True),),
        unread=(("image", "a.png"),),
    )

    assert read(write(Quiz((question,)))).entries == (question,)
    assert b'<answer format="moodle_auto_format" fraction="0">' in write_entry(question)
