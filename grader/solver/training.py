"""Building and training convolutional networks: the only module that imports Keras.

A run is a function of its seed: networks are built after seeding, in a process that keeps TensorFlow to one thread
on the CPU, and nothing of an earlier run is left when the next begins.
"""

import math
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.errors import MissingExtraError

Tensor = Any  # a symbolic Keras tensor, shape (batch, height, width, channels) or (batch, features)

FULL, SOURCE = "full", "source"
PROTOCOLS = (FULL, SOURCE)


@dataclass(frozen=True)
class Sample:
    """What a network is trained or evaluated on.

    inputs: float32, shape (samples, height, width, channels).
    targets: float32, shape (samples, classes), one-hot.
    """

    inputs: NDArray[np.float32]
    targets: NDArray[np.float32]


@dataclass(frozen=True)
class InceptionFilters:
    """Filters of the four branches of an Inception V1 module, those of the reducing 1x1 convolutions included."""

    one: int
    three_reduced: int
    three: int
    five_reduced: int
    five: int
    pooled: int


@dataclass(frozen=True)
class Outcome:
    """What one training gave.

    accuracy, cross_entropy: on the validation sample; NaN when the network's outputs are not all finite.
    losses: the mean training loss of each epoch.
    correct: bool, shape (validation samples,), whether the largest output is the target's class.
    """

    accuracy: float
    cross_entropy: float
    losses: tuple[float, ...]
    correct: NDArray[np.bool_]


def rates_by_epoch(rate: float, *, decay: float, epochs: int, decimals: int | None) -> tuple[float, ...]:
    """Return the learning rate in force in each epoch.

    At the start of every epoch, the first included, the rate is multiplied by exp(-decay) and rounded to these
    decimals (None: not rounded), so both compound.
    """
    rates = []
    for _ in range(epochs):
        rate = rate * math.exp(-decay)
        rate = rate if decimals is None else round(rate, decimals)
        rates.append(rate)
    return tuple(rates)


def image_input(shape: Sequence[int]) -> Tensor:
    """A batch of images of shape (height, width, channels)."""
    return _keras().Input(tuple(shape))


def residual_block(image: Tensor, *, filters: int, initializer: str) -> Tensor:
    """Two 3x3 convolutions whose sum with the block's input goes through ReLU (He et al. 2015).

    Where the number of channels changes, the input goes through a 1x1 convolution with ReLU first.
    """
    layers = _keras().layers
    shortcut = image
    if image.shape[-1] != filters:
        shortcut = _convolution(image, filters, 1, initializer=initializer)
    main = _convolution(image, filters, 3, initializer=initializer)
    main = _convolution(main, filters, 3, initializer=initializer, activation="linear")
    return layers.Activation("relu")(layers.Add()([shortcut, main]))


def inception_v1(image: Tensor, filters: InceptionFilters) -> Tensor:
    """Four parallel branches, concatenated by channel (Szegedy et al. 2014)."""
    layers = _keras().layers
    one = _convolution(image, filters.one, 1)
    three = _convolution(_convolution(image, filters.three_reduced, 1), filters.three, 3)
    five = _convolution(_convolution(image, filters.five_reduced, 1), filters.five, 5)
    pooled = _convolution(max_pooling(image, pool=3, stride=1), filters.pooled, 1)
    return layers.Concatenate()([one, three, five, pooled])


def max_pooling(image: Tensor, *, pool: int, stride: int) -> Tensor:
    """The maximum of each window, padded so that a stride of 1 keeps the size."""
    return _keras().layers.MaxPooling2D(pool, strides=stride, padding="same")(image)


def softmax_over_classes(image: Tensor, *, classes: int) -> Tensor:
    """Global average pooling, then a dense softmax layer: probabilities of shape (batch, classes)."""
    layers = _keras().layers
    return layers.Dense(classes, activation="softmax")(layers.GlobalAveragePooling2D()(image))


def connect(inputs: Tensor, outputs: Tensor) -> Any:
    """The Keras model from one tensor to the other."""
    return _keras().Model(inputs, outputs)


