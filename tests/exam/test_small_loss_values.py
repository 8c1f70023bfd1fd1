"""What very small loss values do, over the parameters of the experiment."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.solver.images import fashion_mnist
from question_bank.small_loss_values import QUESTION
from question_bank.small_loss_values.solver import (
    PRECISION_TROUBLE,
    SMALL_GRADIENTS,
    Parameters,
    Trained,
    effects,
    first_weights,
    gradient,
    probabilities,
    sample,
    solve,
    steps_to_half,
)

SMALL = Parameters(training_images=40, validation_images=40, steps=5)


def test_the_key_is_the_set_of_effects_observed() -> None:
    solution = QUESTION.solve(QUESTION.parameters)

    assert [option.id for option in QUESTION.item(solution).keyed()] == ["precision_and_small_gradients"]


def test_an_unscaled_loss_has_none_of_the_effects() -> None:
    assert solve(replace(SMALL, scale=1.0)).effects == frozenset()


@settings(max_examples=20, deadline=None)
@given(exponent=st.integers(5, 12))
def test_the_gradient_is_as_many_times_smaller_as_the_loss(exponent: int) -> None:
    solution = solve(replace(SMALL, scale=10.0**-exponent))

    assert solution.norm_ratio == pytest.approx(10.0**-exponent)
    assert {PRECISION_TROUBLE, SMALL_GRADIENTS} <= solution.effects
    assert solution.compensated_fall == pytest.approx(solution.fall)
    assert solution.rescaled_error < 0.01


@settings(max_examples=10, deadline=None)
@given(pixel=st.integers(0, 48), label=st.integers(0, 9))
def test_the_gradient_is_that_of_finite_differences(pixel: int, label: int) -> None:
    images = sample(fashion_mnist()[:40], SMALL)
    weights, step = first_weights(SMALL), 1e-5

    def loss(change: float) -> float:
        moved = weights.copy()
        moved[pixel, label] += change
        return float(-(np.log(probabilities(moved, images)) * images.targets).sum(axis=1).mean())

    exact = gradient(images, probabilities(weights, images) - images.targets, "double")

    assert exact[pixel, label] == pytest.approx((loss(step) - loss(-step)) / (2 * step), abs=1e-8)


def test_effects_follow_from_what_was_trained() -> None:
    as_is = Trained((2.0, 1.9, 1.5, 1.0), training_accuracy=0.8, validation_accuracy=0.7)
    better = Trained((2.0, 1.0, 0.8, 0.5), training_accuracy=0.99, validation_accuracy=0.8)

    assert effects(SMALL, as_is, better, norm_ratio=2.0, half_error=0.0) == {
        "large gradients",
        "easier training",
        "better generalisation",
        "fast convergence",
        "poor generalisation",
        "overfitting",
    }
    assert effects(SMALL, as_is, as_is, norm_ratio=1.0, half_error=0.0) == frozenset()


def test_steps_to_half_counts_from_the_first_loss() -> None:
    assert steps_to_half(Trained((2.0, 1.5, 1.0), 0.5, 0.5), end=1.0) == 1
    assert steps_to_half(Trained((2.0, 1.9, 1.8), 0.5, 0.5), end=1.0) == float("inf")
