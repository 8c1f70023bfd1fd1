"""The slots of a quiz: which of our questions they ask in which version, and the move to the newest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlsplit

from lxml.etree import _Element

from grader.errors import SiteError
from grader.exchange import service
from grader.exchange.address import Address, address
from grader.exchange.page import find, text
from grader.exchange.plan import Plan
from grader.exchange.saving import EDIT
from grader.exchange.session import Session
from grader.exchange.there import There

_QUIZ = "/mod/quiz/edit.php"
_SLOT = re.compile(r"slot-([0-9]+)")
_NUMBER = re.compile(r"[0-9]+")
_ALWAYS_LATEST = 0  # Moodle's version of a slot that is not pinned


@dataclass(frozen=True)
class Slot:
    """A slot that asks one of our questions.

    place: as the quiz counts. version: 0 for always the latest. unpinned: whether it is to ask the latest always.
    """

    slot: int
    place: str
    id: str
    entry: int
    version: int
    unpinned: bool = False

    def __str__(self) -> str:
        will = "always ask the latest" if self.unpinned else "ask the newest"
        return f"slot {self.place} asks {self.id} in version {self.version}, and will {will}"


@dataclass(frozen=True)
class _Seen:
    slot: int
    place: str
    question: int
    version: int


@dataclass(frozen=True)
class Slots:
    """The slots of a quiz that ask our questions.

    behind: those that are pinned to a version that is not the newest, or will not be once ours is pushed; where they
    are to be unpinned, all that are pinned.
    """

    session: Session
    quiz: Address
    behind: tuple[Slot, ...]

    @classmethod
    def of(cls, session: Session, bank: Address, written: str, plan: Plan, *, always_latest: bool = False) -> "Slots":
        """The slots of the quiz at an address. Raises SiteError for one elsewhere, or that cannot be read."""
        quiz = address(written)
        if quiz.site != bank.site:
            raise SiteError(f"expected a quiz of {bank.site}, where the questions are, received one of {quiz.site}")
        newest = _newest(plan.there)
        changing = {one.id for one in plan.to_save}
        found = _ours(session, quiz, plan)
        behind = (
            replace(one, unpinned=always_latest)
            for one in found
            if one.version and (always_latest or one.version != newest[one.entry] or one.id in changing)
        )
        return cls(session, quiz, tuple(behind))

    def require_asked_before(self, plan: Plan) -> None:
        """Raise SiteError unless what is there now is what the quiz asked, with which its responses can be marked.

        The bank's export has the newest versions alone, and all of ours are taken for what will be asked.
        """
        newest = _newest(plan.there)
        other = [one.id for one in self.behind if one.version != newest[one.entry]]
        other += [one.id for one in plan.questions if one.is_to_publish or one.decided is False]
        if other:
            raise SiteError(
                f"what a regrade should change cannot be told by responses: the bank and the quiz differ in {other[0]} "
                "already, or it stays as it is there; leave the responses out, or use `grader regrade` with both exams"
            )

    def move(self, there: There) -> None:
        """Pin them to the newest versions, or unpin them. Raises SiteError where the quiz may not be changed."""
        newest = _newest(there)
        for one in self.behind:
            version = _ALWAYS_LATEST if one.unpinned else newest[one.entry]
            service.call(self.session, service.SET_VERSION, slotid=one.slot, newversion=version)


def _newest(there: There) -> dict[int, int]:
    """The newest version of each entry."""
    return {one.row.entry: one.row.version for one in there.found}


def _ours(session: Session, quiz: Address, plan: Plan) -> Iterator[Slot]:
    """The slots that ask questions of ours, but for those that a person leaves as they are there."""
    ids = {
        one.theirs.row.entry: one.id
        for one in plan.questions
        if one.ours is not None and one.theirs is not None and one.decided is not False
    }
    entries = {found.row.question: found.row.entry for found in plan.there.found}
    for one in _seen(session, quiz):
        entry = entries.get(one.question) or _entry(session, quiz, one)
        if entry in ids:
            yield Slot(one.slot, one.place, ids[entry], entry, one.version)


def _seen(session: Session, quiz: Address) -> tuple[_Seen, ...]:
    page = session.get(_QUIZ, [("cmid", str(quiz.module))]).require()
    elements = find(page.root, "//li[starts-with(@id, 'slot-')]")
    found = tuple(seen for element in elements for seen in _slot(element))
    if not found:
        raise SiteError(f"{page}: expected a quiz with questions in slots, found none: is it the address of a quiz?")
    return found


def _slot(element: _Element) -> Iterator[_Seen]:
    """What a slot asks; nothing for one that draws its question at random, which has no version."""
    number = _SLOT.fullmatch(element.get("id", ""))
    links = [link.get("href", "") for link in find(element, ".//a[contains(@href, 'editquestion/question.php')]")]
    asked = [id_ for link in links for id_ in parse_qs(urlsplit(link).query).get("id", [])]
    chosen = find(element, ".//select[@name='version']/option[@selected]")
    places = _NUMBER.findall(" ".join(text(one) for one in find(element, ".//span[contains(@class, 'slotnumber')]")))
    if number and asked and chosen:
        place = places[0] if places else number[1]
        yield _Seen(int(number[1]), place, int(asked[0]), int(chosen[0].get("value") or 0))


def _entry(session: Session, quiz: Address, seen: _Seen) -> int | None:
    """The entry of an old version, which its form names; None for a question that one may not edit."""
    if not seen.version:
        return None
    page = session.get(EDIT, [("id", str(seen.question)), ("cmid", str(quiz.module))])
    links = [link.get("href", "") for link in find(page.root, "//a[contains(@href, 'history.php')]")]
    entries = [entry for link in links for entry in parse_qs(urlsplit(link).query).get("entryid", [])]
    return int(entries[0]) if entries else None
