"""The numbers of question 3: which pairs of output activation and loss suit a continuous target in an interval.

Two checks decide, and no training is needed for them: the activation must reach every target, and the loss must be
least where the output equals the target and nowhere else. A fit then shows what becomes of a pair that fails.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import numpy as np

from grader import Activation, Array, Descent, Row, Space, activations, losses

LEAKY_RELU: Final = "leaky_relu"
TANH: Final = "tanh"
RELU: Final = "relu"
LINEAR: Final = "linear"

CROSS_ENTROPY: Final = "cross_entropy"
QUADRATIC: Final = "quadratic"
MEAN_ABSOLUTE: Final = "mean_absolute"
HUBER: Final = "huber"

EPSILON = 1e-7  # Keras keeps the outputs that enter a logarithm this far from 0 and from 1


class Pair(NamedTuple):
    """An activation of the output unit and a loss, by name."""

    activation: str
    loss: str


@dataclass(frozen=True)
class Parameters:
    """What the exam states, and the sizes of the experiment.

    low, high: the interval of the targets. pairs: those offered.
    negative_slope: of Leaky ReLU; 0.3 is the default of Keras's layer, the exam names none.
    targets: how many, evenly spaced over the interval, both ends included.
    start: the output unit's first pre-activation. It lies where the cross-entropy has a gradient; elsewhere its pairs
    would never move.
    learning_rate: of the first step; it falls linearly, and would be zero after the last.
    """

    low: float = -20.0
    high: float = 10.0
    pairs: tuple[Pair, ...] = (
        Pair(LEAKY_RELU, CROSS_ENTROPY),
        Pair(TANH, QUADRATIC),
        Pair(RELU, CROSS_ENTROPY),
        Pair(LINEAR, MEAN_ABSOLUTE),
    )
    negative_slope: float = 0.3
    targets: int = 151
    start: float = 0.5
    learning_rate: float = 0.08


@dataclass(frozen=True)
class Solution:
    """What follows from the parameters. Targets, outputs and errors share a unit; shares are in [0, 1].

    suitable: the pairs offered that reach every target and have their least loss exactly there.
    tanh_loss, linear_loss: the names of the losses that these activations are offered with.
    negative_share: the share of the interval below zero.
    *_reached: the share of the interval between an activation's limits.
    leaky_relu_deepest, leaky_relu_weight: the pre-activation of the lowest target, and the slope there.
    *_exact: the share of the targets at which a loss is least exactly, given an activation that reaches them all.
    cross_entropy_targets: those of the cross-entropy.
    low_tie, high_tie: for the lowest and the highest target, the output farthest into the interval with the same
    cross-entropy as the target itself.
    steps: of gradient descent in each fit.
    *_error: the mean absolute error after the fit of a pair. *_absolute_error and *_quadratic_error: of an activation
    with that loss, which is not the one that it is offered with.
    middle_error: the same of an output that is always in the middle of the interval.
    """

    p: Parameters
    suitable: frozenset[Pair]
    tanh_loss: str
    linear_loss: str
    negative_share: float
    leaky_relu_reached: float
    leaky_relu_deepest: float
    leaky_relu_weight: float
    tanh_reached: float
    tanh_lowest: float
    tanh_highest: float
    relu_reached: float
    relu_lowest: float
    linear_reached: float
    cross_entropy_exact: float
    cross_entropy_targets: tuple[float, ...]
    low_tie: float
    high_tie: float
    tanh_loss_exact: float
    linear_loss_exact: float
    steps: int
    leaky_relu_error: float
    tanh_error: float
    relu_error: float
    linear_error: float
    leaky_relu_absolute_error: float
    linear_other_error: float
    middle_error: float


def solve(p: Parameters) -> Solution:
    """Check every pair, and fit the ones offered and two more."""
    offered, shared = dict(p.pairs), _shared(p)
    tanh_loss, linear_loss = offered[TANH], offered[LINEAR]
    return Solution(
        p=p,
        suitable=suitable(p),
        tanh_loss=tanh_loss,
        linear_loss=linear_loss,
        **_of_leaky_relu(replace(p, pairs=Parameters.pairs)),
        **_of_losses(shared, tanh_loss, linear_loss),
        **_of_interval(shared),
    )


@lru_cache(maxsize=4096)  # variants that differ in the losses alone share it
def _of_leaky_relu(p: Parameters) -> Mapping[str, Any]:
    """What follows from the interval and the slope of Leaky ReLU: values of the solution by name."""
    leaky_relu = activation(LEAKY_RELU, p)
    deepest = leaky_relu.pre_activation(np.array(p.low))
    return {
        "leaky_relu_reached": leaky_relu.reached_share(p.low, p.high),
        "leaky_relu_deepest": float(deepest),
        "leaky_relu_weight": float(leaky_relu.slope(deepest)),
        "leaky_relu_error": fit_error(Pair(LEAKY_RELU, CROSS_ENTROPY), p),
        "leaky_relu_absolute_error": fit_error(Pair(LEAKY_RELU, MEAN_ABSOLUTE), p),
    }


@lru_cache(maxsize=1024)  # and those that differ in this slope alone
def _of_losses(p: Parameters, tanh_loss: str, linear_loss: str) -> Mapping[str, Any]:
    """What follows from the interval and the losses that tanh and the linear activation are offered with."""
    return {
        "tanh_loss_exact": exact_targets(Pair(LINEAR, tanh_loss), p).size / p.targets,
        "linear_loss_exact": exact_targets(Pair(LINEAR, linear_loss), p).size / p.targets,
        "tanh_error": fit_error(Pair(TANH, tanh_loss), p),
        "linear_error": fit_error(Pair(LINEAR, linear_loss), p),
        "linear_other_error": fit_error(Pair(LINEAR, tanh_loss), p),
    }


@lru_cache(maxsize=1024)  # variants share intervals
def _of_interval(p: Parameters) -> Mapping[str, Any]:
    """What depends neither on the pairs offered nor on the slope of Leaky ReLU: values of the solution by name."""
    cross_entropy_targets = exact_targets(Pair(LINEAR, CROSS_ENTROPY), p)
    return {
        "negative_share": 1 - activations.RELU.reached_share(p.low, p.high),
        "tanh_reached": activations.TANH.reached_share(p.low, p.high),
        "tanh_lowest": activations.TANH.limits()[0],
        "tanh_highest": activations.TANH.limits()[1],
        "relu_reached": activations.RELU.reached_share(p.low, p.high),
        "relu_lowest": activations.RELU.limits()[0],
        "linear_reached": activations.LINEAR.reached_share(p.low, p.high),
        "cross_entropy_exact": cross_entropy_targets.size / p.targets,
        "cross_entropy_targets": tuple(cross_entropy_targets.tolist()),
        "low_tie": tied_outputs(CROSS_ENTROPY, p.low, p)[1],
        "high_tie": tied_outputs(CROSS_ENTROPY, p.high, p)[0],
        "steps": steps(p),
        "relu_error": fit_error(Pair(RELU, CROSS_ENTROPY), p),
        "middle_error": float(np.abs(targets(p) - (p.low + p.high) / 2).mean()),
    }


def suitable(p: Parameters) -> frozenset[Pair]:
    """The pairs offered that reach every target and whose loss is least there and nowhere else; no fit is run."""
    shared = _shared(p)
    wide = [pair for pair in p.pairs if activation(pair.activation, shared).extends_over(p.low, p.high)]
    return frozenset(pair for pair in wide if exact_targets(pair, shared).size == p.targets)


@lru_cache(maxsize=4096)
def exact_targets(pair: Pair, p: Parameters) -> Array:
    """The targets, shape (exact,), that the pair reaches and at which its loss is less than at any other output.

    The outputs compared are those of the grid that the activation reaches.
    """
    unit, goals, grid = activation(pair.activation, p), targets(p), outputs(p)
    goals, reached = goals[unit.reaches(goals)], grid[unit.reaches(grid)]
    return goals[losses.least_only_there(LOSSES[pair.loss].value, goals, reached)]


def tied_outputs(loss: str, target: float, p: Parameters) -> tuple[float, float]:
    """The lowest and the highest output of the grid that cost no more than the target itself would."""
    grid = outputs(p)
    value = LOSSES[loss].value
    tied = grid[value(np.array(target), grid) <= value(np.array(target), np.array(target))]
    return float(tied.min()), float(tied.max())


@lru_cache(maxsize=4096)
def fit_error(pair: Pair, p: Parameters) -> float:
    """The mean absolute error after gradient descent on the pair's loss.

    One output unit with one-hot inputs: each target has a weight of its own, which is its pre-activation. Inputs that
    share weights would blur what is asked: a line needs only two good points, and the few targets in (0, 1), the only
    ones that the cross-entropy can aim at, would draw the right line through all the others.
    """
    goals = targets(p)
    fit = Descent(activation(pair.activation, p), p.start, p.learning_rate, steps(p))
    if pair.loss == MEAN_ABSOLUTE:
        ended = fit.by_side(goals)
    else:
        ended = _ended(pair.loss, fit, Row.of(p.low, p.high, p.targets))[: p.targets]
    return float(np.abs(ended - goals).mean())


@lru_cache(maxsize=512)  # intervals that begin alike share a row
def _ended(loss: str, fit: Descent, row: Row) -> Array:
    return fit.outputs(LOSSES[loss].slope, row.targets())


def _shared(p: Parameters) -> Parameters:
    """The same for all variants with an interval: for what depends neither on the pairs nor on a slope."""
    return replace(p, pairs=Parameters.pairs, negative_slope=Parameters.negative_slope)


@lru_cache(maxsize=1024)
def steps(p: Parameters) -> int:
    """As many as take a gradient of size 1, at half the learning rate on average, past the farthest target."""
    farthest = float(np.abs(targets(p) - p.start).max())
    return round(1.25 * farthest / (p.learning_rate / 2))


def targets(p: Parameters) -> Array:
    """Evenly spaced over the interval, shape (targets,); ValueError unless low < high."""
    if not p.low < p.high:
        raise ValueError(f"expected an interval with low < high, received [{p.low!r}, {p.high!r}]")
    return _evenly(p.low, p.high, p.targets)


@lru_cache(maxsize=1024)
def _evenly(low: float, high: float, count: int) -> Array:
    return np.linspace(low, high, count)


@lru_cache(maxsize=256)
def outputs(p: Parameters) -> Array:
    """The targets, continued at their spacing by the interval's width on both sides, shape (3 targets - 2,)."""
    inside, width = targets(p), p.high - p.low
    *below, _ = inside - width  # each end of the interval stands among the targets alone
    _, *above = inside + width
    return np.array([*below, *inside, *above])


def activation(name: str, p: Parameters) -> Activation:
    """The activation of this name."""
    return activations.leaky_relu(p.negative_slope) if name == LEAKY_RELU else _ACTIVATIONS[name]


@dataclass(frozen=True)
class Loss:
    """A loss of a single output. Both take targets and outputs that broadcast together, and give that shape.

    slope: the (sub)gradient by the output.
    """

    value: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array], Array]


def _cross_entropy(target: Array, output: Array) -> Array:
    """Binary cross-entropy: the output is the probability of one class, the rest to 1 that of the other.

    Of the ways to take it for one output it is the kindest to these pairs: it is least at a target in (0, 1). The
    categorical one with a single class is least at an edge whatever the target, and Keras's, which first divides the
    outputs by their sum, is constant.
    """
    target, output = np.broadcast_arrays(target, output)
    both = [np.stack([value, 1 - value], axis=-1) for value in (target, output)]
    return losses.cross_entropy(*both, epsilon=EPSILON)


def _cross_entropy_slope(target: Array, output: Array) -> Array:
    clipped = output.clip(EPSILON, 1 - EPSILON)
    return np.where(output == clipped, (clipped - target) / (clipped * (1 - clipped)), 0.0)


def _quadratic(target: Array, output: Array) -> Array:
    return losses.quadratic(*_as_vectors(target, output))


