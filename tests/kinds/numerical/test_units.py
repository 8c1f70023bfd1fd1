"""A number with units: right in each of them, refused where a unit makes it another, typed or chosen from a menu."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from broken.breaks import with_units as in_units
from chromium import needs_chromium, opened
from extras import require
from kinds.numerical.test_separation import number
from lxml import etree
from places import TESTS

from grader import bank as banks
from grader.errors import DefinitionError
from grader.kinds.marker import play
from grader.kinds.numerical.item import Numerical
from grader.kinds.numerical.proof import InUnit, misread_in_units, of_wrong_units
from grader.kinds.numerical.question import Amount, NumericalQuestion
from grader.kinds.numerical.responses import OfNumbers
from grader.kinds.numerical.units import MENU, OF_THE_RESPONSE, TYPED, Unit, Units
from grader.kinds.numerical.writing import write
from grader.kinds.quiz import read
from grader.kinds.quiz import write as as_xml
from grader.kinds.response import Outcome
from grader.moodle.marking import marker
from grader.moodle.marking.marker import Marker
from grader.moodle.quiz import Markup, Quiz
from grader.preview.page import as_page
from grader.preview.sheets import preview

METRES = (Unit("m"), Unit("km", 0.001), Unit("cm", 100.0))


def with_units(item: Numerical, penalty: float | None, *, menu: bool = False) -> Numerical:
    return replace(item, units=METRES, unit_penalty=penalty, unit_menu=menu)


def question_of(item: Numerical) -> NumericalQuestion:
    amounts = tuple(
        Amount(float(not place), float(interval.centre), float(interval.tolerance))
        for place, interval in enumerate(item.intervals)
    )
    return NumericalQuestion("n", Markup("?"), amounts, units=item.in_units, unit_penalty=item.unit_penalty or 0.1)


def marker_of(item: Numerical) -> Marker:
    return marker.read(ET.fromstring(etree.tostring(write(question_of(item)))))


def wrong_in_units(item: Numerical) -> list[InUnit]:
    return list(misread_in_units(item, marker_of(item)))


@pytest.mark.parametrize("shown", [TYPED, MENU], ids=["typed", "from a menu"])
def test_each_number_earns_what_it_deserves_in_every_unit(shown: int) -> None:
    require("hypothesis")
    from hypothesis import given
    from hypothesis import strategies as st
    from strategies import LAW

    @LAW
    @given(st.decimals("0.001", "99999", places=3), st.decimals("0.001", "99999", places=3), st.integers(0, 3))
    def law(right: Any, wrong: Any, decimals: int) -> None:
        item = with_units(number(float(right), float(wrong), decimals=decimals), 1.0, menu=shown == MENU)
        if all(item.separated):
            assert wrong_in_units(item) == []
            assert list(of_wrong_units(item, marker_of(item))) == []

    law()


def test_a_wrong_number_whose_figures_are_the_keys_in_a_unit_earns_unless_a_wrong_unit_costs_all() -> None:
    item = number(150.0, 1.5, decimals=1)

    assert wrong_in_units(with_units(item, None)) == [InUnit("150.00 cm", 1.0, 0.0)]
    assert wrong_in_units(with_units(item, 0.25)) == [InUnit("150.00 cm", 0.75, 0.0)]
    assert wrong_in_units(with_units(item, 1.0)) == []


def test_the_keys_figures_with_another_unit_earn_as_moodle_takes_the_bare_number() -> None:
    item = number(150.0, decimals=1)

    found = list(of_wrong_units(with_units(item, None), marker_of(with_units(item, None))))

    assert [(one.written, one.earned) for one in found] == [("150.0 km", 1.0), ("150.0 cm", 1.0)]


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ((Unit("km", 0.001),), "expected the answer's own unit first, with the multiplier 1"),
        ((Unit("m"), Unit("m", 2.0)), "expected units that differ, received 'm' twice"),
        ((Unit("m"), Unit("m / s", 2.0)), "received 'm / s'"),  # Moodle takes the blanks out of what is typed
        ((Unit("m"), Unit("e3", 2.0)), "received 'e3'"),  # 5e3 is another number
        ((Unit("m"), Unit("km", 0.0)), "expected a multiplier of km that Moodle can keep"),
        ((Unit("m"), Unit("ft", 1 / 0.3048)), "expected a multiplier of ft that Moodle can keep"),
    ],
)
def test_units_that_moodle_could_not_read_are_refused(units: tuple[Unit, ...], said: str) -> None:
    with pytest.raises(DefinitionError, match=said.replace("(", ".").replace("/", ".")):
        replace(number(1.0, decimals=1), units=units)


@pytest.mark.parametrize("penalty", [0.0, 1.5, -0.5])
def test_what_a_wrong_unit_costs_is_a_share(penalty: float) -> None:
    with pytest.raises(DefinitionError, match="expected a unit_penalty above 0, up to 1"):
        replace(number(1.0, decimals=1), units=METRES, unit_penalty=penalty)


@pytest.mark.parametrize("shown", [TYPED, MENU])
def test_it_reads_back_as_it_was_written_and_the_marker_plays_it(shown: int) -> None:
    asked = NumericalQuestion(
        "n",
        Markup("How far?"),
        (Amount(1.0, 1500.0, 5.0), Amount(0.4, 1.5, 0.01)),
        units=Units(METRES, OF_THE_RESPONSE, shown),
        unit_penalty=0.5,
    )

    content = as_xml(Quiz((asked,)))

    assert read(content).questions == (asked,)
    assert [fraction for _, fraction in play(content)[0].fractions] == [1.0, 0.4]


@pytest.mark.parametrize(
    ("written", "fraction"),
    [("1500 m", 1.0), ("1.5 km", 1.0), ("1500", 0.5), ("1500 mm", 0.5), ("1.5 m", 0.4), ("1.5", 0.2), ("far", 0.0)],
)
def test_a_download_is_marked_with_its_unit(written: str, fraction: float) -> None:
    asked = NumericalQuestion(
        "n",
        Markup("How far?"),
        (Amount(1.0, 1500.0, 5.0), Amount(0.4, 1.5, 0.01)),
        units=Units(METRES, OF_THE_RESPONSE, TYPED),
        unit_penalty=0.5,
    )

    response = OfNumbers(asked, (1.0, 0.4, 0.0)).read(written, lossless=True)

    assert (response.outcome, response.fraction) == (Outcome.ANSWERED, fraction)


class TestInABrowser:
    """The preview in a real browser."""

    pytestmark = needs_chromium

    @pytest.mark.parametrize(
        ("typed", "told", "read"),
        [
            ("4.36 m", "Right (earns 100%)", "4.36 m \u2192 100%"),
            ("436 cm", "Right (earns 100%)", "436 cm \u2192 100%"),
            ("4.36", None, "4.36 \u2192 50%"),
            ("4.36 km", None, "4.36 km \u2192 50%"),
            ("19 m", "The variance is 19.00", "19 m \u2192 0%"),
            ("7 m", "Wrong (earns 0%)", "7 m \u2192 0%"),
        ],
    )
    def test_the_preview_says_what_a_number_earns_with_its_unit(
        self, tmp_path: Path, typed: str, told: str | None, read: str
    ) -> None:
        folder = Path(copytree(TESTS / "banks/deviation", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))
        in_units('Unit("m"), Unit("cm", 100.0)', penalty="0.5")(folder)
        shown = preview(banks.load(str(folder)), (), ("en",), count=0, seed=1, progress=lambda _: None)
        (tmp_path / "page.html").write_bytes(as_page(shown, title="t", bank="b", languages=("en",)))

        with opened(tmp_path / "page.html", scripts=True) as page:
            page.locator("input.typed").fill(typed)

            assert page.locator("output").text_content() == read
            given = page.locator(".said > .given")
            assert (told in given.inner_text()) if told else given.count() == 0
