"""Files are written whole or not at all, and never over what is not ours."""

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from disturbances import (
    snapshot,
)
from filelock import FileLock
from written import NEW, OLD, new_set, old_set, visible

from grader.errors import GraderError
from grader.files import LIST, begin_folder, is_free, new_folder, write_atomically, write_page, write_set


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def test_a_set_takes_the_place_of_the_one_before_and_of_nothing_else(tmp_path: Path) -> None:
    old_set(tmp_path / "out")
    (tmp_path / "out" / "pages" / "mine.html").write_bytes(b"mine")
    write_set(tmp_path / "out", {"variants.xml": b"other"}, name="variants")
    new_set(tmp_path / "out")

    assert visible(tmp_path / "out") == {**NEW, "pages/mine.html": b"mine", "variants.xml": b"other"}


def test_a_folder_that_is_empty_of_ours_goes_with_them(tmp_path: Path) -> None:
    old_set(tmp_path)
    write_set(tmp_path, {"grades.csv": b"new"}, name="results")

    assert set(snapshot(tmp_path)) == {LIST, "grades.csv"}


def test_a_lock_that_cannot_go_while_it_is_open_goes_when_it_is_free(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    unlink, release, opened = os.unlink, FileLock.release, [True]

    def refuse(path: str, **others: int) -> None:  # as Windows does
        if opened[-1] and Path(path).name == "lock":
            raise PermissionError
        unlink(path, **others)

    def close(lock: FileLock, force: bool = False) -> None:  # noqa: FBT001, FBT002 - the library's own form
        opened.append(False)
        release(lock, force)

    monkeypatch.setattr(os, "unlink", refuse)
    monkeypatch.setattr(FileLock, "release", close)
    write_page(tmp_path / "page.html", b"<p>new</p>")

    assert set(snapshot(tmp_path)) == {"page.html"}
    assert False in opened


@pytest.mark.parametrize("name", ["grades.csv", "pages/1.html", "problems.csv"])
@pytest.mark.parametrize("known", [NEW, OLD])
def test_what_is_not_ours_or_was_changed_is_refused_and_nothing_is_written(
    name: str, known: dict[str, bytes], tmp_path: Path
) -> None:
    if known is OLD:
        old_set(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"somebody else's")
    before = snapshot(tmp_path)
    wanted = NEW if known is OLD else {**NEW, "problems.csv": b"new"}

    with pytest.raises(GraderError, match=rf"{name}: not written over or removed, since .*; move it away, or name"):
        write_set(tmp_path, wanted, name="results")

    assert snapshot(tmp_path) == before


def test_what_is_just_as_we_would_write_it_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "grades.csv").write_bytes(b"new")
    new_set(tmp_path)
    old_set(tmp_path)

    assert visible(tmp_path) == OLD


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
@pytest.mark.parametrize("name", ["a.xml", "b.xml"])
def test_an_input_is_never_written_over_though_it_is_ours(
    name: str, link: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    target = tmp_path / "out" / name
    write_page(tmp_path / "out" / "a.xml", b"<quiz/>")
    write_set(tmp_path / "out", {"b.xml": b"b"}, name="s")
    link(tmp_path / "input.xml", target)
    before = snapshot(tmp_path)

    for inputs in ([tmp_path / "input.xml"], [tmp_path]):
        for write in (
            partial(write_page, target, b"<new/>"),
            partial(write_set, target.parent, {name: b"new"}, name="s"),
            *([partial(write_set, target.parent, {"c.xml": b"c"}, name="s")] if name == "b.xml" else []),
        ):
            with pytest.raises(GraderError, match="this call reads that file; name another place"):
                write(inputs=inputs)

    assert snapshot(tmp_path) == before


def test_a_page_takes_the_place_of_a_page_of_ours_alone(tmp_path: Path) -> None:
    page = tmp_path / "a" / "preview.html"
    write_page(page, b"<p>old</p>")
    write_page(page, b"<p>new</p>\n")
    assert page.read_bytes().startswith(b"<p>new</p>\n<!-- Written by grader")

    changed = page.read_bytes().replace(b"new", b"mine")
    page.write_bytes(changed)
    with pytest.raises(GraderError, match=r"preview\.html: not written over or removed"):
        write_page(page, b"<p>new</p>")
    assert snapshot(page.parent) == {"preview.html": changed}


@pytest.mark.parametrize("name", ["link", "folder", "pipe", "nothing"])
def test_a_link_a_folder_or_a_device_in_a_files_place_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"elsewhere")
    (tmp_path / "link").symlink_to("elsewhere")
    (tmp_path / "nothing").symlink_to("nowhere")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    before = {path: path.lstat() for path in tmp_path.iterdir()}

    for write in (
        partial(write_page, tmp_path / name, b"<p>"),
        partial(write_set, tmp_path, {name: b"new"}, name="results"),
    ):
        with pytest.raises(GraderError, match=f"{name}: expected a file or nothing there, found a"):
            write()

    assert {path: path.lstat().st_ino for path in tmp_path.iterdir()} == {path: s.st_ino for path, s in before.items()}
    assert (tmp_path / "elsewhere").read_bytes() == b"elsewhere"


