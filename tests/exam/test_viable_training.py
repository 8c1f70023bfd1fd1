"""The question on viable training, over all its parameters."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.solver.images import fashion_mnist
from question_bank.viable_training import item
from question_bank.viable_training.experiment import Experiment, samples
from question_bank.viable_training.solver import (
    DEFAULTS_AND_TEST_SET,
    EXHAUSTIVE_SEARCH,
    RANDOM_WEIGHTS,
    SUBSET_SEARCH,
    Parameters,
    Practice,
    halved,
    solve,
)

shares = st.floats(0, 1)


def subsets_of(values: tuple[float, ...]) -> st.SearchStrategy[tuple[float, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, unique=True).map(tuple)


@given(
    st.builds(Practice, trainings=st.floats(0, 1000), regret=shares, optimism=shares),
    st.tuples(st.integers(0, 1000), shares, shares),
    st.tuples(st.integers(0, 1000), shares, shares),
)
def test_a_practice_is_viable_when_and_only_when_it_meets_every_criterion(
    practice: Practice, one: tuple[int, float, float], other: tuple[int, float, float]
) -> None:
    def viable(limits: tuple[int, float, float]) -> bool:
        trainings, regret, optimism = limits
        return practice.is_viable(
            Parameters(affordable_trainings=trainings, tolerable_regret=regret, tolerable_optimism=optimism)
        )

    strictest = (min(one[0], other[0]), min(one[1], other[1]), min(one[2], other[2]))
    assert viable(strictest) == (viable(one) and viable(other))


@pytest.mark.parametrize(
    ("limits", "viable"),
    [
        (Parameters(), {SUBSET_SEARCH}),
        (Parameters(affordable_trainings=1), set()),
        (Parameters(affordable_trainings=1000), {SUBSET_SEARCH, EXHAUSTIVE_SEARCH}),
        (Parameters(tolerable_regret=1), {SUBSET_SEARCH, RANDOM_WEIGHTS}),
        (Parameters(tolerable_regret=1, architectures=1), {SUBSET_SEARCH, RANDOM_WEIGHTS, DEFAULTS_AND_TEST_SET}),
    ],
)
def test_each_distractor_fails_for_a_reason_of_its_own_and_the_key_follows(
    limits: Parameters, viable: set[str]
) -> None:
    solution = solve(limits)
    keyed = [option.value for option in item(solution).keyed()]
    assert solution.viable == viable
    assert keyed == ([frozenset(viable)] if len(viable) == 1 else [])


@settings(max_examples=30, deadline=None)
@given(
    rates=subsets_of((0.0001, 0.01, 1.0, 100.0)),
    batch_sizes=subsets_of((8, 32, 1000)),
    sizes=st.tuples(st.integers(5, 40), st.integers(1, 40), st.integers(1, 40)),
    draws=st.integers(1, 3),
    epochs=st.integers(1, 2),
    seed=st.integers(0, 9),
)
def test_whatever_the_sizes_searches_stay_on_the_grid_and_nothing_beats_its_best(
    rates: tuple[float, ...],
    batch_sizes: tuple[int, ...],
    sizes: tuple[int, int, int],
    draws: int,
    epochs: int,
    seed: int,
) -> None:
    subset, validation, heldout = sizes
    s = solve(
        Parameters(
            side=4,
            hidden=3,
            training_images=draws * subset,
            subset_images=subset,
            validation_images=validation,
            heldout_images=heldout,
            draws=draws,
            epochs=epochs,
            rates=rates,
            batch_sizes=batch_sizes,
            default_rate=rates[0],
            default_batch_size=batch_sizes[-1],
            deep_layers=2,
            deep_width=16,
            seed=seed,
        )
    )
    assert s.settings == len(rates) * len(batch_sizes)
    assert s.search_runs == len(rates) + len(batch_sizes) - 1
    assert {s.found_rate, s.sgd_rate, s.worst_rate, *s.flagged_rates} <= set(rates)
    assert {s.found_batch_size, s.worst_batch_size} <= set(batch_sizes)
    assert 0 <= s.worst_accuracy <= min(s.lowest_found_accuracy, s.default_accuracy)
    assert max(s.lowest_found_accuracy, s.default_accuracy, s.flagged_accuracy) <= s.best_accuracy <= 1
    # the default batch size is searched first, so that what is found is no worse than any rate there
    assert s.found_rate not in s.flagged_rates or set(s.flagged_rates) == set(rates)


def test_no_image_is_in_two_samples_and_pixels_are_standardised_by_the_first_alone() -> None:
    images = fashion_mnist()
    training, validation, heldout = samples(images, side=7, sizes=(50, 30, 20))
    pixels = images.pixels.reshape(len(images), 7, 4, 7, 4).mean(axis=(2, 4)).reshape(len(images), -1)

    np.testing.assert_array_equal(
        np.concatenate([training.labels, validation.labels, heldout.labels]), images.labels[:100]
    )
    varies = training.inputs.std(axis=0) > 0
    np.testing.assert_allclose(training.inputs.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(training.inputs.std(axis=0)[varies], 1)
    slope, offset = pixels[:50].std(axis=0)[varies], pixels[:50].mean(axis=0)[varies]
    np.testing.assert_allclose(heldout.inputs[:, varies] * slope + offset, pixels[80:100, varies], atol=1e-9)


@given(st.integers(1, 500), st.integers(0, 9))
def test_halving_pads_odd_sides_and_never_leaves_less_than_a_pixel(side: int, times: int) -> None:
    expected = side
    for _ in range(times):
        expected = (expected + 1) // 2
    assert halved(side, times) == expected >= 1


def test_the_draws_of_a_search_share_no_image() -> None:
    training, validation, heldout = samples(fashion_mnist(), side=7, sizes=(90, 10, 10))
    experiment = Experiment(training, validation, heldout, subset_images=30, weights=[], epochs=1, seed=0)
    subsets = [experiment.subset(draw) for draw in range(3)]
    assert [len(subset) for subset in subsets] == [30, 30, 30]
    np.testing.assert_array_equal(np.concatenate([subset.inputs for subset in subsets]), training.inputs)


def test_the_cost_of_exhaustive_experiments_grows_with_the_images_and_that_of_small_searches_does_not() -> None:
    sizes = Parameters(side=4, hidden=2, subset_images=40, epochs=1, draws=1, deep_layers=2)
    few, many = (solve(replace(sizes, training_images=images)) for images in (200, 800))
    assert many.search_multiply_adds == few.search_multiply_adds
    assert many.training_multiply_adds > 2 * few.training_multiply_adds
