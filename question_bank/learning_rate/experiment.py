"""The experiment of question 4: train the same small network at each learning rate, on Fashion-MNIST.

This file says everything that decides a run's result. Where the exam's source leaves a gap, the reading is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from grader import InceptionFilters, Measured, RunId, Sample, images, training

RATES = MappingProxyType({"rate_0_001": 0.001, "rate_0_005": 0.005, "rate_0_01": 0.01, "rate_0_05": 0.05})
INCEPTION_FILTERS = InceptionFilters(one=32, three_reduced=64, three=64, five_reduced=64, five=64, pooled=16)


@dataclass(frozen=True)
class Parameters:
    """The facts of the exam, by default; `readings` change one each."""

    rates: Mapping[str, float] = field(default_factory=lambda: RATES)
    decay: float = 0.05
    decimals: int | None = 4
    epochs: int = 5
    batch_size: int = 32
    train_images: int = 1000
    validation_images: int = 1000
    classes: int = 10
    image_shape: tuple[int, int, int] = (28, 28, 1)
    residual_filters: int = 64
    residual_initializer: str = "he_normal"
    pool: int = 2
    stride: int = 2
    module: str = "Inception V1"
    inception: InceptionFilters = INCEPTION_FILTERS


AS_PUBLISHED = Parameters()

# What the source leaves open, each as the one change that tries the other reading.
READINGS = MappingProxyType(
    {
        "unrounded_rate": replace(AS_PUBLISHED, decimals=None),
        "glorot_residual": replace(AS_PUBLISHED, residual_initializer="glorot_uniform"),
    }
)


def run(run_id: RunId) -> Measured:
    """Train one network; every value is a function of the run's id, except under the protocol `source`."""
    p = READINGS[run_id.reading] if run_id.reading else AS_PUBLISHED
    training_sample, validation_sample = samples(p)
    rates = training.rates_by_epoch(p.rates[run_id.option], decay=p.decay, epochs=p.epochs, decimals=p.decimals)
    outcome = training.train(
        lambda: network(p),
        training_sample,
        validation_sample,
        rates=rates,
        batch_size=p.batch_size,
        seed=run_id.seed,
        protocol=run_id.protocol,
    )
    return {
        "accuracy": outcome.accuracy,
        "cross_entropy": outcome.cross_entropy,
        "rates": rates,
        "losses": outcome.losses,
        "correct": np.packbits(outcome.correct).tobytes().hex(),
    }


def network(p: Parameters) -> Any:
    """The network of the question: residual block, pooling, Inception module, pooling, average, softmax."""
    image = training.image_input(p.image_shape)
    x = training.residual_block(image, filters=p.residual_filters, initializer=p.residual_initializer)
    x = training.max_pooling(x, pool=p.pool, stride=p.stride)
    x = training.inception_v1(x, p.inception)
    x = training.max_pooling(x, pool=p.pool, stride=p.stride)
    return training.connect(image, training.softmax_over_classes(x, classes=p.classes))


def samples(p: Parameters) -> tuple[Sample, Sample]:
    """The first images of the training set to train on, the next ones to validate on."""
    everything = images.fashion_mnist()
    return (
        _sample(everything[: p.train_images], p),
        _sample(everything[p.train_images : p.train_images + p.validation_images], p),
    )


def inputs_digest() -> str:
    """SHA-256 of the images that the experiment reads."""
    return images.fashion_mnist()[: AS_PUBLISHED.train_images + AS_PUBLISHED.validation_images].digest()


def _sample(chosen: images.Images, p: Parameters) -> Sample:
    return Sample(
        inputs=chosen.pixels.astype(np.float32).reshape(len(chosen), *p.image_shape) / np.float32(255),
        targets=np.eye(p.classes, dtype=np.float32)[chosen.labels],
    )
