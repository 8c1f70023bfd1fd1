"""`grader diff` on the command line: files, folders, languages, the excerpt, a terminal of 80 columns."""

import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import grader
from difference.releases import (
    EXPORTS,
    LANGUAGES,
    LAW,
    Edit,
    edited,
    export,
    folder,
    kept_whole,
    resaid,
    with_answer,
)
from downloads import question
from hypothesis import given
from places import ROOT
from quizzes import QUIZZES

from grader.difference.quizzes import compare, excerpt
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import read, write
from grader.moodle.quiz import Category, Markup, Quiz

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
        "18 questions compared: 0 changed, 0 added, 0 removed, 0 keys changed",
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
    kept = kept_whole("<e/>")
    content = write(Quiz((Category("x"), same, Category("y", Markup("why")), new, Category("z"), added, kept)))
    (tmp_path / "new.xml").write_bytes(content.replace(b"<hidden>0", b"<hidden>1"))

    done = grader("diff", "old.xml", "new.xml", "--xml", "sub/only.xml", cwd=tmp_path)

    written = (tmp_path / "sub/only.xml").read_bytes()
    assert done.returncode == 1
    assert "sub/only.xml: written" in done.stdout
    assert read(written) == Quiz((Category("y", Markup("why")), new, Category("z"), added, kept))
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
