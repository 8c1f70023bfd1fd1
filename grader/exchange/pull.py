"""A pull: what a bank on a site holds, beside what ours does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.difference.questions import Asked
from grader.exchange.address import Address
from grader.exchange.plan import Plan, planned
from grader.exchange.push import known
from grader.exchange.session import Session
from grader.exchange.state import State
from grader.exchange.there import read_there
from grader.kinds.quiz import read
from grader.moodle.quiz import Category
from grader.moodle.xml import content


@dataclass(frozen=True)
class Ours:
    """Our questions. content: the bytes of their file, path: where it lies."""

    path: Path
    content: bytes
    asked: Sequence[Asked]


def ours_of(path: Path) -> Ours:
    """The questions of a Moodle XML file. Raises MoodleXMLError for what is none."""
    written, found, category = content(path), list[Asked](), None
    for place, entry in enumerate(read(written, where=str(path)).entries):
        if isinstance(entry, Category):
            category = entry.path
        else:
            found.append(Asked(entry, place, category))
    return Ours(path, written, found)


def pull(
    session: Session,
    bank: Address,
    ours: Ours,
    state: State,
    *,
    for_ours: Collection[str] = (),
    for_theirs: Collection[str] = (),
) -> Plan:
    """What stands here and there; what is the same is noted, so that later edits are told apart.

    for_ours, for_theirs: ids of questions of which a person said whose goes.
    Raises SiteError where the site refuses, or where what is meant cannot be told.
    """
    plan = planned(ours.asked, read_there(session, bank), state.known, for_ours=for_ours, for_theirs=for_theirs)
    state.learn_all({id_: one for id_, one in known(plan, plan.there) if not one.ours})
    return plan
