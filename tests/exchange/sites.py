"""A stand-in for Moodle with a bank in it, and a session on it: what the tests of pull and push begin with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from exchange.recorded import EXPORT, GOLDEN
from exchange.serving import running
from exchange.standin import BANK, COOKIE, QUIZ, Moodle
from extras import require

from grader.difference.questions import Asked
from grader.exchange import state
from grader.exchange.address import Address
from grader.exchange.plan import Plan
from grader.exchange.pull import Ours, pull
from grader.exchange.push import Push
from grader.exchange.session import Session, signed_in
from grader.exchange.state import State
from grader.exchange.there import There
from grader.kinds.quiz import read, write
from grader.moodle.quiz import Category, Quiz

PUSHED = "bank.pushed.json"
EXAM = (GOLDEN / EXPORT).read_bytes()
"""A question of every type, with images, hints and tags, as a real Moodle exported them."""


@dataclass(frozen=True)
class Site:
    """A running stand-in, a session on it, and the file of what was pushed."""

    moodle: Moodle
    session: Session
    bank: Address
    quiz: Address
    state: State

    def plan(self, content: bytes, **decided: list[str]) -> Plan:
        return pull(self.session, self.bank, ours(content), self.state, **decided)

    def push(self, content: bytes, **decided: list[str]) -> There:
        push = Push(self.session, self.bank, content, self.state, _say_nothing, _wait_not)
        return push.carry_out(self.plan(content, **decided))

    def states(self, content: bytes) -> dict[str, str]:
        return {one.id: str(one.state) for one in self.plan(content).questions}


def _say_nothing(_: str) -> None:
    pass


def _wait_not(_: float) -> None:
    pass


@contextmanager
def site(moodle: Moodle, folder: Path) -> Iterator[Site]:
    require("httpx")
    with running(moodle) as address:
        bank = Address(address, BANK)
        with (
            signed_in(bank, COOKIE) as session,
            state.opened(folder / PUSHED, Address("https://moodle.example.org", BANK)) as kept,
        ):
            yield Site(moodle, session, bank, Address(address, QUIZ), kept)


@contextmanager
def found_the_same(content: bytes, folder: Path) -> Iterator[Site]:
    """A stand-in whose bank holds a file's questions, and was found the same before."""
    folder.mkdir(exist_ok=True)
    (folder / PUSHED).write_bytes(_known(content))
    with site(with_bank(content), folder) as found:
        yield found


@cache
def _known(content: bytes) -> bytes:
    """What is noted of a bank that holds a file's questions once it was found the same."""
    with TemporaryDirectory() as folder:
        with site(with_bank(content), Path(folder)) as found:
            found.plan(content)
        return (Path(folder) / PUSHED).read_bytes()


def ours(content: bytes) -> Ours:
    entries = read(content).entries
    asked = [Asked(entry, place, None) for place, entry in enumerate(entries) if not isinstance(entry, Category)]
    return Ours(Path("exam.xml"), content, asked)


def edited(content: bytes, id_: str, **fields: Any) -> bytes:
    """The file with other fields of one question; what is a function is given what stands there."""
    entries = []
    for entry in read(content).entries:
        if not isinstance(entry, Category) and entry.idnumber == id_:
            new = {name: value(getattr(entry, name)) if callable(value) else value for name, value in fields.items()}
            entry = replace(entry, **new)  # type: ignore[type-var] # noqa: PLW2901 - every question is a dataclass
        entries.append(entry)
    return write(Quiz(tuple(entries)))


def without(content: bytes, *ids: str) -> bytes:
    """The file without some questions."""
    return write(
        Quiz(tuple(one for one in read(content).entries if isinstance(one, Category) or one.idnumber not in ids))
    )


def with_bank(content: bytes = EXAM, **said: Any) -> Moodle:
    """A stand-in into whose bank a file was imported."""
    moodle = Moodle(**said)
    moodle.add(content)
    return moodle
