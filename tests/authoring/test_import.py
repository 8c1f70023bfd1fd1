"""An imported quiz is a bank whose export is the quiz again; its questions are stated until somebody solves them."""

import json
import re
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from click.testing import CliRunner, Result
from downloads import exam_file, question
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import SAMPLES

from grader import bank as banks
from grader.authoring.from_html import canonical, in_markdown
from grader.authoring.importing import bank_of
from grader.cli import grader
from grader.errors import GraderError
from grader.kinds.matching.question import MatchingQuestion
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import read, write
from grader.moodle.quiz import Category, Entry, File, Markup, OtherQuestion, Quiz
from grader.moodle.shown import as_html
from grader.release.exports import exam
from grader.release.stages import of
from grader.texts.literal import escaped
from grader.texts.markdown import VERBATIM, to_html
from grader.texts.render import fill_in
from grader.texts.source import Source

NAMES = ["exam5.xml", "exam5.export.xml", "alltypes.xml", "alltypes.export.xml"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(grader, [str(argument) for argument in arguments])


def imported(content: bytes, folder: Path) -> Path:
    (folder / "quiz.xml").write_bytes(content)
    result = run("import", folder / "quiz.xml", "--bank", folder / "bank")
    assert result.exit_code == 0, result.output
    return folder / "bank"


def exported(bank: Path) -> bytes:
    loaded = banks.load(str(bank))
    return exam(loaded, of(loaded), "pt-BR")


def contents(bank: Path) -> dict[str, bytes]:
    return {
        path.relative_to(bank).as_posix(): path.read_bytes()
        for path in sorted(bank.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    }


def as_read(question: Entry) -> Entry:
    """A question whose texts are compared as readers see them, with their files."""

    def canonic(markup: Markup) -> Markup:
        return Markup(canonical(as_html(markup)), files=markup.files)

    if isinstance(question, MatchingQuestion):
        return replace(question, lines=tuple(replace(line, stem=canonic(line.stem)) for line in question.lines))
    if not isinstance(question, MultipleChoice):
        return question
    return replace(
        question,
        stem=canonic(question.stem),
        general_feedback=canonic(question.general_feedback),
        answers=tuple(
            replace(answer, markup=canonic(answer.markup), feedback=canonic(answer.feedback))
            for answer in question.answers
            if answer.markup.text
        ),
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_export_of_an_imported_quiz_has_its_questions(name: str, tmp_path: Path) -> None:
    original = read((SAMPLES / name).read_bytes())

    again = read(exported(imported((SAMPLES / name).read_bytes(), tmp_path)))

    entries = [entry for entry in original.entries if not isinstance(entry, Category)]
    assert [as_read(entry) for entry in entries] == [
        as_read(entry) for entry in again.entries if not isinstance(entry, Category)
    ]
    for before, after in zip(original.entries, again.entries, strict=True):
        assert isinstance(before, Category) == isinstance(after, Category)
        assert not isinstance(before, Category) or (before, before.root) == (after, getattr(after, "root", None))


@pytest.mark.parametrize("name", NAMES)
def test_importing_the_export_writes_the_same_files(name: str, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = imported((SAMPLES / name).read_bytes(), tmp_path / "a")

    second = imported(exported(first), tmp_path / "b")

    assert contents(first) == contents(second)


def test_verify_counts_what_is_stated_and_finds_nothing_amiss(tmp_path: Path) -> None:
    bank = imported((SAMPLES / "exam5.xml").read_bytes(), tmp_path)

    result = run("verify", "--no-exports", "--bank", bank)
    told = json.loads(run("verify", "--no-exports", "--bank", bank, "--json").output)

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "exame_001  a (imported)"
    assert result.stdout.splitlines()[2] == "exame_003  a, b, c, d (imported)"
    assert result.stdout.splitlines()[-1].startswith("5 questions (5 imported, not computed), 1 language, 20 options")
    assert told["counts"]["imported, not computed"] == 5


def test_texts_are_in_markdown_where_that_says_the_same_and_images_are_files(tmp_path: Path) -> None:
    bank = imported((SAMPLES / "exam5.xml").read_bytes(), tmp_path)

    first = (bank / "exame_001/text.pt-BR.md").read_text(encoding="utf-8")
    second = (bank / "exame_002/text.pt-BR.md").read_text(encoding="utf-8")
    assert "{% block stem %}\nQual é a derivada de \\(f(x)=x^2+3x\\)?\n{% endblock %}" in first
    assert VERBATIM not in first.partition("general_feedback")[0]
    assert f"{VERBATIM}\n<p>A figura mostra" in second  # Markdown has no width and height
    assert "*três* lados" in second
    assert (bank / "exame_002/files/figura 1.png").read_bytes().startswith(b"\x89PNG")


def test_an_imported_bank_can_be_exported_previewed_and_graded(tmp_path: Path) -> None:
    bank = imported(
        exam_file(question(("a", 1.0), ("b", 0.0), name="first"), question(("c", 0.5), ("d", 0.5), single=False)),
        tmp_path,
    )

    assert run("export", "--bank", bank, "--exports", tmp_path / "out").exit_code == 0
    assert run("check-xml", tmp_path / "out/moodle/exam.pt-BR.xml").exit_code == 0
    assert run("preview", "--bank", bank, "--html", tmp_path / "p.html").exit_code == 0


def test_a_preview_shows_the_images_of_an_imported_question(tmp_path: Path) -> None:
    bank = imported((SAMPLES / "exam5.xml").read_bytes(), tmp_path)

    assert run("preview", "exame_002", "--bank", bank, "--html", tmp_path / "p.html").exit_code == 0
    assert (tmp_path / "p.html").read_text().count('<img src="data:image/png;base64,') >= 2


def test_a_stated_question_becomes_a_computed_one_when_its_author_solves_it(tmp_path: Path) -> None:
    bank = imported(exam_file(question(("four", 1.0), ("five", 0.0), name="sum", stem="Two and two?")), tmp_path)
    folder = bank / "sum"
    (folder / "moodle.json").unlink()
    (folder / "__init__.py").write_text(
        dedent('''\
        """What two and two are."""
        from dataclasses import dataclass, replace
        from grader.model import Item, Option, Question, claim

        @dataclass(frozen=True)
        class Solution:
            total: int

        @claim(refuted_by=lambda s: replace(s, total=5))
        def total_is_even(s: Solution) -> bool:
            """The sum is even."""
            return s.total % 2 == 0

        QUESTION = Question(
            id="sum", parameters=None, solve=lambda _: Solution(2 + 2), claims=(total_is_even,),
            waivers={"W010": "It has one short sentence."},
            item=lambda s: Item(
                s.total, (Option("a", 4, (total_is_even,)), Option("b", 5, (total_is_even,), "Miscounted."))
            ),
        )
        ''')
    )
    text = folder / "text.pt-BR.md"
    for block in ("feedback_a", "feedback_b", "general_feedback"):
        empty = f"{{% block {block} %}}\n\n{{% endblock %}}"
        assert empty in text.read_text()
        text.write_text(
            text.read_text().replace(empty, f"{{% block {block} %}}It is even.[^total_is_even]{{% endblock %}}")
        )

    result = run("verify", "--no-exports", "--bank", bank)

    assert result.exit_code == 0, result.output
    assert "imported" not in result.stdout


AWKWARD = (
    "{{ x }}",
    "{% endblock %}",
    "{# c #}",
    "{{",
    "\\(a_b*c\\)",
    "&lt;b&gt;",
    "<b>x</b>",
    "<p>y</p>",
    "<br>",
    "*",
    "_",
    "#",
    "`",
    '"""',
    "\\",
    "é",
    " ",
    "\n",
)
HTML = st.lists(st.sampled_from(AWKWARD), max_size=7).map("".join)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(HTML)
def test_any_text_comes_back_as_it_reads(html: str) -> None:
    html = html.strip()  # as Moodle stores it
    block = escaped(in_markdown(html))
    source = Source(Path("text.en.md"), "en", f"{{% block stem %}}\n{block}\n{{% endblock %}}")

    back = to_html(fill_in(source, (), None)["stem"])

    assert canonical(back) == canonical(html)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(HTML, min_size=2, max_size=4), HTML, HTML)
def test_whatever_a_quiz_holds_the_python_that_is_written_is_valid(texts: list[str], name: str, path: str) -> None:
    asked = question(*((f"x{text}", 1.0) for text in texts), stem=name, name=name)
    whole = read(write(Quiz((Category(path), asked))))

    files, _ = bank_of(whole, language="en", name="bank")

    for written, content in files.items():
        if written.endswith(".py"):
            compile(content, written, "exec")
    assert (
        json.loads(next(content for written, content in files.items() if written.endswith("moodle.json")))["name"]
        == whole.questions[0].name
    )


def test_questions_without_idnumber_are_verified(tmp_path: Path) -> None:
    asked = replace(question(("a", 1.0), ("b", 0.0)), name="x" * 250, idnumber="")
    bank = imported(exam_file(asked, asked), tmp_path)

    assert run("verify", "--no-exports", "--bank", bank).exit_code == 0
    assert [one.id for one in banks.load(str(bank)).questions] == ["x" * 50, f"{'x' * 50}_2"]


def test_a_long_name_of_a_file_makes_a_folder_that_every_file_system_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"{'é' * 125}.xml").write_bytes(exam_file(question(("a", 1.0), ("b", 0.0))))

    assert run("import", f"{'é' * 125}.xml").exit_code == 0
    assert (tmp_path / ("é" * 100) / "q").is_dir()


def test_what_cannot_be_stated_is_kept_whole_and_said(tmp_path: Path) -> None:
    asked = replace(
        question(("a", 1.0), ("b", 0.0), name="q"),
        stem=Markup("Which?", files=(File("unused.png", b"x"), File("up.png", b"x", "/../"))),
    )
    (tmp_path / "quiz.xml").write_bytes(write(Quiz((asked,))))

    result = run("import", tmp_path / "quiz.xml", "--bank", tmp_path / "bank")

    assert result.exit_code == 0
    assert "q: kept whole: a file of it has a name that not every file system takes" in result.stderr
    assert "0 questions imported, not computed, and 1 kept whole" in result.stdout
    assert not list(tmp_path.rglob("up.png"))
    assert read(exported(tmp_path / "bank")) == Quiz((asked,))
    verified = run("verify", "--no-exports", "--bank", tmp_path / "bank")
    assert verified.stdout.splitlines()[-1].startswith("no questions (1 more kept")


@pytest.mark.parametrize("fractions", [(0.0, 0.0), (-0.5, -0.25), (1.0, 1.0)])
@pytest.mark.parametrize("single", [True, False])
def test_a_question_that_no_option_or_every_option_answers_is_exported(
    fractions: tuple[float, float], tmp_path: Path, *, single: bool
) -> None:
    options = [(text, fraction) for text, fraction in zip("ab", fractions, strict=True)]
    asked = [replace(question(*options, name=name, single=single), shuffle=False) for name in ("one", "two")]
    bank = imported(exam_file(*asked), tmp_path)

    result = run("export", "--bank", bank, "--exports", tmp_path / "exports")

    assert result.exit_code == 0, result.output
    assert read(exported(bank)) == read(exam_file(*asked))


def test_a_question_alone_beside_one_that_is_kept_whole_is_verified(tmp_path: Path) -> None:
    kept = replace(question(("c", 1.0), ("d", 0.0)), stem=Markup("*x*", "markdown"))
    bank = imported(exam_file(question(("a", 1.0), ("b", 0.0)), kept), tmp_path)

    assert run("verify", "--no-exports", "--bank", bank).exit_code == 0


@pytest.mark.parametrize(
    ("content", "arguments", "message"),
    [
        (b"<quiz></quiz>", [], "expected a quiz, received no question"),
        (b"<quiz>", [], "not well-formed XML"),
        (b"<!DOCTYPE a><quiz/>", [], "expected no DOCTYPE"),
        (exam_file(question(("a", 1.0), ("b", 0.0))), ["--language", "xx"], "expected the code of a language"),
    ],
)
def test_what_is_no_quiz_is_refused_and_nothing_is_written(
    content: bytes, arguments: list[str], message: str, tmp_path: Path
) -> None:
    (tmp_path / "q.xml").write_bytes(content)

    result = CliRunner().invoke(
        grader, ["import", str(tmp_path / "q.xml"), "--bank", str(tmp_path / "b"), *arguments], standalone_mode=False
    )

    assert isinstance(result.exception, GraderError)
    assert message in str(result.exception)
    assert not (tmp_path / "b").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "q.xml").write_bytes(exam_file(question(("a", 1.0), ("b", 0.0))))
    (tmp_path / "b").mkdir()
    (tmp_path / "b/mine.txt").write_text("mine")

    result = CliRunner().invoke(
        grader, ["import", str(tmp_path / "q.xml"), "--bank", str(tmp_path / "b")], standalone_mode=False
    )

    assert isinstance(result.exception, GraderError)
    assert contents(tmp_path / "b") == {"mine.txt": b"mine"}


def test_settings_that_were_broken_by_hand_are_named(tmp_path: Path) -> None:
    bank = imported(exam_file(question(("a", 1.0), ("b", 0.0), name="q")), tmp_path)
    (bank / "q/moodle.json").write_text("{}")

    result = run("verify", "--no-exports", "--bank", bank)

    assert result.exit_code == 1
    assert re.search(r"q/__init__\.py:\d+: B002 the question q cannot be loaded\n", result.stdout)
    assert "moodle.json: cannot be read as settings of an imported question" in result.stdout


def test_other_types_stand_where_they_stood(tmp_path: Path) -> None:
    kept = b'<question type="calculated"><name><text>E</text></name></question>'
    content = exam_file(question(("a", 1.0), ("b", 0.0), name="one"), question(("c", 1.0), ("d", 0.0), name="two"))
    between = content.replace(b"</question>\n  <question", b"</question>\n" + kept + b"<question", 1)

    again = read(exported(imported(between, tmp_path)))

    assert [entry.name for entry in again.entries if not isinstance(entry, Category)] == ["one", "E", "two"]
    assert [entry.kind for entry in again.entries if isinstance(entry, OtherQuestion)] == ["calculated"]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="@@PLUGINFILE@@/gone.png" alt="x">',
        '<a href="@@PLUGINFILE@@/gone.pdf">x</a>',
        "write @@PLUGINFILE@@/gone.png",
        '<img srcset="@@PLUGINFILE@@/gone.png 2x" src="https://example.com/x.png" alt="x">',
    ],
)
@pytest.mark.parametrize("block", ["stem", "general_feedback"])
def test_a_question_that_refers_to_a_file_that_it_does_not_hold_is_exported(
    html: str, block: str, tmp_path: Path
) -> None:
    changed: dict[str, Any] = {block: Markup(html)}
    content = exam_file(replace(question(("a", 1.0), ("b", 0.0)), **changed))
    bank = imported(content, tmp_path)

    result = run("export", "--bank", bank, "--exports", tmp_path / "exports")

    assert result.exit_code == 0, result.output
    assert read(exported(bank)) == read(content)


