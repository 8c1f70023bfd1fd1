"""Interruptions: what ends a program from outside becomes an exception, and waits while files change places."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SAID = {"SIGINT": "interrupted", "SIGTERM": "terminated", "SIGHUP": "the terminal was closed"}
SIGNALLED = 128  # a shell adds the number of the signal
SIGNALS = tuple(signal.Signals[name] for name in _SAID if name in signal.Signals.__members__)


class Interrupted(BaseException):
    """A signal told the program to end. Like KeyboardInterrupt it is no Exception, so that nothing takes it for one.

    status: the exit status that a shell reports for a program that the signal ended.
    """

    def __init__(self, number: int) -> None:
        super().__init__(_SAID[signal.Signals(number).name])
        self.status = SIGNALLED + number


_waiting: list[int] = []
"""The signals that came while they were held."""


def install() -> None:
    """Let signals raise Interrupted in the main thread; those that whoever started us has ignored stay ignored."""
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _raise)


def uninstall() -> None:
    """Let signals end the program at once and without a word: there is nothing left to put in order."""
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


@contextmanager
def held() -> Iterator[None]:
    """Let signals wait until the end, or until `let_through`: for what must stop at no other moment."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    if _wait in before.values() or threading.current_thread() is not threading.main_thread():  # others handle none
        yield
        return
    _waiting.clear()
    try:
        for number, handler in before.items():
            if callable(handler):
                signal.signal(number, _wait)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if _waiting:
            signal.raise_signal(_waiting[0])


def let_through() -> None:
    """Raise Interrupted for a signal that waits: called, while they are held, where stopping does no harm."""
    if _waiting:
        raise Interrupted(_waiting[0])


def _raise(number: int, _: FrameType | None) -> None:
    raise Interrupted(number)


def _wait(number: int, _: FrameType | None) -> None:
    _waiting.append(number)
