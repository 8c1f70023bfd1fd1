"""Pull and push against a stand-in for Moodle: what was changed arrives, and nothing else changes."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from exchange.moodle_forms import saved
from exchange.sites import EXAM, Site, edited, found_the_same, ours, site, with_bank, without
from exchange.standin import Moodle, Version

from grader.errors import SiteError
from grader.exchange.report import as_text
from grader.exchange.stored import same
from grader.moodle.quiz import File, Hint, Markup

IDS = tuple(one.question.idnumber for one in ours(EXAM).asked)
EDIT = "/question/bank/editquestion/question.php"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Site]:
    """A bank that holds the exam already, and was found the same."""
    with found_the_same(EXAM, tmp_path) as found:
        yield found


def sent(moodle: Moodle) -> list[str]:
    """The paths of what was posted."""
    return [path for method, path in moodle.log if method == "POST"]


def is_same(found: Site, content: bytes) -> bool:
    """Whether what is there is ours, question by question, and ready."""
    return set(found.states(content).values()) == {"the same"}


def test_what_was_imported_is_the_same(there: Site) -> None:
    assert there.states(EXAM) == dict.fromkeys(IDS, "the same")
    assert sent(there.moodle) == []


def test_an_empty_bank_takes_everything_in_one_file(tmp_path: Path) -> None:
    with site(Moodle(), tmp_path) as found:
        found.push(EXAM)

        assert sorted(entry.idnumber for entry in found.moodle.entries) == sorted(IDS)
        assert is_same(found, EXAM)
        assert sent(found.moodle) == ["/repository/repository_ajax.php", "/question/bank/importquestions/import.php"]


def test_a_second_push_sends_nothing(there: Site) -> None:
    new = edited(EXAM, "id-SA", name="mended")
    there.push(new)
    there.moodle.log.clear()

    there.push(new)

    assert sent(there.moodle) == []


@pytest.mark.parametrize("id_", IDS)
def test_a_question_of_any_type_is_mended_in_place(there: Site, id_: str) -> None:
    new = edited(EXAM, id_, stem=lambda stem: replace(stem, text=f"{stem.text} And more."), tags=("one", "two"))
    before = {entry.idnumber: (entry.number, len(entry.versions)) for entry in there.moodle.entries}

    there.push(new)

    assert is_same(there, new)
    after = {entry.idnumber: (entry.number, len(entry.versions)) for entry in there.moodle.entries}
    assert after == {**before, id_: (before[id_][0], before[id_][1] + 1)}
    assert there.moodle.entry(id_).latest.status == "ready"
    assert sorted(there.moodle.entry(id_).latest.stored.tags) == ["one", "two"]


PNG = File("new.png", b"another picture")


def _first(answers: Any, **new: Any) -> Any:
    return (replace(answers[0], **new), *answers[1:])


EDITS: dict[str, tuple[str, dict[str, Any]]] = {
    "a key": ("id-MC33", {"answers": lambda answers: tuple(replace(one, fraction=0.25) for one in answers[:4])}),
    "one option more": ("id-MC7", {"answers": lambda answers: (*answers, replace(answers[1], markup=Markup("more")))}),
    "options fewer": ("id-MC7", {"answers": lambda answers: answers[:4]}),
    "an image of an option": (
        "id-MC7",
        {"answers": lambda answers: _first(answers, markup=Markup('<img src="@@PLUGINFILE@@/new.png">', files=(PNG,)))},
    ),
    "an image's content": (
        "id-MC7",
        {"stem": lambda stem: replace(stem, files=tuple(replace(file, content=b"other") for file in stem.files))},
    ),
    "an image that goes": ("id-MC7", {"stem": Markup("no picture")}),
    "an image of a new option": (
        "id-MCn",
        {
            "answers": lambda answers: (
                *answers,
                replace(answers[1], markup=Markup('<img src="@@PLUGINFILE@@/new.png">', files=(PNG,))),
            )
        },
    ),
    "no hints": ("id-MC7", {"hints": ()}),
    "hints that are ticked": (
        "id-MC7",
        {"hints": (Hint(Markup("a"), show_number_right=True), Hint(Markup("b"), clear_wrong=True))},
    ),
    "hints more": ("id-SA", {"hints": tuple(Hint(Markup(f"hint {n}")) for n in range(5))}),
    "switches": ("id-MC12", {"shuffle": False, "numbering": "none", "standard_instruction": True}),
    "a mark and a penalty": ("id-SA", {"maximum_mark": 2.5, "penalty": 0.5}),
    "a format": ("id-SA", {"general_feedback": Markup("*plain*", "markdown")}),
    "the turned key of a statement": ("id-TF", {"right": False}),
    "a number": ("id-NUM", {"amounts": lambda amounts: _first(amounts, number=-2.75, tolerance=0.125)}),
    "an amount more": (
        "id-NUM",
        {"amounts": lambda amounts: (*amounts, replace(amounts[0], number=7.0, fraction=0.5))},
    ),
    "a pair more": (
        "id-MT",
        {"lines": lambda lines: (*lines, replace(lines[0], stem=Markup("Uruguay"), choice="Montevideo"))},
    ),
    "an item more": ("id-ORD", {"items": lambda items: (*items, Markup("item 5"))}),
    "a way of grading": ("id-ORD", {"grading": "RELATIVE_TO_CORRECT", "select": "RANDOM", "count": 3}),
    "a choice more": ("id-GAP", {"choices": lambda choices: (*choices, replace(choices[0], markup=Markup("dog")))}),
    "a choice as often as one likes": (
        "id-DDW",
        {"choices": lambda choices: (replace(choices[0], unlimited=True), *choices[1:])},
    ),
    "what an essay asks for": (
        "id-ES",
        {
            "asked": lambda asked: replace(
                asked, format="plain", required=False, lines=20, minimum_words=5, attachments=1
            )
        },
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_whatever_is_changed_arrives(there: Site, what: str) -> None:
    id_, fields = EDITS[what]
    new = edited(EXAM, id_, **fields)
    assert new != edited(EXAM, id_)

    there.push(new)

    assert is_same(there, new)
    assert len(there.moodle.entry(id_).versions) == 2


def test_numbers_arrive_where_the_session_is_in_another_language(tmp_path: Path) -> None:
    new = edited(EXAM, "id-NUM", amounts=lambda amounts: _first(amounts, number=2.5, tolerance=0.25), maximum_mark=1.5)
    with site(with_bank(language="pt_br", sign=","), tmp_path) as found:
        found.plan(EXAM)

        found.push(new)

        assert is_same(found, new)


def test_units_arrive(there: Site) -> None:
    def with_another(units: Any) -> Any:
        return replace(units, taken=(*units.taken, replace(units.taken[0], name="mm", multiplier=1000.0)), grading=2)

    new = edited(EXAM, "id-NUMu", units=with_another, unit_penalty=0.25)

    there.push(new)

    assert is_same(there, new)


def test_gaps_fewer_are_confirmed_with_a_form_of_their_own(there: Site) -> None:
    def one_part(question: Any) -> Any:
        return question[:1]

    new = edited(EXAM, "id-CZ", parts=one_part, stem=Markup("One [[1]]"))

    there.push(new)

    assert is_same(there, new)
    assert sent(there.moodle).count(EDIT) == 2


def test_new_questions_and_mended_ones_go_together(tmp_path: Path) -> None:
    new = edited(EXAM, "id-SA", name="mended")
    with site(with_bank(without(EXAM, "id-NUM", "id-TF")), tmp_path) as found:
        found.plan(without(EXAM, "id-NUM", "id-TF"))

        found.push(new)

        assert is_same(found, new)
        assert [len(found.moodle.entry(id_).versions) for id_ in ("id-SA", "id-NUM", "id-TF")] == [2, 1, 1]


def test_everything_is_saved_as_a_draft_and_published_at_the_end(there: Site) -> None:
    new = edited(edited(EXAM, "id-SA", name="mended"), "id-TF", name="mended")
    statuses = list[list[str]]()

    def look(_number: int, _method: str, path: str) -> str:
        if path == "/lib/ajax/service.php":
            statuses.append([there.moodle.entry(id_).latest.status for id_ in ("id-SA", "id-TF")])
        return ""

    there.moodle.fault = look
    there.push(new)

    assert statuses[0] == ["draft", "draft"]
    assert [there.moodle.entry(id_).latest.status for id_ in ("id-SA", "id-TF")] == ["ready", "ready"]


def test_what_moodle_stores_otherwise_is_not_published(there: Site, monkeypatch: pytest.MonkeyPatch) -> None:

    def careless(*arguments: Any) -> Any:
        stored = saved(*arguments)
        stored.editors["questiontext"].text = "something else"
        return stored

    monkeypatch.setattr("exchange.standin.saved", careless)

    with pytest.raises(SiteError, match="id-SA: Moodle stored something else than was sent, so nothing was published"):
        there.push(edited(EXAM, "id-SA", name="mended"))

    assert there.moodle.entry("id-SA").latest.status == "draft"


def edit_there(moodle: Moodle, id_: str, text: str) -> None:
    """Somebody saves another version in the browser."""
    entry = moodle.entry(id_)
    stored = deepcopy(entry.latest.stored)
    stored.editors["questiontext"].text = text
    entry.versions.append(Version(next(moodle.numbers), stored))


def test_an_edit_there_is_told_and_stops_a_push(there: Site) -> None:
    new = edited(EXAM, "id-SA", name="mended")
    edit_there(there.moodle, "id-SA", "Capital of Brasil?")
    edit_there(there.moodle, "id-TF", "2+2=5?")

    plan = there.plan(new)

    assert [one.id for one in plan.refused] == ["id-SA", "id-TF"]
    assert [str(one.state) for one in plan.refused] == ["changed on both sides", "changed there"]
    said = "\n".join(as_text(plan))
    assert "there since then:\n  words" in said
    assert "here since then:\n  name" in said
    assert "stops: edited there since we last knew it" in said


def test_a_person_decides_for_ours_or_for_theirs(there: Site) -> None:
    new = edited(EXAM, "id-SA", name="mended")
    edit_there(there.moodle, "id-SA", "Capital of Brasil?")
    edit_there(there.moodle, "id-TF", "2+2=5?")

    there.push(new, for_ours=["id-SA"], for_theirs=["id-TF"])

    states = there.states(new)
    assert states.pop("id-TF") == "changed there"
    assert set(states.values()) == {"the same"}
    assert there.moodle.entry("id-TF").latest.stored.editors["questiontext"].text == "2+2=5?"


def test_what_is_left_as_it_is_there_is_neither_imported_nor_published(there: Site) -> None:
    there.push(EXAM)
    there.moodle.entries = [one for one in there.moodle.entries if one.idnumber != "id-SA"]
    there.moodle.entry("id-NUM").latest.status = "draft"

    plan = there.plan(EXAM, for_theirs=["id-SA", "id-NUM"])

    assert {one.id: str(one.state) for one in plan.questions if one.decided is False} == {
        "id-SA": "only here",
        "id-NUM": "the same, not yet published",
    }
    assert plan.is_empty


def test_who_changed_what_was_never_pushed_is_not_guessed(tmp_path: Path) -> None:
    with site(with_bank(), tmp_path) as found:
        plan = found.plan(edited(EXAM, "id-SA", name="mended"))

    (one,) = plan.refused
    assert str(one.state) == "differs, and who changed it is not known"


def test_an_edit_between_plan_and_push_is_not_buried(there: Site) -> None:
    new = edited(EXAM, "id-SA", name="mended")
    is_planned = False

    def meanwhile(_number: int, method: str, path: str) -> str:
        nonlocal is_planned
        if (method, path) == ("GET", EDIT) and not is_planned:
            is_planned = True
            edit_there(there.moodle, "id-SA", "Capital of Brasil?")
        return ""

    there.moodle.fault = meanwhile

    with pytest.raises(SiteError, match="id-SA: somebody edited it while we were pushing"):
        there.push(new)

    assert EDIT not in sent(there.moodle)


def test_options_of_a_question_in_use_keep_their_order(there: Site) -> None:
    new = edited(EXAM, "id-MC7", answers=lambda answers: (answers[1], answers[0], *answers[2:]))
    assert not there.plan(new).refused
    there.moodle.entry("id-MC7").usage = 1

    (one,) = there.plan(new).refused

    assert "another order, and a quiz uses it" in one.refusal


def test_options_of_a_question_in_use_keep_their_places(there: Site) -> None:
    """Two go in front and two come behind: in order, and yet each earns what stood two places farther on."""
    there.moodle.entry("id-MC7").usage = 1
    new = edited(
        EXAM,
        "id-MC7",
        answers=lambda answers: (
            *answers[2:],
            *(replace(answers[0], markup=Markup(f"new {number}")) for number in "12"),
        ),
    )

    (one,) = there.plan(new).refused

    assert "another order, and a quiz uses it" in one.refusal


@pytest.mark.parametrize(("id_", "field"), [("id-ORD", "items"), ("id-MT", "lines"), ("id-GAP", "choices")])
def test_so_do_items_pairs_and_choices(there: Site, id_: str, field: str) -> None:
    there.moodle.entry(id_).usage = 1

    plan = there.plan(edited(EXAM, id_, **{field: lambda every: (every[1], every[0], *every[2:])}))

    assert [one.id for one in plan.refused] == [id_]


def test_another_number_of_options_of_a_question_in_use_is_warned_of(there: Site) -> None:
    there.moodle.entry("id-MC7").usage = 1

    plan = there.plan(edited(EXAM, "id-MC7", answers=lambda answers: answers[:5]))

    assert not plan.refused
    assert "caution: Moodle refuses to regrade" in "\n".join(as_text(plan))


def test_a_question_that_is_hidden_there_is_told(there: Site) -> None:
    there.moodle.entry("id-SA").hidden = True

    (one,) = there.plan(EXAM).refused

    assert (one.id, str(one.state)) == ("id-SA", "hidden there")


def test_an_import_by_hand_that_made_duplicates_is_told(there: Site) -> None:
    there.moodle.add(EXAM)

    plan = there.plan(EXAM)

    assert {one.id for one in plan.refused} == set(IDS)
    assert {str(one.state) for one in plan.refused} == {"duplicated there"}


def test_two_questions_with_one_idnumber_stop_everything(there: Site) -> None:
    there.moodle.add(EXAM.replace(b"top/Types", b"top/Others"))

    with pytest.raises(SiteError, match="two questions there have the idnumber 'id-CZ', in 'Others' and 'Types'"):
        there.plan(EXAM)


def test_what_is_only_there_stays(there: Site) -> None:
    fewer = without(EXAM, "id-SA")

    there.push(fewer)

    assert there.states(fewer)["id-SA"] == "only there"


def test_names_tags_and_statuses_that_change_without_a_version_are_seen(there: Site) -> None:
    there.moodle.entry("id-SA").latest.stored.fields["name"] = "renamed"
    there.moodle.entry("id-TF").latest.stored.tags = ["another"]
    there.moodle.entry("id-NUM").latest.status = "draft"

    states = there.states(EXAM)

    assert [states[id_] for id_ in ("id-SA", "id-TF", "id-NUM")] == [
        *("changed there", "changed there", "the same, not yet published"),
    ]


def test_a_question_that_was_moved_there_is_the_same(there: Site) -> None:
    there.moodle.entry("id-SA").category = "Elsewhere"

    assert there.states(EXAM)["id-SA"] == "the same"


def test_what_we_cannot_fill_into_a_form_is_said(there: Site) -> None:
    kind = edited(EXAM, "id-SA").replace(b'type="shortanswer"', b'type="calculated"')

    (one,) = there.plan(kind).refused

    assert "keep whole and cannot fill into a form" in one.refusal


def test_a_question_of_another_type_needs_another_id(there: Site) -> None:
    true_false = without(EXAM, "id-SA").replace(b"id-TF", b"id-SA")

    (one,) = [one for one in there.plan(true_false).refused if one.id == "id-SA"]

    assert "its type changed from shortanswer to truefalse" in one.refusal


def test_questions_are_found_again_by_idnumbers_that_all_of_ours_have(there: Site) -> None:
    with pytest.raises(SiteError, match="the question 'SA' has no idnumber"):
        there.plan(edited(EXAM, "id-SA", idnumber=""))
    with pytest.raises(SiteError, match="two of our questions have the idnumber 'id-TF'"):
        there.plan(edited(EXAM, "id-SA", idnumber="id-TF"))


def test_a_decision_on_a_question_that_is_none_of_ours_is_refused(there: Site) -> None:
    with pytest.raises(SiteError, match="no question of ours has the idnumber 'id-XX'"):
        there.plan(EXAM, for_ours=["id-XX"])
    with pytest.raises(SiteError, match="decided for ours and for theirs: id-SA"):
        there.plan(EXAM, for_ours=["id-SA"], for_theirs=["id-SA"])


def test_what_is_there_is_ours_to_the_image(there: Site) -> None:
    new = edited(EXAM, "id-MC7", **EDITS["an image of an option"][1])

    found = there.push(new).by_idnumber["id-MC7"]

    (asked,) = [one for one in ours(new).asked if one.question.idnumber == "id-MC7"]
    assert same(found.asked, asked)
    files = there.moodle.entry("id-MC7").latest.stored.editors["answer[0]"].files
    assert files == {"new.png": b"another picture"}


def test_a_question_that_is_kept_whole_is_imported_and_known_again_though_moodle_says_it_otherwise(
    tmp_path: Path,
) -> None:
    whole = EXAM.replace(b'type="shortanswer"', b'type="calculated"')
    with site(Moodle(), tmp_path) as found:
        found.push(whole)

        assert is_same(found, whole)
        changed = whole.replace(b"Capital of Brazil?", b"Capital of Peru?")
        assert found.states(changed)["id-SA"] == "changed here"
        (one,) = found.plan(changed).refused
        assert "keep whole" in one.refusal
