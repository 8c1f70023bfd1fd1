"""The numbers of question 1: what each of the four practices costs, finds and reports, by small experiments.

A practice makes training viable when its search is affordable, the setting that it ends with is a good one, and the
accuracy that it reports is honest. The network is small enough to be trained hundreds of times in a moment.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from grader import dense, fashion_mnist, losses, search

from .experiment import CLASSES, Experiment, passage, samples

SUBSET_SEARCH: Final = "subset_search"
EXHAUSTIVE_SEARCH: Final = "exhaustive_search"
DEFAULTS_AND_TEST_SET: Final = "defaults_and_test_set"
RANDOM_WEIGHTS: Final = "random_weights"

FIRST = 0  # the draw whose search is told of


@dataclass(frozen=True)
class Parameters:
    """The sizes of the experiments; the exam states no numbers.

    side: of the images, after averaging blocks of pixels. hidden: units of the only hidden layer.
    training_images: all that there are; subset_images: what one run of the small search trains on.
    heldout_images: on which every setting is judged; no practice sees them. draws: subsets and initial weights.
    rates, batch_sizes: the settings; default_*: those of Keras's Adam and of its `fit`.
    losses, momenta, decays, optimizers: how many of each the exhaustive search compares besides.
    affordable_trainings: the largest search that a project can pay, in trainings with all images.
    tolerable_regret, tolerable_optimism: shares of images.
    architectures, test_images, equal_accuracy: equally good candidates compared on a test set; large_test_images:
    those of another.
    imagenet_side, halvings: what the five max-poolings of VGG meet (Simonyan and Zisserman 2015).
    deep_layers, deep_width: the hidden layers of a deep network; *_deviation: of its weights where not He's.
    """

    side: int = 7
    hidden: int = 16
    training_images: int = 1000
    subset_images: int = 250
    validation_images: int = 200
    heldout_images: int = 800
    draws: int = 3
    epochs: int = 5
    rates: tuple[float, ...] = (0.0001, 0.001, 0.01, 0.1, 1.0)
    batch_sizes: tuple[int, ...] = (32, 64, 128)
    default_rate: float = 0.001
    default_batch_size: int = 32
    losses: int = 2
    momenta: int = 3
    decays: int = 3
    optimizers: int = 3
    affordable_trainings: int = 100
    hours_a_training: int = 1
    tolerable_regret: float = 0.05
    tolerable_optimism: float = 0.005
    architectures: int = 10
    test_images: int = 1000
    large_test_images: int = 10_000
    equal_accuracy: float = 0.75
    imagenet_side: int = 224
    halvings: int = 5
    deep_layers: int = 10
    deep_width: int = 32
    small_deviation: float = 0.01
    large_deviation: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class Practice:
    """What a practice comes to.

    trainings: what its search costs, in trainings with all images. regret: how much lower the accuracy of its setting
    is than that of the best one. optimism: how far above the truth the accuracy that it reports is expected to be.
    """

    trainings: float
    regret: float
    optimism: float

    def is_viable(self, p: Parameters) -> bool:
        """Whether it is affordable, finds a good setting and reports honestly."""
        reached = (self.trainings, self.regret, self.optimism)
        limits = (p.affordable_trainings, p.tolerable_regret, p.tolerable_optimism)
        return all(value <= limit for value, limit in zip(reached, limits, strict=True))


@dataclass(frozen=True)
class Solution:
    """What the experiments gave. Accuracies are on the held-out images, means over the draws; losses in nats.

    practices: what each comes to. chance_*: the losses of an output that gives every class the same probability.
    untrained_loss, flagged_*: on the first draw's validation subset, before training, and the rates whose runs of the
    search end above chance; flagged_accuracy is the highest that any of them reaches in a whole training.
    found_*: by the first draw's search with Adam; lowest_found_accuracy: of what all draws' searches found.
    search_trainings, *_multiply_adds: what a small search costs, in trainings with all images and beside one.
    listed_runs: of a search of one hyperparameter at a time over all that the exhaustive one combines.
    sgd_rate: what the same search finds for plain gradient descent; sgd_accuracy: in a whole training with it, and
    sgd_misfit_accuracy with the setting found for Adam.
    worst_*: the setting of the lowest accuracy.
    optimism, large_optimism: of the best of several architectures, by the size of the test set; single_*: of one.
    *_signal, *_gradient: of a deep network before training, by the size of its weights: what leaves the last hidden
    layer relative to the first, and the gradient that reaches the first relative to the last.
    *_deep_loss: after training it on the first subset, at the setting found.
    viable: the practices that make training viable.
    """

    p: Parameters
    practices: Mapping[str, Practice]
    classes: int
    settings: int
    chance_loss: float
    chance_quadratic: float
    untrained_loss: float
    flagged_rates: tuple[float, ...]
    flagged_accuracy: float
    found_rate: float
    found_batch_size: int
    found_loss: float
    search_runs: int
    search_trainings: float
    search_multiply_adds: int
    training_multiply_adds: int
    lowest_found_accuracy: float
    best_accuracy: float
    sgd_rate: float
    sgd_accuracy: float
    sgd_misfit_accuracy: float
    exhaustive_runs: int
    listed_runs: int
    exhaustive_days: float
    default_accuracy: float
    optimism: float
    single_optimism: float
    large_optimism: float
    imagenet_positions: int
    image_side: int
    image_positions: int
    worst_rate: float
    worst_batch_size: int
    worst_accuracy: float
    small_signal: float
    small_gradient: float
    he_signal: float
    he_gradient: float
    large_signal: float
    large_gradient: float
    small_deep_loss: float
    he_deep_loss: float
    viable: frozenset[str]


def solve(p: Parameters) -> Solution:
    """Run the small searches and all whole trainings, weigh the four practices, and look into deep networks."""
    sizes = (p.training_images, p.validation_images, p.heldout_images)
    images = fashion_mnist()[: sum(sizes)]
    *_, image_side = images.pixels.shape
    training, validation, heldout = samples(images, side=p.side, sizes=sizes)
    experiment = Experiment(
        training,
        validation,
        heldout,
        subset_images=p.subset_images,
        weights=dense.random_weights(
            (p.side**2, p.hidden, CLASSES), networks=p.draws, rng=np.random.default_rng(p.seed)
        ),
        epochs=p.epochs,
        seed=p.seed,
    )
    axes, default = (p.rates, p.batch_sizes), (p.default_rate, p.default_batch_size)
    searches = [experiment.small_search(draw, axes, default, dense.adam) for draw in range(p.draws)]
    first = searches[FIRST]
    found, sgd_found = first.best, experiment.small_search(FIRST, axes, default, dense.sgd).best
    accuracy = experiment.accuracies(list(product(*axes)), dense.adam)
    sgd_accuracy = experiment.accuracies([sgd_found, found], dense.sgd)
    best, worst = max(accuracy.values()), min(accuracy, key=accuracy.__getitem__)

    search_cost = len(first.tried) * experiment.multiply_adds(p.subset_images)
    training_cost = experiment.multiply_adds(p.training_images)
    counts = (p.losses, len(p.rates), p.momenta, p.decays, len(p.batch_sizes), p.optimizers)
    runs = search.exhaustive_runs(counts)
    single = search.optimism_of_best(1, samples=p.test_images, accuracy=p.equal_accuracy)
    several = search.optimism_of_best(p.architectures, samples=p.test_images, accuracy=p.equal_accuracy)
    lowest_found = min(accuracy[each.best] for each in searches)
    practices = {  # the exhaustive search is counted, not run: it is granted to find the best setting
        SUBSET_SEARCH: Practice(trainings=search_cost / training_cost, regret=best - lowest_found, optimism=single),
        EXHAUSTIVE_SEARCH: Practice(trainings=runs, regret=0.0, optimism=single),
        DEFAULTS_AND_TEST_SET: Practice(trainings=p.architectures, regret=best - accuracy[default], optimism=several),
        RANDOM_WEIGHTS: Practice(trainings=0, regret=best - accuracy[worst], optimism=single),
    }

    (target, *_), uniform = np.eye(CLASSES), np.full(CLASSES, 1 / CLASSES)
    chance = float(losses.cross_entropy(target, uniform))
    flagged = tuple(rate for rate in p.rates if first.tried[rate, p.default_batch_size] > chance)
    small, he, large = (deep_weights(p, deviation) for deviation in (p.small_deviation, None, p.large_deviation))
    small_passage, he_passage, large_passage = (
        passage(weights, experiment.subset(FIRST)) for weights in (small, he, large)
    )
    small_trained, he_trained = (
        experiment.train(weights, experiment.subset(FIRST), [found], dense.adam) for weights in (small, he)
    )
    return Solution(
        p=p,
        practices=practices,
        classes=CLASSES,
        settings=len(accuracy),
        chance_loss=chance,
        chance_quadratic=float(losses.quadratic(target, uniform)),
        untrained_loss=experiment.validation_losses(experiment.initial(FIRST)).item(),
        flagged_rates=flagged,
        flagged_accuracy=max((accuracy[rate, p.default_batch_size] for rate in flagged), default=math.nan),
        found_rate=found[0],
        found_batch_size=int(found[1]),
        found_loss=first.tried[found],
        search_runs=len(first.tried),
        search_trainings=search_cost / training_cost,
        search_multiply_adds=search_cost,
        training_multiply_adds=training_cost,
        lowest_found_accuracy=lowest_found,
        best_accuracy=best,
        sgd_rate=sgd_found[0],
        sgd_accuracy=sgd_accuracy[sgd_found],
        sgd_misfit_accuracy=sgd_accuracy[found],
        exhaustive_runs=runs,
        listed_runs=search.one_at_a_time_runs(counts),
        exhaustive_days=p.hours_a_training * runs / 24,
        default_accuracy=accuracy[default],
        optimism=several,
        single_optimism=single,
        large_optimism=search.optimism_of_best(p.architectures, samples=p.large_test_images, accuracy=p.equal_accuracy),
        imagenet_positions=halved(p.imagenet_side, p.halvings),
        image_side=image_side,
        image_positions=halved(image_side, p.halvings),
        worst_rate=worst[0],
        worst_batch_size=int(worst[1]),
        worst_accuracy=accuracy[worst],
        small_signal=small_passage.signal,
        small_gradient=small_passage.gradient,
        he_signal=he_passage.signal,
        he_gradient=he_passage.gradient,
        large_signal=large_passage.signal,
        large_gradient=large_passage.gradient,
        small_deep_loss=experiment.validation_losses(small_trained).item(),
        he_deep_loss=experiment.validation_losses(he_trained).item(),
        viable=frozenset(name for name, practice in practices.items() if practice.is_viable(p)),
    )


def deep_weights(p: Parameters, deviation: float | None) -> dense.Weights:
    """The weights of the deep network; only their size depends on the deviation (None: He's)."""
    widths = (p.side**2, *[p.deep_width] * p.deep_layers, CLASSES)
    return dense.random_weights(widths, networks=1, rng=np.random.default_rng(p.seed), deviation=deviation)


def halved(side: int, times: int) -> int:
    """The side of an image after a number of poolings of stride 2 that pad it where it is odd."""
    return math.ceil(math.ldexp(side, -times))
