"""Activation functions of an output unit, and which outputs they can give.

Everything is elementwise, over arrays of any shape. Each activation is continuous and never falls as its pre-activation
rises, so the outputs that it can give form an interval.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Activation:
    """A non-decreasing continuous function from pre-activations to outputs.

    output: of a pre-activation; takes infinities.
    slope_of: the derivative by the pre-activation, of an output; at a kink the one from the left, as TensorFlow does.
    slope_at: the same of a pre-activation that is a single number, for which NumPy takes far longer.
    pre_activation: one that gives the output, or NaN where there is none.
    """

    output: Callable[[Array], Array]
    slope_of: Callable[[Array], Array]
    slope_at: Callable[[float], float]
    pre_activation: Callable[[Array], Array]

    def slope(self, pre_activation: Array) -> Array:
        """The derivative by the pre-activation, of pre-activations."""
        return self.slope_of(self.output(pre_activation))

    def limits(self) -> tuple[float, float]:
        """The lower and the upper limit of its outputs; whether it attains them is for `reaches` to say."""
        return _limits(self)

    def reaches(self, outputs: ArrayLike) -> NDArray[np.bool_]:
        """Whether some finite pre-activation gives the output, for each of them."""
        return np.isfinite(self.pre_activation(np.asarray(outputs, dtype=np.float64)))

    def reached_share(self, low: float, high: float) -> float:
        """The share of the interval's length that lies between the limits, in [0, 1]; ValueError unless low < high."""
        if not low < high:
            raise ValueError(f"expected an interval with low < high, received [{low!r}, {high!r}]")
        lowest, highest = self.limits()
        return max(0.0, min(high, highest) - max(low, lowest)) / (high - low)

    def extends_over(self, low: float, high: float) -> bool:
        """Whether the interval lies between the limits; else some value of it is not reached."""
        lowest, highest = self.limits()
        return lowest <= low <= high <= highest


@lru_cache(maxsize=64)
def _limits(unit: Activation) -> tuple[float, float]:
    lowest, highest = unit.output(np.array([-np.inf, np.inf]))
    return float(lowest), float(highest)


@cache
def leaky_relu(negative_slope: float) -> Activation:
    """The pre-activation itself where positive, else `negative_slope` of it (Maas, Hannun and Ng, 2013).

    Raises ValueError unless the slope lies in (0, 1).
    """
    if not 0 < negative_slope < 1:
        raise ValueError(f"expected a negative slope in (0, 1), received {negative_slope!r}")
    return Activation(
        output=lambda z: np.where(z > 0, z, negative_slope * z),
        slope_of=lambda y: np.where(y > 0, 1.0, negative_slope),
        slope_at=lambda z: 1.0 if z > 0 else negative_slope,
        pre_activation=lambda y: np.where(y > 0, y, y / negative_slope),
    )


RELU = Activation(
    output=lambda z: np.maximum(z, 0.0),
    slope_of=lambda y: np.where(y > 0, 1.0, 0.0),
    slope_at=lambda z: 1.0 if z > 0 else 0.0,
    pre_activation=lambda y: np.where(y >= 0, y, np.nan),
)

LINEAR = Activation(output=lambda z: z, slope_of=np.ones_like, slope_at=lambda _: 1.0, pre_activation=lambda y: y)


def _arctanh(output: Array) -> Array:
    inside = np.abs(output) < 1
    return np.where(inside, np.arctanh(np.where(inside, output, 0.0)), np.nan)


TANH = Activation(
    output=np.tanh,
    slope_of=lambda y: 1.0 - np.square(y),
    slope_at=lambda z: 1 - math.tanh(z) ** 2,
    pre_activation=_arctanh,
)
