"""Question 1: what makes the training of deep networks viable.

Read it like a marked exam sheet: what must hold, then the options, then the question. The numbers are in `solver.py`,
the experiments in `experiment.py`, the words in `text.*.md`.
"""

import math
from dataclasses import replace

from grader import Item, Option, Question, claim

from .solver import (
    DEFAULTS_AND_TEST_SET,
    EXHAUSTIVE_SEARCH,
    RANDOM_WEIGHTS,
    SUBSET_SEARCH,
    Parameters,
    Solution,
    solve,
)


@claim(refuted_by=lambda s: replace(s, viable=s.viable | {EXHAUSTIVE_SEARCH}))
def only_the_subset_search_is_viable(s: Solution) -> bool:
    """Of the practices, the search on small subsets alone is affordable, finds a good setting and reports honestly."""
    p = s.p
    affordable = s.search_trainings <= p.affordable_trainings
    good = s.best_accuracy - s.lowest_found_accuracy <= p.tolerable_regret
    return affordable and good and s.single_optimism <= p.tolerable_optimism and s.viable == {SUBSET_SEARCH}


@claim(refuted_by=lambda s: replace(s, chance_quadratic=s.chance_loss))
def chance_loss_is_known(s: Solution) -> bool:
    """Equal probabilities on K classes have the cross-entropy ln K, and another quadratic loss: 1 - 1/K."""
    known = abs(s.chance_loss - math.log(s.classes)) < 1e-6 and abs(s.chance_quadratic - (1 - 1 / s.classes)) < 1e-9
    return known and abs(s.chance_loss - s.chance_quadratic) > 1


@claim(refuted_by=lambda s: replace(s, flagged_accuracy=s.best_accuracy))
def loss_flags_bad_rates(s: Solution) -> bool:
    """Rates whose short runs leave the loss above chance, where it began, stay below the best with all images, too."""
    at_both_ends = min(s.p.rates) in s.flagged_rates and max(s.p.rates) in s.flagged_rates
    below = s.best_accuracy - s.flagged_accuracy > s.p.tolerable_regret
    learned = s.found_rate not in s.flagged_rates and s.found_loss < s.chance_loss
    return at_both_ends and below and learned and s.untrained_loss > s.chance_loss


@claim(refuted_by=lambda s: replace(s, search_runs=s.settings))
def subset_search_is_cheap(s: Solution) -> bool:
    """One run a rate, then one a batch size, on small subsets, cost less than three trainings with all images."""
    p = s.p
    one_at_a_time = s.search_runs == len(p.rates) + len(p.batch_sizes) - 1 < s.settings
    ratio = s.search_multiply_adds / s.training_multiply_adds
    return one_at_a_time and p.subset_images <= p.training_images / 4 and s.search_trainings == ratio < 3


@claim(refuted_by=lambda s: replace(s, training_multiply_adds=s.search_multiply_adds))
def costs_follow_from_sizes(s: Solution) -> bool:
    """Each image trained on passes forward once an epoch and back nearly twice; each validated on, forward once."""
    p = s.p
    first, second = p.side**2 * p.hidden, p.hidden * s.classes
    epoch, validation = 2 * first + 3 * second, p.validation_images * (first + second)
    run, training = (p.epochs * images * epoch + validation for images in (p.subset_images, p.training_images))
    return s.search_multiply_adds == s.search_runs * run and s.training_multiply_adds == training


@claim(refuted_by=lambda s: replace(s, lowest_found_accuracy=s.default_accuracy))
def subset_search_finds_a_good_setting(s: Solution) -> bool:
    """Every search ends with a setting whose accuracy on held-out images is within a point of the best of all."""
    p = s.p
    on_the_grid = s.found_rate in p.rates and s.found_batch_size in p.batch_sizes
    all_tried = s.settings == len(p.rates) * len(p.batch_sizes)
    measured = p.draws > 1 and 0.01 * p.heldout_images >= 5  # enough images to see a point
    return on_the_grid and all_tried and measured and 0 <= s.best_accuracy - s.lowest_found_accuracy < 0.01


@claim(refuted_by=lambda s: replace(s, sgd_rate=s.found_rate, sgd_misfit_accuracy=s.sgd_accuracy))
def rate_suits_the_optimizer(s: Solution) -> bool:
    """Plain gradient descent needs a rate at least ten times Adam's, and with Adam's is far behind."""
    return s.sgd_rate > 9.99 * s.found_rate and s.sgd_accuracy - s.sgd_misfit_accuracy > 0.1


@claim(refuted_by=lambda s: replace(s, listed_runs=s.exhaustive_runs))
def exhaustive_runs_multiply(s: Solution) -> bool:
    """Combining lists of values multiplies their lengths; going through them one at a time only adds them."""
    p = s.p
    lengths = (p.losses, len(p.rates), p.momenta, p.decays, len(p.batch_sizes), p.optimizers)
    multiplied, added = math.prod(lengths), sum(lengths) - len(lengths) + 1
    return s.exhaustive_runs == multiplied and s.listed_runs == added and multiplied > 50 * added


@claim(refuted_by=lambda s: replace(s, exhaustive_runs=s.listed_runs, exhaustive_days=s.listed_runs / 24))
def exhaustive_search_is_unaffordable(s: Solution) -> bool:
    """The exhaustive search takes several times the trainings that a project can pay, and weeks of time."""
    days = s.exhaustive_runs * s.p.hours_a_training / 24
    unaffordable = s.exhaustive_runs > 5 * s.p.affordable_trainings and EXHAUSTIVE_SEARCH not in s.viable
    return unaffordable and abs(s.exhaustive_days - days) < 1e-9 and days > 28


@claim(refuted_by=lambda s: replace(s, default_accuracy=s.best_accuracy))
def defaults_are_suboptimal(s: Solution) -> bool:
    """On this problem the default rate and batch size fall short of the best by more than is tolerable."""
    p = s.p
    tried = p.default_rate in p.rates and p.default_batch_size in p.batch_sizes
    shortfall = s.best_accuracy - s.default_accuracy
    return tried and shortfall > 2 * p.tolerable_regret and DEFAULTS_AND_TEST_SET not in s.viable


@claim(refuted_by=lambda s: replace(s, optimism=s.single_optimism))
def best_on_the_test_set_is_optimistic(s: Solution) -> bool:
    """The best of equally good architectures seems better on the test set than it is; a single one does not."""
    p = s.p
    standard_error = math.sqrt(p.equal_accuracy * (1 - p.equal_accuracy) / p.test_images)
    choice = p.architectures > 1 and s.optimism > max(standard_error, 2 * p.tolerable_optimism)
    return choice and abs(s.single_optimism) < 1e-9 and DEFAULTS_AND_TEST_SET not in s.viable


@claim(refuted_by=lambda s: replace(s, large_optimism=s.optimism))
def larger_test_sets_only_reduce_optimism(s: Solution) -> bool:
    """A larger test set makes the best of several architectures less optimistic, but still more than is tolerable."""
    larger = s.p.large_test_images > s.p.test_images
    return larger and s.p.tolerable_optimism < s.large_optimism < s.optimism / 2


@claim(refuted_by=lambda s: replace(s, image_side=s.p.imagenet_side, image_positions=s.imagenet_positions))
def architectures_suit_their_images(s: Solution) -> bool:
    """Halvings that leave a map of many positions of an image of ImageNet leave a single one of a small image."""
    left = s.imagenet_positions * 2**s.p.halvings == s.p.imagenet_side
    return left and s.imagenet_positions > 1 and s.image_side <= 2**s.p.halvings and s.image_positions == 1


@claim(refuted_by=lambda s: replace(s, worst_accuracy=s.best_accuracy))
def same_weights_may_not_learn(s: Solution) -> bool:
    """From the same random weights, one setting comes close to chance while another is several times better."""
    p = s.p
    tried = s.worst_rate in p.rates and s.worst_batch_size in p.batch_sizes
    near_chance = s.worst_accuracy < 2 / s.classes and s.best_accuracy > 4 * s.worst_accuracy
    return tried and near_chance and RANDOM_WEIGHTS not in s.viable


