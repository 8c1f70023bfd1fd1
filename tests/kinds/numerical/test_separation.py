"""The tolerance of a number is found so that Moodle lets pass what is right, however it is typed, and nothing else."""

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from grader.kinds.numerical.checks import CHECKS
from grader.kinds.numerical.item import Numerical
from grader.kinds.numerical.proof import misread
from grader.kinds.numerical.question import Amount, NumericalQuestion
from grader.kinds.numerical.writing import write
from grader.kinds.wrong import Wrong
from grader.model import Misconception
from grader.moodle.marking import marker
from grader.moodle.marking.marker import Marker
from grader.moodle.marking.numbers import ENGLISH, Separators
from grader.moodle.quiz import Markup

PORTUGUESE = Separators(decimal=",", thousands=".")
NUMBERS = 5_000  # the rarest that a fault of ours was found by, one that is not kept as it is, is 1 in 500 of them
ALL_SPELLED, NOW_AND_THEN = 2, 10
ANY_SIZE = Context(prec=60)


def number(answer: float, *wrong: float, decimals: int | None = None, figures: int | None = None) -> Numerical:
    """An item with the values that its misconceptions lead to."""
    reasoning = Misconception("wrong", "It is wrong.", lambda _: None)
    foreseen = tuple(Wrong(f"wrong_{place}", reasoning, value=value) for place, value in enumerate(wrong))
    return Numerical(answer, (), decimals=decimals, figures=figures, foreseen=foreseen)


def marker_of(item: Numerical) -> Marker:
    """The independent marker of the item's XML."""
    amounts = tuple(
        Amount(float(not place), float(interval.centre), float(interval.tolerance))
        for place, interval in enumerate(item.intervals)
    )
    return marker.read(ET.fromstring(etree.tostring(write(NumericalQuestion("n", Markup("?"), amounts)))))


def last_places(value: Decimal, item: Numerical) -> range:
    """The exponents of the last digits to which a number may be rounded: what is asked for, to 15 digits."""
    leading = value.adjusted() if value else 0
    asked = -item.decimals if item.decimals is not None else leading + 1 - (item.figures or 0)
    return range(asked, min(asked, leading - 14) - 1, -1)


def rounded(value: Decimal, place: int) -> set[Decimal]:
    return {
        value.quantize(Decimal(1).scaleb(place), rounding=way, context=ANY_SIZE)
        for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    }


def typed(value: Decimal, separators: Separators) -> Iterator[str]:
    """A number in every spelling that a language allows."""
    plain, (digits, exponent) = f"{value:f}", f"{value:e}".split("e")
    spelled = [plain, f"  {plain}", f"{plain} ", plain if plain[0] == "-" else f"+{plain}"]
    spelled += [f"{digits}{power}{exponent}" for power in ("e", "E")]
    spelled += [
        f"{digits}{power}{int(exponent)}" for power in ("x10^", "*10^", "\u00d710**", " x 10 ^ ".replace("10 ", "10"))
    ]
    spelled += [plain.replace("0.", ".", 1)] if plain.removeprefix("-").startswith("0.") else []
    spelled += [f"{plain}."] if "." not in plain else []
    yield from spelled
    if separators.decimal == ",":
        yield from (one.replace(".", ",") for one in spelled)
    else:
        yield f"{value:,f}"


def drawn(rng: random.Random) -> Numerical:
    """A number of any size, asked for with one to six digits, beside a wrong one, often a near one."""
    answer = rng.choice((1, 1, -1)) * float(f"{10 ** rng.uniform(-12, 12):.{rng.choice((2, 3, 6, 12, 17))}g}")
    digits, leading = rng.randint(1, 6), math.floor(math.log10(abs(answer)))
    decimals = digits - 1 - leading
    unit = 10.0 ** (leading + 1 - digits)
    wrong = rng.choice(
        (
            *(-answer, 10 * answer, answer / 10, 1 / answer, answer * math.pi / 180),
            *(answer + share * unit for share in (0.3, 0.5, 0.6, 1, 1.5, -0.51, -1, -7)),
        )
    )
    if 0 <= decimals <= 14 and rng.random() < 0.5:
        return number(answer, wrong, decimals=decimals)
    return number(answer, wrong, figures=digits)


def found(item: Numerical) -> set[str]:
    """The codes of what the checks of numbers find of an item."""
    return {one.code for one in CHECKS.of_items for _ in one.search(asked(item))}


