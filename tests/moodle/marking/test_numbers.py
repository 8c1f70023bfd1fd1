"""Numbers are read as Moodle reads them, in whatever spelling, and are near enough where Moodle says so."""

import math
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import PORTUGUESE, SEPARATORS, question, questions, rows
from strategies import LAW

from grader.moodle.marking.marker import mark
from grader.moodle.marking.numbers import ENGLISH, Reading, depends_on_language, is_near, kept, read

TIMES = "\N{MULTIPLICATION SIGN}"


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("3.14", 3.14, ""),
        ("+3", 3, ""),
        ("- 3", -3, ""),
        ("5.", 5, ""),
        (".5", 0.5, ""),
        ("  007 ", 7, ""),
        ("10 10", 1010, ""),
        ("3,14", 314, ""),
        ("1,234,567", 1234567, ""),
        ("1.500,25", 1.50025, ""),
        ("3.14.15", 3.14, ".15"),
        ("1/2", 1, "/2"),
        ("0x1F", 0, "x1F"),
        ("1.5 km", 1.5, "km"),
        ("9.81 m/s^2", 9.81, "m/s^2"),
        ("2.5 m / s", 2.5, "m/s"),
        ("3\N{NO-BREAK SPACE}m", 3, "\N{NO-BREAK SPACE}m"),
        ("1e3", 1000, ""),
        ("1E-3", 0.001, ""),
        ("1.5x10^3", 1500, ""),
        ("1.5 * 10^-3", 0.0015, ""),
        (f"1.5{TIMES}10^+3 m", 1500, "m"),
        ("1.5x10**3", 1500, ""),
        ("1.5X10^3", 1.5, "X10^3"),
        ("1e5.5", 1e5, ".5"),
        ("1e400", math.inf, ""),
    ],
)
def test_a_number_stands_at_the_start_and_what_follows_is_its_unit(written: str, value: float, unit: str) -> None:
    assert read(written) == Reading(value, unit)


@pytest.mark.parametrize(
    "written", ["", " ", "abc", "(3)", "\N{MINUS SIGN}3", "NaN", "inf", "\N{ALMOST EQUAL TO}3", ".", "-", "e5", "٣"]
)
def test_what_does_not_begin_with_a_number_is_none(written: str) -> None:
    assert read(written) is None


@pytest.mark.parametrize(
    ("written", "value"), [("3,14", 3.14), ("1.500", 1.5), ("1234,5", 1234.5), ("1.000.000", 1.0), ("1,5e3", 1500)]
)
def test_a_comma_is_a_decimal_mark_where_the_language_says_so_and_a_point_everywhere(
    written: str, value: float
) -> None:
    found = read(written, PORTUGUESE)

    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("R$ 1250.5", 1250.5, "R$"),
        ("US$-3", -3, "US$"),
        ("m/s^2", 2, "m/s^"),
        ("5", 5, ""),
        ("3.14.15", 14.15, "3."),
    ],
)
def test_where_the_unit_comes_first_the_number_stands_at_the_end(written: str, value: float, unit: str) -> None:
    assert read(written, unit_first=True) == Reading(value, unit)


def test_where_the_unit_comes_first_none_may_follow() -> None:
    assert read("1250.5 R$", unit_first=True) is None


def test_every_spelling_of_the_samples_reads_as_in_moodle() -> None:
    asked = {**questions("types.xml"), **questions("types.numerals.xml")}
    numerals = rows("types.numerals.csv")

    assert len(numerals) == 3504
    for numeral in numerals:
        unit_first = asked[numeral["question"]].findtext("unitsleft") == "1"
        unit_apart = asked[numeral["question"]].findtext("showunits") in ("1", "2")
        found = read(numeral["answer"], SEPARATORS[numeral["language"]], unit_first=unit_first)
        assert (found is None) == (numeral["value"] == ""), numeral
        if found:
            value = float(numeral["value"].replace("INF", "inf"))
            assert found.value == pytest.approx(value, rel=1e-15), numeral
            assert unit_apart or found.unit == numeral["unit_found"], numeral


@pytest.mark.parametrize(
    ("written", "expected"), [("3,14", True), ("1,000", True), ("3.14", False), ("1,234.5", False), ("1,2,3", False)]
)
def test_one_comma_alone_means_something_else_in_another_language(written: str, *, expected: bool) -> None:
    assert depends_on_language(written) == expected
    assert (read(written, ENGLISH) != read(written, PORTUGUESE)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.14159265358979, 3.1415926535898),
        (0.1234567890123456789, 0.12345678901235),
        (9007199254740992.0, 9007199254740992.0),
        (1e20, 1e20),
        (1e-7, 1e-7),
        (math.inf, math.inf),
    ],
)
def test_moodle_keeps_fourteen_digits_of_an_answer_and_whole_integers(value: float, expected: float) -> None:
    assert kept(value) == expected


