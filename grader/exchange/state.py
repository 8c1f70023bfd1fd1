"""What was last pushed to which bank, in a file beside ours: no cookie, and nothing of any student."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from grader.errors import SiteError
from grader.exchange.address import Address
from grader.files import write_atomically

_ABOUT = (
    "What grader last pushed to a Moodle site, or found the same there, by bank and idnumber. Keep it with the bank."
)


@dataclass(frozen=True)
class Known:
    """A question as we last knew it there. base: as it was stored; empty where that is not known.

    ours: as we had it then, where a question is kept whole and the site says it otherwise.
    sent: as we were about to send it; empty unless a push was cut off.
    """

    base: str = ""
    ours: str = ""
    sent: str = ""


@dataclass
class State:
    """The file, and of it the questions of one bank by idnumber."""

    path: Path
    bank: Address
    known: dict[str, Known]
    others: Mapping[str, object]

    def learn(self, idnumber: str, known: Known) -> None:
        """Note what is known of a question, and write it down."""
        self.learn_all({idnumber: known})

    def learn_all(self, known: Mapping[str, Known]) -> None:
        """Note what is known of questions, and write it down where it is news."""
        if any(self.known.get(idnumber) != one for idnumber, one in known.items()):
            self.known.update(known)
            self._write()

    def about_to_send(self, idnumber: str, sent: str) -> None:
        """Note what will be sent, so that it is known for ours whatever becomes of the answer."""
        before = self.known.get(idnumber, Known())
        self.learn(idnumber, replace(before, sent=sent))

    def _write(self) -> None:
        questions = {
            idnumber: {name: value for name, value in asdict(one).items() if value}
            for idnumber, one in sorted(self.known.items())
        }
        banks = {**self.others, _name(self.bank): questions}
        content = {"about": _ABOUT, "banks": dict(sorted(banks.items()))}
        write_atomically(self.path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


@contextmanager
def opened(path: Path, bank: Address) -> Iterator[State]:
    """What is known of a bank; no other call of this machine opens the file meanwhile.

    Raises SiteError where another call does, or the file is not as we write it.
    """
    from filelock import FileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.parent / f".{path.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise SiteError(f"{path}: another pull or push is under way; wait for it") from None
    try:
        yield _read(path, bank)
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


def _read(path: Path, bank: Address) -> State:
    if not path.exists():
        return State(path, bank, {}, {})
    try:
        banks = json.loads(path.read_text(encoding="utf-8"))["banks"]
        known = {idnumber: _known(one) for idnumber, one in banks.pop(_name(bank), {}).items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise SiteError(f"{path}: cannot be read as what we pushed: {error!r}; move it away, and pull anew") from error
    return State(path, bank, known, banks)


def _known(written: Mapping[str, object]) -> Known:
    texts = {name: written.get(name, "") for name in ("base", "ours", "sent")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError(f"expected texts, received {written!r}")
    return Known(**{name: str(text) for name, text in texts.items()})


def _name(bank: Address) -> str:
    return f"{bank.site}/question/edit.php?cmid={bank.module}"