def asked(item: Numerical) -> Any:
    """A question as far as the checks of items look at it."""
    return SimpleNamespace(item=item, question=SimpleNamespace(item=number))


def exact(value: object) -> Decimal:
    return Decimal(repr(value))


def spelled(value: Decimal, item: Numerical, separators: Separators, count: int) -> Iterator[str]:
    """A number's correct roundings in two spellings, another each time; now and then those with few digits in every."""
    for depth, last in enumerate(last_places(value, item)):
        for one in rounded(value, last):
            every = list(typed(one, separators))
            yield from (
                every
                if depth < ALL_SPELLED and count % NOW_AND_THEN < 2
                else (every[0], every[(count + depth) % len(every)])
            )


def beside(value: Decimal, item: Numerical) -> set[Decimal]:
    """The numbers one unit off what is asked for."""
    place = last_places(value, item)[0]
    asked = rounded(value, place)
    return {one + step * Decimal(1).scaleb(place) for one in asked for step in (-1, 1)} - asked


def test_what_is_right_earns_in_every_spelling_and_nothing_else_does() -> None:
    rng, undecided = random.Random(12), 0
    for count in range(NUMBERS):
        item = drawn(rng)
        if not all(item.separated):
            assert found(item) & {"N002", "N004", "N006"}, item
            undecided += 1
            continue
        separators, reads = (ENGLISH, PORTUGUESE)[count % 2], marker_of(item)
        for place, value in enumerate(map(exact, (item.answer, item.foreseen[0].value))):
            for written in spelled(value, item, separators, count):
                assert reads.mark(written, separators).answers == (place,), (item, written)
        for one in beside(exact(item.answer), item):
            assert reads.mark(f"{one:f}", separators).answers != (0,), (item, one)
    assert 0.02 * NUMBERS < undecided < 0.3 * NUMBERS  # both are tried often


@pytest.mark.parametrize(
    ("item", "intervals"),
    [
        (number(2.446, decimals=2), ["2.45 \u00b1 0.005"]),
        (number(2.5, decimals=0), ["2.5 \u00b1 0.5"]),  # 2 and 3 are both right
        (number(1.004, figures=3), ["1.004 \u00b1 0.004"]),  # 0.999 is a neighbour of 1.00
        (number(6.02214076e23, figures=4), ["6.022E+23 \u00b1 5E+19"]),
        (number(0.0, decimals=3), ["0 \u00b1 0.0005"]),
        (number(-0.0625, -0.0674, decimals=2), ["-0.06 \u00b1 0.005", "-0.07 \u00b1 0.005"]),
        (number(2.41, 2.4501, decimals=1), ["2.4 \u00b1 0.04", "2.5 \u00b1 0.05"]),  # somebody types 2.45
        (number(100, 104, decimals=0), ["100 \u00b1 0.5", "104 \u00b1 0.5"]),
    ],
)
def test_a_tolerance_is_half_a_unit_unless_something_lies_in_it(item: Numerical, intervals: list[str]) -> None:
    assert [str(interval) for interval in item.intervals] == intervals


@pytest.mark.parametrize(
    ("item", "code", "apart"),
    [
        (number(2.4499, 2.4501, decimals=1), "N006", "with 4 decimals they are apart"),
        (number(2.446, 2.4461, decimals=2), "N004", "with 4 decimals they are apart"),
        (number(0.12345, 0.12349, figures=4), "N004", "with 5 significant figures they are apart"),
        (number(5, 5.0, decimals=0), "N004", "with no number of digits that Moodle keeps they are apart"),
        (number(1, 2.446, 2.4461, decimals=2), "N005", "with 4 decimals they are apart"),
    ],
)
def test_what_nothing_separates_is_a_finding_that_says_what_would(item: Numerical, code: str, apart: str) -> None:
    [defect] = [defect for one in CHECKS.of_items if one.code == code for defect in one.search(asked(item))]

    assert defect.evidence == (apart,)


def test_a_tolerance_that_is_typed_too_wide_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    item = number(2.446, 2.4801, decimals=2)
    wide = replace(item.intervals[0], tolerance=Decimal("0.05"))
    monkeypatch.setattr(Numerical, "intervals", [wide, item.intervals[1]])

    misread_ = {one.written.strip(): one.found for one in misread(item, marker_of(item), "en")}

    assert misread_.keys() >= {"2.48", "2.44", "2.46"}
    assert set(misread_.values()) == {0}
