from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.solver.activations import LINEAR, RELU, TANH, Activation, Array, leaky_relu

# Beyond 15 or so the hyperbolic tangent is too close to its limits for a difference quotient or an inverse.
pre_activations = st.floats(-15, 15)
activations = st.one_of(st.sampled_from([LINEAR, RELU, TANH]), st.floats(0.01, 0.99).map(leaky_relu))


def single(function: Callable[[Array], Array], value: float) -> float:
    return float(function(np.array(value)))


@given(activations, pre_activations, pre_activations)
def test_an_output_never_falls_as_its_pre_activation_rises(unit: Activation, first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert single(unit.output, low) <= single(unit.output, high)


@given(activations, pre_activations)
def test_the_slope_is_the_derivative(unit: Activation, z: float) -> None:
    step = 1e-5
    if abs(z) <= step:
        z = 1.0  # a kink has no derivative
    quotient = (single(unit.output, z + step) - single(unit.output, z - step)) / (2 * step)
    assert single(unit.slope, z) == pytest.approx(quotient, abs=1e-6)


@given(activations, pre_activations)
def test_every_output_is_reached_by_a_pre_activation_that_gives_it(unit: Activation, z: float) -> None:
    output = single(unit.output, z)
    assert unit.reaches(output)
    assert single(unit.output, single(unit.pre_activation, output)) == pytest.approx(output, abs=1e-12)


@given(activations, st.floats(-1000, 1000))
def test_an_output_is_reached_if_and_only_if_it_is_within_the_limits(unit: Activation, output: float) -> None:
    lowest, highest = unit.limits()
    attained = unit is RELU and output == lowest
    assert unit.reaches(output) == (lowest < output < highest or attained)


@given(activations, st.floats(-5, 5), st.floats(0.01, 5))
def test_an_end_of_an_interval_over_which_the_limits_do_not_extend_is_not_reached(
    unit: Activation, low: float, width: float
) -> None:
    over = unit.extends_over(low, low + width)

    assert not over or unit.reached_share(low, low + width) == 1
    assert over or not unit.reaches([low, low + width]).all()


def test_the_hyperbolic_tangent_never_attains_its_limits() -> None:
    assert TANH.reaches([-1.0, -0.999, 0.999, 1.0]).tolist() == [False, True, True, False]


@given(st.integers(-50, 50), st.integers(1, 50))
def test_relu_and_its_leaky_variant_differ_by_the_share_below_zero(low: int, width: int) -> None:
    below_zero = min(max(-low, 0), width) / width
    assert leaky_relu(0.3).reached_share(low, low + width) == 1
    assert RELU.reached_share(low, low + width) == pytest.approx(1 - below_zero)


def test_the_hyperbolic_tangent_reaches_none_of_an_interval_beyond_its_limits() -> None:
    assert TANH.reached_share(2, 3) == 0
    assert TANH.reached_share(-0.5, 0.5) == 1
    assert TANH.reached_share(0, 4) == 0.25


@pytest.mark.parametrize("slope", [0.0, 1.0, -0.1, float("nan")])
def test_a_leaky_relu_has_a_slope_of_its_own(slope: float) -> None:
    with pytest.raises(ValueError, match=r"negative slope in \(0, 1\)"):
        leaky_relu(slope)


def test_a_share_needs_an_interval() -> None:
    with pytest.raises(ValueError, match="low < high"):
        LINEAR.reached_share(3, 3)
