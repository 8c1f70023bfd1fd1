"""The preview in a real Chromium: accessible, usable by keyboard, without scripts or network; and watching."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import TYPE_CHECKING

import pytest
from broken.edits import EN, replacing
from chromium import keep_screenshot, needs_chromium, new_page, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
HEALTHY = Path(__file__).parent / "broken" / "healthy"
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("preview") / "preview.html"
    subprocess.run(
        [sys.executable, "-m", "grader.cli", "preview", "--html", str(path)], cwd=ROOT, check=True, capture_output=True
    )
    return path


@pytest.fixture(scope="module")
def page(path: Path) -> Iterator["Page"]:
    with opened(path) as shown:
        yield shown


def test_it_shows_the_five_questions_in_both_languages(page: "Page") -> None:
    assert page.locator("article").count() == 5
    assert page.locator("section.version input[type=radio]").count() == 5 * 2 * 4
    assert page.locator("nav a").count() == 5


def test_the_key_is_seen_only_after_opening(page: "Page") -> None:
    first = page.locator("article").first
    assert not first.locator("details p.lead").is_visible()

    first.locator("summary").click()

    assert first.locator("details p.lead").inner_text() == "Key: a, loss_range_and_small_searches"


def test_question_four_has_its_certificate_and_plots(page: "Page") -> None:
    fourth = page.locator("#learning_rate")
    fourth.locator("summary").click()

    assert fourth.locator("details p.lead").inner_text() == "Void: every option earns the mark."
    assert fourth.get_by_role("heading", name="Certificate").is_visible()
    assert fourth.locator("figure svg").count() == 4


def test_everything_is_reached_by_keyboard(path: Path) -> None:
    with opened(path) as page:
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "To the questions"
        for _ in range(6):
            page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("type") == "radio"
        page.keyboard.press("ArrowDown")
        assert page.locator(":focus").is_checked()
        for _ in range(2):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator("article").first.locator("details p.lead").is_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_automated_accessibility_checks_find_nothing(width: int, path: Path) -> None:
    """By axe-core, with everything opened."""
    from axe_playwright_python.sync_playwright import Axe

    with new_page(viewport={"width": width, "height": 900}, bypass_csp=True) as page:  # axe is a script
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        keep_screenshot(page, f"preview-{width}")
        found = Axe().run(page)
        overflow = page.evaluate("document.documentElement.scrollWidth")

    assert [violation["id"] for violation in found.response["violations"]] == []
    assert len(found.response["passes"]) > 20
    assert overflow <= width


def test_watching_shows_every_edit_even_a_broken_one_and_recovers(tmp_path: Path) -> None:
    bank = Path(copytree(HEALTHY, tmp_path / "bank", ignore=ignore_patterns("__pycache__")))
    init = bank / "__init__.py"
    good = init.read_text()
    watching = subprocess.Popen(
        [sys.executable, "-u", "-m", "grader.cli", "preview", "--bank", str(bank), "--watch"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert watching.stdout is not None
        address = watching.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        with new_page() as page:
            page.goto(address)
            page.locator("summary").click()
            replacing(EN, "The nearest constant", "The closest constant")(bank)
            page.get_by_text("The closest constant").first.wait_for()
            assert page.locator("details").evaluate("details => details.open")  # what was open stays so
            init.write_text("QUESTIONS = (")
            page.get_by_role("alert").wait_for()
            assert "SyntaxError" in page.get_by_role("alert").inner_text()
            init.write_text(good)
            page.locator("article").wait_for()
            for elsewhere in ("secret", "../bank/__init__.py", "version/x"):
                assert page.request.get(f"{address}{elsewhere}").status == 404
    finally:
        watching.send_signal(signal.SIGINT)
        _, errors = watching.communicate(timeout=20)
    assert watching.returncode == 130
    assert "Traceback" not in errors
