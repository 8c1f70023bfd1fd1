"""Where a further run may fall, by the runs that there are."""

from collections.abc import Sequence
from math import inf, sqrt
from statistics import mean, stdev


def prediction_interval(values: Sequence[float], *, error: float) -> tuple[float, float]:
    """Where a further value falls with probability 1 - error, were the values a normal sample.

    Fewer than two values exclude nothing.
    Source: the prediction interval of Student's t, mean ± t * s * sqrt(1 + 1/n).
    """
    from scipy.special import stdtrit  # starting SciPy takes long

    count = len(values)
    if count < 2:  # noqa: PLR2004 - one value has no deviation
        return -inf, inf
    centre = mean(values)
    reach = float(stdtrit(count - 1, 1 - error / 2)) * stdev(values) * sqrt(1 + 1 / count)
    return centre - reach, centre + reach
