"""Fully connected ReLU networks in NumPy: many of one architecture side by side, each with its own learning rate.

A network is given by its widths: inputs, hidden layers, classes. It has no biases, and its outputs are logits.
Weights are a list with an array a layer, shape (networks, width of the layer before, width); inputs have the shape
(samples, widths[0]) and labels are integers of shape (samples,), the same for all networks.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Labels = NDArray[np.int_]
Weights = list[Array]
Update = Callable[[Array, Array], None]
"""Changes parameters in place, given their gradient; both of shape (networks, parameters)."""
Optimizer = Callable[[Array, int], Update]
"""Makes an update of learning rates of shape (networks, 1), given the number of parameters of a network."""


def he_deviation(fan_in: int) -> float:
    """The standard deviation that keeps the size of signals behind ReLU (He et al. 2015, equation 10)."""
    return math.sqrt(2 / fan_in)


def random_weights(
    widths: Sequence[int], *, networks: int, rng: np.random.Generator, deviation: float | None = None
) -> Weights:
    """Draw normal weights of mean 0; where no standard deviation is given, of He's."""
    return [
        rng.normal(0, he_deviation(before) if deviation is None else deviation, (networks, before, after))
        for before, after in pairwise(widths)
    ]


def side_by_side(weights: Weights, copies: int) -> Weights:
    """Put several copies of every network next to each other: a, a, b, b."""
    return [np.repeat(layer, copies, axis=0) for layer in weights]


def signals(weights: Weights, inputs: Array) -> list[Array]:
    """The inputs, what leaves each hidden layer, and the logits; all but the first (networks, samples, width)."""
    passed = [inputs]
    for layer in weights[:-1]:
        passed.append(np.maximum(passed[-1] @ layer, 0))
    return [*passed, passed[-1] @ weights[-1]]


def gradients(weights: Weights, passed: Sequence[Array], targets: Array) -> Iterator[Array]:
    """The gradient of each sample's cross-entropy by what enters each layer's activation, from the last layer back.

    passed: the signals for the samples. targets: one-hot, shape (samples, classes).
    """
    gradient = softmax(passed[-1]) - targets
    yield gradient
    for layer, signal in zip(reversed(weights[1:]), reversed(passed[1:-1]), strict=True):
        gradient = (gradient @ layer.swapaxes(-1, -2)) * (signal > 0)
        yield gradient


def softmax(logits: Array) -> Array:
    """Probabilities of logits, over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def cross_entropies(weights: Weights, inputs: Array, labels: Labels) -> Array:
    """The mean cross-entropy of each network, in nats, shape (networks,); infinite for a network that diverged."""
    with np.errstate(over="ignore", invalid="ignore"):
        logits = signals(weights, inputs)[-1]
        shifted = logits - logits.max(axis=-1, keepdims=True)
        likelihoods = shifted[:, np.arange(len(labels)), labels] - np.log(np.exp(shifted).sum(axis=-1))
    return np.asarray(np.nan_to_num(-likelihoods.mean(axis=-1), nan=np.inf))


def accuracies(weights: Weights, inputs: Array, labels: Labels) -> Array:
    """The share of samples whose label has the largest logit, by network, shape (networks,)."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray((signals(weights, inputs)[-1].argmax(axis=-1) == labels).mean(axis=-1))


def train(
    weights: Weights,
    inputs: Array,
    labels: Labels,
    *,
    rates: ArrayLike,
    batch_size: int,
    epochs: int,
    optimizer: Optimizer,
    rng: np.random.Generator,
) -> Weights:
    """Minimise the mean cross-entropy of every network, each at its own rate, on the same batches; return new weights.

    rates: shape (networks,). rng: shuffles the samples before each epoch; the last batch may be smaller.
    Raises ValueError where there are no samples: weights that nothing changed would be taken for trained ones.
    """
    if not len(labels):
        raise ValueError("expected samples to train on, received none")
    flat, layers = _flat(weights)
    slopes, slope_layers = _flat(weights)
    update = optimizer(np.asarray(rates, dtype=np.float64)[:, np.newaxis], flat.shape[1])
    targets = np.eye(weights[-1].shape[-1])[labels]
    with np.errstate(over="ignore", invalid="ignore"):  # a rate that is too large makes a network diverge
        for _ in range(epochs):
            order = rng.permutation(len(labels))
            for start in range(0, len(order), batch_size):
                batch = order[start : start + batch_size]
                passed = signals(layers, inputs[batch])
                backwards = gradients(layers, passed, targets[batch])
                for slope, signal, gradient in zip(slope_layers[::-1], passed[-2::-1], backwards, strict=True):
                    np.matmul(signal.swapaxes(-1, -2), gradient, out=slope)
                slopes /= len(batch)
                update(flat, slopes)
    return layers


def sgd(rates: Array, _: int) -> Update:
    """Plain stochastic gradient descent."""

    def update(parameters: Array, gradient: Array) -> None:
        parameters -= rates * gradient

    return update


def adam(rates: Array, parameters: int) -> Update:
    """Adam (Kingma and Ba 2015, section 2), with the constants that Keras has by default."""
    decay, square_decay, epsilon = 0.9, 0.999, 1e-7
    mean = np.zeros((len(rates), parameters))
    square = np.zeros_like(mean)
    steps = 0

    def update(values: Array, gradient: Array) -> None:
        nonlocal mean, square, steps
        steps += 1
        mean += (1 - decay) * (gradient - mean)
        square += (1 - square_decay) * (gradient * gradient - square)
        unbiased = rates * (math.sqrt(1 - square_decay**steps) / (1 - decay**steps))
        values -= unbiased * mean / (np.sqrt(square) + epsilon)

    return update


def multiply_adds(widths: Sequence[int], *, trained: int, evaluated: int) -> int:
    """The multiply-adds of the matrix products given how many samples are trained on, and how many only evaluated.

    A sample trained on passes forward, and back for the weights of every layer and the signals of all but the first.
    """
    layers = [before * after for before, after in pairwise(widths)]
    forward = sum(layers)
    return trained * (3 * forward - layers[0]) + evaluated * forward


def _flat(weights: Weights) -> tuple[Array, Weights]:
    """A copy of all weights, (networks, parameters), and its layers as views: optimizers are fast on one array."""
    networks = len(weights[0])
    flat = np.concatenate([layer.reshape(networks, -1) for layer in weights], axis=1)
    ends = np.cumsum([layer[0].size for layer in weights])[:-1]
    layers = [part.reshape(layer.shape) for part, layer in zip(np.split(flat, ends, axis=1), weights, strict=True)]
    return flat, layers
