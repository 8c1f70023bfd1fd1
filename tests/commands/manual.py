"""The manual: a page for each command, made of its help and one worked example, run here as a reader would run it.

    python tests/commands/manual.py

writes `grader/commands/manual`; a test compares.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from grader.cli import grader

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "grader" / "commands" / "manual"
CONTENTS = "README.md"
_SAMPLES = ROOT / "tests" / "golden" / "moodle"
_COIN = ROOT / "tests" / "banks" / "cheap"
_COLUMNS = 80  # of the terminal
_BY_HAND = """\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="multichoice">
    <name><text>Capital</text></name>
    <questiontext format="html">
      <text><![CDATA[<p>The capital of Brazil?</p>]]></text>
    </questiontext>
    <single>False</single>
    <shuffleanswers>true</shuffleanswers>
    <answer fraction="100"><text>Brasília</text></answer>
    <answer fraction="-33,33"><text>Rio de Janeiro</text></answer>
  </question>
</quiz>
"""


@dataclass(frozen=True)
class Example:
    """What a page shows: why one would do it, and the commands.

    files: what lies in the reader's folder, by name: a copy of a file or folder, or a text. before: commands that are
    run and not shown. site: what was imported into the bank of a Moodle site, for which a stand-in on this machine
    answers.
    """

    why: str
    commands: tuple[str, ...]
    files: Mapping[str, Path | str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    site: Path | None = None


_NEW = ("grader new bank my_exam",)
_QUIZ = {"quiz.xml": _SAMPLES / "exam5.xml", "responses.csv": _SAMPLES / "A.responses.csv"}

_SITE = "https://moodle.example.org"
_THERE = f"'{_SITE}/question/edit.php?cmid=3628'"
_MEND = "sed -i 's/x^2+3x/x^2+5x/; s/2x+3/2x+5/' exam.xml"

EXAMPLES: Mapping[str, Example] = {
    "new": Example(
        "Begin a bank, add a question and one of another kind, and see that all pass before anything is changed:",
        (
            "grader new bank my_exam",
            "grader new question first_loss --bank my_exam",
            "grader new question above_the_median --kind true-false --bank my_exam",
            "grader verify --no-exports --bank my_exam",
        ),
    ),
    "import": Example(
        "Make a bank of a quiz that exists; its questions are stated, not computed, until somebody writes solvers:",
        ("grader import quiz.xml --bank my_quiz", "grader verify --no-exports --bank my_quiz"),
        _QUIZ,
    ),
    "preview": Example(
        "Write the page, then open it in a browser; with `--watch` it is served, and shown anew whenever you save:",
        ("grader preview --bank my_exam",),
        before=_NEW,
    ),
    "verify": Example(
        "Check a bank, and thirty variants of each question that has any:",
        ("grader verify --no-exports --bank my_exam --variants 30",),
        before=_NEW,
    ),
    "approve": Example(
        "Read every sentence, and approve it; here nobody is asked, and then somebody changes a word:",
        (
            "grader approve --bank my_exam --all --by Ana",
            "sed -i 's/does not see how far/does not know how far/' my_exam/mean_of_a_sample/text.en.md",
            "grader verify --no-exports --bank my_exam",
            "grader verify --no-exports --bank my_exam --approved",
        ),
        before=_NEW,
    ),
    "mutate": Example(
        "Change each value that the texts quote, and each piece of the code behind them, and see that a claim fails:",
        ("grader mutate --bank my_exam",),
        before=_NEW,
    ),
    "export": Example(
        "Write what Moodle imports; then compare the files with the bank, without writing:",
        ("grader export --bank my_exam", "grader export --bank my_exam --check"),
        before=_NEW,
    ),
    "document": Example(
        "Write the exam as notebooks, as a page and in print; then three printed forms, with the key of each:",
        (
            "grader document --bank my_exam",
            "grader document --bank my_exam --shuffle 3 --seed 2026",
            "cat forms/keys.csv",
        ),
        before=_NEW,
    ),
    "diff": Example(
        "See what a change means for those who answer, before it is released:",
        (
            "cp -r exports before",
            "sed -i 's/\\<15\\>/14/' my_exam/mean_of_a_sample/solver.py",
            "grader export --bank my_exam",
            "grader diff before exports",
        ),
        before=(*_NEW, "grader export --bank my_exam"),
    ),
    "pull": Example(
        "An exam was imported last term; the first call finds it there, so that later edits are told from ours:",
        (
            f"grader pull {_THERE} --exam exam.xml",
            _MEND,
            f"grader pull {_THERE} --exam exam.xml",
        ),
        {"exam.xml": _SAMPLES / "exam5.xml"},
        site=_SAMPLES / "exam5.xml",
    ),
    "push": Example(
        "Mend a question of an exam that was imported last term, in the same place, and find nothing left to do:",
        (
            f"grader push {_THERE} --exam exam.xml --yes",
            f"grader push {_THERE} --exam exam.xml --yes",
        ),
        {"exam.xml": _SAMPLES / "exam5.xml"},
        before=(f"grader pull {_THERE} --exam exam.xml", _MEND),
        site=_SAMPLES / "exam5.xml",
    ),
    "grade": Example(
        "Mark a quiz's download as Moodle does, and look at the file for the gradebook:",
        ("grader grade responses.csv --exam quiz.xml", "head -n 3 graded/grades.csv"),
        _QUIZ,
    ),
    "analyse": Example(
        "Moodle's statistics of a quiz, who chose what, and keys that the better students deny:",
        ("grader analyse responses.csv --exam quiz.xml",),
        _QUIZ,
    ),
    "regrade": Example(
        "See who moves if a question is voided and nobody's grade may fall:",
        ("grader regrade responses.csv --exam quiz.xml --void exame-002 --policy never-lower",),
        _QUIZ,
    ),
    "measure": Example(
        "Measure what the record of a question lacks, here of one whose runs take no time:",
        ("grader measure coin --bank coins --workers 1",),
        {"coins": _COIN},
    ),
    "repair": Example(
        "What else the record of a question could be asked, here of one with two options; then one is preset:",
        (
            "grader repair coin --bank coins --workers 1",
            'grader repair coin --bank coins --preset "fair behind loaded"',
        ),
        {"coins": _COIN},
        ("grader measure coin --bank coins --workers 1",),
    ),
    "stability": Example(
        "What the record of a question of the exam allows us to claim:",
        ("grader stability learning_rate",),
        {"question_bank": ROOT / "question_bank"},
    ),
    "checks": Example("The table of all checks; its first lines:", ("grader checks | head -n 6",)),
    "check-xml": Example(
        "What Moodle would make of a file, whoever wrote it; this one was written by hand:",
        ("cat quiz.xml", "grader check-xml quiz.xml"),
        {"quiz.xml": _BY_HAND},
    ),
}


def page(command: str) -> str:
    """The manual's page of a command."""
    example = EXAMPLES[command]
    with tempfile.TemporaryDirectory() as folder, _running(example.site) as address:
        for name, content in example.files.items():
            _put(content, Path(folder) / name)
        for line in example.before:
            _prepare(line, folder, address)
        shown = "".join(f"$ {line}\n{_output(line, folder, address)}" for line in example.commands)
    return f"# `grader {command}`\n\n{example.why}\n\n```console\n{shown}```\n\n{_help(command)}"


