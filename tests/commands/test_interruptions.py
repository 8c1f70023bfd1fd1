"""Every command that writes, disturbed at every call that changes the disk."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import pytest
from broken.breaks import replacing
from disturbances import (
    Disk,
    Disturbance,
    State,
    disk_full,
    interrupted_before,
    snapshot,
    state_of,
    terminated_after,
)
from downloads import Sat, as_csv, exam_file, question, table
from extras import needs
from places import ROOT

from grader import cli
from grader.files import LIST

EXAM = exam_file(question(("a", 1.0), ("b", 0.0), name="first", stem="1?"), question(("c", 1.0), ("d", 0.0), name="2"))
CHANGED = exam_file(
    question(("a", 0.0), ("b", 1.0), name="first", stem="1?"), question(("c", 1.0), ("d", 0.0), name="2")
)
OWN = ".grader-"


@dataclass(frozen=True)
class Scene:
    """A command, and what is called before it."""

    name: str
    command: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    edit: Callable[[Path], None] = lambda _: None
    last: str = ""  # the file without which a set is not whole
    status: int = 0
    library: str = ""  # that the command needs of an extra


GRADE = ("grade", "r.csv", "--exam", "exam.xml", "--out", "out")
APPROVE = ("approve", "--bank", "bank", "--all")
WORSE = ("grade", "worse.csv", "--exam", "exam.xml", "--out", "out", "--html", "each")


def other_title(folder: Path) -> None:
    replacing("middle/text.en.md", "{% block title %}", "{% block title %}Another ")(folder / "bank")


SCENES = (
    Scene("grade", GRADE, last="out/grades.csv"),
    Scene("grade worse", WORSE, (GRADE,), last="out/grades.csv", status=1),
    Scene("grade better", GRADE, (WORSE,), last="out/grades.csv"),
    Scene(
        "regrade",
        ("regrade", "r.csv", "--exam", "exam.xml", "--new", "new.xml", "--out", "out"),
        (WORSE,),
        last="out/grades.csv",
    ),
    Scene(
        "export", ("export", "--bank", "bank"), (("export", "--bank", "bank"),), other_title, "exports/bank/README.md"
    ),
    Scene(
        "variants",
        ("export", "--bank", "begun", "--variants", "3", "--seed", "2"),
        (("new", "bank", "begun"), ("export", "--bank", "begun", "--variants", "2")),
        last="variants/variants.en.xml",
    ),
    Scene("diff", ("diff", "exam.xml", "new.xml", "--xml", "only.xml"), status=1),
    Scene("diff of folders", ("diff", "old", "new", "--xml", "only"), status=1),
    Scene("preview", ("preview", "--bank", "bank"), (("preview", "--bank", "bank"),), other_title),
    Scene("approve", APPROVE, (APPROVE,), other_title),
    Scene("new bank", ("new", "bank", "begun")),
    Scene("new bank in an empty folder", ("new", "bank", "empty"), last="empty/__init__.py"),
    Scene("new question", ("new", "question", "second", "--bank", "begun"), (("new", "bank", "begun"),)),
    Scene("import", ("import", "exam.xml", "--bank", "imported"), library="markdownify"),
    Scene(
        "import into an empty folder",
        ("import", "exam.xml", "--bank", "empty"),
        last="empty/__init__.py",
        library="markdownify",
    ),
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that all scenes begin with."""
    folder = tmp_path_factory.mktemp("stage")
    copytree(ROOT / "tests/broken/healthy", folder / "bank", ignore=ignore_patterns("__pycache__"))
    (folder / "exam.xml").write_bytes(EXAM)
    (folder / "new.xml").write_bytes(CHANGED)
    for name, content in (("old", EXAM), ("new", CHANGED)):
        (folder / name).mkdir()
        (folder / name / "exam.xml").write_bytes(content)
    people = [Sat("x", ((0,), (0,))), Sat("y", ((1,), (1,)))]
    rows = table(EXAM, people)
    (folder / "r.csv").write_bytes(as_csv(rows))
    rows[1][-1] = "no option"
    (folder / "worse.csv").write_bytes(as_csv(rows))
    (folder / "out").mkdir()
    (folder / "out" / "mine.csv").write_bytes(b"somebody's")
    (folder / "strange").write_bytes(b"somebody's")
    (folder / "empty").mkdir()
    return folder


