"""Units are known by their names, and compared by what they measure."""

import pytest

from grader.texts.measures import behind, measure


@pytest.mark.parametrize(
    ("name", "other", "ratio"),
    [
        ("m/s", "km/h", 3.6),
        ("m", "cm", 100),
        ("kWh", "J", 3.6e6),
        ("N m", "J", 1),
        ("\u03a9", "k\u03a9", 1e-3),
        ("\u00b5F", "pF", 1e6),
        ("s^{-1}", "Hz", 1),
        ("s\u207b\u00b9", "rad/s", 1),
        ("m^2", "cm\u00b2", 1e4),
        ("l", "ml", 1e3),
        ("KiB", "bit", 8192),
    ],
)
def test_one_unit_is_so_many_of_another(name: str, other: str, ratio: float) -> None:
    one, another = measure(name), measure(other)

    assert one is not None
    assert another is not None
    assert one.is_like(another)
    assert one.factor / another.factor == pytest.approx(ratio)
    assert one.is_the(another) == (ratio == 1)


@pytest.mark.parametrize("name", ["", "d", "t", "dB", "pH", "bottles", "m/", "m s t", "5"])
def test_a_name_that_may_mean_something_else_is_not_known(name: str) -> None:
    assert measure(name) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (" km/h locks", "km/h"),
        (r" \(\mathrm{m/s^2}\).", "m/s^2"),
        (r"\,\mathrm{V}\)", "V"),
        ("\u00b0 and", "\u00b0"),
        (" m.[^claim]", "m"),
    ],
)
def test_a_unit_stands_behind_its_number(text: str, written: str) -> None:
    found = behind(text)

    assert found is not None
    assert found[0] == written


@pytest.mark.parametrize("text", ["", " and", " metres", "%", " m^n", " mean", ", m"])
def test_behind_a_number_stands_no_unit(text: str) -> None:
    assert behind(text) is None
