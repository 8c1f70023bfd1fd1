"""`grader pull` and `grader push` as a person runs them, against a stand-in for Moodle on this machine."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import forked
import pytest
from exchange.serving import running
from exchange.sites import EXAM, edited, with_bank
from exchange.standin import AFTER, BANK, COOKIE, QUIZ, Moodle, Slot
from extras import require
from places import ROOT, SAMPLES

MENDED = edited(EXAM, "id-SA", name="mended")


def environment(cookie: str) -> dict[str, str]:
    given = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "COLUMNS": "80"}
    return {**given, **({"GRADER_MOODLE_SESSION": cookie} if cookie else {})}


def started(*arguments: str, cwd: Path, cookie: str = COOKIE) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "grader.cli", *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(cookie),
    )


def grader(*arguments: str, cwd: Path, cookie: str = COOKIE) -> subprocess.CompletedProcess[str]:
    return forked.run(arguments, cwd, environment(cookie))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an exam as it was imported, and as it is now."""
    require("httpx")
    (tmp_path / "old.xml").write_bytes(EXAM)
    (tmp_path / "exam.xml").write_bytes(MENDED)
    return tmp_path


def url(address: str) -> str:
    return f"{address}/question/edit.php?cmid={BANK}"


def test_an_exam_that_was_imported_is_mended_in_place(folder: Path) -> None:
    moodle = with_bank()
    with running(moodle) as address:
        (folder / "exam.xml").write_bytes(EXAM)
        first = grader("pull", url(address), "--exam", "exam.xml", cwd=folder)
        (folder / "exam.xml").write_bytes(MENDED)
        second = grader("pull", url(address), "--exam", "exam.xml", "--xml", "there.xml", cwd=folder)
        dry = grader("push", url(address), "--exam", "exam.xml", "--dry-run", cwd=folder)
        asked = grader("push", url(address), "--exam", "exam.xml", cwd=folder)
        done = grader("push", url(address), "--exam", "exam.xml", "--yes", cwd=folder)
        third = grader("pull", url(address), "--exam", "exam.xml", cwd=folder)

    assert (first.returncode, first.stdout) == (0, "15 questions here: 15 the same\n")
    plan = "changed here  id-SA  mended\n  name         SA -> mended\n15 questions here: 14 the same, 1 changed here\n"
    assert (second.returncode, second.stdout) == (1, f"{plan}there.xml: written\n")
    assert b"<!-- question: " in (folder / "there.xml").read_bytes()
    assert (dry.returncode, dry.stdout) == (0, plan)
    assert (asked.returncode, asked.stdout) == (2, plan)
    assert asked.stderr == "grader: nobody is here to be asked: look at the plan, and send it with --yes\n"
    assert (done.returncode, done.stdout) == (0, f"{plan}sent, read again, and published\n")
    assert (third.returncode, third.stdout) == (0, "15 questions here: 15 the same\n")
    assert len(moodle.entry("id-SA").versions) == 2


def test_a_question_that_was_edited_there_stops_a_push_until_somebody_decides(folder: Path) -> None:
    moodle = with_bank()
    with running(moodle) as address:
        stopped = grader("push", url(address), "--exam", "exam.xml", "--yes", cwd=folder)
        decided = grader("push", url(address), "--exam", "exam.xml", "--yes", "--ours", "id-SA", cwd=folder)

    assert stopped.returncode == 1
    assert "differs, and who changed it is not known  id-SA  mended" in stopped.stdout
    assert "stops: edited there" in " ".join(stopped.stdout.split())
    assert decided.returncode == 0
    assert decided.stdout.endswith("sent, read again, and published\n")


def test_the_cookie_is_sent_and_neither_told_nor_kept(folder: Path) -> None:
    moodle = with_bank()
    with running(moodle) as address:
        done = grader("push", url(address), "--exam", "exam.xml", "--yes", "--ours", "id-SA", cwd=folder)
        over = grader("pull", url(address), "--exam", "exam.xml", cwd=folder, cookie="anothercookie")
        odd = grader("pull", url(address), "--exam", "exam.xml", cwd=folder, cookie="no cookie; at all")

    assert {cookie for cookie in moodle.cookies if COOKIE in cookie} == {f"MoodleSession={COOKIE}"}
    everything = "".join(one.stdout + one.stderr for one in (done, over, odd))
    everything += "".join(path.read_text("utf-8") for path in folder.iterdir())
    assert COOKIE not in everything
    assert "anothercookie" not in everything
    assert "at all" not in everything
    assert over.returncode == odd.returncode == 2
    assert "the session is over: sign in again" in over.stderr
    assert "expected the value of the cookie MoodleSession" in odd.stderr


def test_without_a_cookie_it_is_said_where_it_comes_from(folder: Path) -> None:
    done = grader("pull", "http://localhost/question/edit.php?cmid=3", "--exam", "exam.xml", cwd=folder, cookie="")

    assert done.returncode == 2
    assert "expected the cookie MoodleSession of your session in the environment variable" in done.stderr


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("http://moodle.example.org/question/edit.php?cmid=3", "expected an address that begins with https://"),
        ("https://moodle.example.org/course/view.php?id=3", "expected the address of a question bank or a quiz"),
        ("https://moodle.example.org/question/edit.php?courseid=3", "expected the address of a question bank"),
        ("https://me:secret@moodle.example.org/question/edit.php?cmid=3", "without a name and a password"),
    ],
)
def test_an_address_that_will_not_do_is_refused_before_anything_is_sent(written: str, said: str, folder: Path) -> None:
    done = grader("push", written, "--exam", "exam.xml", "--yes", cwd=folder)

    assert done.returncode == 2
    assert said in done.stderr
    assert "secret" not in done.stderr


