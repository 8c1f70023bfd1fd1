"""Searches, the optimism of the best of several, and the dense networks that searches train."""

import math
from collections.abc import Sequence
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.solver import dense, search
from grader.solver.dense import Array, Labels, Optimizer, Weights

DIFFERENCE = 1e-6


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_one_at_a_time_finds_the_optimum_of_independent_hyperparameters_and_tries_no_setting_twice(
    counts: list[int], random: Random
) -> None:
    axes = [tuple(float(value) for value in range(count)) for count in counts]
    start = tuple(random.choice(axis) for axis in axes)
    costs = [{value: random.random() for value in axis} for axis in axes]
    asked: list[search.Setting] = []

    def losses(candidates: Sequence[search.Setting]) -> list[float]:
        asked.extend(candidates)
        return [sum(cost[value] for cost, value in zip(costs, setting, strict=True)) for setting in candidates]

    found = search.one_at_a_time(axes, start, losses)

    assert sorted(asked) == sorted(found.tried)
    assert len(asked) == search.one_at_a_time_runs(counts) <= search.exhaustive_runs(counts)
    assert found.tried[found.best] == pytest.approx(min(losses(list(product(*axes)))))


def test_one_at_a_time_refuses_a_start_that_is_no_setting() -> None:
    with pytest.raises(ValueError, match="expected a start among the values of 2 axes"):
        search.one_at_a_time([(1.0, 2.0), (3.0,)], (1.0, 2.0), lambda settings: [0.0] * len(settings))


@given(st.integers(1, 4), st.integers(1, 5), st.floats(0.05, 0.95))
def test_optimism_is_the_expected_largest_accuracy_less_the_true_one(
    candidates: int, samples: int, accuracy: float
) -> None:
    probability = [
        math.comb(samples, right) * accuracy**right * (1 - accuracy) ** (samples - right)
        for right in range(samples + 1)
    ]
    expected_largest = sum(
        math.prod(probability[right] for right in outcome) * max(outcome) / samples
        for outcome in product(range(samples + 1), repeat=candidates)
    )

    optimism = search.optimism_of_best(candidates, samples=samples, accuracy=accuracy)

    assert optimism == pytest.approx(expected_largest - accuracy, abs=1e-12)


@given(st.integers(1, 50), st.integers(20, 300), st.floats(0.2, 0.8))
def test_optimism_grows_with_candidates_and_shrinks_with_samples(
    candidates: int, samples: int, accuracy: float
) -> None:
    optimism = search.optimism_of_best(candidates, samples=samples, accuracy=accuracy)

    assert search.optimism_of_best(candidates + 1, samples=samples, accuracy=accuracy) > optimism
    assert search.optimism_of_best(candidates, samples=4 * samples, accuracy=accuracy) <= 0.75 * optimism
    assert (optimism == 0) == (candidates == 1)


@pytest.mark.parametrize(("candidates", "samples", "accuracy"), [(0, 10, 0.5), (2, 0, 0.5), (2, 10, 0.0), (2, 10, 1.0)])
def test_optimism_is_refused_where_it_means_nothing(candidates: int, samples: int, accuracy: float) -> None:
    with pytest.raises(ValueError, match="expected candidates and samples from 1 on"):
        search.optimism_of_best(candidates, samples=samples, accuracy=accuracy)


@given(st.integers(0, 1000))
def test_a_step_of_gradient_descent_follows_the_slope_of_the_loss(seed: int) -> None:
    weights, inputs, labels = problem(seed, networks=1)
    rate = 0.1

    stepped = train(weights, inputs, labels, rates=[rate], batch_size=len(labels), epochs=1)

    for layer, (before, after) in enumerate(zip(weights, stepped, strict=True)):
        for index in np.ndindex(before.shape):
            moved = [each.copy() for each in weights]
            moved[layer][index] += DIFFERENCE
            higher = dense.cross_entropies(moved, inputs, labels)[0]
            moved[layer][index] -= 2 * DIFFERENCE
            slope = (higher - dense.cross_entropies(moved, inputs, labels)[0]) / (2 * DIFFERENCE)
            assert after[index] == pytest.approx(before[index] - rate * slope, abs=1e-6)


