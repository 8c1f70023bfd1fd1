"""A form filled in is what was recorded of a real Moodle: every field that a browser sent, and no other."""

import json
import re
from collections import Counter
from dataclasses import replace
from html import escape
from typing import Any

import pytest
from exchange.moodle_forms import Areas, controls
from exchange.moodle_types import imported, parse
from exchange.recorded import EXPORT, FORMS, GOLDEN, TYPES
from exchange.sites import EXAM

from grader.errors import SiteError
from grader.exchange.filling import filled
from grader.exchange.form import Form, form
from grader.exchange.page import Page
from grader.kinds.quiz import read
from grader.moodle.quiz import Markup

RECORDED: dict[str, Any] = json.loads((GOLDEN / FORMS).read_text(encoding="utf-8"))
QUESTIONS: dict[str, Any] = {question.name: question for question in read((GOLDEN / EXPORT).read_bytes()).questions}
_MADE_UP = ("sesskey", "submitbutton", "id", "cmid", "courseid", "appendqnumstring")


def shown(controls: list[list[Any]]) -> Form:
    """The form of recorded fields."""
    body = "".join(_html(*control) for control in controls)
    content = f'<form method="post" action="question.php">{body}</form>'
    return form(Page("http://a", "/question.php", 200, "", content.encode()), "question.php")


def _html(sort: str, name: str, value: Any, more: Any = ()) -> str:
    if sort in ("select", "list"):
        options = "".join(
            f'<option value="{escape(one)}"{" selected" if one in more else ""}></option>' for one in value
        )
        return f'<select name="{name}"{" multiple" if sort == "list" else ""}>{options}</select>'
    if sort == "textarea":
        return f'<textarea name="{name}">{escape(value)}</textarea>'
    return f'<input type="{sort}" name="{name}" value="{escape(value)}" {more or ""}>'


def of(name: str) -> Form:
    return shown(RECORDED[name]["form"])


def comparable(fields: Any) -> Counter[tuple[str, str]]:
    """Fields without what is another each time: keys, numbers of draft areas; and the addresses of drafts."""
    found: Counter[tuple[str, str]] = Counter()
    for name, value in fields:
        if name not in _MADE_UP:
            found[name, "" if name.endswith("[itemid]") else _without_drafts(value)] += 1
    return found


def _without_drafts(text: str) -> str:
    return re.sub(r"http://[\d.:]+/draftfile\.php/\d+/user/draft/\d+/", "@@PLUGINFILE@@/", text)


def changed_as_recorded(question: Any, posted: Any) -> Any:
    """Our question with the change that was posted: another text, and often another feedback."""
    values = {name: _without_drafts(value) for name, value in posted}
    new: dict[str, Any] = {"stem": replace(question.stem, text=f"{question.stem.text} [v2]")}
    if question.kind == "multichoice":
        first, *others = question.answers
        feedback = replace(first.feedback, text=values["feedback[0][text]"])
        new["answers"] = (replace(first, feedback=feedback), *others)
    for name in ("words", "amounts"):
        if hasattr(question, name):
            first, *others = getattr(question, name)
            new[name] = (replace(first, feedback=replace(first.feedback, text="new feedback")), *others)
    if question.kind == "truefalse":
        new["if_true"] = Markup("new feedback")
    return replace(question, **new)


@pytest.mark.parametrize("name", TYPES)
def test_what_is_sent_is_what_was_recorded(name: str) -> None:
    posted = RECORDED[name]["posted"]
    question = changed_as_recorded(QUESTIONS[name], posted)

    sent = filled(of(name), question, status="ready", language="en")

    assert comparable(sent.fields) == comparable(posted)


@pytest.mark.parametrize("name", TYPES)
def test_draft_areas_are_those_of_the_form(name: str) -> None:
    sent = filled(of(name), QUESTIONS[name], status="ready", language="en")

    shown_areas = {field: value for field, value in of(name).fields if field.endswith("[itemid]")}
    assert {field: value for field, value in sent.fields if field.endswith("[itemid]")} == shown_areas