def test_what_is_kept_holds_no_more_than_questions(folder: Path) -> None:
    with running(with_bank()) as address:
        grader("pull", url(address), "--exam", "old.xml", cwd=folder)

    kept = (folder / "old.pushed.json").read_text("utf-8")
    assert set(re.findall(r'^  "([^"]+)": \{', kept, re.MULTILINE)) == {f"{address}/question/edit.php?cmid={BANK}"}
    assert '"id-SA"' in kept
    assert [path.name for path in folder.glob(".*")] == []


def test_a_bank_that_is_empty_there_is_filled(folder: Path) -> None:
    moodle = Moodle()
    with running(moodle) as address:
        done = grader("push", url(address), "--exam", "exam.xml", "--yes", cwd=folder)

    assert done.returncode == 0
    assert "15 questions here: 15 only here" in done.stdout
    assert len(moodle.entries) == 15


def test_a_quiz_is_moved_to_the_mended_version_and_regraded(folder: Path) -> None:
    moodle = with_bank()
    moodle.slots, moodle.cells = [Slot(1126, moodle.entry("id-SA"), 1)], [("<del>1.00</del>/<br>0.00",)]
    with running(moodle) as address:
        quiz = ("--quiz", f"{address}/mod/quiz/view.php?id={QUIZ}")
        exam = (url(address), "--exam", "exam.xml", "--ours", "id-SA")
        dry = grader("push", *exam, *quiz, "--dry-run", cwd=folder)
        alone = grader("push", *exam, "--regrade", cwd=folder)
        assert (moodle.slots[0].version, moodle.regraded) == (1, [])
        done = grader("push", *exam, *quiz, "--yes", "--regrade", cwd=folder)

    assert dry.stdout.splitlines()[-1] == "slot 1 asks id-SA in version 1, and will ask the newest"
    assert alone.stderr == (
        "grader: expected --quiz URL beside --regrade, --responses and --always-latest: which quiz is meant?\n"
    )
    assert done.stdout.splitlines()[-4:] == [
        *("Moodle's regrade, tried:", "  question 1: 0 rise, 1 fall", "regraded:", "  question 1: 0 rise, 1 fall"),
    ]
    assert (moodle.slots[0].version, moodle.regraded) == (2, ["dry run", "regrade"])


def test_whoever_interrupts_a_push_goes_on_with_the_next(folder: Path) -> None:
    moodle = with_bank()
    processes = list[subprocess.Popen[str]]()

    def interrupt(_number: int, method: str, path: str) -> str:
        """Carry out the first save, and answer nobody any more."""
        if (method, path) != ("POST", "/question/bank/editquestion/question.php"):
            return ""
        processes[0].send_signal(signal.SIGINT)
        processes[0].wait()
        return AFTER

    moodle.fault = interrupt
    with running(moodle) as address:
        arguments = ("push", url(address), "--exam", "exam.xml", "--yes", "--ours", "id-SA")
        with started(*arguments, cwd=folder) as process:
            processes.append(process)
            _, err = process.communicate()
        moodle.fault = lambda *_: ""
        after = grader("push", url(address), "--exam", "exam.xml", "--yes", cwd=folder)

    assert (process.returncode, err) == (130, "grader: interrupted\n")
    assert "the same, not yet published  id-SA  mended" in after.stdout
    assert after.returncode == 0
    assert [version.status for version in moodle.entry("id-SA").versions] == ["ready", "ready"]
    assert [path.name for path in folder.glob(".*")] == []


def test_what_a_regrade_should_change_stands_beside_what_moodle_shows(folder: Path) -> None:
    old = (SAMPLES / "exam5.xml").read_bytes()
    key = edited(old, "exame-001", answers=lambda answers: (replace(answers[0], fraction=0.0), *answers[1:]))
    new = edited(
        key, "exame-001", answers=lambda answers: (*answers[:1], replace(answers[1], fraction=1.0), *answers[2:])
    )
    moodle = with_bank(old)
    moodle.slots = [Slot(one, moodle.entry(f"exame-00{one}")) for one in range(1, 6)]
    (folder / "exam.xml").write_bytes(new)
    with running(moodle) as address:
        quiz = ("--quiz", f"{address}/mod/quiz/view.php?id={QUIZ}", "--responses", str(SAMPLES / "A.responses.csv"))
        done = grader("push", url(address), "--exam", "exam.xml", "--yes", "--ours", "exame-001", *quiz, cwd=folder)

    rise, fall = map(
        int, re.findall(r"question 1: 0 rise, 0 fall; by the responses (\d+) rise, (\d+) fall", done.stdout)[0]
    )
    regraded = grader(
        "regrade",
        str(SAMPLES / "A.responses.csv"),
        "--exam",
        str(SAMPLES / "exam5.xml"),
        "--new",
        "exam.xml",
        cwd=folder,
    )
    assert re.search(rf"{rise} responses? gain.*{fall}", " ".join(regraded.stdout.split())), regraded.stdout