def contents() -> str:
    """The manual's first page."""
    listed = "\n".join(f"- [`grader {command}`]({command}.md)" for command in EXAMPLES)
    return f"# The commands\n\nA page each: an example with what comes out, and all options.\n\n{listed}\n"


def _put(content: Path | str, path: Path) -> None:
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    elif content.is_dir():
        shutil.copytree(content, path, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(content, path)


@contextmanager
def _running(imported: Path | None) -> Iterator[str]:
    """The address at which a stand-in for Moodle answers, with a file in its bank; none where none is needed."""
    if imported is None:
        yield _SITE
        return
    sys.path.append(str(ROOT / "tests"))
    from exchange.serving import running
    from exchange.standin import COOKIE, Moodle

    moodle = Moodle()
    moodle.add(imported.read_bytes())
    os.environ["GRADER_MOODLE_SESSION"] = COOKIE
    try:
        with running(moodle) as address:
            yield address
    finally:
        del os.environ["GRADER_MOODLE_SESSION"]


def _prepare(line: str, folder: str, address: str) -> None:
    """Run a line that is not shown; a command of ours in this process, because a new one takes half a second."""
    if not line.startswith("grader "):
        _output(line, folder, address)
        return
    with chdir(folder):
        done = CliRunner().invoke(grader, shlex.split(line.replace(_SITE, address))[1:])
    if done.exit_code:
        raise RuntimeError(f"{line} ended with {done.exit_code}: {done.output}")


def _output(line: str, folder: str, address: str) -> str:
    """What a line prints, errors among it, with paths as seen from the folder."""
    line = line.replace(_SITE, address)
    done = subprocess.run(
        ["bash", "-c", re.sub(r"^grader\b", f"{shlex.quote(sys.executable)} -m grader.cli", line)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": str(_COLUMNS)},
        check=False,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return _trimmed(done.stdout.replace(f"{Path(folder).resolve()}/", "").replace(address, _SITE))


def _help(command: str) -> str:
    """The help of a command, and of its own commands, if it has any."""
    group = grader.commands[command]
    commands = [[command], *([command, name] for name in getattr(group, "commands", {}))]
    return "\n".join(f"```console\n$ grader {shlex.join(words)} --help\n{_helped(words)}```\n" for words in commands)


def _helped(words: list[str]) -> str:
    shown = CliRunner().invoke(grader, [*words, "--help"], prog_name="grader", terminal_width=_COLUMNS)
    return _trimmed(shown.output)


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def main() -> None:
    """Write every page."""
    MANUAL.mkdir(exist_ok=True)
    for command in EXAMPLES:
        (MANUAL / f"{command}.md").write_text(page(command), encoding="utf-8")
    (MANUAL / CONTENTS).write_text(contents(), encoding="utf-8")


if __name__ == "__main__":
    main()
