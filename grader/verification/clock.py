"""Clocks that show another day and hour: Python's functions to everybody, its types to the code of a bank.

Libraries keep the types of `datetime`: many are compiled against them, and end the process where they find others.
"""

import builtins
import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

_AHEAD = dt.timedelta(days=3_000, hours=7, minutes=11)


def set_ahead(is_shown: Callable[[str], bool]) -> None:
    """Let the clocks go ahead from now on. is_shown: whether a module, by its name, is shown other types."""
    _set_functions()
    types, usual = _types(), builtins.__import__

    def importing(
        name: str,
        globals: Mapping[str, Any] | None = None,  # noqa: A002 - Python's own name
        locals: Mapping[str, Any] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        module = usual(name, globals, locals, fromlist, level)
        return types if module is dt and globals is not None and is_shown(str(globals.get("__name__"))) else module

    builtins.__import__ = importing


def _set_functions() -> None:
    now, now_ns, ahead = time.time, time.time_ns, _AHEAD.total_seconds()
    local, universal, text = time.localtime, time.gmtime, time.strftime
    time.time = lambda: now() + ahead
    time.time_ns = lambda: now_ns() + int(ahead * 10**9)
    time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
    time.gmtime = lambda seconds=None: universal(time.time() if seconds is None else seconds)
    time.strftime = lambda form, at=None: text(form, time.localtime() if at is None else at)
    time.ctime = lambda seconds=None: time.asctime(time.localtime(seconds))
    time.asctime = lambda at=None: text("%a %b %e %H:%M:%S %Y", time.localtime() if at is None else at)


class _AsUsual(type):
    """Of a type that differs from its base in what it takes for now: it makes what its base makes, and knows it."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        base = cls.__base__
        return base(*args, **kwargs) if base in (dt.datetime, dt.date) else super().__call__(*args, **kwargs)

    def __instancecheck__(cls, value: object) -> bool:
        base = cls.__base__
        return isinstance(value, base) if base in (dt.datetime, dt.date) else super().__instancecheck__(value)


def _types() -> ModuleType:
    """The module `datetime` with types that take another day for today."""

    class Moment(dt.datetime, metaclass=_AsUsual):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            return dt.datetime.fromtimestamp(time.time(), tz)

        @classmethod
        def utcnow(cls) -> Any:
            return dt.datetime.fromtimestamp(time.time(), dt.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> Any:
            return dt.datetime.fromtimestamp(time.time())  # noqa: DTZ006 - as it does

    class Day(dt.date, metaclass=_AsUsual):
        @classmethod
        def today(cls) -> Any:
            return dt.date.fromtimestamp(time.time())  # noqa: DTZ012 - as it does

    types = ModuleType(dt.__name__, dt.__doc__)
    vars(types).update({**vars(dt), "datetime": Moment, "date": Day})
    return types
