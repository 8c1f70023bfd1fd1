"""What is imported and exported again is the quiz that it was: nothing lost, nothing moved, every text as it read."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from downloads import question
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from quizzes import OURS, QUIZZES, TEXTS

from grader import bank as banks
from grader.authoring.from_html import canonical, in_markdown
from grader.authoring.importing import MAX_QUESTIONS, Ids, bank_of
from grader.errors import BankError, MoodleXMLError
from grader.files import begin_folder
from grader.kinds import KINDS
from grader.kinds.importing import KeptWholeError
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import read, write
from grader.moodle.quiz import (
    Answer,
    Category,
    CombinedFeedback,
    Entry,
    File,
    Hint,
    Markup,
    OtherQuestion,
    Quiz,
    stored,
)
from grader.moodle.shown import as_html
from grader.release.exports import exam
from grader.release.stages import of
from grader.texts.literal import escaped, filled_in
from grader.texts.markdown import BLANKS, VERBATIM, to_html
from grader.texts.render import fill_in, render
from grader.texts.source import Source

LAW = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
ANY_TEXT = st.lists(st.sampled_from(OURS), max_size=8).map("".join) | TEXTS


def again(quiz: Quiz) -> tuple[Quiz, list[str]]:
    """The quiz after an import and an export, and what the import said."""
    files, notes = bank_of(quiz, language="en", name="bank")
    with tempfile.TemporaryDirectory() as folder:
        begin_folder(Path(folder), files)
        bank = banks.load(folder)
        return read(exam(bank, of(bank), "en")), notes


def alike(one: Markup, other: Markup) -> bool:
    """Whether two texts read the same and hold the same files; where one went through Markdown, mark-up may differ."""
    html = [as_html(one).strip(BLANKS), as_html(other).strip(BLANKS)]
    through_markdown = not in_markdown(html[0]).startswith(VERBATIM)
    same = html[0] == html[1] or (through_markdown and canonical(html[0]) == canonical(html[1]))
    return same and sorted(map(repr, one.files)) == sorted(map(repr, other.files))


def same_entry(one: Entry, other: Entry) -> bool:
    if isinstance(one, Category) and isinstance(other, Category):
        return one == other and one.root == other.root
    if isinstance(one, Category | OtherQuestion) or isinstance(other, Category | OtherQuestion) or one == other:
        return one == other
    importing = KINDS[one.kind].importing
    try:
        asked = [importing.stated(entry).question for entry in (one, other)]
    except KeptWholeError:
        return False
    texts = [importing.texts(entry) for entry in asked]
    rest = [
        importing.with_texts(entry, dict.fromkeys(said, Markup(""))) for entry, said in zip(asked, texts, strict=True)
    ]
    return rest[0] == rest[1] and all(map(alike, *(said.values() for said in texts)))


def same(one: Quiz, other: Quiz) -> bool:
    return len(one.entries) == len(other.entries) and all(map(same_entry, one.entries, other.entries))


@settings(LAW, max_examples=60)
@given(QUIZZES)
def test_any_quiz_comes_back(quiz: Quiz) -> None:
    if quiz.questions:
        assert same(quiz, again(quiz)[0])


@settings(LAW, max_examples=25)
@given(st.lists(ANY_TEXT.filter(stored), min_size=6, max_size=30), st.sampled_from(["html", "moodle_auto_format"]))
def test_any_texts_come_back_as_they_read(texts: list[str], format_: str) -> None:
    marked = [Markup(text, format_) for text in texts]
    asked = replace(
        question(("a", 1.0), ("b", 0.0)),
        name=texts[0],
        stem=marked[0],
        general_feedback=marked[1],
        answers=tuple(Answer(float(place == 0), text, text) for place, text in enumerate(marked[2:])),
    )

    back, notes = again(Quiz((asked,)))

    assert notes == []  # it was stated
    assert same(Quiz((asked,)), back)


@settings(LAW, max_examples=400)
@given(ANY_TEXT)
@example("[^abc]+")
@example('{{ "^" }}')
@example("{[^abc]")
def test_an_escaped_text_is_itself_however_it_is_filled_in(text: str) -> None:
    literal, by_jinja = (
        Source(Path("text.en.md"), "en", f"{{% block title %}}\nt\n{{% endblock %}}\n{other}{block}")
        for block in (f"{{% block stem %}}\n{escaped(text)}\n{{% endblock %}}\n",)
        for other in ("", "{% block x %}{{ 1 }}{% endblock %}\n")
    )

    assert filled_in(literal) is not None
    assert filled_in(by_jinja) is None
    expected = text.replace("\r\n", "\n").replace("\r", "\n").strip(BLANKS)
    for source in (literal, by_jinja):
        filled = fill_in(source, (), None)["stem"]
        assert filled.replace("\r\n", "\n").replace("\r", "\n") == expected


@settings(LAW, max_examples=60)
@given(ANY_TEXT)
@example("\u2028")
def test_a_text_filled_in_beside_expressions_is_rendered_as_alone(text: str) -> None:
    block = escaped(in_markdown(stored(text)))
    names = ("title", "stem", "option_a", "feedback_a", "general_feedback")
    content = "\n".join(f"{{% block {name} %}}\n{block or 'x'}\n{{% endblock %}}" for name in names[1:])

    alone, beside = (
        render(
            Source(Path("t.md"), "en", f"{{% block title %}}{title}{{% endblock %}}\n{content}\n"),
            ("option_a", "feedback_a"),
            None,
        )
        for title in ("1", "{{ 1 }}")
    )

    assert alone == beside


FIRST, SECOND = (replace(question(("a", 1.0), ("b", 0.0)), name=name, idnumber=name) for name in ("one", "two"))


def test_every_category_is_kept_where_it_stood_with_all_that_it_says() -> None:
    quiz = Quiz(
        (
            Category("Exam", root="$module$/top/"),
            Category("Exam/Easy", Markup("<p>Those that <b>all</b> know</p>"), "easy", "$module$/top/"),
            FIRST,
            Category("Exam/Hard", Markup("[^abc]+ {{ x }}", "markdown", (File("a.png", b"x"),)), root="$system$/"),
            SECOND,
            Category("Exam//Essays", Markup("none yet"), root=""),
        )
    )

    back, _ = again(quiz)

    assert back == quiz
    assert [entry.root for entry in back.entries if isinstance(entry, Category)] == [
        *("$module$/top/", "$module$/top/", "$system$/", "")
    ]


def test_a_quiz_without_categories_gets_none() -> None:
    assert again(Quiz((FIRST, SECOND)))[0] == Quiz((FIRST, SECOND))


def test_a_question_added_in_front_moves_no_other_into_another_category(tmp_path: Path) -> None:
    quiz = Quiz((Category("x"), FIRST, Category("y"), SECOND))
    files, _ = bank_of(quiz, language="en", name="bank")
    begin_folder(tmp_path, files)
    for name in ("text.en.md", "moodle.json", "__init__.py"):
        (tmp_path / "zero").mkdir(exist_ok=True)
        (tmp_path / "zero" / name).write_bytes(files[f"one/{name}"])
    init = files["__init__.py"].decode().replace("    one,", "    one,\n    zero,")
    (tmp_path / "__init__.py").write_text(init.replace("    one.QUESTION", "    zero.QUESTION,\n    one.QUESTION"))

    bank = banks.load(str(tmp_path))

    entries = read(exam(bank, of(bank), "en")).entries
    assert entries == (FIRST, *quiz.entries)


def test_what_is_kept_before_a_question_that_is_gone_is_named(tmp_path: Path) -> None:
    files, _ = bank_of(Quiz((Category("x"), FIRST, SECOND)), language="en", name="bank")
    init = files["__init__.py"].decode().replace("    one.QUESTION,\n", "")
    begin_folder(tmp_path, files | {"__init__.py": init.encode()})

    with pytest.raises(BankError, match="expected KEPT to name questions of the bank, received 'one'"):
        banks.load(str(tmp_path))


ANSWERS_OF_HALF = (Answer(0.5, Markup("a")), Answer(-0.5, Markup("b")))


def rich() -> MultipleChoice:
    return MultipleChoice(
        name="  spaced\u00a0 name <span lang='en' class='multilang'>x</span>  ",
        stem=Markup('<p><img src="@@PLUGINFILE@@/s/a%20b.png" alt="x"></p>', files=(File("a b.png", b"1", "/s/"),)),
        answers=tuple(Answer(1.0 if place == 99 else -0.05, Markup(f"option {place}")) for place in range(100)),
        general_feedback=Markup("<pre><code>  a\n    b  c</code></pre>"),
        maximum_mark=0.3333333,
        idnumber=" X9 ",
        tags=("a, b", "é"),
        single=False,
        shuffle=False,
        penalty=0.25,
        numbering="IIII",
        standard_instruction=True,
        combined=CombinedFeedback(
            Markup("{{ r }}"), Markup("p", "markdown"), Markup("w", files=(File("f", b"\0"),)), show_number_right=True
        ),
        hints=(Hint(Markup("[^h]"), clear_wrong=True), Hint(Markup("", files=(File("g", b"g"),)))),
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ""),
        ({"name": "", "idnumber": ""}, ""),
        ({"idnumber": "one"}, "an earlier question has the same idnumber"),
        ({"idnumber": "x" * 101}, "its idnumber is too long for Moodle"),
        ({"general_feedback": Markup("<!-- seen by authors --><p>x</p>")}, ""),
        ({"general_feedback": Markup("a  b\n\u00a0")}, ""),
        ({"general_feedback": Markup("*x*", "markdown")}, "its general_feedback is written in markdown"),
        ({"general_feedback": Markup("= x =", "wiki_like")}, "its general_feedback is written in wiki_like"),
        ({"general_feedback": Markup(r"\(x\)", "plain_text")}, "its general_feedback is plain text"),
        ({"general_feedback": Markup("x", files=(File("a.png", b"x"),))}, "a text holds a file to which it does not"),
        ({"stem": Markup("@@PLUGINFILE@@/a/../b", files=(File("b", b"x", "/a/../"),))}, "a file of it has a name"),
        ({"stem": Markup("@@PLUGINFILE@@/" + "n" * 250, files=(File("n" * 250, b"x"),))}, "a file of it has a name"),
        ({"stem": Markup("@@PLUGINFILE@@/CON.png", files=(File("CON.png", b"x"),))}, "a file of it has a name"),
        (
            {"stem": Markup("@@PLUGINFILE@@/a @@PLUGINFILE@@/A", files=(File("a", b"x"), File("A", b"y")))},
            "two of its files have the same name",
        ),
        (
            {
                "stem": Markup("@@PLUGINFILE@@/a", files=(File("a", b"x"),)),
                "general_feedback": Markup("@@PLUGINFILE@@/a", files=(File("a", b"y"),)),
            },
            "two of its files have the same name",
        ),
        (
            {
                "stem": Markup("@@PLUGINFILE@@/a", files=(File("a", b"x"),)),
                "general_feedback": Markup("@@PLUGINFILE@@/a"),
            },
            "refers to another text's",
        ),
        ({"answers": (Answer(1.0, Markup("a")), Answer(0.0, Markup("")))}, "it has fewer than two options"),
        ({"answers": (Answer(1.0, Markup("a")), Answer(0.0, Markup("<p></p>")))}, "an option of it shows nothing"),
        ({"answers": ANSWERS_OF_HALF, "single": True}, "none of its options earns the whole mark"),
        ({"answers": ANSWERS_OF_HALF, "single": False}, ""),
    ],
)
def test_a_question_comes_back_whole(changed: dict[str, object], said: str) -> None:
    asked = replace(rich(), **changed)  # type: ignore[arg-type]
    quiz = Quiz((Category("x"), FIRST, asked, SECOND))

    back, notes = again(quiz)

    assert same(quiz, back)
    assert notes == [] if not said else len(notes) == 1 and said in notes[0]
    if said:
        assert back.questions[1] == asked


def test_an_option_without_text_is_left_out_and_said() -> None:
    asked = replace(FIRST, answers=(*FIRST.answers, Answer(0.0, Markup(""))))

    back, notes = again(Quiz((asked,)))

    assert back == Quiz((FIRST,))
    assert notes == ["one: an option without text is left out, as Moodle does"]


def test_the_image_of_an_old_file_comes_along() -> None:
    picture = b"<image>a/b c.png</image><image_base64>AAH/</image_base64>"
    content = write(Quiz((FIRST, SECOND))).replace(b"<questiontext", picture + b"<questiontext", 1)

    back, notes = again(read(content))

    assert back.questions[0].stem == Markup(
        'Which? <img src="@@PLUGINFILE@@/a_b%20c.png" />', files=(File("a_b c.png", b"\x00\x01\xff"),)
    )
    assert back == read(content)
    assert notes == []


@pytest.mark.parametrize("left", [b"<image>http://x/a.png</image>", b"<image_base64>AAH/</image_base64>"])
def test_half_of_an_old_image_is_kept_and_said(left: bytes) -> None:
    content = write(Quiz((FIRST,))).replace(b"<questiontext", left + b"<questiontext", 1)

    back, notes = again(read(content))

    assert left in write(back)
    assert len(notes) == 1
    assert "an image is not whole" in notes[0]


@pytest.mark.parametrize("inside", ["x", r"\(a\)"])
@pytest.mark.parametrize(
    "html",
    [
        r"\(x<y\)",
        r"<p>a \(x<y\)</p>",
        "a <y",
        "<html>",
        "<html><body>{}</body></html>",
        "<div>" * 600 + "{}" + "</div>" * 600,
        "<b>" * 5000 + "{}",
        "<p>" * 5000,
        "a <![CDATA[ {}",
        "a <!DOCTYPE",
        "<?php {}",
        "<!--",
        "<p/><br/></br>{}",
        "<p>&#0;{}&#128;&copyx</p>",
        "<P ALIGN=center>{}</P>",
        "<table><td>{}</table>",
    ],
)
def test_odd_html_comes_back_byte_for_byte(html: str, inside: str) -> None:
    asked = replace(FIRST, stem=Markup(html.replace("{}", inside)))

    assert again(Quiz((asked,)))[0] == Quiz((asked,))


@pytest.mark.parametrize(
    "piece", [r"\(", r"\[", "[", "![", "`", "{{", "{%", "[^a]", "<", "<!--", "&", "<b>", "- ", "(a"]
)
def test_a_text_that_repeats_is_not_tried_in_markdown_where_that_takes_its_square(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def counted(markdown: str, *, language: str) -> str:
        seen.append(len(markdown))
        return to_html(markdown, language=language)

    monkeypatch.setattr("grader.authoring.from_html.to_html", counted)
    html = piece * (40_000 // len(piece))

    assert to_html(in_markdown(html)) == html.strip(BLANKS)
    assert seen == []


def test_names_of_folders_are_bounded_readable_and_taken_once() -> None:
    ids = Ids({"categories"})
    written = ["Média!", "média", "x" * 250, "x" * 250, "é" * 250, "class", "con", "COM1", "2nd", "", "…", "Categories"]

    free = [ids.free(name) for name in written]

    assert free == [
        *("media", "media_2", "x" * 50, f"{'x' * 50}_2", "e" * 50, "q_class", "q_con", "q_com1", "q_2nd", "question"),
        *("question_2", "categories_2"),
    ]


class Counted(set[str]):
    """Names that are taken, which counts how often it is asked."""

    asked = 0

    def __contains__(self, name: object) -> bool:
        self.asked += 1
        return super().__contains__(name)


@pytest.mark.parametrize("names", [["same"] * 2000, ["a"] + [f"a_{n}" for n in range(2, 1000)] + ["a"] * 1000])
def test_names_alike_are_told_apart_in_a_few_steps_each(names: list[str]) -> None:
    taken = Counted()
    ids = Ids(taken)

    assert len({ids.free(name) for name in names}) == len(names)
    assert taken.asked <= 3 * len(names)


def test_a_bank_has_a_bound_and_says_so() -> None:
    with pytest.raises(MoodleXMLError, match=f"expected at most {MAX_QUESTIONS} questions in a bank, received"):
        bank_of(Quiz((FIRST,) * (MAX_QUESTIONS + 1)), language="en", name="bank")


def test_a_text_without_jinja_needs_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.texts.templates._environment", None)

    assert (
        again(Quiz((replace(FIRST, stem=Markup("{{ x }} [^abc] {% y %}")),)))[0].questions[0].stem.text.startswith("{{")
    )


def test_a_question_is_made_once_for_every_check(tmp_path: Path) -> None:
    files, _ = bank_of(Quiz((FIRST,)), language="en", name="bank")
    begin_folder(tmp_path, files)
    bank = banks.load(str(tmp_path))
    (stages,) = of(bank)

    assert stages.moodle_question("en") is stages.moodle_question("en")