@settings(max_examples=25)
@given(st.integers(0, 1000), st.sampled_from([dense.sgd, dense.adam]), st.integers(1, 9))
def test_networks_side_by_side_learn_as_each_does_alone_and_leave_what_they_start_from(
    seed: int, optimizer: Optimizer, batch_size: int
) -> None:
    weights, inputs, labels = problem(seed, networks=3)
    rates = [0.001, 0.1, 0.5]
    start = [layer.copy() for layer in weights]

    def trained(initial: Weights, rates: list[float]) -> Weights:
        return train(initial, inputs, labels, rates=rates, batch_size=batch_size, epochs=3, optimizer=optimizer)

    together = trained(weights, rates)

    for network, rate in enumerate(rates):
        alone = trained([layer[[network]] for layer in weights], [rate])
        for one, all_ in zip(alone, together, strict=True):
            np.testing.assert_allclose(one[0], all_[network], rtol=1e-7, atol=1e-9)
    for layer, before in zip(weights, start, strict=True):
        np.testing.assert_array_equal(layer, before)


@given(st.lists(st.floats(-100, 100).filter(lambda slope: abs(slope) > 0.01), min_size=1, max_size=5))
def test_adam_corrects_the_bias_of_its_averages(slopes: list[float]) -> None:
    values = np.zeros((1, 1))
    update = dense.adam(np.array([[0.5]]), 1)
    expected, mean, square = 0.0, 0.0, 0.0
    for step, slope in enumerate(slopes, start=1):
        update(values, np.array([[slope]]))
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        expected -= 0.5 * (mean / (1 - 0.9**step)) / math.sqrt(square / (1 - 0.999**step))
    assert values[0, 0] == pytest.approx(expected, abs=1e-3)


@given(st.integers(0, 1000), st.floats(0.1, 10))
def test_the_size_of_weights_multiplies_signals_and_gradients_layer_by_layer(seed: int, factor: float) -> None:
    weights, inputs, labels = problem(seed, networks=1)
    scaled = [factor * layer for layer in weights]

    signals, scaled_signals = (dense.signals(each, inputs) for each in (weights, scaled))
    # the gradient behind the softmax depends on the logits, so it is given: that of the weights as they were
    targets = dense.softmax(scaled_signals[-1]) - dense.softmax(signals[-1]) + np.eye(3)[labels]
    gradients = list(dense.gradients(weights, signals, np.eye(3)[labels]))
    scaled_gradients = list(dense.gradients(scaled, scaled_signals, targets))

    for layer, (signal, scaled_signal) in enumerate(zip(signals, scaled_signals, strict=True)):
        np.testing.assert_allclose(scaled_signal, factor**layer * signal, rtol=1e-6, atol=1e-9)
    for layer, (gradient, scaled_gradient) in enumerate(zip(gradients, scaled_gradients, strict=True)):
        np.testing.assert_allclose(scaled_gradient, factor**layer * gradient, rtol=1e-6, atol=1e-9)


def test_he_weights_keep_the_size_of_signals_in_wide_layers() -> None:
    rng = np.random.default_rng(0)
    weights = dense.random_weights((400, *[400] * 5, 2), networks=1, rng=rng)
    signals = dense.signals(weights, rng.normal(size=(50, 400)))
    assert np.square(signals[5]).mean() == pytest.approx(np.square(signals[1]).mean(), rel=0.3)


def test_a_network_that_diverged_has_an_infinite_loss_and_one_that_knows_nothing_that_of_chance() -> None:
    _, inputs, labels = problem(0, networks=1)
    weights = [np.stack([np.zeros((4, 3)), np.full((4, 3), np.nan)])]
    assert dense.cross_entropies(weights, inputs, labels).tolist() == pytest.approx([math.log(3), math.inf])


def test_training_on_nothing_is_refused() -> None:
    weights, inputs, labels = problem(0, networks=1)
    with pytest.raises(ValueError, match="expected samples to train on, received none"):
        train(weights, inputs[:0], labels[:0], rates=[0.1], batch_size=4, epochs=1)


def test_multiply_adds_leave_out_the_gradient_by_the_inputs() -> None:
    assert dense.multiply_adds((5, 3, 2), trained=0, evaluated=7) == 7 * (15 + 6)
    assert dense.multiply_adds((5, 3, 2), trained=7, evaluated=0) == 7 * (2 * 15 + 3 * 6)


def problem(seed: int, *, networks: int) -> tuple[Weights, Array, Labels]:
    """A network of 4 inputs, 5 and 4 hidden units and 3 classes, and 8 samples."""
    rng = np.random.default_rng(seed)
    weights = dense.random_weights((4, 5, 4, 3), networks=networks, rng=rng)
    return weights, rng.normal(size=(8, 4)), rng.integers(3, size=8)


def train(
    weights: Weights,
    inputs: Array,
    labels: Labels,
    *,
    rates: list[float],
    batch_size: int,
    epochs: int,
    optimizer: Optimizer = dense.sgd,
) -> Weights:
    return dense.train(
        weights,
        inputs,
        labels,
        rates=rates,
        batch_size=batch_size,
        epochs=epochs,
        optimizer=optimizer,
        rng=np.random.default_rng(0),
    )
