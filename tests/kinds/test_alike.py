"""Two options that a reader takes for one are one, and two that differ by a sign or a digit are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.kinds.alike import in_any_order, read_as


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The median", "the  median."),
        ("The median", "\N{LEFT DOUBLE QUOTATION MARK}The median\N{RIGHT DOUBLE QUOTATION MARK}"),
        ("The median", "The me\N{SOFT HYPHEN}dian"),
        ("The median", "The\N{ZERO WIDTH SPACE} median"),
        ("The median", "The m\N{CYRILLIC SMALL LETTER IE}dian"),
        ("A média", "A me\N{COMBINING ACUTE ACCENT}dia"),
        ("II and IV", "II, and IV"),
        ("x - y", "x \N{EN DASH} y"),
    ],
)
def test_what_the_eye_does_not_tell_apart_reads_the_same(one: str, other: str) -> None:
    assert read_as(one) == read_as(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.5", "05"),
        ("0.5", "0.50"),
        ("0.5", "0,5"),
        ("-3", "3"),
        ("+3", "-3"),
        ("N", "n"),
        ("x < y", "x > y"),
        ("1/2", "12"),
        ("II", "III"),
        ("rises", "falls"),
        ("média", "media"),
        ("10%", "10"),
    ],
)
def test_what_a_sign_a_digit_or_a_letter_tells_apart_does_not(one: str, other: str) -> None:
    assert read_as(one) != read_as(other)
    assert in_any_order(one) != in_any_order(other) or (one, other) == ("N", "n")


@pytest.mark.parametrize(("one", "other"), [("II and IV", "IV and II"), ("A before B", "B before A")])
def test_the_order_of_words_is_seen(one: str, other: str) -> None:
    assert read_as(one) != read_as(other)
    assert in_any_order(one) == in_any_order(other)


@given(st.lists(st.sampled_from(["loss", "II", "0.5", "is", "média"]), min_size=1), st.data())
def test_words_in_any_order_are_the_same_in_any_order(words: list[str], data: st.DataObject) -> None:
    assert in_any_order(" ".join(words)) == in_any_order(" ".join(data.draw(st.permutations(words))))