@pytest.mark.parametrize(
    ("value", "answer", "tolerance", "expected"),
    [
        (3.145, 3.14, 0.005, True),  # 3.14 + 0.005 is less than 3.145 in binary
        (3.135, 3.14, 0.005, True),
        (3.1450000000000156, 3.14, 0.005, True),
        (3.1450000000000626, 3.14, 0.005, False),
        (0.1 + 0.2, 0.3, 0, True),
        (-1e-28, 0, 0, True),
        (1.1e-28, 0, 0, False),
        (math.inf, 5, 1, False),
    ],
)
def test_the_ends_of_an_interval_belong_to_it(value: float, answer: float, tolerance: float, *, expected: bool) -> None:
    assert is_near(value, answer, tolerance) == expected


def asking_for(number: str, tolerance: str = "0") -> ET.Element:
    answer = f'<answer fraction="100"><text>{number}</text><tolerance>{tolerance}</tolerance></answer>'
    return question("numerical", answer)


DIGITS = st.integers(1, 14).flatmap(lambda digits: st.integers(10 ** (digits - 1), 10**digits - 1))
DECIMALS = st.builds(
    lambda sign, digits, exponent: sign * Decimal(digits).scaleb(exponent),
    st.sampled_from((1, -1)),
    DIGITS,
    st.integers(-24, 12),
)


@st.composite
def spellings(draw: st.DrawFn, number: Decimal, *, comma: bool) -> str:
    """A number in one of the spellings that Moodle takes, all its digits written out."""
    shift = draw(st.integers(-6, 6))
    plain = f"{abs(number).scaleb(-shift) if shift else abs(number):f}"
    plain = draw(st.sampled_from(("", "0", "00"))) + plain
    if "." in plain:
        plain += draw(st.sampled_from(("", "0", "000")))
    sign = "-" if number < 0 else draw(st.sampled_from(("", "+")))
    power = draw(st.sampled_from(("e", "E", "x10^", "*10^", f"{TIMES}10^", "x10**", "*10**", " x 10 ^ ")))
    plus = draw(st.sampled_from(("", "+"))) if shift >= 0 else ""
    exponent = f"{power}{plus}{shift}" if shift or draw(st.booleans()) else ""
    spaced = "".join(character + draw(st.sampled_from(("", "", "", " "))) for character in sign + plain)
    return draw(st.sampled_from(("", " "))) + (spaced.replace(".", ",") if comma else spaced) + exponent


@LAW
@given(data=st.data(), number=DECIMALS, comma=st.booleans())
def test_a_number_in_any_accepted_spelling_earns(data: st.DataObject, number: Decimal, *, comma: bool) -> None:
    spelling = data.draw(spellings(number, comma=comma))

    assert mark(asking_for(str(number)), spelling, PORTUGUESE if comma else ENGLISH).fraction == 1


@LAW
@given(data=st.data(), number=DECIMALS, comma=st.booleans())
def test_the_neighbour_in_the_last_digit_earns_nothing(data: st.DataObject, number: Decimal, *, comma: bool) -> None:
    last = Decimal((0, (1,), number.as_tuple().exponent))  # type: ignore[arg-type]
    neighbour = number + data.draw(st.sampled_from((1, -1))) * last
    if neighbour == 0:
        neighbour = 2 * last
    spelling = data.draw(spellings(neighbour, comma=comma))

    assert mark(asking_for(str(number)), spelling, PORTUGUESE if comma else ENGLISH).fraction == 0


@LAW
@given(DECIMALS, st.integers(1, 999), st.integers(-6, 2))
def test_an_interval_holds_its_ends_and_nothing_beyond(answer: Decimal, digits: int, power: int) -> None:
    tolerance = abs(answer) * Decimal(digits).scaleb(power - 2)
    inside = [answer + side * tolerance for side in (-1, 0, 1)]
    outside = [answer + side * tolerance * Decimal("1.0001") for side in (-1, 1)]

    assert all(is_near(float(value), float(answer), float(tolerance)) for value in inside)
    assert not any(is_near(float(value), float(answer), float(tolerance)) for value in outside)
