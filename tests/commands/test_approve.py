"""`grader approve` as a person uses it, at a terminal and where there is none."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from broken.breaks import EN, in_texts, replacing
from command_line import grader
from places import ROOT

FILE = "bank/middle/approvals.jsonl"
PROMPT = b"stop (q)?"
OWN_TERMINAL = """\
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def at_terminal(answers: Sequence[str], *arguments: str, cwd: Path) -> tuple[int, str]:
    """The exit status, and what a person sees who types these answers."""
    ours, theirs = pty.openpty()
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-c", OWN_TERMINAL, sys.executable, "-m", "grader", "approve", "--bank", "bank"]
    with subprocess.Popen(
        [*command, *arguments], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, cwd=cwd, env=environment
    ) as program:
        os.close(theirs)
        shown, left = b"", list(answers)
        while piece := _read(ours):
            shown += piece
            if left and shown.count(PROMPT) > len(answers) - len(left):
                _until_it_waits(program)
                os.write(ours, left.pop(0).encode())
        program.kill()  # nothing is left of it, unless it waits for more than was typed
    os.close(ours)
    assert not left, shown
    return program.returncode, shown.decode()


def _until_it_waits(program: subprocess.Popen[bytes]) -> None:
    """A key that interrupts is lost between showing a prompt and waiting for keys (Python then waits for the next)."""
    state = Path(f"/proc/{program.pid}/stat")  # of Linux: elsewhere nobody can say
    while state.exists() and state.read_text("ascii").rpartition(")")[2].split()[0] == "R":
        time.sleep(0.01)


def _read(terminal: int) -> bytes:
    """What is shown next; nothing at the end, or after a long wait."""
    ready, _, _ = select.select([terminal], [], [], 30)
    try:
        return os.read(terminal, 65536) if ready else b""
    except OSError:  # nobody writes to it any more
        return b""


def plain(shown: str) -> str:
    """What was shown, without colours and with single spaces."""
    return " ".join(SEQUENCE.sub("", shown).split())


def blocks(folder: Path) -> list[str]:
    return re.findall(r'"block": "(\w+)"', (folder / FILE).read_text("utf-8"))


@pytest.mark.usefixtures("bank")
def test_each_sentence_is_shown_with_its_claims_and_asked_about(tmp_path: Path) -> None:
    status, shown = at_terminal(["y\n"] * 10, "--by", "Ana", cwd=tmp_path)

    assert status == 0
    assert shown.count(PROMPT.decode()) == 10
    assert "bank/middle/text.pt-BR.md:19: general_feedback, 10 of 10" in plain(shown)
    assert "pt-BR A média segue a cauda. en The mean follows the tail. [^mean_foll" in plain(shown)
    assert "The mean lies above the median." in plain(shown)
    assert shown.splitlines()[-1] == "1 question, 10 sentences: 10 approved now, none to be read"
    assert (tmp_path / FILE).read_text("utf-8").count('"by": "Ana"') == 10


def test_what_changed_is_shown_beside_what_it_was_with_the_difference_marked(bank: Path, tmp_path: Path) -> None:
    grader("approve", "--bank", "bank", "--all", cwd=tmp_path)
    in_texts(("The mean follows", "The mean flees"), ("A média segue a", "A média foge da"))(bank)

    status, shown = at_terminal(["n\n"], cwd=tmp_path)

    assert status == 1
    assert shown.count(PROMPT.decode()) == 1
    assert "as approved now" in plain(shown)
    assert "en The mean follows the tail. The mean flees the tail." in plain(shown)
    assert "\x1b[1;31mfollows\x1b[0m" in shown
    assert "\x1b[1;32mflees\x1b[0m" in shown
    assert shown.splitlines()[-1] == "1 question, 10 sentences: none approved now, 1 to be read"


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(("last", "status"), [("q\n", 1), ("\x04", 1), ("\x03", 130)])
def test_whoever_stops_keeps_what_was_answered(last: str, status: int, tmp_path: Path) -> None:
    ended, shown = at_terminal(["y\n", "n\n", "what?\n", "y\n", last], cwd=tmp_path)

    assert ended == status
    assert "Traceback" not in shown
    assert blocks(tmp_path) == ["title", "option_mean"]
    assert sorted(path.name for path in (tmp_path / "bank/middle").glob(".grader-*")) == []


@pytest.mark.usefixtures("bank")
def test_without_a_terminal_it_asks_nobody_and_lists(tmp_path: Path) -> None:
    done = grader("approve", "--bank", "bank", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr == "nobody can be asked here: call it at a terminal, or with --all\n"
    first, *_, last = done.stdout.splitlines()
    assert first == "bank/middle/text.pt-BR.md:1: nobody has approved this: A constante mais próxima"
    assert "    [^mean_follows_the_tail]: The mean lies above the median." in done.stdout.splitlines()
    assert last == "1 question, 10 sentences: none approved now, 10 to be read"
    assert not (tmp_path / FILE).exists()


@pytest.mark.usefixtures("bank")
def test_all_is_approved_unasked_and_said_to_be(tmp_path: Path) -> None:
    done = grader("approve", "--bank", "bank", "--all", "--by", "Ana", cwd=tmp_path)
    again = grader("approve", "middle", "--bank", "bank", cwd=tmp_path)

    counted = "1 question, 10 sentences: 10 approved now without being asked about, none to be read\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, counted, "")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == "1 question, 10 sentences: none approved now, none to be read\n"


def test_a_question_that_cannot_be_read_is_named(bank: Path, tmp_path: Path) -> None:
    replacing(EN, "The mean follows the tail.", "The mean follows {{ s.nothing }}.")(bank)

    done = grader("approve", "--bank", "bank", "--all", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr == "middle: not asked about: mend first what `grader verify` finds\n"
    assert done.stdout == "no questions, no sentences: none approved now, none to be read\n"


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("mode",), "grader: expected a question of middle, received 'mode'"),
        (("--bank", "nowhere"), "grader: expected a bank's folder or module name, received 'nowhere'"),
        ((), f"grader: {{here}}/{FILE}:2: this is no approval: restore the line, or remove it and approve again"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_status_2(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    grader("approve", "--bank", "bank", "--all", cwd=tmp_path)
    lines = (tmp_path / FILE).read_text("utf-8").splitlines()
    (tmp_path / FILE).write_text("\n".join([lines[0], "=======", *lines[1:]]), "utf-8")
    before = (tmp_path / FILE).read_bytes()

    done = grader("approve", "--bank", "bank", *arguments, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{said.format(here=tmp_path.resolve())}\n"
    assert (tmp_path / FILE).read_bytes() == before


def test_verify_blocks_only_where_approvals_are_asked_for(bank: Path, tmp_path: Path) -> None:
    grader("approve", "--bank", "bank", "--all", cwd=tmp_path)
    assert grader("verify", "--no-exports", "--bank", "bank", "--approved", cwd=tmp_path).returncode == 0
    in_texts(("The mean follows", "The mean flees"), ("A média segue a", "A média foge da"))(bank)

    told = grader("verify", "--no-exports", "--bank", "bank", cwd=tmp_path)
    found = grader("verify", "--no-exports", "--bank", "bank", "--approved", cwd=tmp_path)

    assert told.returncode == 0
    assert told.stdout.splitlines()[-2] == "1 sentence to be read by a person: grader approve"
    assert found.returncode == 1
    assert (
        "bank/middle/text.pt-BR.md:19: P002 this changed since it was approved: A média foge da cauda." in found.stdout
    )
    assert found.stdout.splitlines()[-1].endswith(": 1 finding")
