"""How languages write numbers."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import BankError
from grader.texts.language import LANGUAGES, require_known
from grader.texts.numbers import outside_mathematics

EN, PT = LANGUAGES["en"], LANGUAGES["pt-BR"]
CODES = ["pt-BR", "en", "es", "fr", "de-CH", "sv", "hi", "ar", "zh-Hans", "tr"]
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)


@pytest.mark.parametrize(
    ("value", "decimals", "en", "pt"),
    [
        (0.95, None, "0.95", "0,95"),
        (0.9, 2, "0.90", "0,90"),
        (20.0, None, "20", "20"),
        (1000, None, "1000", "1000"),
        (190298, None, "190,298", "190.298"),
        (12345.678, 1, "12,345.7", "12.345,7"),
        (0.125, 2, "0.12", "0,12"),  # half to even
        (0.135, 2, "0.14", "0,14"),  # the decimal that was meant, not its binary neighbour
        (-0.001, 2, "0.00", "0,00"),
        (-20.0, None, "-20", "-20"),
        (-0.0, None, "0", "0"),
        (-0.5, 0, "0", "0"),
        (99999.5, 0, "100,000", "100.000"),  # half to even, into five digits
        (1e30, 1, f"1{',000' * 10}.0", f"1{'.000' * 10},0"),  # more digits than Decimal keeps unasked
        (1e-07, None, "0.0000001", "0,0000001"),
        (np.float64(0.5), None, "0.5", "0,5"),
    ],
)
def test_numbers(value: float, decimals: int | None, en: str, pt: str) -> None:
    assert (EN.number(value, decimals), PT.number(value, decimals)) == (en, pt)


def test_shares_are_written_in_percent_exactly() -> None:
    assert (EN.percent(0.07), PT.percent(0.7245, 1)) == ("7%", "72,4%")  # 72.45 is half-way: to even


def test_scientific_numbers_are_mathematics() -> None:
    assert EN.scientific(1.23e-5) == r"1.2 \times 10^{-5}"
    assert PT.scientific(2e8) == r"2,0 \times 10^{8}"
    assert EN.scientific(9.96e4) == r"1.0 \times 10^{5}"
    assert EN.scientific(0.0) == EN.scientific(-0.0) == r"0.0 \times 10^{0}"


def test_outside_of_a_formula_a_power_of_ten_is_plain() -> None:
    assert outside_mathematics(PT.scientific(1.9e-7)) == "1,9 \N{MULTIPLICATION SIGN} 10^-7"
    assert outside_mathematics(PT.number(0.5)) == "0,5"


def test_scientific_numbers_are_rounded_as_others_are() -> None:
    # 1.25 and 1.35 are half-way: to even. Their binary neighbours lie above 1.25e-5 and below 1.35e-5.
    assert [EN.scientific(value) for value in (1.25e-5, 1.35e-5)] == [r"1.2 \times 10^{-5}", r"1.4 \times 10^{-5}"]


def test_lists_end_in_the_conjunction() -> None:
    assert EN.listing(["a", "b", "c"]) == "a, b and c"
    assert PT.listing(["a", "b"]) == "a e b"
    assert PT.listing(["a"]) == "a"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "1", None])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises((TypeError, ValueError), match="expected a number"):
        EN.number(value)


@settings(deadline=None, derandomize=True)
@given(value=NUMBERS, decimals=st.integers(0, 8), code=st.sampled_from(CODES))
def test_what_is_written_reads_back_as_the_rounded_value(value: float, decimals: int, code: str) -> None:
    language = LANGUAGES[code]
    written = language.number(value, decimals).replace(language.thousands, "").replace(language.decimal, ".")
    plain = written.replace(language.minus, "-")

    assert Decimal(plain) == Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


@settings(deadline=None, derandomize=True)
@given(NUMBERS)
def test_without_decimals_nothing_is_lost(value: float) -> None:
    assert float(EN.number(value).replace(",", "")) == value


@settings(deadline=None, derandomize=True)
@given(value=NUMBERS, decimals=st.integers(0, 8), code=st.sampled_from(CODES))
def test_a_scientific_number_reads_back_as_the_rounded_value(value: float, decimals: int, code: str) -> None:
    language = LANGUAGES[code]
    significand, power = language.scientific(value, decimals).replace(language.decimal, ".").split(r" \times 10^")
    exponent = int(power.strip("{}"))

    assert len(significand.lstrip("-")) == (decimals + 2 if decimals else 1)
    step = Decimal(1).scaleb(exponent - decimals)
    assert Decimal(significand).scaleb(exponent) == Decimal(repr(value)).quantize(step, ROUND_HALF_EVEN)


@pytest.mark.parametrize("filter_", ["number", "percent", "scientific"])
@pytest.mark.parametrize("value", [float("nan"), float("-inf"), False, "1"])
def test_no_filter_shows_what_is_no_number(filter_: str, value: object) -> None:
    with pytest.raises((TypeError, ValueError), match="expected a number"):
        PT.filters()[filter_](value)


@pytest.mark.parametrize(
    ("code", "number", "percent", "listed"),
    [
        ("es", "-12.345,5", "-50\u00a0%", "1, 2 y 3"),
        ("fr", "-12\u202f345,5", "-50\u00a0%", "1, 2 et 3"),
        ("sv", "\u221212\u00a0345,5", "\u221250\u00a0%", "1, 2 och 3"),
        ("de", "-12.345,5", "-50\u00a0%", "1, 2 und 3"),
        ("tr", "-12.345,5", "-%50", "1, 2 ve 3"),
        ("zh-Hans", "-12,345.5", "-50%", "1\u30012\u548c3"),
        ("ar", "\u200e-12,345.5", "\u200e-50\u200e%\u200e", "1 \u06482 \u06483"),
    ],
)
def test_a_language_writes_as_cldr_has_it_with_latin_digits(code: str, number: str, percent: str, listed: str) -> None:
    language = LANGUAGES[code]

    assert language.number(-12345.5) == number
    assert language.percent(-0.5) == percent
    assert language.listing([1, 2, 3]) == listed


def test_indian_numbers_are_grouped_in_twos_beyond_the_thousands() -> None:
    assert LANGUAGES["hi"].number(12345678) == "1,23,45,678"


def test_no_entries_are_no_list() -> None:
    with pytest.raises(ValueError, match="expected entries to list"):
        EN.listing([])


@pytest.mark.parametrize(
    ("code", "moodle"),
    [
        *(("es", "es"), ("pt-BR", "pt_br"), ("pt-PT", "pt"), ("zh-Hans", "zh_cn"), ("zh-Hant-TW", "zh_tw")),
        *(("sr-Latn", "sr_lt"), ("nb", "no"), ("es-MX", "es_mx"), ("az-Latn", "az"), ("en-GB", "en")),
    ],
)
def test_moodles_code_follows_from_the_language(code: str, moodle: str) -> None:
    assert LANGUAGES[code].moodle == moodle


@pytest.mark.parametrize("code", ["pt-BR", "en"])
def test_the_languages_at_hand_are_written_as_cldr_has_them(code: str) -> None:
    from grader.texts.language import _of_cldr

    of_cldr = _of_cldr(code)
    kept = replace(of_cldr, end=LANGUAGES[code].end, variants=LANGUAGES[code].variants)  # no comma before the last

    assert kept == LANGUAGES[code]


def test_every_language_of_cldr_can_be_written() -> None:
    for code in LANGUAGES:
        language = LANGUAGES[code]
        assert re.sub(r"\D", "", language.number(-12345.5) + language.percent(0.07)) == "1234557"
        assert re.fullmatch(r"[a-z]{2,3}(_[a-z0-9]+)*", language.moodle), code


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        *(("pt-br", "mean pt-BR"), ("pt_BR", "mean pt-BR"), ("portuguese", "mean pt?"), ("zh-CN", "mean zh-Hans-CN")),
        *(("en-UK", "mean en-GB"), ("", "such as pt-BR"), ("../x", "such as pt-BR"), ("qqqq", "such as pt-BR")),
    ],
)
def test_a_wrong_code_is_one_message_with_what_may_be_meant(code: str, meant: str) -> None:
    with pytest.raises(BankError, match="here: expected the code of a language") as error:
        require_known(["en", code], where="here")

    assert meant in str(error.value)
