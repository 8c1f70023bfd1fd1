"""What automated accessibility checks find on a page: loaded once, then looked at in each width and light."""

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from chromium import keep_screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Page

View = tuple[int, Literal["light", "dark"]]
"""How wide, in pixels, and in which light."""


def assert_accessible(page: "Page", name: str, views: Sequence[View], *, passes: int) -> None:
    """By axe-core nothing is wrong, and more than so many rules pass; and nothing is cut off to the right."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    for width, scheme in views:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        keep_screenshot(page, f"{name}-{width}-{scheme}")
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")  # of what passes, one element a rule
        violations = [(violation["id"], violation["nodes"][0]["html"]) for violation in found["violations"]]
        assert violations == [], (width, scheme)
        assert len(found["passes"]) > passes, (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, scheme)
