"""The solved exam as a page: a browser shows it whole, without a network, and readers of any kind can use it."""

from pathlib import Path

import pytest
from accessibility import assert_accessible
from chromium import needs_chromium, opened
from extras import needs
from places import ROOT

from grader.release.exports import DOCUMENTS

PAGES = sorted((ROOT / "exports" / DOCUMENTS).glob("*.html"))
pytestmark = [*needs_chromium, needs("axe_playwright_python")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_automated_accessibility_checks_find_nothing(path: Path) -> None:
    """With everything opened."""
    with opened(path, scripts=True) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert_accessible(page, path.stem, [(400, "light"), (1000, "light")], passes=10)
        headings = page.locator("h1, h2, h3").evaluate_all("all => all.map(one => one.tagName)")

    assert headings[:3] == ["H1", "H2", "H3"]
    assert headings.count("H2") == 5


def test_both_languages_have_a_page() -> None:
    assert [path.name for path in PAGES] == ["exam.en.solved.html", "exam.pt-BR.solved.html"]
