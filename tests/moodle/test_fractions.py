"""The fractions that Moodle knows: what its importer takes, what it would take instead, how its XML writes them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.moodle.fractions import FRACTIONS, TOLERANCE, is_accepted, nearest, percentage

# As Moodle's XML writes them (question/engine/bank.php of 5.1, in the order of its list).
PERCENTAGES = [
    *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40"),
    *("33.33333", "30", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5"),
]


def test_the_list_is_moodles_twenty_with_either_sign_and_zero() -> None:
    expected = {"0", *PERCENTAGES, *(f"-{written}" for written in PERCENTAGES)}

    assert [percentage(fraction) for fraction in FRACTIONS] == sorted(expected, key=float)
    assert len(FRACTIONS) == 41


@pytest.mark.parametrize("percent", [33.333, 16.667, 66.667, 83.333, 14.286, 0, 100, -50, -33.33333])
def test_what_lies_within_the_tolerance_is_accepted(percent: float) -> None:
    assert is_accepted(percent / 100)


@pytest.mark.parametrize("parts", [3, 6, 7, 8, 9])
def test_a_fraction_as_python_computes_it_is_accepted_with_either_sign(parts: int) -> None:
    assert is_accepted(1 / parts)
    assert is_accepted(-1 / parts)


@pytest.mark.parametrize("percent", [33.33, 16.66, 66.66, 33, 37.5, 62.5, 15, 45, 87.5, 1, 99, 150, -150, float("nan")])
def test_what_lies_outside_the_tolerance_is_not(percent: float) -> None:
    assert not is_accepted(percent / 100)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (37.5, "40"),
        (62.5, "60"),
        (33, "33.33333"),
        (45, "50"),  # as near to 40
        (-45, "-40"),  # as near to -50
        (15, "14.28571"),
        (87.5, "90"),
        (1, "0"),
        (2.5, "0"),  # as near to 5, and zero stands first in Moodle's list
        (150, "100"),
        (-150, "-100"),
    ],
)
def test_the_nearest_is_the_one_that_moodle_takes_also_halfway_between_two(percent: float, expected: str) -> None:
    assert percentage(nearest(percent / 100)) == expected


@settings(deadline=None, derandomize=True)
@given(st.floats(-2, 2))
def test_no_listed_fraction_is_nearer_than_the_nearest(fraction: float) -> None:
    assert nearest(fraction) in FRACTIONS
    assert abs(nearest(fraction) - fraction) == min(abs(known - fraction) for known in FRACTIONS)


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(FRACTIONS), st.floats(-0.9, 0.9))
def test_what_is_accepted_becomes_the_listed_fraction(known: float, share: float) -> None:
    written = known + share * TOLERANCE

    assert is_accepted(written)
    assert nearest(written) == known


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(FRACTIONS))
def test_a_percentage_reads_back_to_seven_decimals_and_holds_no_idle_zero(fraction: float) -> None:
    written = percentage(fraction)

    assert float(written) / 100 == pytest.approx(fraction, abs=1e-7, rel=0)
    assert written == format(float(written), ".7g")
    assert written != "-0"


def test_a_third_is_written_as_moodle_writes_it_however_precise() -> None:
    assert [percentage(fraction) for fraction in (1 / 3, -1 / 6, 1 / 7)] == ["33.33333", "-16.66667", "14.28571"]


def test_a_negative_nothing_is_written_without_its_sign() -> None:
    assert percentage(-0.0) == percentage(-1e-9) == "0"