def _mean_absolute(target: Array, output: Array) -> Array:
    return losses.mean_absolute(*_as_vectors(target, output))


def _huber(target: Array, output: Array) -> Array:
    error = np.abs(output - target)
    return np.where(error < 1, error**2 / 2, error - 0.5)


def _as_vectors(target: Array, output: Array) -> list[Array]:
    return [value[..., np.newaxis] for value in np.broadcast_arrays(target, output)]


_ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {TANH: activations.TANH, RELU: activations.RELU, LINEAR: activations.LINEAR}
)

LOSSES: Mapping[str, Loss] = MappingProxyType(
    {
        CROSS_ENTROPY: Loss(_cross_entropy, _cross_entropy_slope),
        QUADRATIC: Loss(_quadratic, lambda target, output: 2 * (output - target)),
        MEAN_ABSOLUTE: Loss(_mean_absolute, lambda target, output: np.sign(output - target)),
        HUBER: Loss(_huber, lambda target, output: (output - target).clip(-1, 1)),
    }
)


def variant(*, low: float, high: float, regression: tuple[str, str]) -> Parameters:
    """Another interval, its targets as close together as the exam's, and the losses of two pairs.

    regression: the losses that tanh and the linear activation are offered with. No student reads the slope of Leaky
    ReLU: it comes from `low`, so that variants differ in what is read.
    """
    tanh_loss, linear_loss = regression
    return Parameters(
        low=low,
        high=high,
        pairs=(
            Pair(LEAKY_RELU, CROSS_ENTROPY),
            Pair(TANH, tanh_loss),
            Pair(RELU, CROSS_ENTROPY),
            Pair(LINEAR, linear_loss),
        ),
        negative_slope=_SLOPES[round(Parameters.low - low) % len(_SLOPES)],
        targets=round(5 * (high - low)) + 1,
    )


_SLOPES = (Parameters.negative_slope, 0.1, 0.2, 0.25)

SPACE = Space(
    values={
        "low": (-20.0, *(float(low) for low in range(-31, -20))),
        "high": (10.0, *(float(high) for high in range(3, 20) if high != 10)),
        "regression": (
            (QUADRATIC, MEAN_ABSOLUTE),
            *(
                pair
                for pair in permutations((MEAN_ABSOLUTE, QUADRATIC, HUBER), 2)
                if pair != (QUADRATIC, MEAN_ABSOLUTE)
            ),
        ),
    },
    build=variant,
)
"""Other intervals and pairs: most of each interval is negative, and both ends lie beyond the limits of tanh."""
