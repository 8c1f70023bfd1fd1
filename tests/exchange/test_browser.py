"""A session from a browser window: whoever signs in there has it."""

import subprocess
import sys
from collections.abc import Callable

import chromium
import pytest
from exchange.serving import running
from exchange.sites import EXAM, with_bank
from exchange.standin import BANK, COOKIE
from extras import needs
from places import ROOT

from grader.errors import MissingExtraError, SiteError
from grader.exchange import browser, session
from grader.exchange.address import Address
from grader.exchange.there import read_there


def needs_chromium(test: Callable[..., None]) -> Callable[..., None]:
    """The test, which skips where there is no browser to drive."""
    for mark in (needs("httpx"), *chromium.needs_chromium):
        test = mark(test)
    return test


def test_httpx_is_named_with_its_extra_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    opening = session.signed_in(Address("https://moodle.example.org", 3), "cookie")

    with pytest.raises(MissingExtraError, match=r"pip install 'exams-as-code\[site\]'"):
        opening.__enter__()


def test_playwright_is_named_with_its_extra_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'exams-as-code\[browser\]'"):
        browser.cookie_of(Address("https://moodle.example.org", 3), lambda _: None)


def test_neither_library_is_loaded_before_it_is_used() -> None:
    program = "import sys, grader.exchange.push, grader.exchange.browser\nprint(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert {"httpx", "playwright"}.isdisjoint(done.stdout.split())


@needs_chromium
def test_whoever_signs_in_in_a_window_has_a_session() -> None:
    with running(with_bank()) as address:
        bank = Address(address, BANK)

        cookie = browser.taken(chromium._browser(), bank)

        assert cookie == f"MoodleSession={COOKIE}"
        with session.signed_in(bank, cookie) as signed_in:
            assert len(read_there(signed_in, bank).found) == EXAM.count(b"<question type=") - 1


@needs_chromium
def test_a_site_that_gives_no_such_cookie_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "COOKIE", "AnotherCookie")
    with running(with_bank()) as address, pytest.raises(SiteError, match="expected a cookie whose name begins with"):
        browser.taken(chromium._browser(), Address(address, BANK))
