"""The command line as a stranger uses it: exit status, streams, one line for what can be mended."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from broken.breaks import replacing
from command_line import grader
from downloads import EXPORTS, Sat, as_csv, table
from places import HEALTHY, ROOT


@pytest.mark.usefixtures("bank")
def test_export_then_verify_is_clean(tmp_path: Path) -> None:
    written = grader("export", "--bank", "bank", cwd=tmp_path)
    verified = grader("verify", "--bank", "bank", cwd=tmp_path)

    assert (written.returncode, written.stdout) == (0, "exports/bank: 4 files written\n")
    assert (verified.returncode, verified.stderr) == (0, "")
    key, blind, read, counts = verified.stdout.splitlines()
    assert key == "middle  median"
    assert blind.startswith("without reading: random guess 33.3%, ")
    assert read == "10 sentences to be read by a person: grader approve"
    assert counts == "1 question, 2 languages, 3 options, 2 claims, 5 quoted values held: no findings"


def test_findings_give_exit_status_1_and_a_last_line_that_counts(bank: Path, tmp_path: Path) -> None:
    replacing("middle/__init__.py", "return s.mean > s.median", "return s.mean < s.median")(bank)

    done = grader("verify", "--no-exports", "--bank", "bank", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stdout.startswith("bank/middle/__init__.py:")
    assert done.stdout.splitlines()[-1].endswith(": 1 finding")


def test_a_bank_with_findings_is_not_exported(bank: Path, tmp_path: Path) -> None:
    replacing("middle/__init__.py", "return s.mean > s.median", "return s.mean < s.median")(bank)

    done = grader("export", "--bank", "bank", cwd=tmp_path)

    assert done.returncode == 1
    assert "C001" in done.stdout
    assert not (tmp_path / "exports").exists()


@pytest.mark.usefixtures("bank")
def test_checking_exports_writes_nothing(tmp_path: Path) -> None:
    done = grader("export", "--check", "--bank", "bank", cwd=tmp_path)

    assert done.returncode == 1
    assert "E001" in done.stdout
    assert not (tmp_path / "exports").exists()


@pytest.mark.usefixtures("bank")
def test_json_holds_keys_findings_and_counts(tmp_path: Path) -> None:
    done = grader("verify", "--bank", "bank", "--json", "--exports", "elsewhere", cwd=tmp_path)

    content = json.loads(done.stdout)
    assert done.returncode == 1
    assert content["keys"] == {"middle": ["median"]}
    assert {finding["code"] for finding in content["findings"]} == {"E001"}
    assert content["counts"]["findings"] == len(content["findings"]) == 1


@pytest.mark.usefixtures("bank")
def test_a_bank_that_was_never_exported_is_not_released_yet(tmp_path: Path) -> None:
    done = grader("verify", "--bank", "bank", cwd=tmp_path)

    assert done.returncode == 1
    assert [line.partition(": ")[2] for line in done.stdout.splitlines() if ": E" in line] == ["E001 is missing"]
    assert grader("verify", "--no-exports", "--bank", "bank", cwd=tmp_path).returncode == 0


@pytest.mark.usefixtures("bank")
def test_exports_are_compared_or_not(tmp_path: Path) -> None:
    done = grader("verify", "--no-exports", "--exports", "elsewhere", "--bank", "bank", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert "expected --exports or --no-exports, received both" in done.stderr


@pytest.mark.usefixtures("bank")
def test_the_same_input_gives_the_same_output(tmp_path: Path) -> None:
    first, second = (grader("verify", "--bank", "bank", "--json", cwd=tmp_path, fresh=True) for _ in range(2))

    assert first.stdout == second.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "--bank", "nowhere"),
        ("verify", "--bank", "empty"),
        ("verify", "--bank", "unnamed"),
        ("verify", "--bank", "unparsable"),
        ("measure", "middle", "--bank", "bank"),
        ("measure", "nothing", "--bank", "bank"),
        ("export", "--bank", "bank", "--exports", "thesis"),
    ],
)
@pytest.mark.usefixtures("bank")
def test_what_cannot_be_read_is_one_line_and_exit_status_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    for name, content in (("empty", None), ("unnamed", "X = 1\n"), ("unparsable", "def (")):
        (tmp_path / name).mkdir()
        if content:
            (tmp_path / name / "__init__.py").write_text(content)
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "README.md").write_text("# My thesis\n")

    done = grader(*arguments, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("grader: ")


def test_what_an_option_would_mend_names_the_option(tmp_path: Path) -> None:
    exam = EXPORTS / "exam.en.xml"
    (tmp_path / "r.csv").write_bytes(as_csv(table(exam.read_bytes(), [Sat("a", ((0,),) * 5)])))

    done = grader("grade", "r.csv", "--exam", str(exam), "--mark", "9=1", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "grader: --mark: expected a question of 1, 2, 3, 4, 5, received 9\n"


def test_a_wrong_option_is_usage_and_exit_status_2(tmp_path: Path) -> None:
    done = grader("verify", "--retrain", "some", cwd=tmp_path)

    assert done.returncode == 2
    assert "'some' is not a valid integer" in done.stderr


def test_training_without_tensorflow_says_what_to_install(tmp_path: Path) -> None:
    """A Python that sees this package and its other dependencies, but no TensorFlow."""
    hide = tmp_path / "sitecustomize.py"
    hide.write_text(
        "import importlib.metadata as metadata\n"
        "_version = metadata.version\n"
        "def version(name):\n"
        "    if name == 'tensorflow':\n"
        "        raise metadata.PackageNotFoundError(name)\n"
        "    return _version(name)\n"
        "metadata.version = version\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "grader.cli", "verify", "--bank", str(ROOT / "question_bank")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": "/usr/bin:/bin"},
    )

    assert done.returncode == 2
    assert "pip install 'exams-as-code[train]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interruption_is_one_word_and_exit_status_130(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "__init__.py").write_text("raise KeyboardInterrupt\n")

    done = grader("verify", "--bank", "bank", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.split() == ["grader:", "interrupted"]


def test_what_is_written_is_utf_8_whatever_the_system_writes(tmp_path: Path) -> None:
    as_elsewhere = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "grader", "preview", "\u2264", "--bank", str(HEALTHY)]

    done = subprocess.run(command, cwd=tmp_path, env=as_elsewhere, capture_output=True, check=False)

    assert done.returncode == 2
    assert "received '\u2264'" in done.stderr.decode()


def test_a_reader_that_closes_the_pipe_ends_it_quietly(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{shlex.quote(sys.executable)} -m grader.cli checks | head -1; exit ${{PIPESTATUS[0]}}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"},
    )

    assert done.stdout.startswith("| code |")
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("command", "needed"), [(("export", "--out", "x"), "--variants"), (("document", "--seed", "3"), "--shuffle")]
)
def test_an_option_that_would_be_passed_over_is_refused(command: tuple[str, ...], needed: str, tmp_path: Path) -> None:
    done = grader(*command, "--bank", str(HEALTHY), cwd=tmp_path)

    assert done.returncode == 2
    assert f"{command[1]} goes with {needed}: give both, or neither" in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == []
