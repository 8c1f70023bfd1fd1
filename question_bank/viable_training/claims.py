"""What must hold of question 1, and what would refute each; the other ways to its numbers are in `again.py`."""

import math
from dataclasses import replace
from functools import cache

from grader import claim

from . import again
from .solver import (
    DEFAULTS_AND_TEST_SET,
    EXHAUSTIVE_SEARCH,
    RANDOM_WEIGHTS,
    SUBSET_SEARCH,
    Parameters,
    Practice,
    Solution,
    solve,
)

SMALLEST = Parameters(
    training_images=120, subset_images=20, epochs=1, hidden=8, rates=(0.001, 0.01, 0.1), batch_sizes=(32,)
)
SMALLER = replace(
    SMALLEST,
    training_images=240,
    subset_images=40,
    validation_images=20,
    epochs=3,
    hidden=16,
    batch_sizes=(16, 32),
)
DIVIDED = replace(SMALLER, subset_images=30)
"""Experiments so small that claims about trainings are false of them; in the last, draws find different settings."""


@cache
def _solved(p: Parameters) -> Solution:
    return solve(p)


@claim(
    refuted_by=(
        lambda s: replace(s, viable=s.viable | {EXHAUSTIVE_SEARCH}),
        lambda s: replace(s, practices={**s.practices, RANDOM_WEIGHTS: s.practices[DEFAULTS_AND_TEST_SET]}),
        lambda s: _weighed_again(replace(s, search_trainings=100.5)),
        lambda s: _weighed_again(replace(s, lowest_found_accuracy=s.best_accuracy - 0.052)),
        lambda s: _weighed_again(replace(s, single_optimism=0.0052)),
    )
)
def only_the_subset_search_is_viable(s: Solution) -> bool:
    """Of the practices, the search on small subsets alone is affordable, finds a good setting and reports honestly."""
    p = s.p
    if (p.affordable_trainings, p.tolerable_regret, p.tolerable_optimism) != (100, 0.05, 0.005):
        return False
    weighed = _weighed(s)
    passing = {
        name for name, one in weighed.items() if one.trainings <= 100 and one.regret <= 0.05 and one.optimism <= 0.005
    }
    return s.practices == weighed and s.viable == passing == {SUBSET_SEARCH}


@claim(
    refuted_by=(
        lambda s: replace(s, chance_quadratic=s.chance_loss),
        lambda s: replace(s, classes=5, chance_loss=math.log(5), chance_quadratic=1 - 1 / 5),
    )
)
def chance_loss_is_known(s: Solution) -> bool:
    """Equal probabilities on K classes have the cross-entropy ln K, and another quadratic loss: 1 - 1/K."""
    known = abs(s.chance_loss - math.log(s.classes)) < 1e-6 and abs(s.chance_quadratic - (1 - 1 / s.classes)) < 1e-9
    return known and abs(s.chance_loss - s.chance_quadratic) > 1


@claim(
    refuted_by=(
        lambda s: replace(s, flagged_accuracy=s.best_accuracy),
        lambda s: replace(s, flagged_accuracy=s.flagged_accuracy - 0.1),
        lambda s: replace(s, best_accuracy=s.flagged_accuracy + 0.04),
        lambda s: replace(s, flagged_accuracy=s.flagged_accuracy + 0.04, best_accuracy=s.flagged_accuracy + 0.08),
        lambda s: replace(s, found_loss=s.chance_loss),
        lambda s: replace(
            s, found_rate=s.flagged_rates[0], found_loss=again.search_losses(s.p, 0)[s.flagged_rates[0], 32]
        ),
    )
)
def loss_flags_bad_rates(s: Solution) -> bool:
    """Rates whose short runs leave the loss above chance, where it began, stay below the best with all images, too."""
    p, chance = s.p, math.log(s.classes)
    if not (math.isclose(s.chance_loss, chance, rel_tol=1e-6) and p.tolerable_regret == 0.05):
        return False
    losses, size = again.search_losses(p, 0), p.default_batch_size
    flagged = tuple(rate for rate in p.rates if losses[rate, size] > chance)
    at_both_ends = s.flagged_rates == flagged == (min(p.rates), max(p.rates))
    best_flagged = max(again.accuracies(p)[rate, size] for rate in flagged)
    same = abs(s.flagged_accuracy - best_flagged) < 0.05  # no nearer: at the rate 1 every rounding leads elsewhere
    below = same and s.best_accuracy - max(s.flagged_accuracy, best_flagged) > p.tolerable_regret
    lowest = losses[s.found_rate, size]
    learned = math.isclose(s.found_loss, lowest) and lowest < chance
    untrained = math.isclose(s.untrained_loss, again.untrained_loss(p)) and s.untrained_loss > chance
    return at_both_ends and below and learned and untrained


