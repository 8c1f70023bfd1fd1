"""The numbers: a probability vector, its target, and the cross-entropy."""

from dataclasses import dataclass
from math import log, log2

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: the output of a network and the one-hot target, class by class."""

    output: tuple[float, ...] = (0.1, 0.2, 0.7)
    target: tuple[int, ...] = (0, 1, 0)


@dataclass(frozen=True)
class Solution:
    """What follows: the cross-entropy, and what it becomes with other logarithms, classes or divisors."""

    p: Parameters
    classes: int
    probability: float
    highest: float
    loss: float
    in_bits: float
    averaged: float
    of_highest: float


def solve(p: Parameters) -> Solution:
    """Sum over the classes, of which the target leaves one."""
    probability = p.output[p.target.index(1)]
    loss = -sum(wanted * log(found) for wanted, found in zip(p.target, p.output, strict=True))
    return Solution(
        p=p,
        classes=len(p.output),
        probability=probability,
        highest=max(p.output),
        loss=loss,
        in_bits=-log2(probability),
        averaged=loss / len(p.output),
        of_highest=-log(max(p.output)),
    )


def variant(*, correct: float, rival: float, place: int) -> Parameters:
    """An output of which the correct class has not the highest probability, and its target."""
    rest = round(1 - correct - rival, 2)
    output, target = [rest, rival], [0, 0]
    output.insert(place, correct)
    target.insert(place, 1)
    return Parameters(output=tuple(output), target=tuple(target))


SPACE = Space(
    values={
        "correct": (0.2, 0.1, 0.15, 0.25),
        "rival": (0.7, 0.6, 0.65, 0.55, 0.5),
        "place": (1, 0, 2),
    },
    build=variant,
)
