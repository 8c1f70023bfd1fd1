"""A whole session on our own exam, as a lecturer has it: download, grades, analysis, and a regrade after voiding."""

import csv
import json
import re
import shlex
from pathlib import Path

import command_line
import numpy as np
import pytest
from click.testing import CliRunner, Result
from downloads import EXPORTS, Sat, as_csv, exam_file, question, table
from extras import needs
from places import ROOT
from quizzes import multiple_choice

from grader import bank as banks
from grader.cli import grader

EXAM = (EXPORTS / "exam.pt-BR.xml").read_bytes()


def class_of(size: int) -> list[Sat]:
    """Students, of whom two in three choose the key, the others anything; the last leaves everything blank."""
    rng = np.random.default_rng(5)
    keys = [[answer.fraction for answer in asked.answers].index(1.0) for asked in multiple_choice(EXAM)]
    attempts = []
    for number in range(size):
        chosen = [key if rng.random() < 2 / 3 else int(rng.integers(4)) for key in keys]
        blank = number == size - 1
        attempts.append(Sat(f"s{number}", [() if blank else (option,) for option in chosen]))
    return attempts


@pytest.fixture
def download(tmp_path: Path) -> Path:
    path = tmp_path / "respostas.csv"
    path.write_bytes(as_csv(table(EXAM, class_of(12), texts=True)))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(grader, [str(argument) for argument in arguments], standalone_mode=False)


