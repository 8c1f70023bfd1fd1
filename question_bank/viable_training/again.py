"""The trainings of question 1 a second time, by code of their own: what the claims hold the solver's numbers against.

Everything is written out here: the images, the initial weights, the batches, the network with its gradients, Adam.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise

import numpy as np

from grader import Array, fashion_mnist

from .solver import Parameters

Setting = tuple[float, int]


@dataclass(frozen=True)
class Images:
    """Standardised pixels of shape (images, pixels), and labels of shape (images,)."""

    pixels: Array
    labels: Array


def accuracies(p: Parameters) -> dict[Setting, float]:
    """The mean accuracy on held-out images of whole trainings with Adam, by rate and batch size."""
    return _accuracies(_trained_by(p), tuple((rate, size) for size in p.batch_sizes for rate in p.rates), is_adam=True)


def sgd_accuracy(p: Parameters, setting: Setting) -> float:
    """The same for plain gradient descent, at one setting."""
    return _accuracies(_trained_by(p), (setting,), is_adam=False)[setting]


@cache
def found(p: Parameters, *, is_adam: bool = True) -> tuple[Setting, ...]:
    """What each draw's search finds: the rate with the least loss, then at that rate the batch size."""
    settings = []
    for draw in range(p.draws):
        losses = search_losses(p, draw, is_adam=is_adam)
        rate = min(p.rates, key=lambda one: losses[one, p.default_batch_size])
        by_size = _losses(p, draw, [(rate, size) for size in p.batch_sizes], is_adam=is_adam)
        settings.append((rate, min(p.batch_sizes, key=lambda size: by_size[rate, size])))
    return tuple(settings)


@cache
def search_losses(p: Parameters, draw: int, *, is_adam: bool = True) -> dict[Setting, float]:
    """The validation losses of a draw's runs, one a rate."""
    return _losses(p, draw, [(rate, p.default_batch_size) for rate in p.rates], is_adam=is_adam)


@cache
def untrained_loss(p: Parameters) -> float:
    """The validation loss of the first draw's network before training."""
    _, validation, _ = _images(p)
    return float(_mean_losses([layer[:1] for layer in _weights(p)], validation)[0])


@cache
def deep_loss(p: Parameters, deviation: float, setting: Setting) -> float:
    """The validation loss of the deep network, trained on the first subset at a setting."""
    training, validation, _ = _images(p)
    subset = Images(training.pixels[: p.subset_images], training.labels[: p.subset_images])
    return float(_mean_losses(_trained(deep_weights(p, deviation), subset, p, setting[1], [setting[0]]), validation)[0])


@cache
def passage(p: Parameters, deviation: float) -> tuple[float, float]:
    """How a signal and a gradient change on the way through the untrained deep network, first subset."""
    training, _, _ = _images(p)
    weights = [layer[0] for layer in deep_weights(p, deviation)]
    signals = [training.pixels[: p.subset_images]]
    for layer in weights[:-1]:
        signals.append(np.maximum(0, signals[-1] @ layer))
    back = _shares(signals[-1] @ weights[-1])
    back[np.arange(len(back)), training.labels[: p.subset_images]] -= 1
    gradients = []
    for layer, signal in zip(weights[:0:-1], signals[:0:-1], strict=True):
        back = np.where(signal > 0, back @ layer.T, 0)
        gradients.append(math.sqrt((back**2).mean()))
    sizes = [math.sqrt((signal**2).mean()) for signal in signals[1:]]
    return sizes[-1] / sizes[0], gradients[-1] / gradients[0]


def deep_weights(p: Parameters, deviation: float) -> list[Array]:
    """The initial weights of the deep network, each layer of shape (1, width before, width)."""
    widths = [p.side**2] + [p.deep_width] * p.deep_layers + [_CLASSES]
    rng = np.random.default_rng(p.seed)
    scales = [deviation or math.sqrt(2 / before) for before in widths[:-1]]
    shapes = zip(scales, pairwise(widths), strict=True)
    return [scale * rng.standard_normal((1, before, after)) for scale, (before, after) in shapes]


@cache
def optimism(architectures: int, images: int, accuracy: float) -> float:
    """By how much the best of several architectures seems better on a test set than all of them are."""
    above, up_to = 0.0, 0.0
    for right in range(images):
        logarithm = math.lgamma(images + 1) - math.lgamma(right + 1) - math.lgamma(images - right + 1)
        logarithm += right * math.log(accuracy) + (images - right) * math.log1p(-accuracy)
        up_to += math.exp(logarithm)
        above += 1 - up_to**architectures
    return above / images - accuracy


_CLASSES = 10


def _trained_by(p: Parameters) -> Parameters:
    """The parameters without those that no training depends on: what they are compared with."""
    compared_with = {"affordable_trainings", "tolerable_regret", "tolerable_optimism"}
    names = [field.name for field in fields(Parameters) if field.name not in compared_with]
    return Parameters(**{name: getattr(p, name) for name in names})


def _images(p: Parameters) -> tuple[Images, Images, Images]:
    """To train on, to validate on, and held out."""
    return _averaged(p.side, (p.training_images, p.validation_images, p.heldout_images))


