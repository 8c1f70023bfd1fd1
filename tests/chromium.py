"""A real Chromium for the tests of pages: Debian's package, driven without a network."""

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from extras import needs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NEVER = 5 * 60_000
"""Milliseconds after which a page hangs for certain: a test waits for what happens, however busy the machine."""

CHROMIUM = shutil.which("chromium")
needs_chromium = [
    needs("playwright"),
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's package chromium is not installed"),
]
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def new_page(**context: Any) -> Iterator["Page"]:
    """An empty page in a context of its own."""
    opened = _browser().new_context(**context)
    opened.set_default_timeout(NEVER)
    yield opened.new_page()
    opened.close()


@contextmanager
def opened(path: Path, *, scripts: bool = False, width: int = 1000) -> Iterator["Page"]:
    """A page's file opened; every request but its own is an error."""
    with new_page(java_script_enabled=scripts, viewport={"width": width, "height": 800}) as page:
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        keep_screenshot(page, path.stem)
        yield page
        assert [url for url in requests if not url.startswith("data:")] == [path.as_uri()]


def keep_screenshot(page: "Page", name: str) -> None:
    """Keep a picture of the page as an artefact, where somebody wants to look."""
    if folder := os.environ.get("GRADER_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@cache
def _browser() -> "Browser":
    """One browser for all tests: the library allows no second one beside it."""
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS, timeout=NEVER)
