"""`grader diff`: what a release changes in the space of answers, each kind of change made alone and named alone."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import grader
from downloads import question
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import ROOT
from quizzes import QUIZZES, TEXTS

from grader.difference import options, words
from grader.difference.change import Change, Kind
from grader.difference.quizzes import Difference, compare, excerpt
from grader.difference.texts import plain
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import read, write
from grader.moodle.quiz import Answer, Category, File, Hint, Markup, OtherQuestion, Quiz

EXPORTS = ROOT / "exports" / "moodle"
LANGUAGES = ("pt-BR", "en", "multilang")
CHOSEN = 2  # a question of the export with one right answer, the last
LAW = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

Edit = Callable[[MultipleChoice], MultipleChoice]


def export(language: str = "en") -> Quiz:
    return read((EXPORTS / f"exam.{language}.xml").read_bytes())


def edited(quiz: Quiz, edit: Edit, place: int = CHOSEN) -> Quiz:
    """The quiz with one of its questions changed."""
    old = quiz.questions[place]
    assert isinstance(old, MultipleChoice)
    return Quiz(tuple(edit(old) if entry is old else entry for entry in quiz.entries))


def changes(difference: Difference) -> list[Change]:
    """What changed in the questions, which must be in one question at most."""
    changed = [compared for compared in difference.questions if compared.state != "same"]
    assert len(changed) <= 1
    return [change for compared in changed for change in compared.changes]


def between(old: MultipleChoice, new: MultipleChoice) -> list[Change]:
    return changes(compare(Quiz((old,)), Quiz((new,))))


def in_text(old: str, new: str) -> list[Change]:
    """What changed where only the stem did."""
    return between(question(("a", 1), ("b", 0), stem=old), question(("a", 1), ("b", 0), stem=new))


def of(kind: Kind, found: list[Change]) -> list[tuple[str, str]]:
    return [(change.old, change.new) for change in found if change.kind is kind]


def kinds(found: list[Change]) -> list[Kind]:
    return [change.kind for change in found]


def with_answer(place: int, **changed: object) -> Edit:
    """Change one option of a question."""

    def edit(old: MultipleChoice) -> MultipleChoice:
        answers = list(old.answers)
        answers[place] = replace(answers[place], **changed)  # type: ignore[arg-type]
        return replace(old, answers=tuple(answers))

    return edit


def resaid(markup: Markup, old: str, new: str) -> Markup:
    assert old in markup.text
    return replace(markup, text=markup.text.replace(old, new))


def one_more(markup: Markup) -> Markup:
    """The text with one more in the first place where a whole number stands."""
    text, count = re.subn(r"(?<= )\d+(?= )", lambda found: str(int(found.group()) + 1), markup.text, count=1)
    assert count
    return replace(markup, text=text)


def folder(path: Path, files: Mapping[str, Quiz]) -> Path:
    for name, quiz in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(write(quiz))
    return path


# the real export, changed in one way at a time


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


# options


def test_options_in_another_order_are_no_other_key() -> None:
    old = question(("one", 1), ("two", 0), ("three", 0))
    new = question(("three", 0), ("one", 1), ("two", 0))

    found = between(old, new)

    assert kinds(found) == [Kind.OPTIONS]
    assert (found[0].place, found[0].old, found[0].new) == ("order", "a b c", "c a b")


def test_the_single_option_left_on_either_side_is_the_same_with_another_text() -> None:
    found = between(question(("right", 1), ("yes", 0)), question(("right", 1), ("0", 0)))

    assert [(change.kind, change.place, change.by_likeness) for change in found] == [
        (Kind.WORDS, "text of option b", True)
    ]


def test_of_several_mended_options_the_most_alike_are_the_same() -> None:
    old = question(("the loss falls", 1), ("the accuracy rises", 0), ("neither", 0))
    new = question(("neither", 0), ("the accuracy rises slowly", 0), ("the loss falls slowly", 1))

    found = between(old, new)

    assert Kind.KEY not in kinds(found)
    assert [change.place for change in found if change.kind is Kind.WORDS] == [
        "text of option a (the key)",
        "text of option b",
    ]


def test_options_as_alike_are_paired_by_their_places() -> None:
    old = tuple(Answer(0, Markup(text)) for text in ("rate 1", "rate 2"))
    new = tuple(Answer(0, Markup(text)) for text in ("rate 3", "rate 4"))

    assert [(pair.old, pair.new) for pair in options.paired(old, new)] == [(0, 0), (1, 1)]


def test_options_that_have_nothing_in_common_are_removed_and_added() -> None:
    old = question(("xxxx", 1), ("yyyy", 0), ("stays", 0))
    new = question(("1111", 1), ("2222", 0), ("stays", 0))

    found = between(old, new)

    assert kinds(found) == [Kind.KEY, *[Kind.OPTIONS] * 4]
    assert [change.text for change in found[1:]] == [
        'removed a "xxxx" (100%)',
        'removed b "yyyy" (0%)',
        'added a "1111" (100%)',
        'added b "2222" (0%)',
    ]


def test_equal_options_with_other_fractions_are_told_by_them() -> None:
    old, new = question(("a", 1), ("a", 0)), question(("a", 0), ("a", 1))

    assert kinds(between(old, new)) == [Kind.OPTIONS]


def test_the_key_of_several_answers_is_what_a_full_mark_takes() -> None:
    old = question(("a", 0.5), ("b", 0.5), ("c", 0), single=False)
    new = question(("a", 0.5), ("b", 0), ("c", 0.5), single=False)

    found = between(old, new)

    assert of(Kind.KEY, found) == [("a, b", "a, c")]


# numbers and words


@pytest.mark.parametrize(
    ("old", "new", "was", "became"),
    [
        ("a rate of 0.95.", "a rate of 0.90.", "0.95", "0.90"),
        ("uma taxa de 0,95, sim", "uma taxa de 0,90, sim", "0,95", "0,90"),
        (r"\(0{,}95\)", r"\(0{,}90\)", "0{,}95", "0{,}90"),
        ("in 5% of cases", "in 50% of cases", "5%", "50%"),
        (r"\(5\%\)", r"\(6\%\)", r"5\%", r"6\%"),
        ("it is -3 here", "it is 3 here", "-3", "3"),
        ("10,000 images", "1,000 images", "10,000", "1,000"),
        ("2.5e-4 it is", "2.5e-5 it is", "2.5e-4", "2.5e-5"),
        (r"\(1 \times 10^{-4}\)", r"\(1 \times 10^{-5}\)", r"1 \times 10^{-4}", r"1 \times 10^{-5}"),
        ("10<sup>5</sup> steps", "10<sup>6</sup> steps", "10^5", "10^6"),
        ("10\u207b\u2075 steps", "10\u207b\u2076 steps", "10\u207b\u2075", "10\u207b\u2076"),
        ("x from 1-5", "x from 1-6", "5", "6"),
        ("wait 10ms", "wait 20ms", "10", "20"),
    ],
)
def test_a_number_that_changed_is_shown_as_it_was_and_is(old: str, new: str, was: str, became: str) -> None:
    found = in_text(old, new)

    assert [(change.kind, change.place, change.old, change.new) for change in found] == [
        (Kind.NUMBERS, "stem", was, became)
    ]


def test_numbers_that_changed_places_are_paired_by_place() -> None:
    assert of(Kind.NUMBERS, in_text("from 0.95 to 0.90", "from 0.90 to 0.95")) == [("0.95", "0.90"), ("0.90", "0.95")]


def test_a_number_put_into_a_list_changes_no_other() -> None:
    found = in_text("Of 1, 2, 3 choose", "Of 0, 1, 2, 3 choose")

    assert kinds(found) == [Kind.WORDS]
    assert found[0].text == "Of {+0,+} 1, 2, …"


def test_words_are_shown_in_their_context() -> None:
    old = "After some epochs of training the loss falls, and the accuracy on new images rises."
    found = in_text(old, old.replace("falls", "rises"))

    assert [change.text for change in found] == ["… of training the loss [-falls-] {+rises+}, and the accuracy …"]


def test_the_digit_in_a_name_is_no_number() -> None:
    assert kinds(in_text("the layer conv2d", "the layer conv3d")) == [Kind.WORDS]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<b>loss</b>", "<strong>loss</strong>"),
        ("a  b", "a\nb"),
        ("a&nbsp;b", "a b"),
        ("caf\u00e9", "caf&eacute;"),
        ("<p>a</p>", "a"),
        ("a<!-- no one reads this -->b", "ab"),
    ],
)
def test_what_reads_the_same_is_mark_up_only(old: str, new: str) -> None:
    assert kinds(in_text(old, new)) == [Kind.MARKUP]


def test_what_stands_in_two_blocks_is_two_words() -> None:
    assert plain("<p>one</p><p>two</p>x<sub>1</sub> <img alt='a plot'><script>no</script>") == "one two x_1 [a plot]"


@pytest.mark.parametrize("empty", ["", "<html>", "<html><body></body></html>", "<!DOCTYPE html>", "<head>"])
def test_what_is_a_page_and_says_nothing_is_nothing(empty: str) -> None:
    assert plain(empty) == ""


def test_a_text_in_two_languages_names_the_language_that_changed() -> None:
    both = '<span lang="en" class="multilang">loss {}</span><span lang="pt_br" class="multilang">perda {}</span>'

    one = in_text(both.format("rises", "sobe"), both.format("rises", "cai"))
    number = in_text(both.format("0.95", "0,95"), both.format("0.90", "0,90"))

    assert [(change.kind, change.language, change.old, change.new) for change in one] == [
        (Kind.WORDS, "pt_br", "sobe", "cai")
    ]
    assert [(change.kind, change.language, change.old, change.new) for change in number] == [
        (Kind.NUMBERS, "", "0.95", "0.90")
    ]


def test_images_are_named_with_size_and_digest() -> None:
    old = question(("a", 1), ("b", 0))
    one, other = (replace(old, stem=Markup("x", files=(File("p.png", content),))) for content in (b"1", b"22"))

    assert of(Kind.IMAGES, between(one, other)) == [("p.png (1 bytes, 6b86b273)", "p.png (2 bytes, 785f3ec7)")]
    assert of(Kind.IMAGES, in_text("<img src='https://a/x.png'>", "<img src='https://a/y.png'>")) == [
        ("https://a/x.png", "https://a/y.png")
    ]


# questions


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


def essay(body: str, *, kind: str = "essay") -> OtherQuestion:
    content = f'<quiz><question type="{kind}"><name><text>e</text></name>{body}</question></quiz>'
    entry = read(content.encode()).entries[0]
    assert isinstance(entry, OtherQuestion)
    return entry


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<lines>1</lines>", "<lines>2</lines>", Kind.WHOLE),
        ("<lines>1</lines>", "\n<lines>\n1</lines>", Kind.MARKUP),
        ("<a><b/></a>", "<a/><b/>", Kind.WHOLE),
    ],
)
def test_a_question_of_another_type_changed_or_did_not(old: str, new: str, kind: Kind) -> None:
    difference = compare(Quiz((essay(old),)), Quiz((essay(new),)))

    assert kinds(changes(difference)) == [kind]
    assert compare(Quiz((essay(old),)), Quiz((essay(old),))).is_empty


def test_another_type_is_said_first() -> None:
    difference = compare(Quiz((essay(""),)), Quiz((essay("<lines>2</lines>", kind="truefalse"),)))

    assert [(change.kind, change.old, change.new) for change in changes(difference)] == [
        (Kind.TYPE, "essay", "truefalse")
    ]


# laws


@LAW
@given(QUIZZES)
def test_a_quiz_does_not_differ_from_itself(quiz: Quiz) -> None:
    assert compare(quiz, quiz).is_empty
    assert compare(quiz, read(write(quiz))).is_empty


@LAW
@given(QUIZZES, QUIZZES)
def test_no_difference_is_overlooked(old: Quiz, new: Quiz) -> None:
    assert compare(old, new).is_empty == (old == new)


@LAW
@given(QUIZZES, st.data())
def test_no_change_of_a_field_is_overlooked(quiz: Quiz, data: st.DataObject) -> None:
    if not quiz.questions:
        return
    old = data.draw(st.sampled_from(quiz.questions))
    donors = data.draw(QUIZZES)
    field = data.draw(st.sampled_from(["stem", "answers", "general_feedback", "combined", "hints", "tags", "penalty"]))
    for donor in donors.questions:
        assert isinstance(old, MultipleChoice)
        new = replace(old, **{field: getattr(donor, field)})
        compared = compare(Quiz((old,)), Quiz((new,)))
        assert compared.is_empty == (old == new)
        if old.idnumber or old.name:  # else nothing says that they are one question
            assert bool(compared.questions[0].changes) == (old != new)


@LAW
@given(QUIZZES, QUIZZES)
def test_turned_round_added_is_removed_and_what_changed_stays(old: Quiz, new: Quiz) -> None:
    def by_state(difference: Difference, state: str) -> list[tuple[str, list[Kind]]]:
        return sorted(
            (
                (
                    str(compared.one.id if compared.old is None or compared.new is None else ""),
                    kinds([*compared.changes]),
                )
                for compared in difference.questions
                if compared.state == state
            ),
            key=str,
        )

    one, other = compare(old, new), compare(new, old)

    assert by_state(one, "added") == by_state(other, "removed")
    assert by_state(one, "removed") == by_state(other, "added")
    assert by_state(one, "changed") == by_state(other, "changed")


SENTENCES = st.lists(st.sampled_from(["0.5", "0,5", "-3", "1", "a", "b", ",", "loss"]), max_size=12).map(" ".join)


@LAW
@given(SENTENCES | TEXTS, SENTENCES | TEXTS)
def test_texts_turned_round_give_the_same_changes_turned_round(old: str, new: str) -> None:
    there, back = words.compare(old, new), words.compare(new, old)

    assert there.numbers == tuple((was, is_) for is_, was in back.numbers)
    assert [(passage.old, passage.new) for passage in there.passages] == [
        (passage.new, passage.old) for passage in back.passages
    ]
    same = [token.text for token in words.tokens(old)] == [token.text for token in words.tokens(new)]
    assert (not there.numbers and not there.passages) == same


# on the command line


SPANS = '<p><span lang="en" class="multilang">{}</span><span lang="pt_br" class="multilang">{}</span></p>'
RATES = {
    "en": ("At a rate of 0.95.", "At a rate of 0.90."),
    "pt-BR": ("Com a taxa 0,95.", "Com a taxa 0,90."),
    "multilang": (SPANS.format("At 0.95.", "Com 0,95."), SPANS.format("At 0.90.", "Com 0,90.")),
}


def with_more_feedback(text: str) -> Edit:
    return lambda old: replace(old, general_feedback=Markup(f"{text} {old.general_feedback.text}"))


def with_the_next_key(old: MultipleChoice) -> MultipleChoice:
    right = next(place for place, answer in enumerate(old.answers) if answer.fraction == 1)
    return with_answer(right, fraction=0.0)(with_answer((right + 1) % len(old.answers), fraction=1.0)(old))


@pytest.fixture
def releases(tmp_path: Path) -> tuple[Path, Path]:
    """Two releases: in every language another key of the first question and a number of the third, words in English."""
    old, new = dict[str, Quiz](), dict[str, Quiz]()
    for language in LANGUAGES:
        was, became = (edited(export(language), with_more_feedback(text), 2) for text in RATES[language])
        if language == "en":
            became = edited(became, lambda old: replace(old, stem=resaid(old.stem, "loss", "cost")), 1)
        old[f"exam.{language}.xml"] = was
        new[f"exam.{language}.xml"] = edited(became, with_the_next_key, 0)
    return folder(tmp_path / "old", old), folder(tmp_path / "new", new)


def test_folders_are_compared_file_by_file_and_languages_are_told_together(
    releases: tuple[Path, Path], tmp_path: Path
) -> None:
    done = grader("diff", *map(str, releases), cwd=tmp_path)

    lines = done.stdout.splitlines()
    titles = [line.split(")")[0] for line in lines if not line.startswith(" ")]
    assert (done.returncode, done.stderr) == (1, "")
    assert titles == [
        "viable_training (en, multilang, pt-BR",
        "output_range (en, multilang, pt-BR",
        "small_loss_values (en",
        "15 questions compared: 7 changed, 0 added, 0 removed, 3 keys changed",
    ]
    assert lines[1].startswith("  key ")
    assert "  numbers      general feedback: 0.95 -> 0.90" in lines


def test_nothing_differs_exits_with_0_and_writes_nothing(tmp_path: Path) -> None:
    done = grader("diff", str(EXPORTS), str(EXPORTS), "--xml", "out", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "out: not written, since NEW changes and adds no question",
        "15 questions compared: 0 changed, 0 added, 0 removed, 0 keys changed",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_one_folder_lacks_is_said(tmp_path: Path) -> None:
    one = folder(tmp_path / "old", {"a.xml": Quiz((question(("a", 1), ("b", 0)),))})
    other = folder(tmp_path / "new", {"a.xml": Quiz((question(("a", 1), ("b", 0)),)), "more/b.xml": Quiz(())})

    done = grader("diff", str(one), str(other), cwd=tmp_path)

    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "more/b.xml: only in NEW"


def test_the_xml_holds_exactly_the_changed_and_added_questions_with_their_categories(tmp_path: Path) -> None:
    names = ("same", "changed", "gone")
    same, old, gone = (question((name, 1), ("b", 0), name=name) for name in names)
    new, added = replace(old, maximum_mark=2.0), question(("n", 1), ("b", 0), name="added")
    (tmp_path / "old.xml").write_bytes(write(Quiz((Category("x"), same, Category("y"), old, gone))))
    content = write(Quiz((Category("x"), same, Category("y", Markup("why")), new, Category("z"), added, essay("<e/>"))))
    (tmp_path / "new.xml").write_bytes(content.replace(b"<hidden>0", b"<hidden>1"))

    done = grader("diff", "old.xml", "new.xml", "--xml", "sub/only.xml", cwd=tmp_path)

    written = (tmp_path / "sub/only.xml").read_bytes()
    assert done.returncode == 1
    assert "sub/only.xml: written" in done.stdout
    assert read(written) == Quiz((Category("y", Markup("why")), new, Category("z"), added, essay("<e/>")))
    assert written.count(b"<hidden>1</hidden>") == 2  # what we do not read is kept as it stands
    assert b"<![CDATA[why]]>" in written
    assert [path.name for path in (tmp_path / "sub").iterdir()] == ["only.xml"]


def test_of_folders_the_xml_is_a_file_for_each_that_changed(releases: tuple[Path, Path], tmp_path: Path) -> None:
    done = grader("diff", *map(str, releases), "--xml", "only", cwd=tmp_path)

    written = {path.name: read(path.read_bytes()) for path in (tmp_path / "only").glob("*.xml")}
    ids = {name: [asked.idnumber for asked in quiz.questions] for name, quiz in written.items()}
    assert "only: 3 files written" in done.stdout
    assert ids == {
        "exam.en.xml": ["viable_training.en", "small_loss_values.en", "output_range.en"],
        "exam.multilang.xml": ["viable_training.multilang", "output_range.multilang"],
        "exam.pt-BR.xml": ["viable_training.pt-BR", "output_range.pt-BR"],
    }
    for name, quiz in written.items():
        new = read((releases[1] / name).read_bytes())
        assert [entry for entry in new.entries if entry in quiz.entries] == list(quiz.entries)


@LAW
@given(QUIZZES, QUIZZES)
def test_the_xml_of_any_quiz_reads_back_as_its_changed_questions(old: Quiz, new: Quiz) -> None:
    to_import = compare(old, new).to_import

    back = read(excerpt(write(new), {compared.one.place for compared in to_import}, where="new"))

    assert list(back.questions) == [compared.one.question for compared in to_import]


def test_what_is_compared_is_never_written_over(releases: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = (path / "exam.en.xml" for path in releases)
    before = new.read_bytes()

    over_file = grader("diff", str(old), str(new), "--xml", str(new), cwd=tmp_path)
    over_folder = grader("diff", *map(str, releases), "--xml", str(releases[1]), cwd=tmp_path)
    file_for_folder = grader("diff", str(old), str(new), "--xml", ".", cwd=tmp_path)

    assert [done.returncode for done in (over_file, over_folder, file_for_folder)] == [2, 2, 2]
    assert "another place for --xml" in over_file.stderr
    assert new.read_bytes() == before


def test_a_change_in_one_language_names_the_files_and_the_language(tmp_path: Path) -> None:
    """English reads otherwise in its own file and in that with both languages; the key changes in all."""
    texts = {"en": "It {}.", "pt-BR": "Isso.", "multilang": SPANS.format("It {}.", "Isso.")}
    for release, word in (("old", "rises"), ("new", "falls")):
        asked = {
            language: question(
                ("a", word == "rises"), ("b", word == "falls"), stem=text.format(word), name=f"q.{language}"
            )
            for language, text in texts.items()
        }
        folder(tmp_path / release, {f"{language}.xml": Quiz((one,)) for language, one in asked.items()})

    done = grader("diff", "old", "new", cwd=tmp_path)

    assert done.stdout.splitlines() == [
        "q (en, multilang, pt-BR)  q.en",
        '  key          a "a" -> b "b"',
        "  fractions    a 100% -> 0%, b 0% -> 100%",
        "  words        stem (en, multilang en): It [-rises-] {+falls+}.",
        "3 questions compared: 3 changed, 0 added, 0 removed, 3 keys changed",
    ]


def test_json_has_everything(releases: tuple[Path, Path], tmp_path: Path) -> None:
    done = grader("diff", *map(str, releases), "--json", "--xml", "only", cwd=tmp_path)

    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert found["counts"] == {"compared": 15, "changed": 7, "added": 0, "removed": 0, "keys": 3}
    assert [file["file"] for file in found["files"]] == [f"exam.{name}.xml" for name in sorted(LANGUAGES)]
    assert found["xml"] == "only: 3 files written"
    english = {entry["id"]: entry for entry in found["files"][0]["questions"]}
    assert english["viable_training.en"]["state"] == "changed"
    assert english["viable_training.en"]["changes"][0]["kind"] == "key"
    number = english["output_range.en"]["changes"][0]
    assert (number["kind"], number["place"], number["old"], number["new"]) == (
        "numbers",
        "general feedback",
        "0.95",
        "0.90",
    )


@pytest.mark.parametrize("argument", ["missing.xml", "text.xml", "entities.xml", "empty"])
def test_what_cannot_be_read_is_one_line_and_2(argument: str, tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_bytes(write(Quiz(())))
    (tmp_path / "text.xml").write_text("not XML")
    (tmp_path / "entities.xml").write_text('<!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz>&a;</quiz>')
    (tmp_path / "empty").mkdir()
    good = "." if argument == "empty" else "good.xml"

    done = [grader("diff", *pair, cwd=tmp_path) for pair in ((good, argument), (argument, good))]

    assert [(one.returncode, one.stdout, one.stderr.count("\n")) for one in done] == [(2, "", 1)] * 2
    assert all(argument in one.stderr for one in done)


def test_a_file_and_a_folder_are_not_compared(tmp_path: Path) -> None:
    done = grader("diff", str(EXPORTS), str(EXPORTS / "exam.en.xml"), cwd=tmp_path)

    assert done.returncode == 2
    assert "two files or two folders" in done.stderr


def hostile() -> tuple[Quiz, Quiz]:
    """Long words, long texts, signs that a terminal would obey or not show."""
    long = "x" * 500
    old = question((long, 1), ("b", 0), ("c", 0), name=f"n\u009b31m{long}", stem=f"{long} \u202e {'1 2 ' * 3000}")
    new = replace(
        question(("b", 1), (f"{long}y\u200b", 0), ("c d", 0), stem=f"{long}z \u009b2J {'3 1 x ' * 3000}"),
        name=f"m\u009b31m{long}",
        idnumber=old.idnumber,
        tags=(long, "\u0085"),
        general_feedback=Markup("<b>" * 5000 + long),
    )
    return Quiz((Category(long), old)), Quiz((Category(f"{long}/{long}"), new))


def test_80_columns_are_enough_for_anything_and_nothing_is_obeyed(tmp_path: Path) -> None:
    for name, quiz in zip(("old.xml", "new.xml"), hostile(), strict=True):
        (tmp_path / name).write_bytes(write(quiz))

    done = grader("diff", "old.xml", "new.xml", cwd=tmp_path)

    assert done.returncode == 1
    assert max(map(len, done.stdout.split("\n"))) <= 80
    assert all(character == "\n" or character.isprintable() for character in done.stdout)


def test_the_real_exports_fit_80_columns(releases: tuple[Path, Path], tmp_path: Path) -> None:
    for old, new in (releases, releases[::-1]):
        done = grader("diff", str(old), str(new), cwd=tmp_path)
        assert 60 < max(map(len, done.stdout.splitlines())) <= 80


def test_what_goes_into_a_pipe_has_no_colours_and_a_terminal_has(releases: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = (str(path / "exam.en.xml") for path in releases)
    piped = grader("diff", old, new, cwd=tmp_path).stdout
    ours, theirs = pty.openpty()
    program = [sys.executable, "-m", "grader.cli", "diff", old, new]
    subprocess.run(program, stdout=theirs, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)

    assert "\x1b" not in piped
    assert "\x1b[31m[-loss-]\x1b[0m" in shown
    assert "\x1b[32m{+cost+}\x1b[0m" in shown