@pytest.mark.parametrize("idnumber", ["k", "k" * 101])
def test_questions_whose_idnumbers_are_alike_or_too_long_are_exported(idnumber: str, tmp_path: Path) -> None:
    asked = [replace(question(("a", 1.0), ("b", 0.0), name=name), idnumber=idnumber) for name in ("one", "two")]
    content = write(Quiz((Category("A"), asked[0], Category("B"), asked[1])))
    bank = imported(content, tmp_path)

    result = run("export", "--bank", bank, "--exports", tmp_path / "exports")

    assert result.exit_code == 0, result.output
    assert read(exported(bank)) == read(content)


def test_an_empty_mark_is_the_mark_0_as_moodle_stores_it() -> None:
    content = exam_file(question(("a", 1.0), ("b", 0.0)))
    for empty in (b"<defaultgrade></defaultgrade>", b"<defaultgrade/>"):
        changed = content.replace(b"<defaultgrade>1.0000000</defaultgrade>", empty)
        assert changed != content

        (asked,) = read(changed).questions

        assert asked.maximum_mark == 0


@pytest.mark.parametrize(("text", "shown"), [("a  b", "a\u00a0 b"), ("if x:\n    y", "if x:<br />\n\u00a0 \u00a0 y")])
def test_the_indents_of_plain_text_are_kept_as_moodle_shows_them(text: str, shown: str, tmp_path: Path) -> None:
    content = exam_file(replace(question(("a", 1.0), ("b", 0.0)), stem=Markup(text, "plain_text")))

    (asked,) = read(exported(imported(content, tmp_path))).questions

    assert canonical(asked.stem.text) == canonical(shown)
