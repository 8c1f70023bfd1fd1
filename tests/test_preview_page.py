"""The preview in a real Chromium: accessible, usable by keyboard, without scripts or network; and watching."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import TYPE_CHECKING

import pytest
from broken.edits import EN, SOLVER, replacing
from chromium import keep_screenshot, needs_chromium, new_page, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
HEALTHY = Path(__file__).parent / "broken" / "healthy"
pytestmark = needs_chromium


def preview(*arguments: str, status: int = 0) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "grader.cli", "preview", *arguments], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == status


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("preview") / "preview.html"
    preview("--html", str(path))
    return path


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("preview-part") / "part.html"
    preview("learning_rate", "loss_scenarios", "--html", str(path))
    return path


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview-broken")
    bank = Path(copytree(HEALTHY, folder / "bank", ignore=ignore_patterns("__pycache__")))
    replacing(EN, "{% block stem %}", "{% block stem %}{{ s.nothing }}")(bank)
    preview("--bank", str(bank), "--html", str(folder / "broken.html"), status=1)
    return folder / "broken.html"


@pytest.fixture
def page(path: Path) -> Iterator["Page"]:
    """The page opened with scripts switched off."""
    with opened(path) as shown:
        yield shown


def behind(page: "Page", number: int) -> "Page":
    page.locator(f"#behind-{number} > summary").click()
    return page


def test_it_shows_the_five_questions_in_both_languages(page: "Page") -> None:
    assert page.locator("article").count() == 5
    assert page.locator("section.version .option input").count() == 5 * 2 * 4
    assert page.locator("nav ol a").count() == 5


def test_without_scripts_one_can_try_an_option_and_take_it_back(page: "Page") -> None:
    english = page.locator("#question-1 section[lang=en]").first
    said = english.get_by_role("status")
    assert said.inner_text() == ""

    english.get_by_label("Using the packages' default values").check()
    assert said.inner_text().startswith("Wrong (earns 0%)\n\nThe test set must not guide choices")

    english.get_by_label("Knowing which values").check()
    assert said.inner_text().startswith("Right (earns 100%)")

    english.get_by_role("button", name="Clear my choice").click()
    assert said.inner_text() == ""


def test_without_scripts_one_can_choose_a_language(page: "Page") -> None:
    page.get_by_label("English", exact=True).check()

    assert page.locator("section.version[lang=en]").first.is_visible()
    assert not page.locator("section.version[lang=pt-BR]").first.is_visible()


def test_the_key_is_seen_only_after_opening(page: "Page") -> None:
    key = page.get_by_text("The key is a, found by the solver.")
    assert not key.first.is_visible()

    behind(page, 1)

    assert key.first.is_visible()


def test_question_four_is_void_with_its_certificate_and_plots(page: "Page") -> None:
    fourth = behind(page, 4).locator("#question-4")

    assert "every option earns the whole mark" in fourth.inner_text()
    assert fourth.get_by_role("heading", name="Certificate").is_visible()
    assert fourth.locator("figure svg").count() == 4
    for number in range(4):
        assert fourth.locator("[role=img]").nth(number).get_attribute("aria-labelledby") == f"plot-4-{number + 1}"


def test_everything_is_reached_by_keyboard(path: Path) -> None:
    with opened(path) as page:
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "To the questions"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("name") == "choice"
        page.keyboard.press("ArrowDown")
        assert page.locator(":focus").is_checked()
        page.keyboard.press("Enter")  # submits nothing
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("type") == "reset"
        for _ in range(2):
            page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Key, feedback and evidence of question 1"
        page.keyboard.press("Enter")
        assert page.get_by_text("The key is a, found by the solver.").is_visible()


def test_with_scripts_arrows_lead_from_question_to_question_and_a_claim_opens(path: Path) -> None:
    with opened(path, scripts=True) as page:
        for number in (1, 2, 3):
            page.keyboard.press("ArrowRight")
            assert page.locator(":focus").get_attribute("id") == f"title-{number}"
        page.keyboard.press("ArrowLeft")
        assert page.locator(":focus").get_attribute("id") == "title-2"

        claim = page.locator("#claim-5-loss_hardly_falls")
        assert not claim.is_visible()
        page.evaluate("location.hash = 'claim-5-loss_hardly_falls'")
        claim.wait_for()


@pytest.mark.parametrize(
    ("width", "scheme", "which"),
    [(1280, "light", "path"), (1280, "dark", "part"), (320, "light", "part"), (320, "light", "broken")],
)
def test_automated_accessibility_checks_find_nothing(
    width: int, scheme: str, which: str, request: pytest.FixtureRequest
) -> None:
    """By axe-core, with everything opened and an option chosen; and nothing is cut off to the right."""
    path: Path = request.getfixturevalue(which)
    with page_at(path, width, scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        page.locator(".option input").first.check()
        keep_screenshot(page, f"{path.stem}-{width}-{scheme}")
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document)")
        overflow = page.evaluate("document.documentElement.scrollWidth")

    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found["violations"]] == []
    assert len(found["passes"]) > 20
    assert overflow <= width


@contextmanager
def page_at(path: Path, width: int, scheme: str) -> Iterator["Page"]:
    with new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto(path.as_uri())
        yield page


def test_headings_come_in_order(page: "Page") -> None:
    for number in range(1, 6):
        behind(page, number)

    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => one.tagName)")]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_script_but_its_own_runs_and_nothing_is_fetched(path: Path, tmp_path: Path) -> None:
    tampered = tmp_path / "tampered.html"
    foreign = "<script>document.title = 'owned'</script><img src=https://example.org/x.png>"
    tampered.write_text(path.read_text(encoding="utf-8").replace("</main>", f"{foreign}</main>"), encoding="utf-8")

    with new_page() as page:
        refused: list[str | None] = []
        page.on("requestfailed", lambda request: refused.append(request.failure))
        page.goto(tampered.as_uri())
        assert page.title() == "Treinamento de redes profundas: preview"
        assert refused == ["csp"]


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
            page.locator("#behind-1 > summary").click()
            page.get_by_label("English", exact=True).check()

            replacing(EN, "The nearest constant", "The closest constant")(bank)
            page.get_by_text("The closest constant").first.wait_for()
            assert page.locator("#behind-1").evaluate("details => details.open")  # what was open stays so
            assert page.get_by_label("English", exact=True).is_checked()

            replacing(SOLVER, "(1.0, 2.0, 6.0)", "(1.0, 2.0, 9.0)")(bank)  # solvers are imported afresh
            page.get_by_text("(1, 2, 9)").wait_for()

            init.write_text("QUESTIONS = (")
            page.get_by_role("alert").wait_for()
            assert "SyntaxError" in page.get_by_role("alert").inner_text()
            assert page.locator("article").is_visible()  # the last that could be loaded

            init.write_text(good)
            page.get_by_role("alert").wait_for(state="detached")

            watching.send_signal(signal.SIGINT)
            page.get_by_text("The preview has ended").wait_for()
    finally:
        watching.send_signal(signal.SIGINT)
        _, errors = watching.communicate(timeout=20)
    assert watching.returncode == 130
    assert "Traceback" not in errors
