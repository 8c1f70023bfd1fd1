"""Responses that a question does not allow, and questions that cannot be marked, are refused."""

import pytest
from marked import question
from moodle.marking.questions import BOTH, ITEMS, MORE_PAIRS, OPTIONS, PAIRS, SHOWN, embedded, gaps

from grader.errors import MoodleXMLError
from grader.moodle.marking.award import Response, WithUnit
from grader.moodle.marking.marker import read


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
        ("matching", MORE_PAIRS, (["1"],)),
        ("gapselect", gaps("selectoption"), (1, 3)),
        ("gapselect", gaps("selectoption"), (1, 2, 1)),  # of another group
        ("gapselect", gaps("selectoption"), (4, 0, 0)),
        ("gapselect", gaps("selectoption"), (None, 0, 0)),
        ("gapselect", gaps("selectoption"), ([1], 0, 0)),
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