@pytest.mark.parametrize("name", TYPES)
def test_the_stand_in_shows_the_form_that_was_recorded(name: str) -> None:
    (element,) = [one for one in parse(EXAM) if one.findtext("name/text") == name]
    areas = Areas("http://127.0.0.1:8098")
    body = "".join(controls(imported(element), "ready", areas, "form", "."))
    page = Page("http://a", "/", 200, "", f'<form method="post" action="question.php">{body}</form>'.encode())
    made, real = form(page, "question.php"), of(name)

    beside = {one for one, _ in real.fields if one.startswith("mform_")}
    beside |= {"inpopup", "mdlscrollto", "makecopy", "addanswerscount", *_MADE_UP}
    beside |= {one for one in real.shown if one.startswith("hintoptions")} | {"showstandardinstruction"}
    kept = {one: real.value(one) for one, _ in real.fields if one not in beside and not one.endswith("[itemid]")}
    shown_here = {one: made.value(one) for one in kept}
    assert {one: _without_drafts(value) for one, value in shown_here.items()} == {
        one: _without_drafts(value) for one, value in kept.items()
    }
    assert made.ticks >= {one for one in real.ticks if not one.startswith(("hintoptions", "minword", "maxword"))}
    fractions = [one for one in real.choices if one.startswith("fraction")]
    assert [made.choices[one] for one in fractions] == [list(real.choices[one]) for one in fractions]


@pytest.mark.parametrize("name", ["MC33", "MC7", "NUM", "SA"])
def test_fractions_are_values_of_the_list_to_the_letter(name: str) -> None:
    sent = filled(of(name), QUESTIONS[name], status="draft", language="en")

    fractions = [value for field, value in sent.fields if field.startswith("fraction[")]
    assert set(fractions) & {"0.3333333", "1.0"}
    assert set(fractions) <= set(of(name).choices["fraction[0]"])


def test_a_row_more_raises_the_counter_and_has_an_area_of_its_own() -> None:
    question = QUESTIONS["MC7"]
    more = replace(question, answers=(*question.answers, question.answers[-1]))

    sent = filled(of("MC7"), more, status="draft", language="en")

    values = dict(sent.fields)
    assert values["noanswers"] == "8"
    areas = [value for name, value in sent.fields if name.endswith("[itemid]")]
    assert len(set(areas)) == len(areas)
    assert values["answer[7][itemid]"].isdecimal()


def test_a_row_fewer_lowers_the_counter_and_leaves_its_fields_out() -> None:
    question = QUESTIONS["MC7"]
    fewer = replace(question, answers=question.answers[:3])

    sent = filled(of("MC7"), fewer, status="draft", language="en")

    assert dict(sent.fields)["noanswers"] == "3"
    assert not [name for name, _ in sent.fields if name.startswith(("answer[3]", "fraction[3]", "feedback[3]"))]


def test_a_box_that_is_not_ticked_is_the_zero_before_it_alone() -> None:
    question = replace(QUESTIONS["MC7"], shuffle=False)

    sent = filled(of("MC7"), question, status="draft", language="en")

    assert [value for name, value in sent.fields if name == "shuffleanswers"] == ["0"]


def test_tags_are_sent_all() -> None:
    question = replace(QUESTIONS["SA"], tags=("one", "two"))

    sent = filled(of("SA"), question, status="draft", language="en")

    assert [value for name, value in sent.fields if name == "tags[]"] == ["one", "two"]


def localised(name: str, old: str, new: str) -> Form:
    return shown(
        [[sort, field, new if value == old else value, *more] for sort, field, value, *more in RECORDED[name]["form"]]
    )


def test_numbers_follow_the_sign_that_the_form_shows() -> None:
    there = localised("NUM", "3.14", "3,14")
    question = QUESTIONS["NUM"]
    first, *others = question.amounts
    new = replace(question, amounts=(replace(first, number=2.5), *others))

    sent = dict(filled(there, new, status="draft", language="en").fields)

    assert sent["answer[0]"] == "2,5"


def test_where_the_form_shows_no_decimals_the_language_of_the_session_says_how_they_are_written() -> None:
    question = replace(QUESTIONS["SA"], maximum_mark=1.5)

    sent = [dict(filled(of("SA"), question, status="draft", language=one).fields) for one in ("en", "pt_br")]

    assert [one["defaultmark"] for one in sent] == ["1.5", "1,5"]


def test_a_language_that_nobody_knows_is_no_reason_to_guess() -> None:
    question = replace(QUESTIONS["SA"], maximum_mark=1.5)

    with pytest.raises(SiteError, match="how the language 'xx_custom' of the session writes decimals"):
        filled(of("SA"), question, status="draft", language="xx_custom")


def test_a_penalty_that_the_form_does_not_offer_is_refused() -> None:
    question = replace(QUESTIONS["SA"], penalty=0.4)

    with pytest.raises(SiteError, match=r"offers no penalty of 0\.4; it offers 1, 0\.5"):
        filled(of("SA"), question, status="draft", language="en")
