"""What differs between two quizzes, question by question: each kind of change made alone is named alone."""

from dataclasses import replace

import pytest
from difference.releases import (
    LANGUAGES,
    Edit,
    between,
    changes,
    edited,
    export,
    kept_whole,
    kinds,
    of,
    one_more,
    with_answer,
)
from downloads import question

from grader.difference.change import Kind
from grader.difference.quizzes import compare
from grader.moodle.quiz import Answer, Category, File, Hint, Markup, Quiz


def test_the_real_exports_equal_themselves() -> None:
    for language in LANGUAGES:
        assert compare(export(language), export(language)).is_empty


MORE = Answer(0.0, Markup("Nothing of the sort, whatever the seed"))
PICTURE = File("plot.png", b"\x89PNG one")


@pytest.mark.parametrize(
    ("kind", "edit"),
    [
        (Kind.FRACTIONS, with_answer(0, fraction=-0.25)),
        (Kind.MARK, lambda old: replace(old, maximum_mark=2.0)),
        (Kind.NUMBERS, lambda old: replace(old, general_feedback=one_more(old.general_feedback))),
        (Kind.WORDS, lambda old: replace(old, stem=Markup(f"Pick one. {old.stem.text}"))),
        (Kind.OPTIONS, lambda old: replace(old, answers=(*old.answers, MORE))),
        (Kind.OPTIONS, lambda old: replace(old, answers=old.answers[::-1])),
        (Kind.FEEDBACK, with_answer(0, feedback=Markup("Because we say so."))),
        (Kind.FEEDBACK, lambda old: replace(old, combined=replace(old.combined, wrong=Markup("Pity.")))),
        (Kind.FEEDBACK, lambda old: replace(old, hints=(Hint(Markup("Think.")),))),
        (Kind.GENERAL_FEEDBACK, lambda old: replace(old, general_feedback=Markup("See the notes."))),
        (Kind.IMAGES, lambda old: replace(old, stem=replace(old.stem, files=(PICTURE,)))),
        (Kind.TAGS, lambda old: replace(old, tags=(*old.tags, "new"))),
        (Kind.SETTINGS, lambda old: replace(old, single=False)),
        (Kind.SETTINGS, lambda old: replace(old, shuffle=not old.shuffle)),
        (Kind.SETTINGS, lambda old: replace(old, numbering="123")),
        (Kind.SETTINGS, lambda old: replace(old, penalty=0.5)),
        (Kind.SETTINGS, lambda old: replace(old, standard_instruction=True)),
        (Kind.NAME, lambda old: replace(old, name="Another name")),
        (Kind.NAME, lambda old: replace(old, idnumber="another.id")),
        (Kind.MARKUP, lambda old: replace(old, stem=Markup(f"<div>{old.stem.text}</div>"))),
    ],
)
def test_a_change_is_named_and_nothing_else(kind: Kind, edit: Edit) -> None:
    old = export()

    found = changes(compare(old, edited(old, edit)))

    assert kinds(found) == [kind]


def test_a_changed_key_comes_first_with_its_fractions_behind() -> None:
    old = question(("a", 1), ("b", 0), stem="At 0.95, when?")
    new = question(("a", 0), ("b", 1), stem="At 0.90, if ever?")

    found = between(old, new)

    assert kinds(found) == [Kind.KEY, Kind.FRACTIONS, Kind.FRACTIONS, Kind.NUMBERS, Kind.WORDS]
    assert (found[0].old, found[0].new, found[0].text) == ("a", "b", 'a "a" -> b "b"')
    assert of(Kind.FRACTIONS, found) == [("100%", "0%"), ("0%", "100%")]


def test_another_category_is_named() -> None:
    asked = question(("a", 1), ("b", 0))

    difference = compare(Quiz((Category("x"), asked)), Quiz((Category("y"), asked)))

    assert of(Kind.CATEGORY, changes(difference)) == [("x", "y")]
    assert [(change.place, change.old or change.new) for change in difference.changes] == [
        ("removed", "x"),
        ("added", "y"),
    ]


def test_a_category_that_is_described_otherwise_is_named() -> None:
    old, new = (Quiz((Category("x", Markup(info)),)) for info in ("Easy ones", "Hard ones"))

    assert [(change.place, change.old, change.new) for change in compare(old, new).changes] == [
        ("x: description", "Easy", "Hard")
    ]


def test_questions_are_told_by_idnumber_whatever_their_names_and_places() -> None:
    one, other = question(("a", 1), ("b", 0), name="one"), question(("a", 1), ("b", 0), name="two")

    difference = compare(Quiz((one, other)), Quiz((replace(other, name="first"), one)))

    assert {compared.one.id: kinds(list(compared.changes)) for compared in difference.questions} == {
        "one": [],
        "two": [Kind.NAME],
    }
    assert kinds(list(difference.changes)) == [Kind.ORDER]


def test_without_idnumbers_questions_are_told_by_name() -> None:
    one, other = (replace(question(("a", 1), ("b", 0), name=name), idnumber="") for name in ("one", "two"))

    difference = compare(Quiz((one, other)), Quiz((replace(other, maximum_mark=3.0), one)))

    assert [compared.state for compared in difference.questions] == ["changed", "same"]


def test_questions_are_added_and_removed() -> None:
    one, other = (question((name, 1), ("b", 0), name=name) for name in ("one", "two"))

    difference = compare(Quiz((one,)), Quiz((other,)))

    assert [(compared.state, compared.one.id) for compared in difference.questions] == [
        ("added", "two"),
        ("removed", "one"),
    ]


def test_of_two_questions_with_one_idnumber_the_first_ones_are_paired() -> None:
    one, other = question(("a", 1), ("b", 0), stem="1st"), question(("a", 1), ("b", 0), stem="other")

    difference = compare(Quiz((one, other)), Quiz((replace(one, stem=Markup("first")),)))

    assert [compared.state for compared in difference.questions] == ["changed", "removed"]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<lines>1</lines>", "<lines>2</lines>", Kind.WHOLE),
        ("<lines>1</lines>", "\n<lines>\n1</lines>", Kind.MARKUP),
        ("<a><b/></a>", "<a/><b/>", Kind.WHOLE),
    ],
)
def test_a_question_of_another_type_changed_or_did_not(old: str, new: str, kind: Kind) -> None:
    difference = compare(Quiz((kept_whole(old),)), Quiz((kept_whole(new),)))

    assert kinds(changes(difference)) == [kind]
    assert compare(Quiz((kept_whole(old),)), Quiz((kept_whole(old),))).is_empty


def test_another_type_is_said_first() -> None:
    difference = compare(Quiz((kept_whole(""),)), Quiz((kept_whole("<lines>2</lines>", kind="stranger"),)))

    assert [(change.kind, change.old, change.new) for change in changes(difference)] == [
        (Kind.TYPE, "calculated", "stranger")
    ]
