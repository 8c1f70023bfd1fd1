"""Moodle XML: what is written reads back as it was, and what Moodle reads by default we read so too."""

import re
from collections.abc import Callable
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from places import SAMPLES
from quizzes import QUIZZES, multiple_choice

from grader.errors import MoodleXMLError
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import read, write
from grader.moodle.fractions import FRACTIONS
from grader.moodle.quiz import Answer, Category, File, Hint, Markup, OtherQuestion, Quiz, stored


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(QUIZZES)
@example(Quiz((Category("top/$course$/a//b"), Category("$course$"), Category(""))))
def test_a_quiz_reads_back_as_it_was_written_and_then_is_written_alike(quiz: Quiz) -> None:
    content = write(quiz)
    back = read(content)

    assert back == quiz
    assert write(back) == content
    assert content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<quiz")


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(FRACTIONS), st.sampled_from(FRACTIONS))
def test_fractions_read_back_to_seven_decimals(first: float, second: float) -> None:
    question = MultipleChoice("", Markup(""), (Answer(first, Markup("a")), Answer(second, Markup("b"))))

    back = [answer.fraction for answer in multiple_choice(write(Quiz((question,))))[0].answers]

    assert back == pytest.approx([first, second], abs=1e-7, rel=0)


def test_every_text_stands_in_one_cdata_section_and_nothing_in_it_is_escaped() -> None:
    question = MultipleChoice(
        "a & b", Markup("<b>x</b> <i>é</i>"), (), general_feedback=Markup("&amp; é"), tags=("p < q",)
    )

    content = write(Quiz((Category("A & B", Markup("&")), question))).decode()

    texts = [text for text in re.findall(r"<text>(.*?)</text>", content, re.DOTALL) if text]
    assert texts == [
        "<![CDATA[$course$/top/A & B]]>",
        "<![CDATA[&]]>",
        "<![CDATA[a & b]]>",
        "<![CDATA[<b>x</b> <i>é</i>]]>",
        "<![CDATA[&amp; é]]>",
        "<![CDATA[p < q]]>",
    ]


def test_the_mark_that_ends_a_section_is_divided_between_two_sections() -> None:
    content = write(Quiz((MultipleChoice("", Markup("<i>w[i[0]]>0</i> <b>y</b>"), ()),)))

    assert b"<text><![CDATA[<i>w[i[0]]]]><![CDATA[>0</i> <b>y</b>]]></text>" in content


def test_the_bytes_depend_on_the_quiz_alone() -> None:
    """The whole file, letter by letter: no date, no version, no place."""
    answers = (Answer(1.0, Markup("a", files=(File("f", b"\x00\xff"),))), Answer(-1 / 3, Markup("b")))
    quiz = Quiz((Category("A"), MultipleChoice("n", Markup("q"), answers, idnumber="q.en", tags=("t",))))

    assert write(quiz).decode() == dedent("""\
        <?xml version='1.0' encoding='UTF-8'?>
        <quiz>
          <question type="category">
            <category>
              <text><![CDATA[$course$/top/A]]></text>
            </category>
          </question>
          <question type="multichoice">
            <name>
              <text><![CDATA[n]]></text>
            </name>
            <questiontext format="html">
              <text><![CDATA[q]]></text>
            </questiontext>
            <generalfeedback format="html">
              <text/>
            </generalfeedback>
            <defaultgrade>1.0000000</defaultgrade>
            <penalty>0.3333333</penalty>
            <hidden>0</hidden>
            <idnumber>q.en</idnumber>
            <single>true</single>
            <shuffleanswers>true</shuffleanswers>
            <answernumbering>abc</answernumbering>
            <showstandardinstruction>0</showstandardinstruction>
            <correctfeedback format="html">
              <text/>
            </correctfeedback>
            <partiallycorrectfeedback format="html">
              <text/>
            </partiallycorrectfeedback>
            <incorrectfeedback format="html">
              <text/>
            </incorrectfeedback>
            <answer format="html" fraction="100">
              <text><![CDATA[a]]></text>
              <file name="f" path="/" encoding="base64">AP8=</file>
              <feedback format="html">
                <text/>
              </feedback>
            </answer>
            <answer format="html" fraction="-33.33333">
              <text><![CDATA[b]]></text>
              <feedback format="html">
                <text/>
              </feedback>
            </answer>
            <tags>
              <tag>
                <text><![CDATA[t]]></text>
              </tag>
            </tags>
          </question>
        </quiz>
        """)


