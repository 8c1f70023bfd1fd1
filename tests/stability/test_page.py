"""The page about a measured answer, in a real Chromium: it opens without a network, and shows what it says."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import needs_chromium, opened
from places import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "stability.html"
    subprocess.run(
        [sys.executable, "-m", "grader.cli", "stability", "learning_rate", "--html", str(path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return path


@pytest.fixture(scope="module")
def page(path: Path) -> Iterator["Page"]:
    """The page opened with scripts switched off."""
    with opened(path) as shown:
        yield shown


def test_it_says_that_the_item_is_void_and_why(page: "Page") -> None:
    assert page.title() == "learning_rate: how stable is the answer?"
    assert "the item is void" in page.locator("p.lead").inner_text()
    decisions = page.locator("td.decision").all_inner_texts()
    assert decisions == ["refuted", "certified", "not shown", "certified"]


def test_every_plot_is_drawn_and_described(page: "Page") -> None:
    figures = page.locator("figure")

    assert figures.count() == 4
    for number in range(4):
        box = figures.nth(number).locator("svg").bounding_box()
        assert box is not None
        assert box["width"] > 400
        assert box["height"] > 150
        alternative = page.locator("figure [role=img]").nth(number)
        assert alternative.get_attribute("aria-labelledby") == f"plot-{number + 1}"
    assert "rate_0_005 50%" in page.locator("#plot-2").inner_text()


def test_every_seed_is_a_dot(page: "Page") -> None:
    assert page.locator("figure").first.locator("use").count() >= 4 * 30


def test_it_fits_a_narrow_screen(page: "Page") -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    width = page.locator("main").bounding_box()
    page.set_viewport_size({"width": 1000, "height": 800})

    assert width is not None
    assert width["width"] <= 360


def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    html = path.read_text(encoding="utf-8")

    assert "<script" not in html
    assert "src=" not in html
    assert "@import" not in html
    assert "url(http" not in html
