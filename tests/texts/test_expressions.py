"""Expressions of templates: the same whatever their spaces, and a value with filters or more than that."""

import pytest

from grader.texts.expressions import parsed


@pytest.mark.parametrize(
    "source", [" s.loss | number(2) ", "s.loss|number(2)", "\n s.loss|\n  number( 2 )\n", "- s.loss | number(2) -"]
)
def test_spaces_do_not_make_another_expression(source: str) -> None:
    assert str(parsed(source)) == "s.loss | number(2)"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("s.a | number(2)", "s.a | number(1)"),
        ("s.a | number", "s.a | percent"),
        ("s.a | number(2)", "p.a | number(2)"),
        ('s.a | join(", ")', 's.a | join(",")'),
        ("s.a + s.b", "s.a - s.b"),
    ],
)
def test_what_differs_is_told_apart(one: str, other: str) -> None:
    assert str(parsed(one)) != str(parsed(other))


@pytest.mark.parametrize(
    ("source", "value", "filters"),
    [
        ("s.loss", "s.loss", []),
        ("p.inception.one | number", "p.inception.one", ["number"]),
        ('s.rates | map("number") | listing', "s.rates", ["map('number')", "listing"]),
        ("s.a * 2", "", []),
        ("s.a * 2 | number", "", []),
        ("s.a[0] | number", "", []),
        ("s.a | number(s.b)", "", []),
        ("3.5", "", []),
        ("s", "", []),
        ("s.a if s.b else s.c", "", []),
        ("s.a |", "", []),
    ],
)
def test_a_value_and_its_filters_are_read(source: str, value: str, filters: list[str]) -> None:
    expression = parsed(source)

    assert (expression.value, [str(one) for one in expression.filters]) == (value, filters)