def test_long_texts_and_files_come_back_whole() -> None:
    text = "é]]>" * 200_000  # a section of its own for every mark that ends one
    question = MultipleChoice("n", Markup(f"<p>{text}</p>", files=(File("a.bin", bytes(range(256)) * 8_000),)), ())

    assert read(write(Quiz((question,)))).questions == (question,)


REFUSERS: tuple[Callable[[str], object], ...] = (
    stored,
    Markup,
    Category,
    lambda text: MultipleChoice(text, Markup(""), ()),
    lambda text: MultipleChoice("", Markup(""), (), idnumber=text),
    lambda text: MultipleChoice("", Markup(""), (), tags=("x", text)),
)


@pytest.mark.parametrize(
    ("character", "code"), [("\x00", "0000"), ("\x1b", "001B"), ("\ufffe", "FFFE"), ("\ud800", "D800")]
)
def test_characters_that_no_xml_can_hold_are_refused_with_their_place(character: str, code: str) -> None:
    for make in REFUSERS:
        with pytest.raises(MoodleXMLError, match=rf"received U\+{code} at 2$"):
            make(f"ab{character}c")


def test_texts_are_kept_as_moodle_stores_them() -> None:
    assert Markup(" \r\na\r\nb\rc\t ").text == "a\nb\nc"
    assert Markup("\xa0a\xa0").text == "\xa0a\xa0"  # a no-break space is no white space to PHP
    assert MultipleChoice(" n ", Markup(""), ()).name == "n"
    assert read(write(Quiz((MultipleChoice("", Markup(""), (), tags=(" t ",)),)))).questions[0].tags == ("t",)


def _quiz(inside: str, kind: str = "multichoice") -> bytes:
    return f"<quiz>\n<question type='{kind}'>{inside}</question>\n</quiz>".encode()


def _question(inside: str) -> MultipleChoice:
    return multiple_choice(_quiz(inside))[0]


def test_what_is_missing_has_moodles_default() -> None:
    expected = MultipleChoice(
        "",
        Markup(""),
        (Answer(0.0, Markup("")),),
        maximum_mark=1.0,
        single=True,
        shuffle=False,
        standard_instruction=True,
    )

    assert _question("<answer/>") == expected


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("true", True), ("1", True), ("TRUE", True), ("no", True), ("False", True)),
        *(("false", False), ("0", False), ("", False), (" false ", False)),
    ],
)
def test_booleans_are_true_but_for_false_zero_and_nothing_in_this_very_case(written: str, value: bool) -> None:  # noqa: FBT001
    question = _question(f"<single>{written}</single><shuffleanswers>{written}</shuffleanswers>")

    assert (question.single, question.shuffle) == (value, value)


def test_formats_are_inherited_from_the_question_text() -> None:
    inside = dedent("""\
        <questiontext format="markdown"><text>q</text></questiontext>
        <answer><text>a</text><feedback format="plain_text"><text>f</text></feedback></answer>
        <answer format="HTML"/>
        <generalfeedback><text>g</text></generalfeedback>""")

    question = _question(inside)

    assert question.stem.format == question.general_feedback.format == "markdown"
    assert [(answer.markup.format, answer.feedback.format) for answer in question.answers] == [
        ("markdown", "plain_text"),
        ("html", "markdown"),  # an unknown format is html
    ]
    assert _question("<generalfeedback/>").general_feedback.format == "html"


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("$course$/top/Prova/Tema", "Prova/Tema"),
        ("$module$/top/Prova", "Prova"),
        ("$system$/Prova", "Prova"),
        ("Prova", "Prova"),
        ("top/Prova", "Prova"),
        ("$cat1$/x", "$cat1$/x"),
        ("$prova$/x", "x"),
        ("$course$/top", ""),
    ],
)
def test_a_category_is_named_below_top(written: str, path: str) -> None:
    quiz = read(_quiz(f"<category><text>{written}</text></category>", kind="category"))

    assert quiz == Quiz((Category(path),))


