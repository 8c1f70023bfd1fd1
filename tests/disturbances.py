"""What goes wrong while a program writes: a signal, a full disk, a death; each at a chosen moment."""

import errno
import io
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

from grader import files, interruptions

NAMES = (
    "mkdir",
    "rename",
    "replace",
    "unlink",
    "remove",
    "rmdir",
    "fsync",
    "chmod",
)  # of `os`, for what changes a disk
TAKES_ROOM = ("mkdir", "rename", "replace", "fsync", "open")

State = Mapping[str, tuple[int, bytes | None]]
"""The files and folders of a folder by path, each with its mode and, if it is a file, its content."""

Disturbance = Callable[[str, Callable[[], Any]], Any]
"""Given the name of a call and the call itself: what happens in its place."""


class Killed(BaseException):
    """The program is dead: whatever it would still do to a file does not happen."""


def interrupted_before(_: str, call: Callable[[], Any]) -> Any:
    signal.raise_signal(signal.SIGINT)
    return call()


def terminated_after(_: str, call: Callable[[], Any]) -> Any:
    result = call()
    signal.raise_signal(signal.SIGTERM)
    return result


def disk_full(name: str, call: Callable[[], Any]) -> Any:
    if name in TAKES_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return call()


def killed_before(*_: object) -> Any:
    raise Killed


def killed_after(_: str, call: Callable[[], Any]) -> Any:
    with suppress(OSError, AttributeError):  # as the call itself may, or what it gives is no file
        call().close()
    raise Killed


def really_killed(*_: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


class Disk:
    """Counts the calls that change the disk, and disturbs the one with a number, or each."""

    def __init__(self, disturb: Disturbance | None = None, at: int | None = None) -> None:
        self.calls = 0
        self._disturb, self._at = disturb, at
        self._is_dead = False

    def call(self, name: str, call: Callable[[], Any]) -> Any:
        if self._is_dead:
            raise Killed
        self.calls += 1
        if self._disturb is None or self._at not in (None, self.calls - 1):
            return call()
        try:
            return self._disturb(name, call)
        except Killed:
            self._is_dead = True
            raise

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While all calls come here."""
        originals = {name: getattr(os, name) for name in NAMES} | {"fsync": lambda _: None}  # which takes long
        replaced = {name: self._instead_of(name, original) for name, original in originals.items()}
        with ExitStack() as stack:
            for name, instead in replaced.items():
                stack.enter_context(mock.patch.object(os, name, instead))
            stack.enter_context(mock.patch.object(io, "open", self._opening(io.open)))
            yield

    def _instead_of(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **more: self.call(name, lambda: original(*args, **more))

    def _opening(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def opening(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
            if "r" in mode:
                return original(file, mode, *args, **more)
            return self.call("open", lambda: original(file, mode, *args, **more))

        return opening


@contextmanager
def signals_raise() -> Iterator[None]:
    """Signals raise Interrupted, as in the program; afterwards they do what they did before."""
    before = {number: signal.getsignal(number) for number in interruptions.SIGNALS}
    interruptions.install()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def interrupted_at_line(number: int) -> Iterator[list[int]]:
    """Ctrl-C before a line of our writing is carried out, by its number in time; gives how many there were."""
    lines = [0]
    ours = {files.__file__, interruptions.__file__}

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code.co_filename not in ours:
            return None
        if event == "line":
            lines[0] += 1
            if lines[0] == number:
                signal.raise_signal(signal.SIGINT)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with mock.patch.object(os, "fsync"):
            yield lines
    finally:
        sys.settrace(before)


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """The files of a folder by path, with the folders, whose content is None."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
        if "__pycache__" not in path.parts
    }


def state_of(folder: Path) -> State:
    return {name: (stat.S_IMODE((folder / name).stat().st_mode), content) for name, content in snapshot(folder).items()}


def with_last(different: Sequence[tuple[State, Path]], folder: Path) -> list[tuple[State, Path]]:
    """Folders in different states, and this one in place of an equal one, in which nothing else can happen."""
    state = state_of(folder)
    return [*(one for one in different if one[0] != state), (state, folder)]
