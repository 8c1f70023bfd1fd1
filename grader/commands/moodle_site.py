"""What the commands on a Moodle site share: their options, and how a session is come by."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.commands import options, quiz
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.exchange.address import Address
    from grader.exchange.pull import Ours
    from grader.exchange.session import Session
    from grader.exchange.state import State

COOKIE = "GRADER_MOODLE_SESSION"
"""The environment variable that holds the cookie of a session."""

_OPTIONS = (
    click.argument("url"),
    click.option(
        "--exam",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Our questions: a Moodle XML.  [default: the bank's own export]",
    ),
    options.bank_if_any,
    click.option(
        "--browser", "in_browser", is_flag=True, help="Sign in in a browser window, instead of giving the cookie."
    ),
)


class Joined(NamedTuple):
    """A session on a site, the bank there, ours, and what was pushed before."""

    session: "Session"
    bank: "Address"
    ours: "Ours"
    state: "State"


class Given(NamedTuple):
    """What the options say."""

    url: str
    exam: Path | None
    location: str | None
    in_browser: bool


def site(command: Callable[..., None]) -> Callable[..., None]:
    """Options of the site, our questions and the session, handed to the command as `given`."""

    @wraps(command)
    def gathered(url: str, exam: Path | None, location: str | None, in_browser: bool, **others: object) -> None:
        command(given=Given(url, exam, location, in_browser), **others)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


@contextmanager
def joined(given: Given) -> Iterator[Joined]:
    """A session with what the options name; the file of what was pushed is ours alone meanwhile."""
    from grader.exchange import session, state
    from grader.exchange.address import address
    from grader.exchange.pull import ours_of

    bank = address(given.url)
    ours = ours_of(given.exam or quiz.own_export(given.location))
    with session.signed_in(bank, _cookie(bank, given)) as signed_in, state.opened(_kept(given), bank) as known:
        yield Joined(signed_in, bank, ours, known)


def _kept(given: Given) -> Path:
    """Where it is kept what was pushed: beside the bank, or beside the exam's file where no bank is here."""
    if given.location is not None:
        name = Path(given.location).resolve().name if Path(given.location).is_dir() else given.location
        exports = options.beside(given.location)
        beside = exports.parent if exports.name == "exports" else exports.parent.parent
        return beside / f"{name}.pushed.json"
    assert given.exam is not None
    return given.exam.with_suffix(".pushed.json")


def _cookie(bank: "Address", given: Given) -> str:
    if given.in_browser:
        from grader.exchange.browser import cookie_of

        return cookie_of(bank, lambda said: click.echo(said, err=True))
    if cookie := os.environ.get(COOKIE):
        return cookie
    if not sys.stdin.isatty():
        raise GraderError(
            f"expected the cookie MoodleSession of your session in the environment variable {COOKIE}: it stands in the "
            "browser's developer tools; or sign in with --browser"
        )
    return getpass("Cookie MoodleSession (from the browser's developer tools; it is not shown): ")