def train(
    build: Callable[[], Any],
    training: Sample,
    validation: Sample,
    *,
    rates: Sequence[float],
    batch_size: int,
    seed: int,
    protocol: str,
) -> Outcome:
    """Seed, build a classifier, train it with Adam on the categorical cross-entropy, evaluate it.

    rates: the learning rate in force in each epoch; as many epochs as rates.
    protocol: what is seeded, FULL or SOURCE (see seed_generators).
    """
    keras = _keras()
    keras.backend.clear_session()
    seed_generators(seed, protocol=protocol)
    model = build()
    model.compile(
        optimizer=keras.optimizers.Adam(rates[0]),
        loss="categorical_crossentropy",
        jit_compile=False,  # compiling costs more than these few epochs win back
    )
    schedule = keras.callbacks.LearningRateScheduler(lambda epoch, _: rates[epoch])
    history = model.fit(
        training.inputs,
        training.targets,
        batch_size=batch_size,
        epochs=len(rates),
        callbacks=[schedule],
        verbose=0,
    )
    outputs = model.predict(validation.inputs, batch_size=batch_size, verbose=0)
    return _evaluate(outputs, validation.targets, losses=tuple(float(loss) for loss in history.history["loss"]))


def seed_generators(seed: int, *, protocol: str) -> None:
    """Seed the global generators: the one function that touches them.

    FULL seeds Python, NumPy and TensorFlow alike. SOURCE seeds NumPy with the seed and TensorFlow with its successor,
    as the exam's notebook does (1 and 2): Keras 3 draws the seeds of initial weights from Python's generator, which
    stays as the operating system seeded it, so such runs differ. It is reseeded from there, for a process that has
    already run another protocol.
    """
    if protocol == FULL:
        _keras().utils.set_random_seed(seed)
    elif protocol == SOURCE:
        random.seed()
        np.random.seed(seed)  # noqa: NPY002 - the legacy generator is what the notebook seeds
        _tensorflow().random.set_seed(seed + 1)
    else:
        raise ValueError(f"expected a protocol of {PROTOCOLS}, received {protocol!r}")


def keras_fashion_mnist() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The training images and labels from Keras's own loader, which downloads them where they are not cached."""
    (pixels, labels), _ = _keras().datasets.fashion_mnist.load_data()
    return pixels, labels


def _evaluate(outputs: NDArray[np.float32], targets: NDArray[np.float32], *, losses: tuple[float, ...]) -> Outcome:
    """Accuracy and cross-entropy of outputs and one-hot targets, both of shape (samples, classes)."""
    correct = outputs.argmax(axis=1) == targets.argmax(axis=1)
    if not np.isfinite(outputs).all():
        return Outcome(math.nan, math.nan, losses, np.zeros_like(correct))
    epsilon = 1e-7  # Keras clips probabilities by this before it takes their logarithm
    of_target = np.clip((outputs.astype(np.float64) * targets).sum(axis=1), epsilon, 1 - epsilon)
    return Outcome(float(correct.mean()), float(-np.log(of_target).mean()), losses, correct)


def _convolution(
    image: Tensor, filters: int, size: int, *, initializer: str = "glorot_uniform", activation: str = "relu"
) -> Tensor:
    return _keras().layers.Conv2D(filters, size, padding="same", activation=activation, kernel_initializer=initializer)(
        image
    )


def _keras() -> Any:
    _tensorflow()
    import keras

    return keras


def _tensorflow() -> Any:
    """Import TensorFlow and hold it to one thread on the CPU, where sums have one order and a run repeats."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        import tensorflow as tf
    except ImportError as error:
        raise MissingExtraError(f"training needs TensorFlow: pip install 'exams-as-code[train]' ({error})") from error
    try:
        tf.config.set_visible_devices([], "GPU")
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    except RuntimeError as error:
        raise RuntimeError(
            "TensorFlow was started with other threads or devices: train in a process of its own"
        ) from error
    return tf
