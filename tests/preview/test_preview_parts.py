"""Pairs and orders in the preview, in a real Chromium: what is chosen says what it earns together."""

from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from chromium import needs_chromium, opened
from click.testing import CliRunner

from grader.cli import grader
from grader.moodle.marking.orders import GRADES

pytestmark = needs_chromium


@pytest.fixture
def page_of(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The preview of a bank with one question of a kind."""
    bank, path = tmp_path / "bank", tmp_path / "preview.html"
    for arguments in (["new", "bank", bank, "--kind", request.param], ["preview", "--bank", bank, "--html", path]):
        assert CliRunner().invoke(grader, [str(argument) for argument in arguments]).exit_code == 0
    return path


@pytest.mark.parametrize("page_of", ["matching"], indirect=True)
def test_pairs_earn_what_they_are_worth_together(page_of: Path) -> None:
    with opened(page_of, scripts=True) as page:
        asked = page.locator("section.version[lang='en']:has(form)")
        menus, earned = asked.locator("select"), asked.locator("output.earned")
        assert not earned.is_visible()
        for place in range(menus.count()):
            right = menus.nth(place).locator("option[data-earns='0.25']")
            menus.nth(place).select_option(right.get_attribute("value"))
            assert earned.inner_text() == str(25 * (place + 1))
        menus.nth(0).select_option(index=0)
        assert earned.inner_text() == "75"


@pytest.mark.parametrize("page_of", ["ordering"], indirect=True)
def test_an_order_earns_what_moodle_would_give_it_in_each_way_of_grading(page_of: Path) -> None:
    every = list(permutations(range(4)))
    with opened(page_of, scripts=True) as page:
        asked = page.locator("section.version[lang='en']:has(form)")
        menus, earned = asked.locator("select"), asked.locator("output.earned")
        assert not earned.is_visible()
        for grading, grade in GRADES.items():
            asked.locator("fieldset").evaluate("(asked, grading) => { asked.dataset.grading = grading; }", grading)
            for order in Random(1).sample(every, 4):
                for place, item in enumerate(order):
                    menus.nth(place).select_option(str(item))
                page.wait_for_timeout(20)
                assert float(earned.inner_text()) == pytest.approx(100 * grade(order), abs=1e-3), (grading, order)
        menus.nth(0).select_option(index=0)
        page.wait_for_timeout(20)
        assert not earned.is_visible()
