"""What floating-point formats keep of small numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.solver.precision import FORMATS, relative_error, smallest, stored, underflow_share

FINITE = st.floats(-1e4, 1e4, allow_subnormal=True)


def test_the_smallest_numbers_are_those_of_ieee_754() -> None:
    assert [smallest(name) for name in ("half", "single", "double")] == [2.0**-24, 2.0**-149, 2.0**-1074]


@given(values=st.lists(FINITE, min_size=1), name=st.sampled_from(sorted(FORMATS)))
def test_storing_twice_changes_nothing_more(values: list[float], name: str) -> None:
    once = stored(np.array(values), name)

    assert np.array_equal(stored(once, name), once)


@given(exponent=st.integers(-1022, -1))
def test_a_power_of_two_is_exact_or_gone(exponent: int) -> None:
    [kept] = stored(np.array([2.0**exponent]), "half")

    assert kept == (2.0**exponent if exponent >= -24 else 0.0)


@given(value=st.floats(6.2e-5, 6e4))  # the normal numbers of half precision
def test_a_normal_number_errs_by_at_most_half_a_unit(value: float) -> None:
    assert abs(stored(np.array([value]), "half")[0] - value) <= 2.0**-11 * value


def test_too_large_becomes_infinite() -> None:
    assert math.isinf(stored(np.array([1e6]), "half")[0])


@given(scale=st.integers(-300, 0))
def test_the_relative_error_does_not_depend_on_the_scale(scale: int) -> None:
    exact, computed = np.array([3.0, 4.0]), np.array([3.0, 4.5])

    error = relative_error(exact * 10.0**scale, computed * 10.0**scale)

    assert error == pytest.approx(0.1)  # 0.5 off, of a vector of length 5


def test_an_exact_value_of_zero_has_no_relative_error() -> None:
    with pytest.raises(ValueError, match="not all zero"):
        relative_error(np.zeros(3), np.ones(3))


def test_only_what_was_not_zero_can_underflow() -> None:
    assert underflow_share(np.array([0.0, 1e-9, 2e-9, 1.0]), np.array([0.0, 0.0, 2e-9, 1.0])) == pytest.approx(1 / 3)
    assert underflow_share(np.zeros(2), np.zeros(2)) == 0