def test_a_link_in_a_folders_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "pages").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(GraderError, match="pages: expected a folder, found a link to another place"):
        new_set(tmp_path / "out")

    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_folder_may_be_named_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    new_set(tmp_path / "out")

    assert visible(tmp_path / "real") == NEW


@pytest.mark.parametrize("content", [b"", b"[]", b'{"sets": {"results": {"../x": []}}}', b'{"sets": {"a": {"b": 1}}}'])
def test_a_list_that_we_did_not_write_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / LIST).write_bytes(content)

    with pytest.raises(GraderError, match="not a list of files that we wrote"):
        new_set(tmp_path)

    assert snapshot(tmp_path) == {LIST: content}


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o027, 0o002])
def test_permissions_are_those_that_the_user_gives_to_new_files(
    mask: int, umask: Callable[[int], int], tmp_path: Path
) -> None:
    for before in (0o022, 0o077):
        umask(before)
        old_set(tmp_path / "out")
        write_page(tmp_path / "page.html", b"old")
    umask(mask)
    new_set(tmp_path / "out")
    write_page(tmp_path / "page.html", b"new")
    begin_folder(tmp_path / "bank", {"a": b""})

    written = [tmp_path / "out" / name for name in (*NEW, LIST)] + [tmp_path / "page.html", tmp_path / "bank" / "a"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o666 & ~mask}
    assert stat.S_IMODE((tmp_path / "bank").stat().st_mode) == 0o777 & ~mask


def test_nobody_else_reads_what_is_being_written(
    umask: Callable[[int], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    umask(0)
    seen: list[int] = []

    def look(_: int) -> None:
        folders = [path for path in tmp_path.rglob("*") if path.is_dir() and path.name.startswith(".")]
        seen.extend(stat.S_IMODE(folder.stat().st_mode) for folder in folders)

    monkeypatch.setattr(os, "fsync", look)
    new_set(tmp_path / "out")
    write_page(tmp_path / "page.html", b"new")

    assert set(seen) == {0o700}


def test_a_file_that_an_author_wrote_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to("real")
    write_atomically(tmp_path / "link", b"new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o640


@pytest.mark.parametrize("length", [250, 255])
def test_a_name_may_be_as_long_as_the_disk_takes(length: int, tmp_path: Path) -> None:
    folder, name = "f" * length, "n" * length
    write_set(tmp_path / folder, {name: b"new", f"{folder}/{name}": b"new"}, name="s")
    write_page(tmp_path / name, b"new")
    begin_folder(tmp_path / ("b" * length), {name: b""})

    assert visible(tmp_path / folder) == {name: b"new", f"{folder}/{name}": b"new"}


@pytest.mark.parametrize("write", [write_page, lambda path, content: write_set(path, {"a": content}, name="s")])
@pytest.mark.parametrize(
    "place",
    ["x" * 256, "é" * 128, "file/inside", "a/" * 2100 + "a", "loop/a", "dangling/a"],
    ids=lambda place: place[:9],
)
def test_a_place_that_cannot_be_is_one_message_and_leaves_nothing(
    place: str, write: Callable[[Path, bytes], None], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"file")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    before = {path.name for path in tmp_path.iterdir()}

    with pytest.raises(GraderError, match=": cannot be written: ") as refused:
        write(tmp_path / place, b"new")

    assert "\n" not in str(refused.value)
    assert {path.name for path in tmp_path.iterdir()} == before


def test_two_calls_at_once_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync, messages = os.fsync, list[str]()

    def write_meanwhile(_: int) -> None:
        monkeypatch.setattr(os, "fsync", fsync)
        with pytest.raises(GraderError) as refused:
            new_set(tmp_path)
        messages.append(str(refused.value))

    monkeypatch.setattr(os, "fsync", write_meanwhile)
    old_set(tmp_path)

    assert messages == [f"{tmp_path}: another call is writing there; wait for it"]
    assert visible(tmp_path) == OLD


@pytest.mark.parametrize("there", [(), ("bank",)])
def test_a_folder_is_begun_once(there: tuple[str, ...], tmp_path: Path) -> None:
    for name in there:
        (tmp_path / name).mkdir()
    begin_folder(tmp_path / "bank", NEW)

    assert not is_free(tmp_path / "bank")
    with pytest.raises(GraderError, match="expected nothing there, or an empty folder"):
        begin_folder(tmp_path / "bank", NEW)
    assert {name for name, content in snapshot(tmp_path / "bank").items() if content is not None} == set(NEW)


def test_a_folder_of_results_is_not_free_for_a_bank(tmp_path: Path) -> None:
    new_set(tmp_path)

    assert not is_free(tmp_path)


def test_a_new_folder_goes_again_where_what_follows_fails(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), new_folder(tmp_path / "question", NEW):
        (tmp_path / "nowhere").read_bytes()

    assert snapshot(tmp_path) == {}
