"""Gradient descent of weights that know nothing of each other: a target each, the weight its pre-activation.

What becomes of many targets is found without repeating for each what all have in common.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from grader.solver.activations import Activation, Array

Slope = Callable[[Array, Array], Array]
"""The derivative of a loss by the output, of targets and outputs of one shape."""

AT_REST = 1e-6
"""A weight that moves no farther than this in a step is let be, the next time that it is looked at."""

_LOOKED_AT = 8  # each so many steps: looking costs as much as half a step

_TOGETHER = 256  # a row has as many targets, or a multiple


@dataclass(frozen=True)
class Descent:
    """How weights descend.

    unit: the activation of the output. start: of every weight.
    learning_rate: of the first step; it falls linearly, and would be zero after the last. steps: how many.
    """

    unit: Activation
    start: float
    learning_rate: float
    steps: int

    def outputs(self, slope: Slope, targets: Array) -> Array:
        """The outputs, of the shape of the targets (targets,), at which the weights end."""
        ended = np.empty(targets.shape)
        moving, goals, weights = np.arange(targets.size), targets, np.full(targets.shape, self.start)
        for step, rate in enumerate(_rates(self.learning_rate, self.steps)):
            outputs = self.unit.output(weights)
            change = rate * slope(goals, outputs)
            change *= self.unit.slope_of(outputs)
            weights -= change
            if step % _LOOKED_AT:
                continue
            moves = np.abs(change) > AT_REST
            if np.count_nonzero(moves) < moves.size:
                ended[moving] = weights
                moving, goals, weights = moving[moves], goals[moves], weights[moves]
                if not moving.size:
                    break
        ended[moving] = weights
        return self.unit.output(ended)

    def by_side(self, targets: Array) -> Array:
        """The same for the mean absolute error, whose slope tells only on which side of the output a target lies.

        So all targets of a side go one way. One that is met on it counts as reached: its weight would end within the
        length of the last step. Raises ValueError for an activation with a slope of zero, where a weight would stay.
        """
        return targets.clip(*_farthest(self))


@dataclass(frozen=True)
class Row:
    """Targets that stand evenly from `low` on, and go on beyond an interval, so that many intervals share them."""

    low: float
    spacing: float
    count: int

    @classmethod
    def of(cls, low: float, high: float, count: int) -> "Row":
        """The row that begins with these many from low to high."""
        return cls(low, (high - low) / (count - 1), math.ceil(count / _TOGETHER) * _TOGETHER)

    def targets(self) -> Array:
        """The targets, shape (count,)."""
        return self.low + self.spacing * np.arange(self.count, dtype=np.float64)


@lru_cache(maxsize=1024)
def _farthest(descent: Descent) -> tuple[float, float]:
    """The outputs to which the steps lead that all go to one side: the lowest, and the highest."""
    lowest, highest = (float(descent.unit.output(np.array(_one_way(descent, side)))) for side in (-1, 1))
    return lowest, highest


def _one_way(descent: Descent, side: int) -> float:
    """The weight to which the steps lead that all go to one side, -1 or 1."""
    weight, slope_at = descent.start, descent.unit.slope_at
    for rate in _rates(side * descent.learning_rate, descent.steps):
        weight += rate * slope_at(weight)
    if not slope_at(weight):
        raise ValueError(f"expected an activation that rises everywhere, received one that does not at {weight:g}")
    return weight


@lru_cache(maxsize=256)
def _rates(first: float, steps: int) -> tuple[float, ...]:
    return tuple(first * (1 - step / steps) for step in range(steps))
