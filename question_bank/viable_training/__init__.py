"""Question 1: what makes the training of deep networks viable.

Read it like a marked exam sheet: the options, what leads to the wrong ones, then the question. What must hold is in
`claims.py`, the numbers in `solver.py`, the experiments in `experiment.py`, both by other ways in `again.py`, the words
in `text.*.md`.
"""

from dataclasses import replace

from grader import Item, Option, Question, misconception, search

from .claims import (
    DIVIDED,
    architectures_suit_their_images,
    best_on_the_test_set_is_optimistic,
    chance_loss_is_known,
    costs_follow_from_sizes,
    defaults_are_suboptimal,
    exhaustive_runs_multiply,
    exhaustive_search_is_unaffordable,
    he_weights_keep_them,
    large_weights_blow_them_up,
    larger_test_sets_only_reduce_optimism,
    loss_flags_bad_rates,
    only_the_subset_search_is_viable,
    rate_suits_the_optimizer,
    same_weights_may_not_learn,
    small_weights_do_not_learn,
    small_weights_lose_signal_and_gradient,
    subset_search_finds_a_good_setting,
    subset_search_is_cheap,
)
from .solver import (
    DEFAULTS_AND_TEST_SET,
    EXHAUSTIVE_SEARCH,
    RANDOM_WEIGHTS,
    SUBSET_SEARCH,
    Parameters,
    Solution,
    solve,
)


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
                misconception=more_is_taken_for_better,
            ),
            Option(
                id="defaults_and_popular_architectures",
                value=frozenset({DEFAULTS_AND_TEST_SET}),
                because=(
                    defaults_are_suboptimal,
                    best_on_the_test_set_is_optimistic,
                    architectures_suit_their_images,
                ),
                misconception=best_on_the_test_set_is_taken_for_good,
            ),
            Option(
                id="random_weights",
                value=frozenset({RANDOM_WEIGHTS}),
                because=(
                    same_weights_may_not_learn,
                    small_weights_lose_signal_and_gradient,
                    small_weights_do_not_learn,
                ),
                misconception=necessary_is_taken_for_sufficient,
            ),
        ),
    )


@misconception
def more_is_taken_for_better(p: Parameters) -> frozenset[str]:
    """More data and more combinations are taken to be always better, whatever they cost."""
    trainings = _trainings(p)
    return frozenset({max(trainings, key=trainings.__getitem__)})


@misconception
def best_on_the_test_set_is_taken_for_good(p: Parameters) -> frozenset[str]:
    """What suited others is taken to suit any problem, and what the test set says of the best of them to be true."""
    compared = dict.fromkeys(_trainings(p), 1) | {DEFAULTS_AND_TEST_SET: p.architectures}
    reported = {
        practice: search.optimism_of_best(candidates, samples=p.test_images, accuracy=p.equal_accuracy)
        for practice, candidates in compared.items()
    }
    return frozenset({max(reported, key=reported.__getitem__)})


@misconception
def necessary_is_taken_for_sufficient(p: Parameters) -> frozenset[str]:
    """What is necessary, weights that break the symmetry of units, is taken to be sufficient: no search is wanted."""
    trainings = _trainings(p)
    return frozenset({min(trainings, key=trainings.__getitem__)})


def _trainings(p: Parameters) -> dict[str, float]:
    """What each practice trains, in trainings with all images."""
    counts = (p.losses, len(p.rates), p.momenta, p.decays, len(p.batch_sizes), p.optimizers)
    return {
        SUBSET_SEARCH: search.one_at_a_time_runs((len(p.rates), len(p.batch_sizes)))
        * p.subset_images
        / p.training_images,
        EXHAUSTIVE_SEARCH: search.exhaustive_runs(counts),
        DEFAULTS_AND_TEST_SET: p.architectures,
        RANDOM_WEIGHTS: 0,
    }


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
    otherwise=replace(DIVIDED, affordable_trainings=324, tolerable_regret=0.02),  # what its exhaustive search takes
    waivers={
        "W002": "The source's key speaks of the values that the loss can take: a range, which the word does not hedge.",
    },
    survivors={
        (
            "solver.solve: first.tried[rate, p.default_batch_size] > chance -> first.tried[rate, "
            "p.default_batch_size] >= chance"
        ): ("No run ends at the loss of chance to the last bit, so that nothing is on the edge."),
        (
            "claims.loss_flags_bad_rates: math.isclose(s.untrained_loss, again.untrained_loss(p)) and "
            "s.untrained_loss > chance -> math.isclose(s.untrained_loss, again.untrained_loss(p))"
        ): (
            "The loss is computed again beside it, and of the draws of these weights none begins below chance: what "
            "would refute this part alone does not occur."
        ),
        "claims.subset_search_finds_a_good_setting: 0.01 -> 0.011000000000000001 in best - lowest < 0.01": (
            "A search that is more than a point behind, but by less than a tenth of that, would differ by two "
            "images, as machines do; the one that refutes the claim is a few points behind."
        ),
    },
)
