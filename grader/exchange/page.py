"""A page of a Moodle site: what came back, and the marks by which it is told, whatever its language."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element

from grader.errors import SiteError

_CODE = re.compile(r"docs\.moodle\.org/.*/error/\w+/(\w+)$")
_SETTING = r'"%s"\s*:\s*"([^"]*)"'
_REPOSITORY = re.compile(r"\{[^{}]*\"type\"\s*:\s*\"upload\"[^{}]*\}")
_ID = re.compile(r"\"id\"\s*:\s*\"?([0-9]+)")
_MIGRATION = re.compile(r"\\mod_qbank\\task\\\w+")
_REMEDIES = {
    "invalidsesskey": "the session is over: sign in again in the browser, and give its new cookie",
    "servicerequireslogin": "the session is over: sign in again in the browser, and give its new cookie",
    "nopermissions": "you may not do that there: it takes an editing teacher of the course; ask whoever runs it",
    "questiondoesnotexist": "the question is gone: somebody deleted it; begin again with a pull",
    "dmlwriteexception": "Moodle could not store the question: a name, an idnumber or a fraction that it does not know",
    "storedfileproblem": "Moodle could not find an image: begin again with a pull",
    "maxdraftitemids": "too many files at once for one user: wait some minutes, and begin again",
}
OVER = _REMEDIES["servicerequireslogin"]
PENDING = (
    "this Moodle has not finished its upgrade: the tasks that move question banks have not run yet; ask the "
    "administrator to run cron, and until then import files by hand"
)


@dataclass(frozen=True)
class Page:
    """An answer of a site: to which path, its status, where it leads, its bytes, and when to come again."""

    site: str
    path: str
    status: int
    location: str
    content: bytes
    retry_after: str = ""

    @cached_property
    def root(self) -> _Element:
        """The page as a tree; an empty one where there is none."""
        parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
        root: _Element | None = etree.fromstring(self.content or b"<html></html>", parser)
        return etree.fromstring("<html></html>") if root is None else root

    @cached_property
    def scripts(self) -> str:
        """What its scripts say; nothing where it is no page, such as an export, which may hold anything."""
        if b"<script" not in self.content or self.content.lstrip().startswith(b"<?xml"):
            return ""
        return "\n".join(script.text or "" for script in self.root.iter("script"))

    @cached_property
    def json(self) -> Any:
        """What a service answered. Raises SiteError for what is no JSON."""
        try:
            return json.loads(self.content)
        except ValueError as error:
            raise SiteError(f"{self}: expected an answer of a service, received a page") from error

    def setting(self, name: str) -> str:
        """What the page's own script says of a setting, such as its `sesskey`; empty where it says nothing."""
        found = re.search(_SETTING % name, self.scripts)
        return found[1] if found else ""

    @cached_property
    def repository(self) -> str:
        """The number of the repository that takes uploads, where a script of the page says it; else empty."""
        found = _REPOSITORY.search(self.scripts)
        number = _ID.search(found[0]) if found else None
        return number[1] if number else ""

    @cached_property
    def code(self) -> str:
        """Moodle's name of the error that the page shows; empty where it shows none."""
        links = (link.get("href", "") for link in find(self.root, ".//p[@class='errorcode']//a"))
        return next((found[1] for link in links if (found := _CODE.search(link))), "")

    @cached_property
    def refused(self) -> tuple[str, ...]:
        """The fields that a form refuses, each with what is said of it."""
        return tuple(_refusals(self.root))

    def require(self) -> "Page":
        """The page itself, where it is the one that was asked for. Raises SiteError that says what it is instead."""
        if self.status in {301, 302, 303, 307, 308}:
            raise SiteError(f"{self}: {_why_elsewhere(self)}")
        if self.status != 200 or self.code:  # noqa: PLR2004 - "OK", of which there is one
            said = self.code or f"status {self.status}"
            raise SiteError(f"{self}: {said}: {remedy(self.code) or _shown(self)}")
        if is_sign_in(self.root):
            raise SiteError(f"{self}: {OVER}")
        if self.path.startswith("/question/") and _is_pending(self.root):
            raise SiteError(f"{self}: {PENDING}")
        return self

    def __str__(self) -> str:
        return f"{self.site}{self.path}"


def remedy(code: str) -> str:
    """What a person can do about an error of Moodle's, by its name; empty where we know nothing."""
    return _REMEDIES.get(code, "")


def find(root: _Element, path: str) -> list[_Element]:
    """The elements at an XPath."""
    found = root.xpath(path)
    return [one for one in found if isinstance(one, _Element)] if isinstance(found, list) else []


def text(element: _Element) -> str:
    """All the text of an element, white space as one space."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def number_shown(shown: str) -> float | None:
    """A number as any language writes it; None for what is none."""
    try:
        return float(shown.replace(",", "."))
    except ValueError:
        return None


def is_sign_in(root: _Element) -> bool:
    """Whether a page asks to sign in."""
    return bool(find(root, "//body[@id='page-login-index'] | //form[@id='login']"))


def _is_pending(root: _Element) -> bool:
    return any(_MIGRATION.search(text(alert)) for alert in find(root, "//div[contains(@class, 'alert-warning')]"))


def _refusals(root: _Element) -> Iterator[str]:
    for mark in ("id_error_", "fgroup_id_error_"):
        for element in find(root, f"//*[starts-with(@id, '{mark}')]"):
            if said := text(element):
                yield f"{element.get('id', '').removeprefix(mark)}: {said}"


def _why_elsewhere(page: Page) -> str:
    """Why a site leads to another page than the one that was asked for."""
    target, site = urlsplit(page.location), urlsplit(page.site)
    if target.netloc and target.netloc != site.netloc:
        return f"the site leads to {target.netloc}: {OVER}; or name the site by that address, if it is its own"
    path = target.path.removeprefix(site.path)
    if path.startswith("/login"):
        return OVER
    if path == "/question/edit.php" and page.path.startswith("/question/bank/editquestion"):
        return PENDING
    if path.startswith(("/course", "/enrol", "/my")):
        return "the site leads away from it: " + _REMEDIES["nopermissions"]
    return f"the site leads to {path} instead, which we do not understand"


def _shown(page: Page) -> str:
    """What an error page says to its reader."""
    said = [text(element) for element in find(page.root, "//p[@class='errormessage']")]
    return said[0][:200] if said else "it says no more"
