"""The solved exam as a page: a browser shows it whole, without a network, and readers of any kind can use it."""

from importlib.resources import files
from pathlib import Path

import pytest
from chromium import keep_screenshot, needs_chromium, opened
from extras import needs
from places import ROOT

from grader.release.exports import DOCUMENTS

PAGES = sorted((ROOT / "exports" / DOCUMENTS).glob("*.html"))
pytestmark = [*needs_chromium, needs("axe_playwright_python")]


@pytest.mark.parametrize("width", [400, 1000])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_automated_accessibility_checks_find_nothing(path: Path, width: int) -> None:
    """By axe-core, with everything opened; and nothing is cut off to the right."""
    with opened(path, scripts=True, width=width) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        keep_screenshot(page, f"{path.stem}-{width}")
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        overflow = page.evaluate("document.documentElement.scrollWidth")
        headings = page.locator("h1, h2, h3").evaluate_all("all => all.map(one => one.tagName)")

    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found["violations"]] == []
    assert overflow <= width
    assert headings[:3] == ["H1", "H2", "H3"]
    assert headings.count("H2") == 5


def test_both_languages_have_a_page() -> None:
    assert [path.name for path in PAGES] == ["exam.en.solved.html", "exam.pt-BR.solved.html"]
