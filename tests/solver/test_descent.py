"""Gradient descent of many weights at once ends where each would by itself, step by step."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.solver import activations, losses
from grader.solver.activations import Activation
from grader.solver.descent import Descent, Row

RISING = (activations.TANH, activations.LINEAR, activations.leaky_relu(0.2))
EVERY = (*RISING, activations.RELU)
schedules = st.tuples(st.floats(0.05, 0.95), st.floats(0.01, 0.2), st.integers(50, 400))


def of_squares(target: activations.Array, output: activations.Array) -> activations.Array:
    return 2 * (output - target)


def of_differences(target: activations.Array, output: activations.Array) -> activations.Array:
    return np.sign(output - target)


def step_by_step(
    unit: Activation,
    slope: Callable[[activations.Array, activations.Array], activations.Array],
    target: float,
    schedule: tuple[float, float, int],
) -> float:
    start, learning_rate, steps = schedule
    weight, goal = np.array(start), np.array(target)
    for step in range(steps):
        rate = learning_rate * (1 - step / steps)
        weight = weight - rate * slope(goal, unit.output(weight)) * unit.slope(weight)
    return float(unit.output(weight))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(EVERY), schedules, st.lists(st.floats(-12, 12), min_size=1, max_size=4))
def test_weights_end_where_they_would_if_none_was_ever_let_be(
    unit: Activation, schedule: tuple[float, float, int], targets: list[float]
) -> None:
    ended = Descent(unit, *schedule).outputs(of_squares, np.array(targets))

    # One let be would have gone on, at most as far as a step that small in every step left.
    assert ended == pytest.approx([step_by_step(unit, of_squares, target, schedule) for target in targets], abs=4e-4)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(RISING), schedules, st.lists(st.floats(-12, 12), min_size=1, max_size=4))
def test_all_targets_of_a_side_go_one_way_under_the_mean_absolute_error(
    unit: Activation, schedule: tuple[float, float, int], targets: list[float]
) -> None:
    ended = Descent(unit, *schedule).by_side(np.array(targets))

    last_steps = 3 * schedule[1] / schedule[2]
    expected = [step_by_step(unit, of_differences, target, schedule) for target in targets]
    assert ended == pytest.approx(expected, abs=last_steps + 1e-9)


def test_an_activation_on_whose_flat_side_weights_stay_is_refused() -> None:
    with pytest.raises(ValueError, match="expected an activation that rises everywhere"):
        Descent(activations.RELU, 0.5, 0.1, 100).by_side(np.array([-1.0]))


@given(st.sampled_from(EVERY), st.floats(-20, 20))
def test_a_slope_is_that_of_a_single_number_too(unit: Activation, weight: float) -> None:
    assert unit.slope_at(weight) == pytest.approx(float(unit.slope(np.array(weight))), abs=1e-15)


@given(st.floats(-50, 0), st.floats(0.1, 50), st.integers(2, 600))
def test_a_row_begins_with_the_targets_of_an_interval(low: float, width: float, count: int) -> None:
    row = Row.of(low, low + width, count)

    assert row.count >= count
    assert row.targets()[:count] == pytest.approx(np.linspace(low, low + width, count), rel=1e-12, abs=1e-12)


@given(
    st.lists(st.integers(-8, 8), min_size=1, max_size=9, unique=True),
    st.lists(st.integers(-8, 8), min_size=1, max_size=5),
    st.integers(0, 3),
)
def test_a_loss_that_only_rises_away_from_its_valley_is_least_where_no_other_output_costs_as_little(
    offered: list[int], wanted: list[int], flat: int
) -> None:
    """flat: how far from the target an output costs no more, so that plateaus are among the losses."""

    def loss(target: activations.Array, output: activations.Array) -> activations.Array:
        return np.asarray(np.maximum(np.abs(output - target) - flat, 0))

    outputs, targets = np.array(sorted(offered), dtype=float), np.array(wanted, dtype=float)

    found = losses.least_only_there(loss, targets, outputs)

    for target, least in zip(targets, found, strict=True):
        costs = loss(np.full(outputs.shape, target), outputs)
        own = loss(target, target)
        assert least == (target in outputs and int((costs <= own).sum()) == 1)


def test_of_no_outputs_none_is_least() -> None:
    assert losses.least_only_there(of_squares, np.array([1.0]), np.array([])).tolist() == [False]
