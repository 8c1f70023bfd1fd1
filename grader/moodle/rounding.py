"""Numbers as Moodle's database keeps them."""

import numpy as np
from numpy.typing import NDArray

DECIMALS = 5  # with which Moodle keeps the sum of an attempt's marks, and grades


def rounded(values: NDArray[np.float64], decimals: int = DECIMALS) -> NDArray[np.float64]:
    """Values rounded half away from zero, as databases do; what lies within a rounding error of a half is a half."""
    scaled = np.abs(values) * 10.0**decimals
    return np.sign(values) * np.floor(scaled + 0.5 + 1e-6) / 10.0**decimals
