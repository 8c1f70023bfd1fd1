"""Where a further run may fall, by the runs that there are."""

from collections.abc import Sequence
from math import sqrt

from scipy.special import stdtrit


def prediction_interval(values: Sequence[float], *, error: float) -> tuple[float, float]:
    """Where a further value falls with probability 1 - error, were the values a normal sample.

    Source: the prediction interval of Student's t, mean ± t * s * sqrt(1 + 1/n).
    """
    count = len(values)
    mean = sum(values) / count
    deviation = sqrt(sum((value - mean) ** 2 for value in values) / (count - 1))
    reach = float(stdtrit(count - 1, 1 - error / 2)) * deviation * sqrt(1 + 1 / count)
    return mean - reach, mean + reach
