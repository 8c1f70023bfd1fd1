"""Loss functions and accuracy of output vectors.

Every function takes `target` and `output` of one shape (..., classes) and reduces the last axis: the result has shape
(...). Anything else, an empty axis and values that are not finite raise ValueError.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

LARGEST_QUADRATIC = 2.0
"""The largest quadratic loss of a probability vector: everything on one wrong class."""


def quadratic(target: ArrayLike, output: ArrayLike) -> Array:
    """The sum over classes of squared differences, in [0, 2] between probability vectors."""
    return np.asarray(np.square(_difference(target, output)).sum(axis=-1))


def mean_squared(target: ArrayLike, output: ArrayLike) -> Array:
    """The mean over classes of squared differences: what Keras calls mean squared error."""
    return np.asarray(np.square(_difference(target, output)).mean(axis=-1))


def mean_absolute(target: ArrayLike, output: ArrayLike) -> Array:
    """The mean over classes of absolute differences."""
    return np.asarray(np.abs(_difference(target, output)).mean(axis=-1))


def cross_entropy(target: ArrayLike, output: ArrayLike, *, epsilon: float = 1e-7) -> Array:
    """The negative log-likelihood of the target under the output, in nats.

    Outputs are clipped to [epsilon, 1 - epsilon], as Keras's function of probabilities does, so values outside (0, 1)
    cost what the edge costs. The `evaluate` of a network that ends in a softmax clips nothing: it computes from what
    goes into the softmax, and costs more where the network is surer than that, and wrong.
    """
    target, output = _same_shape(target, output)
    return np.asarray(-(target * np.log(np.clip(output, epsilon, 1 - epsilon))).sum(axis=-1))


def expected_accuracy(target: ArrayLike, output: ArrayLike) -> Array:
    """The probability of naming the target's class when ties for the largest output are broken at random."""
    target, output = _same_shape(target, output)
    largest = output == output.max(axis=-1, keepdims=True)
    right = np.take_along_axis(largest, target.argmax(axis=-1)[..., np.newaxis], axis=-1)[..., 0]
    return np.asarray(right / largest.sum(axis=-1))


def least_only_there(loss: Callable[[Array, Array], Array], targets: Array, outputs: Array) -> NDArray[np.bool_]:
    """For each target, shape (targets,), whether the loss is less where the output equals it than at all others.

    loss: of targets and single outputs of one shape; away from its least value it must nowhere fall again, so that a
    target that costs less than the outputs beside it costs less than all. outputs: rising, shape (outputs,).
    """
    if not outputs.size:
        return np.zeros(targets.shape, dtype=np.bool_)
    places = np.searchsorted(outputs, targets)
    beside = np.clip(places + np.array([[-1], [0], [1]]), 0, outputs.size - 1)
    below, own, above = loss(np.broadcast_to(targets, beside.shape), outputs[beside])
    there = outputs[beside[1]] == targets
    least: NDArray[np.bool_] = there & ((places == 0) | (below > own)) & ((places == outputs.size - 1) | (above > own))
    return least


def one_hot(label: int, *, classes: int) -> Array:
    """The target of a class: 1 there, 0 elsewhere, shape (classes,)."""
    if not 0 <= label < classes:
        raise ValueError(f"expected a label in [0, {classes}), received {label!r}")
    target = np.zeros(classes)
    target[label] = 1
    return target


def probabilities(vector: ArrayLike, *, tolerance: float = 1e-9) -> Array:
    """Return the vector of shape (..., classes) if each is a probability vector; raise ValueError if not."""
    output = _vectors(vector, "output")
    if (output < 0).any() or not np.allclose(output.sum(axis=-1), 1.0, rtol=0, atol=tolerance):
        raise ValueError(f"expected probabilities that sum to 1 within {tolerance:g}, received {vector!r}")
    return output


def _difference(target: ArrayLike, output: ArrayLike) -> Array:
    target, output = _same_shape(target, output)
    return target - output


def _same_shape(target: ArrayLike, output: ArrayLike) -> tuple[Array, Array]:
    target, output = _vectors(target, "target"), _vectors(output, "output")
    if target.shape != output.shape:
        raise ValueError(f"expected target and output of one shape, received {target.shape} and {output.shape}")
    return target, output


def _vectors(value: ArrayLike, name: str) -> Array:
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: expected numbers, received {value!r}") from error
    if array.ndim == 0 or array.shape[-1] == 0:
        raise ValueError(f"{name}: expected vectors of shape (..., classes), received shape {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name}: expected finite numbers, received {value!r}")
    return array
