"""The experiments of question 1: searches and whole trainings on Fashion-MNIST, and a deep network before training."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader import Array, Images, Labels, Optimizer, Weights, dense, search

CLASSES = 10


@dataclass(frozen=True)
class Sample:
    """Images as networks see them: inputs of shape (images, pixels), labels of shape (images,)."""

    inputs: Array
    labels: Labels

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, images: slice) -> "Sample":
        return Sample(self.inputs[images], self.labels[images])


@dataclass(frozen=True)
class Experiment:
    """What all trainings share.

    training, validation, heldout: no image is in two of them; nothing is chosen by those held out.
    subset_images: how many a run of a small search trains on.
    weights: the initial weights, a network a draw. seed: of the order of batches.
    """

    training: Sample
    validation: Sample
    heldout: Sample
    subset_images: int
    weights: Weights
    epochs: int
    seed: int

    def subset(self, draw: int) -> Sample:
        """The training images of a draw's small search; no two draws share one."""
        return self.training[draw * self.subset_images : (draw + 1) * self.subset_images]

    def initial(self, draw: int) -> Weights:
        """The initial weights of a draw's network."""
        return [layer[draw : draw + 1] for layer in self.weights]

    def validation_losses(self, weights: Weights) -> Array:
        """The mean cross-entropy of each network on the validation images."""
        return dense.cross_entropies(weights, self.validation.inputs, self.validation.labels)

    def small_search(
        self, draw: int, axes: Sequence[Sequence[float]], start: search.Setting, optimizer: Optimizer
    ) -> search.Search:
        """Look for a rate, then for a batch size, on a draw's subset, by the validation loss."""

        def losses(settings: Sequence[search.Setting]) -> list[float]:
            found = dict[search.Setting, float]()
            for group in _by_batch_size(settings):
                trained = self.train(self.initial(draw), self.subset(draw), group, optimizer)
                found.update(zip(group, map(float, self.validation_losses(trained)), strict=True))
            return [found[setting] for setting in settings]

        return search.one_at_a_time(axes, start, losses)

    def heldout_accuracies(self, weights: Weights) -> Array:
        """The accuracy of each network on the images held out."""
        return dense.accuracies(weights, self.heldout.inputs, self.heldout.labels)

    def accuracies(self, settings: Sequence[search.Setting], optimizer: Optimizer) -> dict[search.Setting, float]:
        """Train with all images at each setting; the held-out accuracy, the mean over draws."""
        found = dict[search.Setting, float]()
        for group in _by_batch_size(settings):
            measured = self.heldout_accuracies(self.train(self.weights, self.training, group, optimizer))
            found.update({setting: float(measured[place :: len(group)].mean()) for place, setting in enumerate(group)})
        return found

    def multiply_adds(self, images: int) -> int:
        """What a run costs that trains on a number of images, its validation included."""
        widths = [self.weights[0].shape[1], *(layer.shape[2] for layer in self.weights)]
        return dense.multiply_adds(widths, trained=images * self.epochs, evaluated=len(self.validation))

    def train(
        self, weights: Weights, sample: Sample, settings: Sequence[search.Setting], optimizer: Optimizer
    ) -> Weights:
        """Train each network at each setting, side by side; the settings have one batch size."""
        rates, (batch_size, *_) = zip(*settings, strict=True)
        networks, *_ = map(len, weights)
        return dense.train(
            dense.side_by_side(weights, len(settings)),
            sample.inputs,
            sample.labels,
            rates=np.tile(rates, networks),
            batch_size=int(batch_size),
            epochs=self.epochs,
            optimizer=optimizer,
            rng=np.random.default_rng(self.seed),
        )


@dataclass(frozen=True)
class Passage:
    """How sizes change on the way through a deep network before training; layers are as wide, so that norms tell.

    signal: what leaves the last hidden layer, relative to the first.
    gradient: that of the cross-entropy by what enters the first hidden layer's ReLU, relative to the last's.
    """

    signal: float
    gradient: float


def passage(weights: Weights, sample: Sample) -> Passage:
    """Pass a sample forward and back through one network."""
    signals = dense.signals(weights, sample.inputs)
    gradients = list(dense.gradients(weights, signals, np.eye(CLASSES)[sample.labels]))
    return Passage(
        signal=float(np.linalg.norm(signals[-2]) / np.linalg.norm(signals[1])),
        gradient=float(np.linalg.norm(gradients[-1]) / np.linalg.norm(gradients[1])),
    )


def samples(images: Images, *, side: int, sizes: Sequence[int]) -> list[Sample]:
    """Average blocks of pixels to images of that side, and cut them into consecutive samples of those sizes.

    Every pixel is standardised by its mean and deviation in the first sample.
    """
    pixels = images.block_means(side)
    first = pixels[: sizes[0]]
    deviation = first.std(axis=0)
    centred = pixels - first.mean(axis=0)
    np.divide(centred, deviation, out=centred, where=deviation.astype(bool))  # but for pixels that never vary
    whole = Sample(centred, images.labels.astype(np.int_))
    ends = np.cumsum(sizes)
    return [whole[end - size : end] for end, size in zip(ends, sizes, strict=True)]


def _by_batch_size(settings: Sequence[search.Setting]) -> Iterator[list[search.Setting]]:
    """The settings that can be trained side by side: they see the same batches."""
    for batch_size in dict.fromkeys(batch_size for _, batch_size in settings):
        yield [setting for setting in settings if setting[1] == batch_size]