def test_only_the_first_block_of_tags_counts_and_an_idnumber_keeps_its_spaces() -> None:
    inside = "<idnumber> X9 </idnumber><tags><tag><text>a</text></tag></tags><tags><tag><text>b</text></tag></tags>"

    question = _question(inside)

    assert (question.idnumber, question.tags) == (" X9 ", ("a",))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("encoding", ["", " encoding='UTF-8'", ' encoding = "utf8"', " encoding='US-ASCII'"])
def test_utf_8_is_read_with_and_without_its_mark_and_declaration(mark: bytes, encoding: str) -> None:
    content = mark + f"<?xml version='1.0'{encoding}?>\n".encode() + _quiz("<name><text>média</text></name>")

    assert read(content).questions[0].name == "média"


def test_what_files_of_old_versions_say_in_other_words_is_read_as_moodle_does() -> None:
    question = _question(
        "<coursetags><tag><text>c</text></tag></coursetags><tags><tag><text>t</text></tag></tags>"
        "<correctresponsesfeedback>1</correctresponsesfeedback>"
        "<hint><hintcontent><text>h</text></hintcontent><clearincorrectresponses>1</clearincorrectresponses></hint>"
    )

    assert question.tags == ("t", "c")
    assert question.combined.show_number_right
    assert question.hints == (Hint(Markup("h"), clear_wrong=True),)


def test_a_processing_instruction_is_no_text_and_no_element() -> None:
    assert _question("<name><text>a<?php b ?>c</text></name>").name == "ac"


