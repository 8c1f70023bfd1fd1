"""What floating-point formats keep of small numbers.

Values are stored in a format and sums are exact, which is the most that hardware gives: products of short formats are
accumulated in longer ones.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FORMATS: Final[Mapping[str, type[np.floating[Any]]]] = {"half": np.float16, "single": np.float32, "double": np.float64}
"""IEEE 754 binary formats by name."""


def stored(values: Array, format: str) -> Array:  # noqa: A002 - the field's word
    """The values after rounding to a format; too large ones become infinite, too small ones zero."""
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(values, dtype=np.float64).astype(FORMATS[format]).astype(np.float64)


def relative_error(exact: Array, computed: Array) -> float:
    """The Euclidean norm of the difference by that of the exact values; ValueError where these are all zero."""
    largest = float(np.abs(exact).max(initial=0.0))
    if largest == 0:
        raise ValueError("expected exact values that are not all zero")
    # Dividing first keeps the squares of the smallest numbers from vanishing.
    return float(np.linalg.norm((computed - exact) / largest) / np.linalg.norm(exact / largest))


def underflow_share(exact: Array, computed: Array) -> float:
    """Of the exact values that are not zero, the share that became zero; 0 where there are none."""
    nonzero = exact != 0
    return float((computed[nonzero] == 0).mean()) if nonzero.any() else 0.0


def smallest(format: str) -> float:  # noqa: A002 - the field's word
    """The smallest positive number of a format."""
    return float(np.finfo(FORMATS[format]).smallest_subnormal)
