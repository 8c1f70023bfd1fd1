"""The numbers of question 2: what becomes of gradients, precision and progress when a loss is scaled down."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader import Array, Images, fashion_mnist, precision, softmax

# What a loss with very small values may do, each to be observed or not.
PRECISION_TROUBLE = "precision trouble"
SMALL_GRADIENTS = "small gradients"
LARGE_GRADIENTS = "large gradients"
EASIER_TRAINING = "easier training"
BETTER_GENERALISATION = "better generalisation"
POOR_GENERALISATION = "poor generalisation"
FAST_CONVERGENCE = "fast convergence"
OVERFITTING = "overfitting"


@dataclass(frozen=True)
class Parameters:
    """The sizes of the experiment: a softmax regression on averaged pixels of Fashion-MNIST, by gradient descent.

    scale: what the cross-entropy is multiplied by, so that its values become very small; tiny_scale: a smaller one.
    tolerated_error: the relative error from which a gradient counts as imprecise.
    tolerated_change: the change of a gap or an accuracy that is no more than noise.
    """

    classes: int = 10
    side: int = 7
    training_images: int = 500
    validation_images: int = 500
    steps: int = 100
    rate: float = 0.5
    scale: float = 1e-4
    tiny_scale: float = 1e-42
    tolerated_error: float = 0.01
    tolerated_change: float = 0.02


@dataclass(frozen=True)
class Trained:
    """A trained regression: its loss (unscaled) after every step, the first before any, and its two accuracies."""

    losses: tuple[float, ...]
    training_accuracy: float
    validation_accuracy: float

    @property
    def end(self) -> float:
        """The loss after the last step."""
        *_, end = self.losses
        return end

    @property
    def fall(self) -> float:
        """The share of its first value that the loss lost."""
        return 1 - self.losses[-1] / self.losses[0]

    @property
    def gap(self) -> float:
        """How much better it is on the images that it was trained on."""
        return self.training_accuracy - self.validation_accuracy


@dataclass(frozen=True)
class Solution:
    """What the experiment shows. `small` is at the scale of the parameters, `tiny` at the tiny one.

    first_loss, small_first_loss: before training, as it is and scaled.
    norm_ratio: of the gradient's norm when scaled, to what it was.
    *_error: the relative error of the gradient in a format; *_underflow: the share of its entries that become zero.
    rescaled_error: in half precision, with the loss multiplied by `factor` before and the gradient divided after.
    fall, small_fall: the share of the loss that training takes away, unscaled and scaled, at the same rate;
    compensated_fall: scaled, at a rate as many times larger.
    half_way: the steps until training has gone half the way of the loss as it is; small_half_way, scaled: infinite.
    accuracy, small_accuracy: on the validation images, after training. gap, small_gap: training minus validation.
    effects: those observed.
    """

    p: Parameters
    first_loss: float
    small_first_loss: float
    smallest_half: float
    norm_ratio: float
    half_error: float
    half_small_error: float
    half_small_underflow: float
    single_small_error: float
    single_tiny_error: float
    double_tiny_error: float
    factor: float
    rescaled_error: float
    fall: float
    small_fall: float
    compensated_fall: float
    half_way: float
    small_half_way: float
    accuracy: float
    small_accuracy: float
    gap: float
    small_gap: float
    effects: frozenset[str]


@dataclass(frozen=True)
class Sample:
    """Inputs of shape (images, pixels), labels of shape (images,), and these one-hot, shape (images, classes)."""

    inputs: Array
    labels: NDArray[np.uint8]
    targets: Array


def solve(p: Parameters) -> Solution:
    """Take the gradient before training in every format, and train with the loss as it is and scaled."""
    images = fashion_mnist()
    training = sample(images[: p.training_images], p)
    validation = sample(images[p.training_images : p.training_images + p.validation_images], p)
    residual = probabilities(first_weights(p), training) - training.targets
    exact = gradient(training, residual, "double")

    def error(format_: str, scale: float, factor: float = 1.0) -> float:
        computed = gradient(training, residual * (scale * factor), format_) / factor
        return precision.relative_error(exact * scale, computed)

    as_is = train(training, validation, p, scale=1.0, rate=p.rate)
    small = train(training, validation, p, scale=p.scale, rate=p.rate)
    compensated = train(training, validation, p, scale=p.scale, rate=p.rate / p.scale)
    factor = 2.0 ** round(-np.log2(p.scale))
    norm_ratio = float(np.linalg.norm(gradient(training, residual * p.scale, "double")) / np.linalg.norm(exact))
    half_small_error = error("half", p.scale)
    half_way, small_half_way = (steps_to_half(trained, as_is.end) for trained in (as_is, small))
    return Solution(
        p=p,
        first_loss=as_is.losses[0],
        small_first_loss=as_is.losses[0] * p.scale,
        smallest_half=precision.smallest("half"),
        norm_ratio=norm_ratio,
        half_error=error("half", 1.0),
        half_small_error=half_small_error,
        half_small_underflow=precision.underflow_share(exact, gradient(training, residual * p.scale, "half")),
        single_small_error=error("single", p.scale),
        single_tiny_error=error("single", p.tiny_scale),
        double_tiny_error=error("double", p.tiny_scale),
        factor=factor,
        rescaled_error=error("half", p.scale, factor),
        fall=as_is.fall,
        small_fall=small.fall,
        compensated_fall=compensated.fall,
        half_way=half_way,
        small_half_way=small_half_way,
        accuracy=as_is.validation_accuracy,
        small_accuracy=small.validation_accuracy,
        gap=as_is.gap,
        small_gap=small.gap,
        effects=effects(p, as_is, small, norm_ratio=norm_ratio, half_error=half_small_error),
    )


def effects(p: Parameters, as_is: Trained, small: Trained, *, norm_ratio: float, half_error: float) -> frozenset[str]:
    """Which of the effects were observed when the loss was scaled down."""
    wider_gap = small.gap - as_is.gap > p.tolerated_change
    observed = {
        PRECISION_TROUBLE: half_error > p.tolerated_error,
        SMALL_GRADIENTS: norm_ratio < p.tolerated_error,
        LARGE_GRADIENTS: norm_ratio > 1 + p.tolerated_error,
        EASIER_TRAINING: small.fall - as_is.fall > p.tolerated_change,
        BETTER_GENERALISATION: small.validation_accuracy - as_is.validation_accuracy > p.tolerated_change,
        POOR_GENERALISATION: wider_gap,
        FAST_CONVERGENCE: steps_to_half(small, as_is.end) < steps_to_half(as_is, as_is.end),
        OVERFITTING: wider_gap,
    }
    return frozenset(effect for effect, seen in observed.items() if seen)


def train(training: Sample, validation: Sample, p: Parameters, *, scale: float, rate: float) -> Trained:
    """Descend the scaled cross-entropy, all images at every step, in double precision."""
    weights = first_weights(p)
    losses = []
    for _ in range(p.steps):
        outputs = probabilities(weights, training)
        losses.append(cross_entropy(outputs, training))
        weights = weights - rate * gradient(training, (outputs - training.targets) * scale, "double")
    outputs = probabilities(weights, training)
    return Trained(
        losses=(*losses, cross_entropy(outputs, training)),
        training_accuracy=accuracy(outputs, training),
        validation_accuracy=accuracy(probabilities(weights, validation), validation),
    )


def sample(images: Images, p: Parameters) -> Sample:
    """Images as the regression sees them."""
    return Sample(images.block_means(p.side), images.labels, np.eye(p.classes)[images.labels])


def first_weights(p: Parameters) -> Array:
    """Zeros, shape (pixels, classes): the problem is convex, and every output starts as chance."""
    return np.zeros((p.side**2, p.classes))


def gradient(training: Sample, residual: Array, format_: str) -> Array:
    """The gradient by the weights, shape (pixels, classes), when it and the residuals are kept in a format."""
    return precision.stored(training.inputs.T @ precision.stored(residual / len(residual), format_), format_)


def probabilities(weights: Array, images: Sample) -> Array:
    """The regression's outputs, shape (images, classes)."""
    return softmax(images.inputs @ weights)


def cross_entropy(outputs: Array, images: Sample) -> float:
    """The mean cross-entropy, unscaled."""
    return float(-np.log(outputs[np.arange(len(outputs)), images.labels]).mean())


def accuracy(outputs: Array, images: Sample) -> float:
    """The share of images whose largest output is their class."""
    return float((outputs.argmax(axis=1) == images.labels).mean())


def steps_to_half(trained: Trained, end: float) -> float:
    """The steps until the loss has gone half its way from the first value to `end`; infinite if it never does."""
    half = (trained.losses[0] + end) / 2
    reached: NDArray[np.bool_] = np.array(trained.losses) <= half
    return float(reached.argmax()) if reached.any() else float("inf")
