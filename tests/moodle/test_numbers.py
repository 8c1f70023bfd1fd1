"""Numbers are read as PHP reads them."""

import pytest

from grader.moodle.numbers import integer, leading_number, whole_number


@pytest.mark.parametrize(
    ("text", "leading", "whole"),
    [
        ("50", 50, 50),
        (" 50\n", 50, 50),
        ("50%", 50, None),
        ("1e2", 100, 100),
        ("33,33", 33, None),
        ("1_0", 1, None),
        ("-.5", -0.5, -0.5),
        ("5.", 5, 5),
        ("+3", 3, 3),
        ("- 3", None, None),
        ("", None, None),
        ("abc", None, None),
        ("\u0661\u0660\u0660", None, None),
        ("5\u0660", 5, None),
        ("50\u00a0", 50, None),  # a space that does not break
        ("0x1F", 0, None),
        ("nan", None, None),
        ("1e400", float("inf"), float("inf")),
    ],
)
def test_a_number_is_what_a_text_begins_with_or_all_of_it(
    text: str, leading: float | None, whole: float | None
) -> None:
    assert (leading_number(text), whole_number(text)) == (leading, whole)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7", 7), (" -7 ", -7), ("+7", 7), ("007", 7), ("7.0", None), ("", None), ("true", None), ("\u0667", None)],
)
def test_an_integer_has_no_point(text: str, expected: int | None) -> None:
    assert integer(text) == expected


def test_an_integer_of_a_million_digits_is_too_large_and_costs_nothing() -> None:
    assert integer("9" * 1_000_000) == 10**19