@claim(
    refuted_by=(
        lambda s: replace(s, search_runs=s.settings),
        lambda s: _with_sizes(s, replace(s.p, subset_images=s.p.training_images // 2)),
        lambda s: replace(s, search_trainings=s.search_trainings + 0.1),
        lambda s: replace(s, search_multiply_adds=s.search_multiply_adds + 1),
    )
)
def subset_search_is_cheap(s: Solution) -> bool:
    """One run a rate, then one a batch size, on small subsets, cost less than three trainings with all images."""
    p = s.p
    one_at_a_time = s.search_runs == len(p.rates) + len(p.batch_sizes) - 1 < s.settings
    ratio = s.search_runs * _multiply_adds(s, p.subset_images) / _multiply_adds(s, p.training_images)
    return one_at_a_time and math.isclose(s.search_trainings, ratio) and ratio < 3 and _costs_are_counted(s)


@claim(
    refuted_by=(
        lambda s: replace(s, training_multiply_adds=s.search_multiply_adds),
        lambda s: _with_sizes(s, replace(s.p, side=0)),
    )
)
def costs_follow_from_sizes(s: Solution) -> bool:
    """Each image trained on passes forward once an epoch and back nearly twice; each validated on, forward once."""
    return s.p.side > 0 and _costs_are_counted(s)


@claim(
    refuted_by=(
        lambda s: replace(s, lowest_found_accuracy=s.default_accuracy),
        lambda _: _solved(SMALLER),
        lambda s: _with_draws(s, 2),
        lambda _: replace(_solved(DIVIDED), lowest_found_accuracy=_solved(DIVIDED).best_accuracy),
    )
)
def subset_search_finds_a_good_setting(s: Solution) -> bool:
    """Every search ends with a setting whose accuracy on held-out images is within a point of the best of all."""
    p = s.p
    if not (p.draws == 3 and p.heldout_images == 800):
        return False
    accuracies, found = again.accuracies(p), again.found(p)
    first, *_ = found
    as_found = (s.found_rate, s.found_batch_size) == first and s.settings == len(accuracies)
    best, lowest = max(accuracies.values()), min(accuracies[setting] for setting in found)
    measured = abs(s.best_accuracy - best) < 0.0005 and abs(s.lowest_found_accuracy - lowest) < 0.0005
    return as_found and measured and best - lowest < 0.01


@claim(
    refuted_by=(
        lambda s: replace(s, sgd_rate=s.found_rate, sgd_misfit_accuracy=s.sgd_accuracy),
        lambda s: replace(s, found_rate=s.sgd_rate / 9.5),
        lambda _: _solved(SMALLEST),
    )
)
def rate_suits_the_optimizer(s: Solution) -> bool:
    """Plain gradient descent needs a rate at least ten times Adam's, and with Adam's is far behind."""
    (adams, *_), (sgds, *_) = again.found(s.p), again.found(s.p, is_adam=False)
    fitting, misfit = again.sgd_accuracy(s.p, sgds), again.sgd_accuracy(s.p, adams)
    measured = abs(s.sgd_accuracy - fitting) < 0.0005 and abs(s.sgd_misfit_accuracy - misfit) < 0.0005
    return (
        measured
        and sgds == (s.sgd_rate, s.p.default_batch_size)
        and s.sgd_rate / s.found_rate > 9.99
        and s.sgd_accuracy - s.sgd_misfit_accuracy > 0.1
    )


@claim(
    refuted_by=(
        lambda s: replace(s, listed_runs=s.exhaustive_runs),
        lambda s: replace(s, exhaustive_runs=s.exhaustive_runs - 1),
        lambda s: replace(s, p=replace(s.p, losses=-2, optimizers=-3), listed_runs=s.listed_runs - 10),
        lambda s: replace(
            s,
            p=replace(s.p, losses=1, momenta=2, decays=4, optimizers=7),
            exhaustive_runs=840,
            listed_runs=17,
        ),
    )
)
def exhaustive_runs_multiply(s: Solution) -> bool:
    """Combining lists of values multiplies their lengths; going through them one at a time only adds them."""
    p = s.p
    lengths = (p.losses, len(p.rates), p.momenta, p.decays, len(p.batch_sizes), p.optimizers)
    multiplied = math.prod(len(range(length)) for length in lengths)  # of a list of less than nothing there is none
    added = sum(lengths) - len(lengths) + 1
    return s.exhaustive_runs == multiplied and s.listed_runs == added and multiplied / added > 50


@claim(
    refuted_by=(
        lambda s: replace(s, exhaustive_runs=s.listed_runs, exhaustive_days=s.listed_runs / 24),
        lambda s: replace(s, exhaustive_runs=672, exhaustive_days=28.0),
        lambda s: replace(s, p=replace(s.p, hours_a_training=2), exhaustive_runs=2 * s.exhaustive_runs),
        lambda s: replace(s, viable=s.viable | {EXHAUSTIVE_SEARCH}),
        lambda s: replace(s, p=replace(s.p, affordable_trainings=99)),
    )
)
def exhaustive_search_is_unaffordable(s: Solution) -> bool:
    """The exhaustive search takes several times the trainings that a project can pay, and weeks of time."""
    days = s.exhaustive_runs * s.p.hours_a_training / 24
    unaffordable = s.exhaustive_runs > 5 * 100 == 5 * s.p.affordable_trainings and EXHAUSTIVE_SEARCH not in s.viable
    return unaffordable and abs(s.exhaustive_days - days) < 1e-9 and days > 28


@claim(
    refuted_by=(
        lambda s: replace(s, default_accuracy=s.best_accuracy),
        lambda s: replace(s, p=replace(s.p, tolerable_regret=(s.best_accuracy - s.default_accuracy) / 1.9)),
        lambda s: replace(s, viable=s.viable | {DEFAULTS_AND_TEST_SET}),
    )
)
def defaults_are_suboptimal(s: Solution) -> bool:
    """On this problem the default rate and batch size fall short of the best by more than is tolerable."""
    p = s.p
    if not (p.default_rate == 0.001 and p.default_batch_size == 32):
        return False
    accuracies = again.accuracies(p)
    best, default = max(accuracies.values()), accuracies[0.001, 32]
    measured = abs(s.best_accuracy - best) < 0.0005 and abs(s.default_accuracy - default) < 0.0005
    return measured and (best - default) / p.tolerable_regret > 2 and DEFAULTS_AND_TEST_SET not in s.viable


@claim(
    refuted_by=(
        lambda s: replace(s, optimism=s.single_optimism),
        lambda s: replace(s, single_optimism=s.large_optimism),
        lambda s: replace(s, p=replace(s.p, tolerable_optimism=s.optimism / 2)),
        lambda s: replace(s, viable=s.viable | {DEFAULTS_AND_TEST_SET}),
    )
)
def best_on_the_test_set_is_optimistic(s: Solution) -> bool:
    """The best of equally good architectures seems better on the test set than it is; a single one does not."""
    p = s.p
    if not (p.architectures == 10 and p.test_images == 1000 and p.equal_accuracy == 0.75):
        return False
    expected = math.isclose(s.optimism, again.optimism(10, 1000, 0.75), rel_tol=1e-6)
    choice = expected and s.optimism / p.tolerable_optimism > 2
    return choice and abs(s.single_optimism) < 1e-9 and DEFAULTS_AND_TEST_SET not in s.viable


@claim(
    refuted_by=(
        lambda s: replace(s, large_optimism=s.optimism),
        lambda s: replace(s, optimism=2 * s.large_optimism),
        lambda s: replace(s, p=replace(s.p, tolerable_optimism=s.large_optimism)),
    )
)
def larger_test_sets_only_reduce_optimism(s: Solution) -> bool:
    """A larger test set makes the best of several architectures less optimistic, but still more than is tolerable."""
    expected = math.isclose(s.large_optimism, again.optimism(10, 10_000, 0.75), rel_tol=1e-6)
    larger = s.p.large_test_images == 10_000 > s.p.test_images
    still = s.p.tolerable_optimism < s.large_optimism
    return larger and expected and still and s.large_optimism / s.optimism < 0.5


@claim(
    refuted_by=(
        lambda s: replace(s, image_side=s.p.imagenet_side, image_positions=s.imagenet_positions),
        lambda s: replace(s, p=replace(s.p, imagenet_side=32), imagenet_positions=1),
        lambda s: replace(s, p=replace(s.p, halvings=4), imagenet_positions=14),
    )
)
def architectures_suit_their_images(s: Solution) -> bool:
    """Halvings that leave a map of many positions of an image of ImageNet leave a single one of a small image."""
    left = s.imagenet_positions * 2**s.p.halvings == s.p.imagenet_side
    return left and s.imagenet_positions > 1 and s.image_side == 28 <= 2**s.p.halvings and s.image_positions == 1


@claim(
    refuted_by=(
        lambda s: replace(s, worst_accuracy=s.best_accuracy),
        lambda s: replace(s, viable=s.viable | {RANDOM_WEIGHTS}),
        lambda s: replace(s, classes=20),
        lambda _: _solved(SMALLER),
    )
)
def same_weights_may_not_learn(s: Solution) -> bool:
    """From the same random weights, one setting comes close to chance while another is several times better."""
    accuracies = again.accuracies(s.p)
    worst, best = min(accuracies, key=accuracies.__getitem__), max(accuracies.values())
    measured = abs(s.worst_accuracy - accuracies[worst]) < 0.0005 and abs(s.best_accuracy - best) < 0.0005
    near_chance = (s.worst_rate, s.worst_batch_size) == worst and s.worst_accuracy < 2 / s.classes
    return measured and near_chance and s.best_accuracy / s.worst_accuracy > 4 and RANDOM_WEIGHTS not in s.viable


@claim(
    refuted_by=(
        lambda s: replace(s, small_signal=s.he_signal, small_gradient=s.he_gradient),
        lambda s: _with_small_weights(s, 0.019445),
    )
)
def small_weights_lose_signal_and_gradient(s: Solution) -> bool:
    """Through deep ReLU layers of weights that are too small, signals and gradients all but vanish."""
    p = s.p
    if (p.deep_layers, p.deep_width) != (10, 32):
        return False
    return (
        _pass(s, p.small_deviation, s.small_signal, s.small_gradient) and max(s.small_signal, s.small_gradient) < 1e-10
    )


@claim(
    refuted_by=(
        lambda s: replace(s, large_signal=s.he_signal, large_gradient=s.he_gradient),
        lambda s: _with_large_weights(s, 0.698043),
    )
)
def large_weights_blow_them_up(s: Solution) -> bool:
    """Through deep ReLU layers of weights that are too large, signals and gradients grow by orders of magnitude."""
    return (
        _pass(s, s.p.large_deviation, s.large_signal, s.large_gradient) and min(s.large_signal, s.large_gradient) > 1e4
    )


@claim(
    refuted_by=(
        lambda s: replace(s, he_signal=s.small_signal, he_gradient=s.small_gradient),
        lambda s: replace(s, he_signal=s.he_gradient, he_gradient=s.he_signal),
        lambda s: _with_he_weights(s, width=4, seed=7),  # the signal is less than a tenth
        lambda s: _with_he_weights(s, width=6, layers=12, seed=18),  # the gradient
        lambda s: _with_he_weights(s, width=5, seed=784),  # the signal is more than ten times as large
        lambda s: _with_he_weights(s, width=5, seed=772),  # the gradient
    )
)
def he_weights_keep_them(s: Solution) -> bool:
    """Through deep ReLU layers of He's weights, signals and gradients keep their order of magnitude."""
    kept = 0.1 < s.he_signal < 10 and 0.1 < s.he_gradient < 10
    return kept and _pass(s, 0, s.he_signal, s.he_gradient)


@claim(
    refuted_by=(
        lambda s: replace(s, small_deep_loss=s.he_deep_loss),
        lambda s: replace(s, classes=11),
        lambda _: _solved(SMALLER),
    )
)
def small_weights_do_not_learn(s: Solution) -> bool:
    """Trained alike, the deep network stays at the loss of chance from small weights, and leaves it from He's."""
    setting, *_ = again.found(s.p)
    small, he = (again.deep_loss(s.p, deviation, setting) for deviation in (s.p.small_deviation, 0))
    measured = math.isclose(s.small_deep_loss, small, rel_tol=1e-6) and math.isclose(s.he_deep_loss, he, rel_tol=1e-6)
    return measured and abs(small - math.log(s.classes)) < 0.004 and math.log(s.classes) - he > 0.3


def _weighed(s: Solution) -> dict[str, Practice]:
    """What each practice comes to by the other numbers of the solution; the exhaustive search finds the best."""
    single, best = s.single_optimism, s.best_accuracy
    return {
        SUBSET_SEARCH: Practice(s.search_trainings, best - s.lowest_found_accuracy, single),
        EXHAUSTIVE_SEARCH: Practice(s.exhaustive_runs, 0, single),
        DEFAULTS_AND_TEST_SET: Practice(s.p.architectures, best - s.default_accuracy, s.optimism),
        RANDOM_WEIGHTS: Practice(0, best - s.worst_accuracy, single),
    }


def _weighed_again(s: Solution) -> Solution:
    """The solution with what the practices come to by its other numbers."""
    return replace(s, practices=_weighed(s))


def _with_draws(s: Solution, draws: int) -> Solution:
    """The solution with another number of draws, and the settings with which their searches then end."""
    p = replace(s.p, draws=draws)
    accuracies, found = again.accuracies(p), again.found(p)
    lowest = min(accuracies[setting] for setting in found)
    return replace(s, p=p, best_accuracy=max(accuracies.values()), lowest_found_accuracy=lowest)


def _with_small_weights(s: Solution, deviation: float) -> Solution:
    """The solution with other small weights, and what they do to signal and gradient."""
    signal, gradient = again.passage(s.p, deviation)
    return replace(s, p=replace(s.p, small_deviation=deviation), small_signal=signal, small_gradient=gradient)


def _with_large_weights(s: Solution, deviation: float) -> Solution:
    """The same for large weights."""
    signal, gradient = again.passage(s.p, deviation)
    return replace(s, p=replace(s.p, large_deviation=deviation), large_signal=signal, large_gradient=gradient)


def _with_he_weights(s: Solution, *, width: int, seed: int, layers: int = 10) -> Solution:
    """The solution with another deep network, and what He's weights do there."""
    p = replace(s.p, deep_layers=layers, deep_width=width, seed=seed)
    signal, gradient = again.passage(p, 0)
    return replace(s, p=p, he_signal=signal, he_gradient=gradient)


def _multiply_adds(s: Solution, images: int) -> int:
    """Of a training on so many images, its validation included: forward and back, layer by layer."""
    p = s.p
    first, second = p.side**2 * p.hidden, p.hidden * s.classes
    return p.epochs * images * (2 * first + 3 * second) + p.validation_images * (first + second)


def _with_sizes(s: Solution, p: Parameters) -> Solution:
    """The solution of other sizes, and the costs that follow from them."""
    sized = replace(s, p=p)
    search = s.search_runs * _multiply_adds(sized, sized.p.subset_images)
    training = _multiply_adds(sized, sized.p.training_images)
    return replace(
        sized,
        search_multiply_adds=search,
        training_multiply_adds=training,
        search_trainings=search / training,
    )


def _costs_are_counted(s: Solution) -> bool:
    search = s.search_runs * _multiply_adds(s, s.p.subset_images)
    return s.search_multiply_adds == search and s.training_multiply_adds == _multiply_adds(s, s.p.training_images)


def _pass(s: Solution, deviation: float, signal: float, gradient: float) -> bool:
    """Whether a signal and a gradient change on their way through the deep network by these factors."""
    passed = again.passage(s.p, deviation)
    return math.isclose(signal, passed[0], rel_tol=1e-6) and math.isclose(gradient, passed[1], rel_tol=1e-6)
