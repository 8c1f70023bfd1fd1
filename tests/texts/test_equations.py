"""Equations of numbers are computed as they are written; what is more than numbers is left alone."""

import pytest

from grader.texts.equations import HERE, sides


@pytest.mark.parametrize(
    "formula",
    [
        rf"{HERE} + 3 \times 4 = 14",
        rf"14 = {HERE} + 12 = 2 \cdot 7",
        rf"\frac{{{HERE}}}{{8}} = 0{{,}}25",
        rf"\left( 3 - {HERE} \right)^{{2}} \approx 1",
        rf"-\ln {HERE} = -0.6931471805599453",
        rf"\log_{{2}} {HERE} + \log_2 4 = 3",
        rf"\sqrt{{{HERE} \cdot 8}} / 2 = 2",
        rf"e^{{-{HERE}}} = \exp(-2)",
    ],
)
def test_both_sides_of_an_equation_are_computed(formula: str) -> None:
    first, *others = (side([2.0]) for side in sides(formula))

    assert others
    assert others == pytest.approx([first] * len(others))


@pytest.mark.parametrize(
    "formula",
    [
        f"{HERE}",
        f"n = {HERE}",
        f"{HERE} < 3 = 3",
        f"2 {HERE} = 4",
        f"({HERE}, 3) = 5",
        rf"{HERE}\,\mathrm{{m}} = 2",
        rf"\log {HERE} = 1",
        f"({HERE} = 2",
        f"{HERE} + = 2",
    ],
)
def test_what_is_not_understood_is_no_equation(formula: str) -> None:
    assert sides(formula) == ()
