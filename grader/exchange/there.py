"""The questions of a bank on a site: what its export holds, with what its page says of each."""

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from grader.difference.questions import Asked
from grader.errors import MoodleXMLError, SiteError
from grader.exchange.address import Address
from grader.exchange.listing import Row, Top, rows, top
from grader.exchange.session import Session
from grader.kinds.quiz import read
from grader.moodle.quiz import Category

EMPTY = b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n</quiz>\n'
_MARK = "question:"


@dataclass(frozen=True)
class Found:
    """A question there: what it is, and what the bank's page says of it."""

    asked: Asked
    row: Row

    @property
    def idnumber(self) -> str:
        """What it is known by here and there; empty where it has none."""
        return self.asked.question.idnumber.strip()


@dataclass(frozen=True)
class There:
    """A bank on a site. content: its export as it came; hidden: rows of questions that the export leaves out."""

    content: bytes
    found: tuple[Found, ...]
    hidden: tuple[Row, ...]
    top: Top

    @cached_property
    def by_idnumber(self) -> dict[str, Found]:
        """The questions that have an idnumber. Raises SiteError where two have the same one."""
        known: dict[str, Found] = {}
        for one in self.found:
            if one.idnumber and one.idnumber in known:
                raise SiteError(
                    f"two questions there have the idnumber {one.idnumber!r}, in {_path(known[one.idnumber])} and "
                    f"{_path(one)}: which one is meant cannot be told; give one of them another, or delete it"
                )
            if one.idnumber:
                known[one.idnumber] = one
        return known


def read_there(session: Session, bank: Address) -> There:
    """What a bank holds now. Raises SiteError where the site refuses, or what it says does not fit together."""
    first = top(session, bank.module)
    listed = rows(session, bank.module, first)
    content = _export(session, first, is_empty=not listed)
    found = _found(content, {row.question: row for row in listed}, str(bank))
    known = {one.row.question for one in found}
    return There(content, found, tuple(row for row in listed if row.question not in known), first)


def _export(session: Session, of: Top, *, is_empty: bool) -> bytes:
    path = f"/pluginfile.php/{of.context}/question/export/{of.category}/xml/withcategories/nocontexts/x.xml"
    if is_empty:
        return EMPTY
    page = session.get(path)
    if page.status == 404 and page.code in ("", "filenotfound"):  # noqa: PLR2004 - there are hidden ones alone
        return EMPTY
    return page.require().content


def _found(content: bytes, listed: dict[int, Row], where: str) -> tuple[Found, ...]:
    try:
        entries = read(content, where=f"the export of {where}").entries
    except MoodleXMLError as error:
        raise SiteError(f"{error}; keep the file, and look at it") from error
    numbers, found, category = _numbers(content), list[Found](), None
    for place, (entry, number) in enumerate(zip(entries, numbers, strict=True)):
        if isinstance(entry, Category):
            category = entry.path
            continue
        row = listed.get(number)
        if row is None:
            raise SiteError(f"{where}: the bank changed while it was read: question {number} is new; begin again")
        found.append(Found(Asked(entry, place, category), row))
    return tuple(found)


def _numbers(content: bytes) -> list[int]:
    """The number of each entry, which the export says in a comment before it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    numbers, last = list[int](), 0
    for child in etree.fromstring(content, parser):
        if isinstance(child, etree._Comment):  # noqa: SLF001 - lxml gives the class no other name
            said = (child.text or "").strip().removeprefix(_MARK).strip()
            last = int(said) if said.isascii() and said.isdecimal() else 0
        elif child.tag == "question":
            numbers.append(last)
            last = 0
    return numbers


def _path(one: Found) -> str:
    return repr(one.asked.category or "top")