def test_a_file_is_decoded_whatever_its_line_breaks() -> None:
    question = _question("<questiontext><text/><file name='a.png'>AAH\n /</file></questiontext>")

    assert question.stem.files == (File("a.png", b"\x00\x01\xff", "/"),)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "exam.xml:1: not well-formed XML"),
        (b"<quiz>\n<question></quiz>", "exam.xml:2: not well-formed XML: .*mismatch"),
        (b"<quiz>\n<question>\n", "exam.xml:3: not well-formed XML"),
        (b"<quiz>a & b</quiz>", "exam.xml:1: not well-formed XML"),
        (
            b"<!DOCTYPE quiz [<!ENTITY e 'x'>]><quiz>&e;</quiz>",
            "exam.xml:1: expected no DOCTYPE",
        ),
        (b"\n<exam></exam>", "exam.xml:2: expected the root element quiz, received 'exam'"),
        (
            b"<?xml version='1.0'?><!-- c -->\n<!DOCTYPE quiz SYSTEM 'file:///x'><quiz/>",
            "exam.xml:1: expected no",
        ),
        (_quiz("", kind=""), "exam.xml:2: expected a question with a type"),
        ("<quiz/>".encode("utf-16"), "exam.xml: expected UTF-8, as Moodle does; byte 0 is not"),
        *(
            (
                f"<?xml version='1.0' encoding='{name}'?><quiz/>".encode(codec),
                f"exam.xml:1: expected UTF-8, as Moodle does; the file declares '{name}'$",
            )
            for name, codec in (
                *(("klingon", "utf-8"), ("UTF-16", "utf-8"), ("ISO-8859-1", "latin-1"), ("windows-1252", "utf-8")),
                *(("", "utf-8"), ("utf-7", "utf-7"), ("Shift_JIS", "utf-8"), ("UTF-32", "utf-8-sig")),
            )
        ),
        ("<quiz>é</quiz>".encode("latin-1"), "exam.xml: expected UTF-8, as Moodle does; byte 6 is not"),
        ("<quiz/>".encode("utf-16-le"), "exam.xml: expected UTF-8, as Moodle does; byte 1 is not"),
        ("<quiz/>".encode("utf-32"), "exam.xml: expected UTF-8, as Moodle does; byte 0 is not"),
        ("<quiz/>".encode("cp037"), "exam.xml: expected UTF-8, as Moodle does; byte 1 is not"),
        (b"<quiz>" + b"<a>" * 200 + b"</a>" * 200 + b"</quiz>", "exam.xml:1: more than 100 elements inside each other"),
        (b"<quiz>" + b"<a>" * 100_000, "exam.xml:1: not well-formed XML"),
        (b" " * (2**28 + 1), "exam.xml: expected at most 256 MiB, received 256"),
        (_quiz("\n<answer fraction='a33'/>"), "exam.xml:3: expected a fraction in percent, received 'a33'"),
        (_quiz("\n<answer fraction=''/>"), "exam.xml:3: expected a fraction in percent, received ''"),
        (_quiz("<penalty/>"), "exam.xml:2: expected a number, received ''"),
        (_quiz("\n<answer fraction='nan'/>"), "exam.xml:3: expected a fraction in percent, received 'nan'"),
        (_quiz("<defaultgrade>inf</defaultgrade>"), "exam.xml:2: expected a number, received 'inf'"),
        (_quiz("\n<answer fraction='\u0661\u0660\u0660'/>"), "exam.xml:3: expected a fraction in percent"),
        (_quiz("\n<answer fraction='10_0'/>"), "exam.xml:3: expected a fraction in percent, received '10_0'"),
        (_quiz("\n<answer fraction='1\u0660'/>"), "exam.xml:3: expected a fraction in percent"),
        (_quiz("\n<answer fraction='\u00a050'/>"), "exam.xml:3: expected a fraction in percent"),
        (_quiz("\n<answer fraction='1e999'/>"), "exam.xml:3: expected a fraction in percent, received '1e999'"),
        (_quiz("<defaultgrade>1_0</defaultgrade>"), "exam.xml:2: expected a number, received '1_0'"),
        (_quiz("<defaultgrade>\u0663</defaultgrade>"), "exam.xml:2: expected a number"),
        (_quiz("<penalty>0_1</penalty>"), "exam.xml:2: expected a number, received '0_1'"),
        (_quiz("<penalty>0.1x</penalty>"), "exam.xml:2: expected a number, received '0.1x'"),
        (_quiz("\n<answer fraction='33.3x'/>"), "exam.xml:3: expected a fraction in percent, received '33.3x'"),
        (_quiz("<penalty>0.1 2</penalty>"), "exam.xml:2: expected a number, received '0.1 2'"),
        (_quiz("\n<name><text>a<b>c</b></text></name>"), "exam.xml:3: expected text without markup, received .* 'b'"),
        (_quiz("<tags><tag><text><i/></text></tag></tags>"), "exam.xml:2: expected text without markup"),
        (_quiz("<questiontext><file>é</file></questiontext>"), "exam.xml:2: expected base64"),
        (_quiz("<questiontext><file>A</file></questiontext>"), "exam.xml:2: expected base64"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(content: bytes, message: str) -> None:
    with pytest.raises(MoodleXMLError, match=f"^{message}"):
        read(content, where="exam.xml")


def test_comments_and_unknown_elements_are_passed_over() -> None:
    assert _question("<!-- x --><name><text>a<!-- y -->b</text></name><colour/><hidden>1</hidden>").name == "ab"


def test_what_a_real_moodle_exports_reads_as_what_it_took_in() -> None:
    ours, exported = (read((SAMPLES / name).read_bytes()) for name in ("exam5.xml", "exam5.export.xml"))

    assert len(ours.questions) == 5
    assert any(question.stem.files for question in ours.questions)
    assert exported.questions == ours.questions
    parents = [Category("Prova 1", Markup("", "moodle_auto_format"))]  # Moodle writes a category's parents before it
    assert list(exported.entries) == parents + list(ours.entries)


@pytest.mark.parametrize(
    ("written", "fraction"),
    [("50%", 0.5), (" 50", 0.5), ("1e2", 1.0), ("33,33333", 0.33), ("33.333", 0.3333333), ("-16.667", -0.1666667)],
)
def test_a_fraction_is_the_number_that_it_begins_with(written: str, fraction: float) -> None:
    assert _question(f'<answer fraction="{written}"/>').answers[0].fraction == fraction


def test_questions_of_other_types_are_kept_whole() -> None:
    quiz = read((SAMPLES / "alltypes.xml").read_bytes())

    kept = {entry.name: entry for entry in quiz.entries if isinstance(entry, OtherQuestion)}
    assert [(entry.kind, entry.name, entry.maximum_mark) for entry in map(kept.get, ("CALC",)) if entry] == [
        ("calculated", "CALC", 1.0),
    ]
    assert read(write(quiz)) == quiz


@pytest.mark.parametrize("name", ["exam5.xml", "exam5.export.xml", "alltypes.xml", "alltypes.export.xml"])
def test_what_a_real_moodle_took_or_gave_reads_back_after_writing(name: str) -> None:
    quiz = read((SAMPLES / name).read_bytes())

    assert read(write(quiz)) == quiz
