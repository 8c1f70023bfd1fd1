"""What the page of a question bank lists: of each question its number, entry, version, status and usage."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from lxml.etree import _Element

from grader.errors import SiteError
from grader.exchange.page import Page, find, text
from grader.exchange.session import Session

EXPORT = "/question/bank/exportquestions/export.php"
LIST = "/question/edit.php"
_ON_A_PAGE = 1000
_CATEGORY = re.compile(r"([0-9]+),([0-9]+)")
_NUMBER = re.compile(r"[0-9]+")


class Status(StrEnum):
    """What becomes of a question: quizzes ask the latest that is ready."""

    READY = "ready"
    DRAFT = "draft"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Row:
    """A question in its latest version. usage: how often it is used; None where the page does not say."""

    question: int
    entry: int
    version: int
    status: Status
    usage: int | None
    idnumber: str

    @property
    def is_used(self) -> bool:
        """Whether a quiz has it, as far as anybody knows."""
        return self.usage is None or self.usage > 0


@dataclass(frozen=True)
class Top:
    """The category that holds all others of a bank, by its number, and its context's."""

    category: int
    context: int


def top(session: Session, module: int) -> Top:
    """The first category of a bank. Raises SiteError where the page has none."""
    page = session.get(EXPORT, [("cmid", str(module))]).require()
    for option in find(page.root, "//select[@name='category']//option"):
        if found := _CATEGORY.fullmatch(option.get("value", "")):
            return Top(int(found[1]), int(found[2]))
    raise lacking(page, "a list of categories", "qbank_exportquestions")


def rows(session: Session, module: int, of: Top) -> tuple[Row, ...]:
    """Every question of a bank, hidden ones among them. Raises SiteError for a page that does not list them."""
    found: dict[int, Row] = {}
    for number in range(1000):
        page = session.get(LIST, [*_query(module, of), *([("qpage", str(number))] if number else [])]).require()
        table = find(page.root, "//table[@id='categoryquestions']")
        if not table and not find(page.root, "//div[@id='questionscontainer']"):
            raise lacking(page, "a list of questions", "qbank_viewquestionname")
        listed = [row for one in table for row in _rows(one, page)]
        more = [row for row in listed if row.question not in found]
        found.update({row.question: row for row in more})
        if len(listed) < _ON_A_PAGE or not more:
            break
    return tuple(found.values())


def lacking(page: Page, what: str, plugin: str) -> SiteError:
    """What to say of a page without what we need."""
    return SiteError(
        f"{page}: expected {what} there, found none: this Moodle is older than 4.3, or {plugin} is switched off; "
        "ask its administrator"
    )


def _query(module: int, of: Top) -> list[tuple[str, str]]:
    below = {"name": "includesubcategories", "value": True}
    category = {"name": "category", "jointype": 1, "values": [str(of.category)], "filteroptions": [below]}
    return [
        ("cmid", str(module)),
        ("qperpage", str(_ON_A_PAGE)),
        ("filter", json.dumps({"category": category})),
    ]


def _rows(table: _Element, page: Page) -> Iterator[Row]:
    for row in find(table, ".//tbody/tr"):
        boxes = [box.get("name", "") for box in find(row, ".//td//input[@type='checkbox']")]
        questions = [name[1:] for name in boxes if re.fullmatch("q[0-9]+", name)]
        entries = [
            entry
            for link in find(row, ".//a[contains(@href, 'history.php')]")
            for entry in parse_qs(urlsplit(link.get("href", "")).query).get("entryid", [])
        ]
        versions = _NUMBER.findall(_cell(row, "questionversionnumber"))
        if questions and entries and versions:
            yield _row(row, int(questions[0]), int(entries[0]), int(versions[0]))
        elif questions:
            raise lacking(page, "entries and versions of questions", "qbank_history")


def _row(row: _Element, question: int, entry: int, version: int) -> Row:
    chosen = find(row, ".//select[@name='question_status_dropdown']/option[@selected]")
    used = _NUMBER.findall(_cell(row, "questionusage"))
    badges = find(row, ".//td[contains(@class, 'qnameidnumbertags')]//span[contains(@class, 'badge')]")
    return Row(
        question,
        entry,
        version,
        Status(chosen[0].get("value", "")) if chosen else Status.HIDDEN,
        int(used[0]) if used else None,
        text(badges[0]) if badges else "",
    )


def _cell(row: _Element, name: str) -> str:
    cells = find(row, f".//td[contains(concat(' ', @class, ' '), ' {name} ')]")
    return text(cells[0]) if cells else ""
