"""Whatever interrupts the writing of files leaves the old or the new, and no rest."""

import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
from disturbances import (
    Disk,
    Disturbance,
    Killed,
    State,
    disk_full,
    interrupted_at_line,
    interrupted_before,
    killed_after,
    killed_before,
    signals_raise,
    snapshot,
    terminated_after,
    with_last,
)
from written import NEW, new_set, old_set

from grader import files
from grader.errors import GraderError
from grader.files import LIST, begin_folder, new_folder, write_atomically, write_page
from grader.interruptions import Interrupted


def set_over_set(folder: Path) -> None:
    new_set(folder / "out")


def page_over_page(folder: Path) -> None:
    write_page(folder / "page.html", b"new")


def begun(folder: Path) -> None:
    begin_folder(folder / "bank", NEW)


def begun_in_empty(folder: Path) -> None:
    begin_folder(folder / "empty", NEW)


def first_set(folder: Path) -> None:
    new_set(folder / "deep" / "deeper")


def edited(folder: Path) -> None:
    with new_folder(folder / "question", NEW):
        write_atomically(folder / "edited", b"new")


WRITERS = [set_over_set, page_over_page, begun, begun_in_empty, first_set, edited]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is there before, once: a set, a page, an empty folder and a file of somebody's."""
    folder = tmp_path_factory.mktemp("prepared")
    old_set(folder / "out")
    write_page(folder / "page.html", b"old")
    (folder / "empty").mkdir()
    (folder / "edited").write_bytes(b"old")
    return folder


@dataclass
class Undisturbed:
    """A folder before and after something is written, and how many calls change the disk between."""

    write: Callable[[Path], None]
    prepared: Path
    place: Path

    def __post_init__(self) -> None:
        whole, disk = self.scene("undisturbed"), Disk()
        self.before = snapshot(whole)
        with disk.watched():
            self.write(whole)
        self.after, self.calls = snapshot(whole), disk.calls

    def scene(self, name: object) -> Path:
        return Path(copytree(self.prepared, self.place / str(name)))

    def again(self, folder: Path) -> None:
        with Disk().watched():
            self.write(folder)

    def again_in_each(self, unchanged: Sequence[tuple[State, Path]]) -> None:
        """Written again in each of these folders, it is as if nothing had happened."""
        for _, folder in unchanged:
            self.again(folder)
            assert snapshot(folder) == self.after, folder.name


@pytest.fixture(params=WRITERS)
def writing(request: pytest.FixtureRequest, prepared: Path, tmp_path: Path) -> Undisturbed:
    return Undisturbed(request.param, prepared, tmp_path)


def test_an_interruption_at_any_line_leaves_the_old_or_the_new_and_no_rest(writing: Undisturbed) -> None:
    whole = writing.scene("counted")
    with signals_raise(), interrupted_at_line(0) as lines:
        writing.write(whole)
    states = set()
    unchanged: list[tuple[State, Path]] = []

    for number in range(1, lines[0] + 1):
        folder = writing.scene(number)
        with signals_raise(), pytest.raises(Interrupted), interrupted_at_line(number):
            writing.write(folder)
        left = snapshot(folder)
        assert left in (writing.before, writing.after), number
        states.add(left == writing.after)
        if left == writing.before:
            unchanged = with_last(unchanged, folder)
    writing.again_in_each(unchanged)

    assert lines[0] > 30
    assert states == {False, True}


@pytest.mark.parametrize("disturb", [interrupted_before, terminated_after, disk_full])
def test_what_fails_at_any_call_leaves_the_old_or_the_new_and_no_rest(
    disturb: Disturbance, writing: Undisturbed
) -> None:
    failed = 0
    unchanged: list[tuple[State, Path]] = []

    for number in range(writing.calls):
        folder = writing.scene(number)
        try:
            with signals_raise(), Disk(disturb, at=number).watched():
                writing.write(folder)
        except (Interrupted, GraderError, OSError):
            failed += 1
        left = snapshot(folder)
        assert left in (writing.before, writing.after), number
        if left == writing.before:
            unchanged = with_last(unchanged, folder)
    writing.again_in_each(unchanged)

    assert failed > 3


@pytest.mark.parametrize("disturb", [killed_before, killed_after])
def test_a_death_at_any_call_leaves_no_mixture_and_the_next_call_puts_it_right(
    disturb: Disturbance, writing: Undisturbed
) -> None:
    for number in range(writing.calls):
        folder = writing.scene(number)
        with suppress(Killed), Disk(disturb, at=number).watched():
            writing.write(folder)
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob(f"{files._OWN}*")} <= {0o700}
        left = {name: content for name, content in snapshot(folder).items() if files._OWN not in name}
        assert_whole_or_without_grades(left, writing)
        if left.get("edited") == b"new":
            assert left == writing.after
        if "bank" in left or ("empty/grades.csv" in left and f"empty/{LIST}" not in left):  # there is nothing to repeat
            assert left == writing.after
            assert not [path for path in folder.glob(f"{files._OWN}*/*") if path.name != "lock"]
        else:
            writing.again(folder)
            assert snapshot(folder) == writing.after, number


def assert_whole_or_without_grades(left: dict[str, bytes | None], writing: Undisturbed) -> None:
    """In the folder of results: the old, the new, or a part of either that lacks the grades."""
    found = {(name, content) for name, content in left.items() if name.startswith("out/") and content is not None}
    results = {item for item in found if not item[0].endswith(LIST)}
    states = [
        {item for item in state.items() if item[0].startswith("out/") and item[1] and not item[0].endswith(LIST)}
        for state in (writing.before, writing.after)
    ]
    assert any(results <= state for state in states)
    assert results in states or "out/grades.csv" not in left
