"""Intervals by Student's t: where a mean lies, and where a further value may fall."""

from collections.abc import Sequence
from math import inf, sqrt
from statistics import fmean, mean, stdev


def mean_interval(values: Sequence[float], *, error: float) -> tuple[float, float, float]:
    """The mean of two values or more, and where the true one lies with probability 1 - error: its lower and upper end.

    Source: the confidence interval of Student's t, mean ± t * s / sqrt(n).
    """
    centre, reach = fmean(values), _quantile(len(values), error) * stdev(values) / sqrt(len(values))
    return centre, centre - reach, centre + reach


def prediction_interval(values: Sequence[float], *, error: float) -> tuple[float, float]:
    """Where a further value falls with probability 1 - error, were the values a normal sample.

    Fewer than two values exclude nothing.
    Source: the prediction interval of Student's t, mean ± t * s * sqrt(1 + 1/n).
    """
    count = len(values)
    if count < 2:  # noqa: PLR2004 - one value has no deviation
        return -inf, inf
    centre = mean(values)
    reach = _quantile(count, error) * stdev(values) * sqrt(1 + 1 / count)
    return centre - reach, centre + reach


def _quantile(count: int, error: float) -> float:
    """What t exceeds, either way, with this probability, of so many values."""
    from scipy.special import stdtrit  # banks import what imports this module, and starting SciPy takes long

    return float(stdtrit(count - 1, 1 - error / 2))
