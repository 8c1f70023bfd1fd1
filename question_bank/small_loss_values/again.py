"""The numbers of question 2 a second time, by other ways: what the claims hold the solver's numbers against.

The first gradient follows from sums of pixels by class, and Python itself rounds it to a format. Training is done in
what the weights are made of: they start at zero, so they stay sums of the images, each with a share of its own, and
only products of images with each other are needed.
"""

import math
import struct
from dataclasses import dataclass
from functools import cache

import numpy as np

from grader import Array, fashion_mnist

from .solver import Parameters

HALF, SINGLE, DOUBLE = "e", "f", "d"  # Python's codes of IEEE 754 formats


@dataclass(frozen=True)
class Trained:
    """The loss before any step and after each, and the shares of images that are right in the end."""

    losses: tuple[float, ...]
    training_accuracy: float
    validation_accuracy: float

    @property
    def first_loss(self) -> float:
        """Before training."""
        return self.losses[0]

    def steps_to(self, loss: float) -> float:
        """After how many steps it is first no higher; infinite if never."""
        return next((float(step) for step, one in enumerate(self.losses) if one <= loss), math.inf)

    @property
    def fall(self) -> float:
        """The share of its first value that the loss lost."""
        return (self.losses[0] - self.losses[-1]) / self.losses[0]

    @property
    def gap(self) -> float:
        """By how much it is better on the images that it saw."""
        return self.training_accuracy - self.validation_accuracy


def trained(p: Parameters, scale: float) -> Trained:
    """What descending the loss at a scale leads to."""
    return _trained(_unscaled(p), scale)


@cache
def _trained(p: Parameters, scale: float) -> Trained:
    """Descend the loss at a scale; an image's shares say with what weight it stands in each class's weights."""
    pixels, labels = _images(p)
    seen, known = pixels[: p.training_images], labels[: p.training_images]
    products = seen @ seen.T
    right = (known[:, None] == np.arange(p.classes)).astype(float)
    shares = np.zeros_like(right)
    losses = []
    for _ in range(p.steps + 1):
        logits = products @ shares
        powers = np.exp(logits)
        sums = powers.sum(axis=1, keepdims=True)
        losses.append(float((np.log(sums[:, 0]) - logits[right == 1]).mean()))
        before, shares = shares, shares - p.rate * scale / p.training_images * (powers / sums - right)
    validated = (pixels[p.training_images :] @ seen.T @ before).argmax(axis=1)
    return Trained(
        tuple(losses),
        float((logits.argmax(axis=1) == known).mean()),
        float((validated == labels[p.training_images :]).mean()),
    )


@cache
def gradient_error(p: Parameters, scale: float, code: str, factor: float = 1.0) -> float:
    """The relative error of the first gradient of the scaled loss, kept in a format."""
    exact = [scale * entry for entry in gradient(p, 1.0, DOUBLE)]
    kept = [entry / factor for entry in gradient(p, scale * factor, code)]
    errors = (one - other for one, other in zip(kept, exact, strict=True))
    return math.hypot(*errors) / math.hypot(*exact)


@cache
def gradient(p: Parameters, scale: float, code: str) -> list[float]:
    """The first gradient, entry by entry: every image counts for its own class, and against all by chance."""
    chance = 1 / p.classes
    wrong, right = (rounded(scale * (chance - own) / p.training_images, code) for own in (0, 1))
    return [rounded(wrong * (every - own) + right * own, code) for every, own in _sums_of_pixels(_unscaled(p))]


def vanished(p: Parameters, scale: float, code: str) -> float:
    """The share of the gradient's entries, none of which is zero, that become zero in a format."""
    kept = gradient(p, scale, code)
    return kept.count(0) / len(kept)


def rounded(number: float, code: str) -> float:
    """A number as a format keeps it."""
    (kept,) = struct.unpack(code, struct.pack(code, number))
    return float(kept)


def _unscaled(p: Parameters) -> Parameters:
    """The parameters with the exam's own scales and tolerances, on which neither images nor trainings depend."""
    names = ("classes", "side", "training_images", "validation_images", "steps", "rate")
    return Parameters(**{name: getattr(p, name) for name in names})


@cache
def _sums_of_pixels(p: Parameters) -> list[tuple[float, float]]:
    """For each pixel and class: its sum over all training images, and over those of the class."""
    pixels, labels = _images(p)
    seen, known = pixels[: p.training_images], labels[: p.training_images]
    of_class = [seen[known == label].sum(axis=0).tolist() for label in range(p.classes)]
    return [(math.fsum(of_one), own) for of_one in zip(*of_class, strict=True) for own in of_one]


@cache
def _images(p: Parameters) -> tuple[Array, Array]:
    """Averaged pixels in [0, 1], and labels: those to train on, then those to validate on."""
    raw = fashion_mnist()[: p.training_images + p.validation_images]
    block = raw.pixels.shape[1] // p.side
    pixels = sum(raw.pixels[:, row::block, column::block] / 255 for row in range(block) for column in range(block))
    return np.asarray(pixels).reshape(len(raw.pixels), -1) / block**2, raw.labels.astype(int)
