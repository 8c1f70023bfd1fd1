from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from question_bank.output_range import QUESTION
from question_bank.output_range.solver import (
    CROSS_ENTROPY,
    LEAKY_RELU,
    LINEAR,
    LOSSES,
    MEAN_ABSOLUTE,
    QUADRATIC,
    RELU,
    SPACE,
    TANH,
    Pair,
    Parameters,
    activation,
    fit_error,
    outputs,
    solve,
    steps,
    suitable,
    targets,
    tied_outputs,
)

EVERY_PAIR = tuple(
    Pair(*names) for names in product((LEAKY_RELU, TANH, RELU, LINEAR), (CROSS_ENTROPY, QUADRATIC, MEAN_ABSOLUTE))
)
# Quarters are exact in binary, so that zero and one, where verdicts turn, are often and exactly among the ends.
quarters = st.integers(-120, 120).map(lambda n: n / 4)
small_quarters = st.integers(-8, 8).map(lambda n: n / 4)
intervals = st.one_of(*[st.tuples(ends, ends) for ends in (quarters, small_quarters)]).filter(lambda i: i[0] < i[1])


def suits(pair: Pair, low: float, high: float) -> bool:
    """What mathematics says of a pair; the logarithms of a cross-entropy are clipped just inside 0 and 1."""
    reaches = {TANH: max(-low, high) < 1, RELU: low >= 0}.get(pair.activation, True)
    zero_is_alone = low > 0 or (low == 0 and pair.activation == RELU)  # else negative outputs cost the same as zero
    aims = pair.loss != CROSS_ENTROPY or (zero_is_alone and high < 1)
    return reaches and aims


@example((0.0, 0.75))  # ReLU keeps the cross-entropy from outputs that would cost the same as zero
@example((0.25, 0.75))
@example((-1.0, 0.75))
@given(intervals)
def test_a_pair_suits_an_interval_that_it_reaches_with_a_loss_that_is_least_only_at_the_target(
    interval: tuple[float, float],
) -> None:
    low, high = interval
    found = suitable(Parameters(low=low, high=high, pairs=EVERY_PAIR, targets=61))
    assert found == {pair for pair in EVERY_PAIR if suits(pair, low, high)}


@given(intervals)
def test_targets_cover_the_interval_and_outputs_go_on_at_both_sides_of_it(interval: tuple[float, float]) -> None:
    low, high = interval
    p = Parameters(low=low, high=high)
    goals, grid = targets(p), outputs(p)
    assert (goals[0], goals[-1]) == interval
    assert np.isin(goals, grid).all()
    assert (grid[0], grid[-1]) == pytest.approx((2 * low - high, 2 * high - low))
    assert np.diff(grid) == pytest.approx((high - low) / (p.targets - 1))


@given(st.sampled_from(sorted(LOSSES)), st.floats(-30, 30), st.floats(-30, 30), st.floats(0.01, 0.99))
def test_the_slope_of_a_loss_is_its_derivative(loss: str, target: float, far: float, inside: float) -> None:
    step = 1e-6
    value, slope = LOSSES[loss].value, LOSSES[loss].slope
    for output in (far, inside):
        if min(abs(output - kink) for kink in (0.0, 1.0, target)) >= 0.005:  # a quotient is rough near a kink
            below, above = value(np.full(2, target), np.array([output - step, output + step]))
            goal = np.array(target)
            assert float(slope(goal, np.array(output))) == pytest.approx(
                (above - below) / (2 * step), rel=1e-4, abs=1e-4
            )


@given(st.one_of(st.floats(-20, 0, exclude_max=True), st.floats(1, 10, exclude_min=True)))
def test_cross_entropy_takes_every_output_beyond_the_nearer_of_0_and_1_for_a_target_that_is_no_probability(
    target: float,
) -> None:
    p = Parameters()
    grid = outputs(p)
    assert tied_outputs(CROSS_ENTROPY, target, p) == ((grid[0], 0) if target < 0 else (1, grid[-1]))


@given(st.sampled_from(outputs(Parameters()).tolist()))
def test_the_losses_of_regression_tell_every_output_from_the_target(target: float) -> None:
    for loss in (QUADRATIC, MEAN_ABSOLUTE):
        assert tied_outputs(loss, target, Parameters()) == (target, target)


