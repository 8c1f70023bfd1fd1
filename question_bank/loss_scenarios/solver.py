"""The numbers of question 5: losses and accuracies of the scenarios, and which situations are symptoms."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil

import numpy as np

from grader import Space, losses

RANDOM_DRAWS = 20_000
CENTRAL_SHARE = 0.9
DISPLAYED_DECIMALS = 2

# What is told of situations II and III, which are symptoms in some variants and not in others.
WORSE, BETTER = "worse", "better"
UNATTAINABLE, ATTAINABLE = "unattainable", "attainable"
HIGH, LOW = "high", "low"


@dataclass(frozen=True)
class Parameters:
    """What the exam states. Losses are quadratic losses, a sum over classes; accuracies and probabilities in [0, 1]."""

    classes: int = 20
    epochs: int = 50
    converged_loss: float = 0.0  # situation I: the value that the loss came close to
    first_loss: float = 2.61  # situation II: after the first epoch
    training_accuracy: float = 0.65  # situation III
    validation_accuracy: float = 0.68
    slow_first_loss: float = 0.90  # situation IV: after the first epoch, and after the last
    slow_last_loss: float = 0.72
    hesitant_probability: float = 0.2  # the output that is right, but hardly: on the correct class,
    rival_probability: float = 0.1  # on each of its rivals
    rivals: int = 8


@dataclass(frozen=True)
class Solution:
    """What follows from the parameters.

    uniform, hesitant: of the output with equal probabilities, and of the one that is right but with low probability.
    random_loss_low, random_loss_high: the limits of the central share of the losses of normalised random outputs.
    uniform_mean_loss, largest_mean_loss: the same losses if they were averaged over classes instead of summed.
    first_excess: by how much the loss of situation II exceeds that of the uniform output.
    *_lift: how many times the accuracy of the uniform output those of situation III are.
    slow_fall: the share of its first value that the loss of situation IV lost.
    first_is: WORSE or BETTER, the loss of situation II beside that of the uniform output; first_can_be: UNATTAINABLE or
    ATTAINABLE, by any probability vector. accuracies_are: HIGH or LOW, those of situation III beside chance.
    symptoms: the situations that point to trouble with the gradient or with convergence.
    """

    p: Parameters
    uniform_loss: float
    uniform_accuracy: float
    random_loss_mean: float
    random_loss_low: float
    random_loss_high: float
    central_share: float
    hesitant_loss: float
    hesitant_accuracy: float
    largest_loss: float
    uniform_mean_loss: float
    largest_mean_loss: float
    first_excess: float
    training_lift: float
    validation_lift: float
    slow_fall: float
    first_is: str
    first_can_be: str
    accuracies_are: str
    symptoms: frozenset[str]


def solve(p: Parameters) -> Solution:
    """Compute the two outputs that the student is told to compute, and judge each situation by them."""
    of_classes = _of_classes(p.classes)
    uniform_loss, uniform_accuracy = of_classes["uniform_loss"], of_classes["uniform_accuracy"]
    hesitant_loss, hesitant_accuracy = _of_output(p.classes, *hesitant_output(p))
    found = symptoms(p, uniform_loss, uniform_accuracy, hesitant_loss)
    return Solution(
        p=p,
        **of_classes,
        central_share=CENTRAL_SHARE,
        hesitant_loss=hesitant_loss,
        hesitant_accuracy=hesitant_accuracy,
        first_excess=p.first_loss - uniform_loss,
        training_lift=p.training_accuracy / uniform_accuracy,
        validation_lift=p.validation_accuracy / uniform_accuracy,
        slow_fall=1 - p.slow_last_loss / p.slow_first_loss,
        first_is=WORSE if "II" in found else BETTER,
        first_can_be=UNATTAINABLE if p.first_loss > of_classes["largest_loss"] else ATTAINABLE,
        accuracies_are=LOW if "III" in found else HIGH,
        symptoms=found,
    )


@cache  # variants share the number of classes
def _of_classes(classes: int) -> Mapping[str, float]:
    """What follows from the number of classes alone: values of the solution by name."""
    correct, uniform = target(classes), np.full(classes, 1 / classes)
    worst = correct[::-1]  # sure of another class
    uniform_loss, uniform_accuracy = _of_output(classes, *uniform.tolist())
    random_mean, random_low, random_high = random_losses(classes)
    return {
        "uniform_loss": uniform_loss,
        "uniform_accuracy": uniform_accuracy,
        "random_loss_mean": random_mean,
        "random_loss_low": random_low,
        "random_loss_high": random_high,
        "largest_loss": float(losses.quadratic(correct, worst)),
        "uniform_mean_loss": float(losses.mean_squared(correct, uniform)),
        "largest_mean_loss": float(losses.mean_squared(correct, worst)),
    }


@lru_cache(maxsize=1024)  # and the output that is right, but hardly
def _of_output(classes: int, *output: float) -> tuple[float, float]:
    """The loss and the expected accuracy of an output, the correct class first."""
    correct, probabilities = target(classes), losses.probabilities(output)
    return float(losses.quadratic(correct, probabilities)), float(losses.expected_accuracy(correct, probabilities))


def target(classes: int) -> losses.Array:
    """The one-hot vector of the correct class, which stands first."""
    return losses.one_hot(0, classes=classes)


def symptoms(p: Parameters, uniform_loss: float, uniform_accuracy: float, hesitant_loss: float) -> frozenset[str]:
    """Judge the situations by what an output earns that knows nothing, and by one that is right but hardly.

    A loss is a symptom when it is above that of the uniform output, or when a whole training leaves it no lower than
    that of the hesitant output, at the precision at which losses are stated. An accuracy is one when it is no better
    than chance.
    """
    barely_right = round(hesitant_loss, DISPLAYED_DECIMALS)
    found = {
        "I": p.converged_loss >= barely_right,
        "II": p.first_loss > uniform_loss,
        "III": min(p.training_accuracy, p.validation_accuracy) <= uniform_accuracy,
        "IV": p.slow_last_loss >= barely_right,
    }
    return frozenset(situation for situation, is_symptom in found.items() if is_symptom)


def hesitant_output(p: Parameters) -> list[float]:
    """The output that is right with low probability, the correct class first."""
    rest = p.classes - 1 - p.rivals
    return [p.hesitant_probability, *[p.rival_probability] * p.rivals, *[0.0] * rest]


def random_losses(classes: int) -> tuple[float, float, float]:
    """The mean of the losses of normalised random outputs, and the limits of their central share."""
    correct = np.broadcast_to(target(classes), (RANDOM_DRAWS, classes))
    found = losses.quadratic(correct, random_outputs(classes))
    low, high = np.quantile(found, [(1 - CENTRAL_SHARE) / 2, (1 + CENTRAL_SHARE) / 2])
    return float(found.mean()), float(low), float(high)


def random_outputs(classes: int) -> losses.Array:
    """Normalised random vectors, shape (RANDOM_DRAWS, classes): uniform numbers divided by their sum."""
    draws = np.random.default_rng(0).random((RANDOM_DRAWS, classes))
    return np.asarray(draws / draws.sum(axis=-1, keepdims=True))


def variant(
    *,
    classes: int,
    hesitant: tuple[float, int, float],
    first_loss: float,
    accuracy: float,
    gap: float,
    slow_start: float,
    symptom: str,
) -> Parameters:
    """Parameters like the exam's: the losses of situation IV follow from the output that is right, but hardly.

    symptom: which of II and III is one. Where III is, the accuracies are no better than chance, and the first loss is.

    hesitant: its probability on the correct class, the number of rivals, the probability of each.
    gap: between the accuracies in validation and in training, kept below chance.
    slow_start: how far on the way from the loss of that output to that of the uniform one situation IV begins.
    """
    probability, rivals, rival = hesitant
    largest_gap = (ceil(100 / classes) - 1) / 100
    last = round((1 - probability) ** 2 + rivals * rival**2, DISPLAYED_DECIMALS)
    if symptom == "III":
        first_loss = round(first_loss / 4, DISPLAYED_DECIMALS)
        accuracy, gap = 100 // classes / 100, min(gap, 0)
    return Parameters(
        classes=classes,
        first_loss=first_loss,
        training_accuracy=accuracy,
        validation_accuracy=round(accuracy + min(gap, largest_gap), DISPLAYED_DECIMALS),
        slow_first_loss=round(last + slow_start * (1 - 1 / classes - last), DISPLAYED_DECIMALS),
        slow_last_loss=last,
        hesitant_probability=probability,
        rivals=rivals,
        rival_probability=rival,
    )


FIRST_LOSS = Parameters.first_loss

SPACE = Space(
    values={
        "classes": (20, 16, 18, 24, 25, 30, 32, 40, 50),
        "hesitant": ((0.2, 8, 0.1), (0.3, 7, 0.1), (0.25, 5, 0.15), (0.24, 4, 0.19), (0.28, 6, 0.12), (0.32, 4, 0.17)),
        "first_loss": (FIRST_LOSS, *(round(FIRST_LOSS + 0.01 * step, 2) for step in range(-50, 51) if step)),
        "accuracy": (0.65, 0.66, 0.68, 0.7, 0.71, 0.72, 0.74, 0.75, 0.76, 0.78),
        "gap": (0.03, 0.02, 0.01, -0.01, 0.0),
        "slow_start": (0.78, 0.5, 0.6, 0.7, 0.8),
        "symptom": ("II", "III"),
    },
    build=variant,
)
"""Other numbers for the same question: the key is II and IV in some, III and IV in others; every claim must hold."""
