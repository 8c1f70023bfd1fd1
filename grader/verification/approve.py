"""Asking a person to approve a bank's sentences, and keeping each answer as soon as it is given."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from grader.bank import Bank
from grader.checks import approvals, question_checks
from grader.checks.approvals import Judged, Reading
from grader.counting import number_or_no
from grader.errors import GraderError
from grader.files import write_atomically
from grader.findings import Check, run
from grader.release import stages as staging
from grader.texts.approvals import Approval, as_bytes, path_of
from grader.verification import report


class Answer(StrEnum):
    """What a person says of a sentence."""

    YES = "y"
    NO = "n"
    QUIT = "q"


@dataclass(frozen=True)
class Asked:
    """A sentence of a question that a person is asked to approve: the number-th of so many."""

    reading: Reading
    judged: Judged
    number: int
    of: int


@dataclass(frozen=True)
class Approved:
    """What is approved of the questions that were asked about.

    unasked: questions whose texts cannot be read as they are. now: how many sentences were approved by this call.
    """

    readings: tuple[Reading, ...]
    unasked: tuple[str, ...] = ()
    now: int = 0

    @property
    def to_be_read(self) -> int:
        """How many sentences are not approved."""
        return sum(len(reading.asked) for reading in self.readings)

    @property
    def is_whole(self) -> bool:
        """Whether every sentence is approved."""
        return not (self.to_be_read or self.unasked)


def look(bank: Bank, ids: Collection[str], progress: Callable[[str], None]) -> Approved:
    """What is approved of the questions named, of all where none is named.

    Raises GraderError for unknown ids, and for approvals that are damaged.
    """
    computed = {stages.id: stages for stages in staging.computed(bank)}
    known = [*computed, *(unloaded.id for unloaded in bank.unloaded)]
    for id_ in ids:
        if id_ not in known:
            raise GraderError(f"expected a question of {', '.join(known) or 'none'}, received {id_!r}")
    readings: list[Reading] = []
    unasked: list[str] = []
    for id_ in (one for one in known if not ids or one in ids):
        progress(id_)
        if id_ in computed and run(_before_reading(), computed[id_], question=id_).allows(approvals.READS):
            readings.append(approvals.read(computed[id_]))
        else:
            unasked.append(id_)
    return Approved(tuple(readings), tuple(unasked))


def _before_reading() -> list[Check[Any]]:
    """The checks that tell whether there is something to read, with those that they rest on."""
    checks, needed = {one.code: one for one in question_checks()}, list(approvals.READS)
    for code in needed:
        needed += [one for one in checks[code].requires if one not in needed] if code in checks else []
    return [one for code, one in checks.items() if code in needed]


def ask(found: Approved, decide: Callable[[Asked], Answer], *, by: str) -> Approved:
    """Ask about each sentence that is not approved; what is approved is in its file before the next is asked about."""
    readings, now, number = list(found.readings), 0, 0
    for place, reading in enumerate(found.readings):
        for one in reading.asked:
            number += 1
            answer = decide(Asked(reading, one, number, found.to_be_read))
            if answer is Answer.QUIT:
                return Approved(tuple(readings), found.unasked, now)
            if answer is Answer.YES:
                readings[place] = _record(reading, [one], by)
                now += 1
        if readings[place].gone:
            readings[place] = _record(reading, [], by)
    return Approved(tuple(readings), found.unasked, now)


def approve_all(found: Approved, *, by: str) -> Approved:
    """Approve every sentence unasked."""
    readings = [_record(reading, reading.asked, by) for reading in found.readings]
    return Approved(tuple(readings), found.unasked, found.to_be_read)


def unread(found: Approved) -> Iterator[str]:
    """What is to be read, with the claims behind it and how it was."""
    for reading in found.readings:
        yield from report.unread(reading)


def summary(found: Approved, *, asked: bool) -> str:
    """One line that counts. asked: whether somebody was asked about each sentence."""
    sentences = sum(len(reading.sentences) for reading in found.readings)
    how = "" if asked or not found.now else " without being asked about"
    return (
        f"{number_or_no(len(found.readings), 'question')}, {number_or_no(sentences, 'sentence')}: "
        f"{found.now or 'none'} approved now{how}, {found.to_be_read or 'none'} to be read"
    )


def _record(reading: Reading, approved: Sequence[Judged], by: str) -> Reading:
    """Add approvals to a question's file as it is now: somebody else may have written to it since it was read."""
    new = {one.sentence.fingerprint for one in approved}
    kept: list[Approval] = []
    for one in approvals.read(reading.stages).sentences:
        if not one.approved and one.sentence.fingerprint in new:
            kept.append(Approval(one.sentence, by))
        else:
            kept += one.approved or one.before
    write_atomically(path_of(reading.stages.folder), as_bytes(kept))
    return approvals.read(reading.stages)
