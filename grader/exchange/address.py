"""Addresses of course modules, as a browser shows them: the site, and the module's number."""

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from grader.errors import SiteError

_BELOW = re.compile(r"/(?:question|mod)/.*")
"""Where a site's own pages on questions and quizzes begin."""


class Address(NamedTuple):
    """A course module: the site's address without an end slash, and the module's number."""

    site: str
    module: int

    def __str__(self) -> str:
        return f"{self.site}, module {self.module}"

    @property
    def host(self) -> str:
        """The name or number of the site's machine."""
        return urlsplit(self.site).hostname or ""

    @property
    def is_here(self) -> bool:
        """Whether the site is on this machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def is_encrypted(self) -> bool:
        """Whether what is sent there is encrypted."""
        return self.site.startswith("https:")


def address(written: str) -> Address:
    """The course module that a page's address names.

    Raises SiteError for an address that names none, or that is not encrypted and not of this machine.
    """
    parts = urlsplit(written.strip())
    found = _BELOW.search(parts.path)
    query = parse_qs(parts.query)
    number = (query.get("cmid") or (query.get("id") if found and found[0].startswith("/mod/") else None) or [""])[0]
    if not parts.hostname or found is None or not (number.isascii() and number.isdecimal()):
        raise SiteError(
            f"expected the address of a question bank or a quiz, as in https://moodle.example.org/mod/qbank/view.php"
            f"?id=123, received {_without_query(written)!r}: open it in the browser and copy the address"
        )
    if parts.username or parts.password:
        raise SiteError("expected an address without a name and a password in it")
    named = Address(f"{parts.scheme}://{parts.netloc}{parts.path[: found.start()]}", int(number))
    if not (named.is_encrypted or (parts.scheme == "http" and named.is_here)):
        raise SiteError(
            f"expected an address that begins with https://, received one of {named.host} with "
            f"{parts.scheme or 'nothing'}: a session is sent over no other"
        )
    return named


def _without_query(written: str) -> str:
    return written.partition("?")[0]
