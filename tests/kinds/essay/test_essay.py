"""Essays and descriptions, which Moodle does not mark: read, written, imported and checked as they are."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree, ignore_patterns
from xml.etree import ElementTree as ET

import pytest
from broken.breaks import replacing
from click.testing import CliRunner
from extras import require
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from places import TESTS

from grader import bank as banks
from grader.cli import grader
from grader.difference.quizzes import compare
from grader.kinds.description.question import DescriptionQuestion
from grader.kinds.essay.item import Essay
from grader.kinds.essay.question import FORMATS, UNLIMITED, Asked, EssayQuestion
from grader.kinds.essay.reading import read as read_essay
from grader.kinds.essay.writing import write as write_essay
from grader.kinds.quiz import read, write
from grader.kinds.version import MULTILINGUAL
from grader.moodle.marking import marker
from grader.moodle.marking.award import State
from grader.moodle.quiz import Markup, OtherQuestion, Quiz
from grader.moodle.shown import in_language
from grader.release.exports import exam
from grader.release.stages import of
from grader.verification.gate import verify

SAMPLES = TESTS / "golden/moodle"
TEXTS = st.text("ab <>&é.", max_size=20)
COUNTS = st.integers(0, 1000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(TESTS / "banks/unmarked", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def findings(folder: Path) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in verify(banks.load(str(folder)), None, progress=lambda _: None).findings]


@given(
    st.builds(
        Asked,
        format=st.sampled_from(FORMATS),
        required=st.booleans(),
        lines=COUNTS,
        minimum_words=COUNTS,
        maximum_words=COUNTS,
        attachments=COUNTS | st.just(UNLIMITED),
        attachments_required=COUNTS,
        file_types=st.sampled_from(["", ".pdf", "image,.txt"]),
        maximum_bytes=COUNTS,
    ),
    TEXTS,
    TEXTS,
)
def test_what_is_written_reads_back(asked: Asked, for_graders: str, template: str) -> None:
    question = EssayQuestion("Essay", Markup("Why?"), asked, Markup(for_graders), Markup(template), maximum_mark=3.0)

    assert read(write(Quiz((question,)))).entries == (question,)


@pytest.mark.parametrize("name", ["types.xml", "types.export.xml"])
def test_the_samples_are_read_and_written_as_they_are(name: str) -> None:
    quiz = read((SAMPLES / name).read_bytes())
    found = [entry for entry in quiz.questions if isinstance(entry, EssayQuestion | DescriptionQuestion)]

    assert [one.name for one in found] == ["DESC", "ESSAY-editor", "ESSAY-plain"]
    assert read(write(Quiz(tuple(found)))).questions == tuple(found)
    [_, editor, plain] = found
    assert isinstance(editor, EssayQuestion)
    assert isinstance(plain, EssayQuestion)
    assert editor.asked == Asked(lines=10, minimum_words=2, maximum_words=50)
    assert plain.asked == Asked("plain", required=False, lines=5)
    assert (editor.for_graders.text, [one.maximum_mark for one in found]) == ("criteria", [0.0, 3.0, 1.0])


def test_what_moodle_exports_of_them_is_what_came_in() -> None:
    came, went = (read((SAMPLES / name).read_bytes()).questions for name in ("types.xml", "types.export.xml"))

    kinds = (EssayQuestion, DescriptionQuestion)
    of_kinds = [tuple(one for one in found if isinstance(one, kinds)) for found in (came, went)]
    assert of_kinds[0] == of_kinds[1]


def test_the_samples_are_imported_and_nothing_of_them_changes(tmp_path: Path) -> None:
    require("markdownify")
    quiz = Quiz(
        tuple(
            one
            for one in read((SAMPLES / "types.xml").read_bytes()).questions
            if isinstance(one, EssayQuestion | DescriptionQuestion)
        )
    )
    (tmp_path / "quiz.xml").write_bytes(write(quiz))

    arguments = ["import", str(tmp_path / "quiz.xml"), "--bank", str(tmp_path / "back"), "--language", "en"]
    done = CliRunner().invoke(grader, arguments)

    assert "3 questions imported, not computed, and 0 kept whole" in done.output
    back = banks.load(str(tmp_path / "back"))
    exported = read(exam(back, of(back), "en")).questions
    assert [one.kind for one in exported] == ["description", "essay", "essay"]
    assert [one.asked for one in exported if isinstance(one, EssayQuestion)] == [
        one.asked for one in quiz.questions if isinstance(one, EssayQuestion)
    ]
    assert list(verify(back, None, progress=lambda _: None).findings) == []


@pytest.mark.parametrize(
    "setting",
    [
        "<responseformat>paper</responseformat>",
        "<responserequired>2</responserequired>",
        "<responsefieldlines>1.5</responsefieldlines>",
        "<minwordlimit>0</minwordlimit>",
        "<maxwordlimit>many</maxwordlimit>",
        "<attachments>-2</attachments>",
        "<hint format='html'><text>h</text></hint>",
    ],
)
def test_a_setting_that_moodles_form_has_not_keeps_it_whole(setting: str) -> None:
    content = (
        '<quiz><question type="essay"><name><text>E</text></name>'
        f'<questiontext format="html"><text>Why?</text></questiontext>{setting}</question></quiz>'
    )

    [entry] = read(content.encode()).entries

    assert isinstance(entry, OtherQuestion)
    assert b"<question" in write(Quiz((entry,)))


def test_those_who_mark_read_both_texts_in_their_language(folder: Path) -> None:
    bank = banks.load(str(folder))
    [_, one] = read(exam(bank, of(bank), "en")).questions
    [_, all_] = read(exam(bank, of(bank), MULTILINGUAL)).questions
    assert isinstance(one, EssayQuestion)
    assert isinstance(all_, EssayQuestion)

    assert "The mean is the sum divided by the number of values: 7.00." in one.for_graders.text
    assert "A part of the mark: the median is 3." in one.for_graders.text
    assert in_language(all_.for_graders.text, "en").split() == one.for_graders.text.split()


def test_the_marker_leaves_it_to_people(folder: Path) -> None:
    bank = banks.load(str(folder))
    text, essay = ET.fromstring(exam(bank, of(bank), "en")).findall("question")[1:]

    assert marker.mark(essay, "Because.").state is State.BY_HAND
    assert marker.mark(text, None).fraction is None
    assert text.findtext("defaultgrade") == "0.0000000"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            'format="paper"',
            "expected a format of editor, editorfilepicker, plain, monospaced, noinline, received 'paper'",
        ),
        ("lines=0", "expected a whole number of lines, received 0"),
        ("minimum_words=1.5", "expected a whole number of minimum_words, received 1.5"),
        ("attachments_required=1", "1 file is asked for, and 0 allowed"),
        ('format="noinline"', "neither a text nor a file can be given"),
    ],
)
def test_what_nobody_could_respond_to_is_found(asked: str, said: str, folder: Path) -> None:
    replacing("words/__init__.py", "Asked(lines=10, maximum_words=120)", f"Asked({asked})")(folder)

    assert ("K028", said) in findings(folder)


def test_a_box_may_hold_a_text_before_anybody_writes(folder: Path) -> None:
    replacing("words/__init__.py", "maximum_words=120)", "maximum_words=120), begun=True")(folder)
    for language, words in (("en", "The mean is"), ("pt-BR", "A média é")):
        path = folder / f"words/text.{language}.md"
        path.write_text(f"{path.read_text(encoding='utf-8')}{{% block template %}}{words}{{% endblock %}}\n", "utf-8")

    assert findings(folder) == []
    bank = banks.load(str(folder))
    [_, essay] = read(exam(bank, of(bank), "en")).questions
    assert isinstance(essay, EssayQuestion)
    assert "The mean is" in essay.template.text


def test_a_value_of_the_rubric_that_no_claim_holds_is_found(folder: Path) -> None:
    replacing("words/__init__.py", "return s.median == middle", "return s.median < middle + 1")(folder)

    assert "C020" in {code for code, _ in findings(folder)}


def test_changes_are_told_in_words() -> None:
    old = EssayQuestion("E", Markup("Why?"), Asked(), Markup("Mean 3."), idnumber="e")
    new = replace(old, asked=Asked(maximum_words=5, attachments=UNLIMITED), for_graders=Markup("Mean 4."))

    [one] = compare(Quiz((old,)), Quiz((new,))).questions

    assert [
        (change.place, change.old, change.new) for change in one.changes if change.place != "information for graders"
    ] == [
        ("maximum of words", "none", "5"),
        ("attachments", "0", "any number"),
    ]
    assert any(change.place == "information for graders" for change in one.changes)


def test_what_is_read_is_what_was_written_in_any_order() -> None:
    element = write_essay(EssayQuestion("E", Markup("Why?"), Asked(file_types=".pdf", attachments=2)))
    turned = etree.fromstring(etree.tostring(element))
    turned[:] = list(turned)[::-1]

    assert read_essay(turned, "x") == read_essay(element, "x")


def test_an_item_says_what_it_asks_for() -> None:
    with pytest.raises(Exception, match="asked"):
        Essay(answer=1, asked="a text")  # type: ignore[arg-type] # which an author may write
