"""A real Chromium for the tests of pages: Debian's package, driven without a network."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Debian's package chromium is not installed")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def opened(path: Path, *, scripts: bool = False, width: int = 1000) -> Iterator["Page"]:
    """A page's file opened in Chromium; every request but its own is an error."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 800})
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        if folder := os.environ.get("GRADER_SCREENSHOTS"):  # kept as an artefact where somebody wants to look
            page.screenshot(path=Path(folder) / f"{path.stem}.png", full_page=True)
        yield page
        assert [url for url in requests if not url.startswith("data:")] == [path.as_uri()]
        browser.close()