@claim(refuted_by=lambda s: replace(s, small_signal=s.he_signal, small_gradient=s.he_gradient))
def small_weights_lose_signal_and_gradient(s: Solution) -> bool:
    """Through deep ReLU layers of weights that are too small, signals and gradients all but vanish."""
    p = s.p
    too_small = p.small_deviation < math.sqrt(2 / p.deep_width) / 2 and p.deep_layers > 1
    return too_small and 0 < s.small_signal < 1e-10 and 0 < s.small_gradient < 1e-10


@claim(refuted_by=lambda s: replace(s, large_signal=s.he_signal, large_gradient=s.he_gradient))
def large_weights_blow_them_up(s: Solution) -> bool:
    """Through deep ReLU layers of weights that are too large, signals and gradients grow by orders of magnitude."""
    too_large = s.p.large_deviation > 2 * math.sqrt(2 / s.p.deep_width)
    return too_large and s.large_signal > 1e4 and s.large_gradient > 1e4


@claim(refuted_by=lambda s: replace(s, he_signal=s.small_signal, he_gradient=s.small_gradient))
def he_weights_keep_them(s: Solution) -> bool:
    """Through deep ReLU layers of He's weights, signals and gradients keep their order of magnitude."""
    return 0.1 < s.he_signal < 10 and 0.1 < s.he_gradient < 10


@claim(refuted_by=lambda s: replace(s, small_deep_loss=s.he_deep_loss))
def small_weights_do_not_learn(s: Solution) -> bool:
    """Trained alike, the deep network stays at the loss of chance from small weights, and leaves it from He's."""
    return abs(s.small_deep_loss - s.chance_loss) < 0.004 and s.he_deep_loss < s.chance_loss - 0.3


def item(s: Solution) -> Item:
    """The options are practices; the key is the practice that makes training viable."""
    return Item(
        answer=s.viable,
        options=(
            Option(
                id="loss_range_and_small_searches",
                value=frozenset({SUBSET_SEARCH}),
                because=(
                    only_the_subset_search_is_viable,
                    loss_flags_bad_rates,
                    subset_search_is_cheap,
                    subset_search_finds_a_good_setting,
                    rate_suits_the_optimizer,
                ),
            ),
            Option(
                id="exhaustive_experiments",
                value=frozenset({EXHAUSTIVE_SEARCH}),
                because=(exhaustive_runs_multiply, exhaustive_search_is_unaffordable),
                misconception="More data and more combinations are taken to be always better, whatever they cost.",
            ),
            Option(
                id="defaults_and_popular_architectures",
                value=frozenset({DEFAULTS_AND_TEST_SET}),
                because=(
                    defaults_are_suboptimal,
                    best_on_the_test_set_is_optimistic,
                    architectures_suit_their_images,
                ),
                misconception="What suited others is taken to suit any problem, and the test set to help with choices.",
            ),
            Option(
                id="random_weights",
                value=frozenset({RANDOM_WEIGHTS}),
                because=(
                    same_weights_may_not_learn,
                    small_weights_lose_signal_and_gradient,
                    small_weights_do_not_learn,
                ),
                misconception="What is necessary, weights that break the symmetry of units, is taken to be sufficient.",
            ),
        ),
    )


QUESTION = Question(
    id="viable_training",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        only_the_subset_search_is_viable,
        chance_loss_is_known,
        loss_flags_bad_rates,
        subset_search_is_cheap,
        costs_follow_from_sizes,
        subset_search_finds_a_good_setting,
        rate_suits_the_optimizer,
        exhaustive_runs_multiply,
        exhaustive_search_is_unaffordable,
        defaults_are_suboptimal,
        best_on_the_test_set_is_optimistic,
        larger_test_sets_only_reduce_optimism,
        architectures_suit_their_images,
        same_weights_may_not_learn,
        small_weights_lose_signal_and_gradient,
        large_weights_blow_them_up,
        he_weights_keep_them,
        small_weights_do_not_learn,
    ),
    tags=("hyperparameters", "validation", "initialisation"),
    otherwise=Parameters(affordable_trainings=1),
    waivers={
        "W002": "The source's key speaks of the values that the loss can take: a range, which the word does not hedge.",
    },
)