def status(*arguments: object) -> tuple[int, str, str]:
    """The whole program as a user starts it."""
    done = command_line.grader(*map(str, arguments), cwd=ROOT)
    return done.returncode, done.stdout, done.stderr


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@needs("matplotlib")
def test_the_commands_of_the_readme_run_on_a_download_of_our_exam(download: Path) -> None:
    (block,) = re.findall(r"```sh\n(grader grade .*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    arguments = ["--bank", str(ROOT / "question_bank")]
    for line in block.strip().splitlines():
        done = command_line.grader(*shlex.split(line)[1:], *arguments, cwd=download.parent)
        assert (done.returncode, done.stderr) == (0, ""), line

    grades = rows(download.parent / "graded/grades.csv")
    assert len(grades) == 12
    assert grades[-1]["Grade"] == "0.00000"
    assert len(rows(download.parent / "graded/responses.csv")) == 12 * 5
    assert len(list((download.parent / "graded/pages").iterdir())) == 12
    assert "<svg" in (download.parent / "analysis.html").read_text(encoding="utf-8")
    moved = rows(download.parent / "regraded/regrade.csv")
    key = [answer.fraction for answer in multiple_choice(EXAM)[0].answers].index(1.0)
    gained = [row["change"] == "+2.00000" for row in moved]
    assert gained == [sat.choices[0] not in {(key,), ()} for sat in class_of(12)]


def test_voiding_question_one_moves_whoever_missed_it(download: Path) -> None:
    out = download.parent / "out"
    result = run("regrade", download, "--exam", EXPORTS / "exam.pt-BR.xml", "--void", "viable_training", "--out", out)

    assert result.exit_code == 0
    moved = {row["Email address"] for row in rows(out / "regrade.csv") if row["change"] != "+0.00000"}
    key = [answer.fraction for answer in multiple_choice(EXAM)[0].answers].index(1.0)
    missed = {f"{sat.who}@example.com" for sat in class_of(12) if sat.choices[0] not in ((key,), ())}
    assert moved == missed != set()
    assert f"{len(missed)} responses gain, 0 lose, +{len(missed)} marks in all; 1 left it blank" in result.output


def test_a_page_shows_what_was_chosen_what_is_right_and_why(download: Path) -> None:
    out = download.parent / "out"

    assert (
        run("grade", download, "--exam", EXPORTS / "exam.multilang.xml", "--out", out, "--html", "one").exit_code == 0
    )

    page = (out / "grades.html").read_text(encoding="utf-8")
    assert page.count('<section class="participant"') == 12
    assert "your response" in page
    assert "You left this question blank." in page
    assert "multilang" not in page


def test_an_unreadable_response_is_listed_and_its_participant_left_out(download: Path) -> None:
    lines = table(EXAM, class_of(3))
    lines[2][9] = "=cmd()"
    download.write_bytes(as_csv(lines))
    out = download.parent / "out"

    code, stdout, stderr = status("grade", download, "--exam", EXPORTS / "exam.pt-BR.xml", "--out", out)

    assert code == 1
    assert f"{download}: row 3, column 'Response 2': G001 the response fits no option of '02" in stderr
    assert stdout.endswith("cells that do not fit: 1\n")
    assert [row["Email address"][:2] for row in rows(out / "grades.csv")] == ["s0", "s2"]
    (problem,) = rows(out / "problems.csv")
    assert (problem["row"], problem["column"], problem["code"], problem["content"]) == (
        "3",
        "Response 2",
        "G001",
        "'=cmd()",
    )
    unread = [row for row in rows(out / "responses.csv") if row["outcome"] == "unreadable"]
    assert [(row["response"], row["option"], row["fraction"], row["mark"]) for row in unread] == [
        ("'=cmd()", "", "", "")
    ]


def test_a_grade_below_zero_is_zero_in_the_gradebooks_file_and_said(tmp_path: Path) -> None:
    """One negative grade makes Moodle refuse the whole file; its own gradebook shows 0."""
    content = exam_file(question(("right", 1.0), ("wrong", -0.5)))
    (tmp_path / "exam.xml").write_bytes(content)
    (tmp_path / "r.csv").write_bytes(as_csv(table(content, [Sat("a", ((1,),)), Sat("b", ((0,),))])))

    code, stdout, stderr = status("grade", tmp_path / "r.csv", "--exam", tmp_path / "exam.xml", "--out", tmp_path / "o")

    assert [row["Grade"] for row in rows(tmp_path / "o/grades.csv")] == ["0.00000", "10.00000"]
    assert stderr == "a@example.com, Last a, First a: -5.00000 is 0 in grades.csv, as in Moodle's gradebook\n"
    assert (code, "below 0: 1" in stdout) == (0, True)


def test_a_better_download_takes_the_list_of_problems_away(download: Path) -> None:
    out, worse = download.parent / "out", download.parent / "worse.csv"
    lines = table(EXAM, class_of(3))
    lines[2][9] = "no option"
    worse.write_bytes(as_csv(lines))
    exam = ["--exam", EXPORTS / "exam.pt-BR.xml", "--out", out]
    assert run("grade", worse, *exam).exit_code == 1
    assert (out / "problems.csv").exists()

    assert run("grade", download, *exam).exit_code == 0
    assert not (out / "problems.csv").exists()


def test_hostile_names_and_texts_stay_words_on_the_page(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    content = exam_file(question((evil + "a", 1.0), ("b", 0.0), name=evil, stem=f"{evil}?"))
    (tmp_path / "exam.xml").write_bytes(content)
    lines = table(content, [Sat(evil, ((0,),))])
    lines[1][8] = evil
    (tmp_path / "r.csv").write_bytes(as_csv(lines))

    result = run("grade", tmp_path / "r.csv", "--exam", tmp_path / "exam.xml", "--out", tmp_path / "o", "--html", "one")

    assert result.exit_code == 1
    page = (tmp_path / "o/grades.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<q>&lt;script&gt;alert(1)&lt;/script&gt;</q>" in page


@pytest.mark.parametrize(
    ("command", "content", "message"),
    [
        ("grade", b"", "r.csv: expected a table, received an empty file"),
        ("grade", b"\xff\xfe", "r.csv:1: expected UTF-8"),
        ("grade", b'a,"b', "r.csv"),
        ("analyse", b"a,b\n1\n", "r.csv: row 2: expected 2 cells, received 1"),
        ("analyse", b"PK\x03\x04", "r.csv: not a whole spreadsheet"),
        ("regrade", b"[", "r.csv"),
        ("regrade", b"<p>", "r.csv: expected a table, received a page without any"),
    ],
)
def test_what_cannot_be_read_is_one_message_and_nothing_is_written(
    command: str, content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / "r.csv").write_bytes(content)
    more = ["--void", "1"] if command == "regrade" else []
    out = [] if command == "analyse" else ["--out", tmp_path / "out"]

    code, stdout, stderr = status(command, tmp_path / "r.csv", "--exam", EXPORTS / "exam.en.xml", *more, *out)

    assert (code, stdout) == (2, "")
    assert stderr.startswith("grader: ")
    assert message in stderr
    assert len(stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["grade", "gone.csv", "--exam", EXPORTS / "exam.en.xml"], "gone.csv: cannot be read: No such file"),
        (["grade", "README.md", "--exam", "gone.xml"], "gone.xml"),
        (["grade", "README.md", "--bank", "tests/banks"], "expected the bank's export; name the exam with --exam"),
        (["regrade", "README.md", "--exam", EXPORTS / "exam.en.xml"], "expected what changes: --new NEW.xml"),
        (["grade", "README.md", "--exam", EXPORTS / "exam.en.xml", "--mark", "1"], "expected N=MARK"),
        (["grade", "README.md", "--exam", EXPORTS / "exam.en.xml", "--mark", "1=1_0"], "expected N=MARK"),
        (["grade", "README.md", "--exam", EXPORTS / "exam.en.xml", "--mark", "1=\u0661"], "expected N=MARK"),
        (["grade", "README.md", "--exam", EXPORTS / "exam.en.xml", "--maximum", "1_0"], "'1_0' is not a valid float"),
        (["grade", "README.md", "--exam", EXPORTS / "exam.en.xml", "--maximum", "\u0661"], "is not a valid float"),
        (["grade", "README.md", "--exam", EXPORTS / "exam.en.xml", "--attempts", "best"], "'best' is not one of"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_one_line(arguments: list[object], message: str) -> None:
    code, stdout, stderr = status(*arguments)

    assert (code, stdout) == (2, "")
    assert message in stderr
    assert "Traceback" not in stderr


def test_json_says_the_same_for_programs(download: Path, tmp_path: Path) -> None:
    exam = ["--exam", EXPORTS / "exam.pt-BR.xml"]
    graded = json.loads(run("grade", download, *exam, "--out", tmp_path / "o", "--json").output)
    analysed = json.loads(run("analyse", download, *exam, "--json").output)
    regraded = json.loads(run("regrade", download, *exam, "--void", "1", "--out", tmp_path / "r", "--json").output)

    assert graded["counts"]["graded"] == 12
    assert [item["number"] for item in analysed["items"]] == ["1", "2", "3", "4", "5"]
    assert analysed["items"][3]["random_guess"] == 100.0
    assert regraded["counts"]["up"] == len(regraded["moves"]) == regraded["changes"][0]["gained"]


def test_the_bank_behind_an_analysis_is_loaded_once(download: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest, loaded = banks.load, []

    def counted(location: str) -> banks.Bank:
        loaded.append(location)
        return honest(location)

    monkeypatch.setattr(banks, "load", counted)
    bank = str(ROOT / "question_bank")
    done = run("analyse", download, "--exam", EXPORTS / "exam.pt-BR.xml", "--bank", bank, "--misconceptions")

    assert len(done.stdout.splitlines()) > 3
    assert loaded == [bank]


def test_the_table_of_statistics_is_printed_as_csv(download: Path) -> None:
    result = run("analyse", download, "--exam", EXPORTS / "exam.pt-BR.xml", "--csv")

    table_ = list(csv.DictReader(result.stdout.splitlines()))
    assert [row["number"] for row in table_] == ["1", "2", "3", "4", "5"]
    assert float(table_[0]["facility"]) == pytest.approx(
        sum(
            sat.choices[0] == ((next(n for n, a in enumerate(multiple_choice(EXAM)[0].answers) if a.fraction == 1)),)
            for sat in class_of(12)
        )
        / 12
    )
