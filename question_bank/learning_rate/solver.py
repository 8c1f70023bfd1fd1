"""The numbers of question 4: what the recorded runs say, and what follows from the experiment's definition alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from grader import Decision, Run, Verdict, certificate, metric, training, upper_bound_of_none

from .design import (
    DESIGN,
    EVERY_RATE_CAN_BE_BEST,
    FIXED_SEED_VARIES,
    MIDDLE_RATES_USUALLY_BEST,
    REPRODUCES,
    SOURCE_RUN,
)
from .experiment import Parameters

LARGEST_PIXEL = 255
NUMPY_SEED = 1
TENSORFLOW_SEED = 2
NO_SEED = [dict.fromkeys(DESIGN.options, 0.0)]  # what accuracies read as long as nothing is recorded


@dataclass(frozen=True)
class Kernels:
    """Sides of the convolutions' and of the pooled branch's square windows, in pixels."""

    pointwise: int = 1
    middle: int = 3
    large: int = 5
    branch_pool: int = 3
    branch_stride: int = 1


@dataclass(frozen=True)
class Solution:
    """What the runs and the definition say. Mappings are by option.

    kernels, weights: of the network, from its definition; branches: how many its Inception module has.
    end_of_validation: the index behind the last validation image. largest_pixel: what pixels are divided by.
    numpy_seed, tensorflow_seed: what the source seeds before each run. minimum_seeds: what the design asks for.
    last_rate: the learning rate in force in the last epoch.
    seeds, share, mean, lowest, highest: complete seeds, the share of them in which a rate was the best (ties shared),
    and its validation accuracies.
    repeats, repeat_spread: repeats of the source's own seeding, and the largest difference of their accuracies.
    middle_share: the share of seeds in which one of the two middle rates was the best.
    never_best, never_best_bound: rates never best alone, and the upper bound of their probability at this confidence.
    source_accuracy: what the exam's source recorded; source_best: the best rate of it; source_extra: rates there that
    are no options.
    answer: the key by the policy for measured answers.
    """

    p: Parameters
    kernels: Kernels
    branches: int
    weights: int
    rates: tuple[float, ...]
    end_of_validation: int
    largest_pixel: int
    numpy_seed: int
    tensorflow_seed: int
    minimum_seeds: int
    last_rate: Mapping[str, float]
    seeds: int
    share: Mapping[str, float]
    mean: Mapping[str, float]
    lowest: Mapping[str, float]
    highest: Mapping[str, float]
    repeats: int
    repeat_spread: float
    middle_share: float
    never_best: tuple[str, ...]
    never_best_bound: float
    confidence: float
    required_share: float
    source_accuracy: Mapping[str, float]
    source_best: float
    source_extra: tuple[float, ...]
    reproduces: Verdict
    middle_usually_best: Decision
    fixed_seed_varies: Decision
    answer: object


def solve(p: Parameters, runs: tuple[Run, ...]) -> Solution:
    """Weigh the record; `runs` may be empty, and then nothing is decided."""
    seeds = certificate.complete_seeds(runs, DESIGN)
    credit, count = certificate.credits_of(seeds, DESIGN.options)
    accuracies = {option: [seed[option] for seed in seeds or NO_SEED] for option in DESIGN.options}
    reproduces = REPRODUCES.judge(runs, DESIGN)
    middle = MIDDLE_RATES_USUALLY_BEST.judge(runs, DESIGN)
    repeats = _repeats(runs)
    return Solution(
        p=p,
        kernels=Kernels(),
        branches=len(_filters_of_branches(p)),
        weights=number_of_weights(p, Kernels()),
        rates=tuple(p.rates.values()),
        end_of_validation=p.train_images + p.validation_images,
        largest_pixel=LARGEST_PIXEL,
        numpy_seed=NUMPY_SEED,
        tensorflow_seed=TENSORFLOW_SEED,
        minimum_seeds=DESIGN.minimum_seeds,
        last_rate={option: last_rate(p, rate) for option, rate in p.rates.items()},
        seeds=count,
        share={option: earned / max(count, 1) for option, earned in credit.items()},
        mean={option: fmean(values) for option, values in accuracies.items()},
        lowest={option: min(values) for option, values in accuracies.items()},
        highest={option: max(values) for option, values in accuracies.items()},
        repeats=min((len(values) for values in repeats.values()), default=len(repeats)),
        repeat_spread=max((max(values) - min(values) for values in repeats.values()), default=0.0),
        middle_share=sum(credit[option] for option in middle.options) / max(count, 1),
        never_best=EVERY_RATE_CAN_BE_BEST.judge(runs, DESIGN).options,
        never_best_bound=upper_bound_of_none(count, alpha=certificate.ALPHA),
        confidence=1 - certificate.ALPHA,
        required_share=REPRODUCES.p0,
        source_accuracy={option: SOURCE_RUN[rate][1] for option, rate in p.rates.items()},
        source_best=max(SOURCE_RUN, key=lambda rate: SOURCE_RUN[rate][1]),
        source_extra=tuple(rate for rate in SOURCE_RUN if rate not in p.rates.values()),
        reproduces=reproduces,
        middle_usually_best=middle.decision,
        fixed_seed_varies=FIXED_SEED_VARIES.judge(runs, DESIGN).decision,
        answer=certificate.key_of(reproduces),
    )


def last_rate(p: Parameters, rate: float) -> float:
    """The learning rate in force in the last epoch."""
    return training.rates_by_epoch(rate, decay=p.decay, epochs=p.epochs, decimals=p.decimals)[-1]


def number_of_weights(p: Parameters, kernels: Kernels) -> int:
    """The trainable weights of the network, biases included, from its definition.

    The residual block's shortcut has some only where it changes the number of channels.
    """
    channels, filters, inception = p.image_shape[-1], p.residual_filters, p.inception
    shortcut = (channels != filters) * _convolution(channels, filters, kernels.pointwise)
    return (
        shortcut
        + _convolution(channels, filters, kernels.middle)
        + _convolution(filters, filters, kernels.middle)
        + _convolution(filters, inception.one, kernels.pointwise)
        + _convolution(filters, inception.three_reduced, kernels.pointwise)
        + _convolution(inception.three_reduced, inception.three, kernels.middle)
        + _convolution(filters, inception.five_reduced, kernels.pointwise)
        + _convolution(inception.five_reduced, inception.five, kernels.large)
        + _convolution(filters, inception.pooled, kernels.pointwise)
        + _convolution(sum(_filters_of_branches(p)), p.classes, 1)
    )


def _filters_of_branches(p: Parameters) -> tuple[int, ...]:
    """The filters with which the branches of the Inception module end."""
    return p.inception.one, p.inception.three, p.inception.five, p.inception.pooled


def _convolution(channels: int, filters: int, size: int) -> int:
    return size * size * channels * filters + filters


def _repeats(runs: tuple[Run, ...]) -> Mapping[str, list[float]]:
    """Accuracies of the repeats of the source's own seeding, by option."""
    repeats: dict[str, list[float]] = {}
    for run in certificate.select(runs, protocol=training.SOURCE):
        repeats.setdefault(run.id.option, []).append(metric(run, DESIGN))
    return repeats