@dataclass
class Played:
    """A scene before and after its command, and how many of its calls change the disk."""

    scene: Scene
    stage: Path
    place: Path

    def __post_init__(self) -> None:
        self.prepared = self.place / "prepared"
        copytree(self.stage, self.prepared)
        with Disk().watched():
            for command in self.scene.before:
                self.run(self.prepared, command)
        self.scene.edit(self.prepared)
        whole, disk = self.folder("whole"), Disk()
        self.before = state_of(whole)
        with disk.watched():
            assert self.run(whole) == self.scene.status
        self.after, self.calls = state_of(whole), disk.calls

    def folder(self, name: object) -> Path:
        return Path(copytree(self.prepared, self.place / str(name)))

    def run(self, folder: Path, command: tuple[str, ...] | None = None) -> int:
        """The exit status of a command, called in a folder."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            patch.setattr(sys, "argv", ["grader", *(command or self.scene.command)])
            with pytest.raises(SystemExit) as ended:
                cli.main()
        return int(ended.value.code or 0)

    def again(self, folder: Path) -> bool:
        """Whether the command, called once more in a folder where it ended early, ends as if nothing had happened."""
        with Disk().watched():
            return self.run(folder) == self.scene.status

    def deaths(self) -> Iterator[tuple[State, Path]]:
        """Each state that a death right before or after any of these calls leaves, once, and a folder in that state."""
        folder = self.folder("undisturbed")
        left: list[State] = []

        def look() -> None:
            if (state := state_of(folder)) not in left:
                left.append(state)

        def looking(_: str, call: Callable[[], Any]) -> Any:
            look()
            result = call()
            look()
            return result

        with Disk(looking, at=None).watched():
            assert self.run(folder) == self.scene.status
        for number, state in enumerate(left):
            died = self.place / f"death {number}"
            put(state, died)
            yield state, died


@pytest.fixture(scope="module")
def scenes() -> dict[str, Played]:
    """The scenes that were played."""
    return {}


@pytest.fixture(
    params=[
        pytest.param(scene, id=scene.name, marks=[needs(scene.library)] if scene.library else []) for scene in SCENES
    ]
)
def played(
    request: pytest.FixtureRequest,
    stage: Path,
    scenes: dict[str, Played],
    tmp_path_factory: pytest.TempPathFactory,
) -> Played:
    scene = request.param
    if scene.name not in scenes:
        scenes[scene.name] = Played(scene, stage, tmp_path_factory.mktemp("scene"))
    return scenes[scene.name]


@pytest.mark.parametrize(
    ("disturb", "failed", "said"),
    [
        (interrupted_before, 130, "grader: interrupted"),
        (terminated_after, 143, "grader: terminated"),
        (disk_full, 2, ": cannot be written: No space left on device"),
    ],
)
def test_what_disturbs_a_command_is_one_line_and_leaves_the_old_or_the_new(
    disturb: Disturbance, failed: int, said: str, played: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = set()
    folder = played.folder(disturb.__name__)
    for number in range(played.calls):
        capsys.readouterr()
        with Disk(disturb, at=number).watched():
            status = played.run(folder)
        lines, left = capsys.readouterr().err.splitlines(), state_of(folder)
        seen.add(status)

        assert status in {failed, played.scene.status}, number
        assert left == played.after if status != failed else left in (played.before, played.after), number
        if status == failed:
            assert lines[-1].endswith(said)
            assert "Traceback" not in lines
        if left != played.before:
            folder = played.folder(f"{disturb.__name__} after {number}")
    assert failed in seen
    assert played.again(folder)
    assert state_of(folder) == played.after


def test_a_command_that_died_is_repeated_and_gives_the_same(played: Played) -> None:
    before, after = contents(played.before), contents(played.after)
    theirs = {name: content for name, content in snapshot(played.stage).items() if after[name] == content}
    states = [files_of(state, but=theirs) for state in (before, after)]
    for died, folder in played.deaths():
        assert {mode for name, (mode, _) in died.items() if Path(name).name.startswith(OWN)} <= {0o700}

        left = {name: content for name, content in contents(died).items() if OWN not in name}
        assert left.items() >= theirs.items()
        if played.scene.last:
            found = files_of(left, but=theirs)
            assert any(found.items() <= state.items() for state in states), folder.name
            assert found in states or played.scene.last not in found, folder.name
        if is_begun(folder, played):
            assert left == after
            continue
        assert played.again(folder), folder.name
        assert files_of(snapshot(folder)) == files_of(after), folder.name


@pytest.mark.parametrize("at", [3, 9, 14, 17, 20])
def test_a_program_that_is_really_killed_is_repeated_and_gives_the_same(at: int, stage: Path, tmp_path: Path) -> None:
    folder = Path(copytree(stage, tmp_path / "folder"))
    before = snapshot(folder)
    program = (
        f"import sys\nsys.path.insert(0, {str(ROOT / 'tests')!r})\nfrom disturbances import Disk, really_killed\n"
        f"from grader.cli import main\nwith Disk(really_killed, at=int(sys.argv.pop(1))).watched():\n    main()\n"
    )

    def run(at: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", program, str(at), *WORSE]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    assert run(at).returncode == -signal.SIGKILL
    assert snapshot(folder).items() >= before.items()
    assert "out/grades.csv" not in snapshot(folder)
    assert run(-1).returncode == 1
    assert "out/grades.csv" in snapshot(folder)
    assert not list(folder.rglob(f"{OWN}*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_with_one_line_and_its_status(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    waits = "import time\nprint('waits', flush=True)\nwhile True:\n    time.sleep(0.1)\n"
    (tmp_path / "bank" / "__init__.py").write_text(waits)
    command = [sys.executable, "-m", "grader", "verify", "--bank", "bank"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=pipe, stderr=pipe, text=True) as program:
        assert program.stderr is not None
        assert program.stderr.readline() == "waits\n"  # what a bank prints is no result
        program.send_signal(number)
        _, said = program.communicate()

    assert program.returncode == 128 + number
    assert len(said.splitlines()) == 1
    assert said.startswith("grader: ")


def test_a_signal_that_was_ignored_stays_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    monkeypatch.setattr(sys, "argv", ["grader", "checks"])

    with pytest.raises(SystemExit):
        cli.main()

    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_an_output_that_nobody_reads_any_more_ends_the_program_quietly() -> None:
    reader, output = os.pipe()
    os.close(reader)

    assert ended_writing_to(output) == (141, "")


def test_an_output_on_a_full_disk_is_told_once() -> None:
    output = os.open("/dev/full", os.O_WRONLY)

    assert ended_writing_to(output) == (2, "grader: output: No space left on device\n")


def ended_writing_to(output: int) -> tuple[int, str]:
    """The exit status, as a shell gives it, and what stderr says of a program whose output goes there."""
    command = [sys.executable, "-m", "grader", "checks"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    os.close(output)
    return done.returncode % 256, done.stderr


def contents(state: State) -> dict[str, bytes | None]:
    """Without the modes."""
    return {name: content for name, (_, content) in state.items()}


def files_of(state: Mapping[str, bytes | None], but: Collection[str] = ()) -> dict[str, bytes]:
    """The files, without our list of them."""
    return {
        name: content
        for name, content in state.items()
        if content is not None and name not in but and not name.endswith(LIST)
    }


def put(state: State, folder: Path) -> None:
    """Make a folder in that state."""
    folder.mkdir()
    for name, (mode, content) in sorted(state.items()):
        path = folder / name
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)
        path.chmod(mode)


def is_begun(folder: Path, played: Played) -> bool:
    """Whether the bank or question that the command begins is there, so that it would be refused."""
    command = played.scene.command
    if command[:2] == ("new", "question"):
        return (folder / "begun/__init__.py").read_bytes() != played.before["begun/__init__.py"][1]
    bank = folder / command[-1]
    return command[0] in {"new", "import"} and (bank / "__init__.py").exists() and not (bank / LIST).exists()
