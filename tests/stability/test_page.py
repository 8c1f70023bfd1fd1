"""The page about a measured answer, in a real Chromium: a lecturer reads from it what to do, in any light."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from accessibility import View, assert_accessible
from chromium import needs_chromium, new_page, opened
from command_line import grader
from extras import needs
from places import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_chromium


def written(folder: Path, language: str) -> Path:
    path = folder / f"stability.{language}.html"
    done = grader("stability", "learning_rate", "--html", str(path), "--language", language, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page"), "en")


@pytest.fixture(scope="module")
def portuguese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page"), "pt-BR")


@pytest.fixture(scope="module")
def page(path: Path) -> Iterator["Page"]:
    """The page opened with scripts switched off."""
    with opened(path) as shown:
        yield shown


def test_the_first_screen_says_the_verdict_and_what_to_do(page: "Page") -> None:
    assert page.title() == "Question 4: does the answer hold when it is trained again?"
    answer = page.locator(".answer")
    said = answer.inner_text()
    assert "No option is the answer." in said
    assert "0.005 was the best most often, and only in 50% of them; the answer would have to be the best in 90%" in said
    assert "give every option the whole mark" in said
    box = answer.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 800


def test_in_portuguese_it_says_the_same_with_decimal_commas(portuguese: Path) -> None:
    with opened(portuguese) as page:
        said = page.locator(".answer").inner_text()
        everything = page.locator("main").inner_text()

    assert "Nenhuma alternativa é a resposta." in said
    assert "0,005 foi a melhor mais vezes, e só em 50% deles" in said
    assert "0.005" not in everything


def test_rates_stand_as_students_see_them(page: "Page") -> None:
    assert "rate_0" not in page.locator("main").inner_text()
    assert page.locator("table").nth(1).locator("tbody th").all_inner_texts() == ["0.001", "0.005", "0.01", "0.05"]


def test_each_statement_is_a_sentence_with_its_verdict(page: "Page") -> None:
    decisions = page.locator("td.decision").all_inner_texts()
    assert decisions == ["refuted", "shown", "not shown", "shown"]
    assert page.locator("th.sentence").first.inner_text() == "One option is the best in at least 90% of trainings."


def test_every_plot_is_drawn_and_described(page: "Page") -> None:
    figures = page.locator("figure")

    assert figures.count() == 4
    for number, key in enumerate(("values", "shares", "differences", "e-values")):
        box = figures.nth(number).locator("svg").bounding_box()
        assert box is not None
        assert box["width"] > 400
        assert box["height"] > 100
        alternative = page.locator("figure [role=img]").nth(number)
        assert alternative.get_attribute("aria-labelledby") == f"plot-{key}"
    assert "0.005: 50% (33% … 67%)" in page.locator("#plot-shares").inner_text()


def test_the_option_far_off_has_a_scale_of_its_own(page: "Page") -> None:
    drawn = " ".join(page.locator("figure").first.locator("svg text").all_text_contents())

    assert "accuracy, on a scale of its own" in drawn
    ticks = [float(word) for word in drawn.split() if word.startswith("0.") and word not in RATES]
    assert min(ticks) < 0.2
    assert sum(0.6 <= tick <= 0.8 for tick in ticks) > 5


RATES = ("0.001", "0.005", "0.01", "0.05")


def test_differences_and_e_values_say_what_they_mean(page: "Page") -> None:
    rows = [row.split("\t") for row in page.locator("table").nth(3).locator("tbody tr").all_inner_texts()]
    assert rows[0][-1] == "either may be the better one"
    assert rows[2][0] == "0.001 \N{MINUS SIGN} 0.05"
    assert rows[2][-1] == "0.001 is better"
    weights = [row.split("\t") for row in page.locator("table").nth(4).locator("tbody tr").all_inner_texts()]
    assert weights[0][::2] == ["0.001 is the best in at most 90%", "80"]
    assert weights[5][::2] == ["0.005 is the best in at least 90%", "20"]
    assert [row[-1] for row in weights[:8]] == ["no"] * 4 + ["yes"] * 4


def test_the_words_of_the_trade_are_explained_where_they_stand(page: "Page") -> None:
    assert page.locator("dfn").all_inner_texts() == ["Seed", "Accuracy", "Interval", "E-value", "Bar"]
    both = "20 where nothing was picked by looking and 80 where one of 4 was picked by looking at all."
    assert page.locator(".word").last.inner_text() == f"Bar: the e-value that settles a matter: {both}"


def test_every_seed_is_a_dot(page: "Page") -> None:
    assert page.locator("figure").first.locator("use").count() >= 4 * 30


@needs("axe_playwright_python")
@pytest.mark.parametrize("which", ["path", "portuguese"])
def test_automated_accessibility_checks_find_nothing(which: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(which)
    with new_page() as page:
        page.goto(path.as_uri())
        views: list[View] = [(1000, "light"), (1000, "dark"), (390, "light"), (390, "dark")]
        assert_accessible(page, path.stem, views, passes=10)


def test_on_paper_nothing_needs_scrolling(path: Path) -> None:
    with opened(path, width=720) as page:  # as wide as a sheet
        page.emulate_media(media="print")
        overflow = page.evaluate("document.documentElement.scrollWidth")
        wide = [
            box.evaluate("box => box.scrollWidth - box.clientWidth") for box in page.locator(".scroll, .plot").all()
        ]

    assert overflow <= 720
    assert max(wide) <= 1


def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    html = path.read_text(encoding="utf-8")

    assert "<script" not in html
    assert "src=" not in html
    assert "@import" not in html
    assert "url(http" not in html