@settings(max_examples=8, deadline=None)
@given(st.integers(-40, -10), st.floats(0.1, 0.8))
def test_every_claim_holds_for_intervals_that_are_mostly_negative(low: int, ratio: float) -> None:
    high = max(2, round(-low * ratio))
    s = solve(Parameters(low=float(low), high=float(high), targets=5 * (high - low) + 1))
    assert [claim.id for claim in QUESTION.claims if not claim.holds(s)] == []
    assert [option.id for option in QUESTION.item(s).keyed()] == ["linear"]


def test_there_is_no_single_key_where_the_hyperbolic_tangent_reaches_every_target() -> None:
    s = solve(Parameters(low=-0.5, high=0.5))
    assert s.suitable == {Pair(TANH, QUADRATIC), Pair(LINEAR, MEAN_ABSOLUTE)}
    assert QUESTION.item(s).keyed() == ()


def test_where_no_target_is_negative_only_the_loss_excludes_relu() -> None:
    pairs = (
        Pair(RELU, CROSS_ENTROPY),
        Pair(RELU, QUADRATIC),
        Pair(TANH, QUADRATIC),
        Pair(LINEAR, CROSS_ENTROPY),
    )
    s = solve(Parameters(low=0.0, high=5.0, pairs=pairs))
    assert s.relu_reached == 1
    assert s.suitable == {Pair(RELU, QUADRATIC)}


@settings(max_examples=10, deadline=None)
@given(st.integers(-20, 19), st.integers(1, 20), st.floats(0.02, 0.1), st.floats(0.1, 0.9))
def test_the_fit_of_the_key_reaches_any_interval(low: int, width: int, learning_rate: float, start: float) -> None:
    p = Parameters(low=float(low), high=float(low + width), learning_rate=learning_rate, start=start)
    assert fit_error(Pair(LINEAR, MEAN_ABSOLUTE), p) < 0.01


@pytest.mark.parametrize("learning_rate", [0.02, 0.1, 0.5])
@pytest.mark.parametrize("start", [0.1, 0.9])
def test_the_other_fits_fail_at_any_learning_rate_and_start(learning_rate: float, start: float) -> None:
    p = Parameters(learning_rate=learning_rate, start=start)
    errors = [fit_error(pair, p) for pair in p.pairs if pair != Pair(LINEAR, MEAN_ABSOLUTE)]
    assert min(errors) > 3.5  # half of what an output always in the middle of the interval errs


def test_the_fit_of_a_relu_that_starts_on_its_flat_side_never_moves() -> None:
    p = Parameters(start=-0.5)
    assert fit_error(Pair(RELU, QUADRATIC), p) == pytest.approx(np.abs(targets(p)).mean())


def test_the_smaller_the_slope_of_leaky_relu_the_farther_it_stays_from_negative_targets() -> None:
    p = Parameters()
    slopes = (0.05, 0.3, 0.6, 0.95)
    errors = [fit_error(Pair(LEAKY_RELU, MEAN_ABSOLUTE), replace(p, negative_slope=slope)) for slope in slopes]
    assert all(after < before for before, after in pairwise(errors))
    assert errors[-1] < 0.01  # it reaches them all, given steps enough


@pytest.mark.parametrize(("low", "high"), [(3.0, 3.0), (4.0, -4.0), (float("nan"), 1.0)])
def test_targets_need_an_interval(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="low < high"):
        solve(Parameters(low=low, high=high))


def step_by_step(pair: Pair, p: Parameters) -> float:
    """The error of a fit in which no weight is let be and no target passed over."""
    unit, loss, goals, last = activation(pair.activation, p), LOSSES[pair.loss], targets(p), steps(p)
    weights = np.full(p.targets, p.start)
    for step in range(last):
        slope = loss.slope(goals, unit.output(weights)) * unit.slope(weights)
        weights = weights - p.learning_rate * (1 - step / last) * slope
    return float(np.abs(unit.output(weights) - goals).mean())


EVERY = list(product(*SPACE.values.values()))


@pytest.mark.parametrize("number", [0, *range(7, len(EVERY), 180)])
def test_fits_end_where_they_would_step_by_step_and_show_the_same_digit(number: int) -> None:
    chosen = EVERY[number]
    p = SPACE.build(**dict(zip(SPACE.values, chosen, strict=True)))
    offered = dict(p.pairs)
    fitted = (*p.pairs, Pair(LEAKY_RELU, MEAN_ABSOLUTE), Pair(LINEAR, offered[TANH]))

    for pair in fitted:
        found, expected = fit_error(pair, p), step_by_step(pair, p)
        assert found == pytest.approx(expected, abs=2e-4)
        assert f"{found:.1f}" == f"{expected:.1f}"