@cache
def _averaged(side: int, sizes: tuple[int, int, int]) -> tuple[Images, Images, Images]:
    raw = fashion_mnist()[: sum(sizes)]
    block = raw.pixels.shape[1] // side
    pixels = sum(raw.pixels[:, row::block, column::block] / 255 for row in range(block) for column in range(block))
    flat = np.asarray(pixels).reshape(len(raw.pixels), -1) / block**2
    centred = flat - flat[: sizes[0]].mean(axis=0)
    deviation = np.sqrt((centred[: sizes[0]] ** 2).mean(axis=0))
    standard = centred / np.where(deviation == 0, 1, deviation)
    first, second = sizes[0], sizes[0] + sizes[1]
    parts = (slice(0, first), slice(first, second), slice(second, None))
    training, validation, heldout = (Images(standard[part], raw.labels[part].astype(int)) for part in parts)
    return training, validation, heldout


def _weights(p: Parameters) -> list[Array]:
    rng = np.random.default_rng(p.seed)
    widths = (p.side**2, p.hidden, _CLASSES)
    return [math.sqrt(2 / before) * rng.standard_normal((p.draws, before, after)) for before, after in pairwise(widths)]


@cache
def _accuracies(p: Parameters, settings: tuple[Setting, ...], *, is_adam: bool) -> dict[Setting, float]:
    training, _, heldout = _images(p)
    means = {}
    for size in dict.fromkeys(size for _, size in settings):
        rates = [rate for rate, one in settings if one == size]
        weights = [np.concatenate([layer] * len(rates)) for layer in _weights(p)]
        trained = _trained(
            weights, training, p, size, [rate for rate in rates for _ in range(p.draws)], is_adam=is_adam
        )
        right = (_logits(trained, heldout.pixels).argmax(axis=2) == heldout.labels).mean(axis=1)
        for place, rate in enumerate(rates):
            means[rate, size] = float(right[place * p.draws : (place + 1) * p.draws].mean())
    return means


def _losses(p: Parameters, draw: int, settings: Sequence[Setting], *, is_adam: bool) -> dict[Setting, float]:
    training, validation, _ = _images(p)
    subset = slice(draw * p.subset_images, (draw + 1) * p.subset_images)
    sample = Images(training.pixels[subset], training.labels[subset])
    found: dict[Setting, float] = {}
    for size in dict.fromkeys(size for _, size in settings):
        rates = [rate for rate, one in settings if one == size]
        weights = [np.concatenate([layer[draw : draw + 1]] * len(rates)) for layer in _weights(p)]
        losses = _mean_losses(_trained(weights, sample, p, size, rates, is_adam=is_adam), validation)
        found |= {(rate, size): float(loss) for rate, loss in zip(rates, losses, strict=True)}
    return found


def _trained(
    weights: list[Array], sample: Images, p: Parameters, size: int, rates: Sequence[float], *, is_adam: bool = True
) -> list[Array]:
    """Networks trained next to each other, each at its own rate."""
    rng = np.random.default_rng(p.seed)
    step = np.array(rates)[:, None, None]
    means, squares = ([np.zeros_like(layer) for layer in weights] for _ in range(2))
    count = 0
    with np.errstate(all="ignore"):  # a rate that is too large makes a network diverge
        for _ in range(p.epochs):
            order = rng.permutation(len(sample.labels))
            while len(order):
                batch, order = order[:size], order[size:]
                slopes = _slopes(weights, sample.pixels[batch], sample.labels[batch])
                count += 1
                if is_adam:
                    means = [0.9 * mean + 0.1 * slope for mean, slope in zip(means, slopes, strict=True)]
                    squares = [0.999 * one + 0.001 * slope**2 for one, slope in zip(squares, slopes, strict=True)]
                    rate = step * math.sqrt(1 - 0.999**count) / (1 - 0.9**count)
                    slopes = [mean / (np.sqrt(one) + 1e-7) for mean, one in zip(means, squares, strict=True)]
                else:
                    rate = step
                weights = [layer - rate * slope for layer, slope in zip(weights, slopes, strict=True)]
    return weights


def _slopes(weights: list[Array], pixels: Array, labels: Array) -> list[Array]:
    """The gradient of the mean cross-entropy by the weights of each layer."""
    signals = [np.broadcast_to(pixels, (len(weights[0]), *pixels.shape))]
    for layer in weights[:-1]:
        signals.append(np.maximum(0, signals[-1] @ layer))
    back = _shares(signals[-1] @ weights[-1])
    back[:, np.arange(len(labels)), labels] -= 1
    back = back / len(labels)
    slopes = [signals[-1].transpose(0, 2, 1) @ back]
    for layer, signal, before in zip(weights[:0:-1], signals[:0:-1], signals[-2::-1], strict=True):
        back = np.where(signal > 0, back @ layer.transpose(0, 2, 1), 0)
        slopes.append(before.transpose(0, 2, 1) @ back)
    return slopes[::-1]


def _logits(weights: list[Array], pixels: Array) -> Array:
    with np.errstate(all="ignore"):
        for layer in weights[:-1]:
            pixels = np.maximum(0, pixels @ layer)
        return pixels @ weights[-1]


def _shares(logits: Array) -> Array:
    """Of logits, the probabilities of the classes."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _mean_losses(weights: list[Array], sample: Images) -> Array:
    logits = _logits(weights, sample.pixels)
    with np.errstate(all="ignore"):
        largest = logits.max(axis=2)
        of_labels = logits[:, np.arange(len(sample.labels)), sample.labels]
        losses = np.log(np.exp(logits - largest[:, :, None]).sum(axis=2)) + largest - of_labels
    means = losses.mean(axis=1)
    return np.asarray(np.where(np.isnan(means), np.inf, means))
