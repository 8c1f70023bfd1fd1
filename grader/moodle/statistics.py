"""The statistics of a quiz, as Moodle computes them.

Sources: mod/quiz/report/statistics/classes/calculator.php and question/classes/statistics/questions/calculator.php of
Moodle 5.1. Whatever is not defined (a variance of zero, too few attempts) is None, where Moodle shows nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.moodle.rounding import rounded

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ItemStatistics:
    """Of one slot; indices, weights and guess in percent, as Moodle shows them, facility as a share.

    standard_deviation: of the marks, divided by n - 1. discrimination_index: the item-rest correlation.
    """

    attempts: int
    facility: float
    standard_deviation: float | None
    random_guess: float | None
    intended_weight: float
    effective_weight: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None


@dataclass(frozen=True)
class QuizStatistics:
    """Of the total marks; cic is the coefficient of internal consistency (Cronbach's alpha), in percent."""

    attempts: int
    mean: float
    median: float
    standard_deviation: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None
    cic: float | None = None
    error_ratio: float | None = None
    standard_error: float | None = None


def quiz_statistics(marks: Floats) -> QuizStatistics:
    """Statistics of the totals of marks, shape (attempts, slots); at least one attempt.

    The totals are those that Moodle keeps, with five decimals; the marks of the slots have all of theirs.
    """
    totals = rounded(marks.sum(axis=1))
    n = len(totals)
    mean, median = float(totals.mean()), float(np.median(totals))
    if n < 2:  # noqa: PLR2004 - a deviation needs two
        return QuizStatistics(n, mean, median)
    deviation = float(totals.std(ddof=1))
    m2, m3, m4 = (float(((totals - mean) ** power).mean()) for power in (2, 3, 4))
    k2 = n * m2 / (n - 1)
    if n < 3 or not _spread(totals):  # noqa: PLR2004 - the third moment needs three
        return QuizStatistics(n, mean, median, deviation)
    k3 = n**2 * m3 / ((n - 1) * (n - 2))
    kurtosis = None
    if n > 3:  # noqa: PLR2004 - and the fourth four
        k4 = n**2 * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
        kurtosis = k4 / k2**2
    cic = _internal_consistency(marks, k2)
    ratio = None if cic is None else 100 * (1 - cic / 100) ** 0.5
    error = None if ratio is None else ratio * deviation / 100
    return QuizStatistics(n, mean, median, deviation, k3 / k2**1.5, kurtosis, cic, ratio, error)


def item_statistics(marks: Floats, maxima: Floats, guesses: list[float | None]) -> list[ItemStatistics]:
    """Statistics of each slot.

    marks: shape (attempts, slots), nothing for a blank. maxima: shape (slots,), the largest mark of each.
    guesses: the fraction that choosing at random earns, None where it is not defined.
    """
    weights = _effective_weights(marks)
    return [_item(marks, maxima, slot, guess, weights[slot] if weights else None) for slot, guess in enumerate(guesses)]


def _item(marks: Floats, maxima: Floats, slot: int, guess: float | None, weight: float | None) -> ItemStatistics:
    item = marks[:, slot]
    rest = marks.sum(axis=1) - item
    several = len(item) > 1
    ideal = _covariance(np.sort(item), np.sort(rest)) if several else 0.0
    return ItemStatistics(
        attempts=len(item),
        facility=float(item.mean() / maxima[slot]) if maxima[slot] else 0.0,
        standard_deviation=float(item.std(ddof=1)) if several else None,
        random_guess=None if guess is None else 100 * guess,
        intended_weight=float(100 * maxima[slot] / maxima.sum()) if maxima.sum() else 0.0,
        effective_weight=weight,
        discrimination_index=(
            100 * _covariance(item, rest) / float(item.std(ddof=1) * rest.std(ddof=1))
            if several and _spread(item) and _spread(rest)
            else None
        ),
        discriminative_efficiency=100 * _covariance(item, rest) / ideal if _spread(item) and _spread(rest) else None,
    )


def _effective_weights(marks: Floats) -> list[float | None]:
    """How much each slot contributes to the spread of the totals, in percent; None where its covariance is negative."""
    if len(marks) < 2:  # noqa: PLR2004 - as above
        return []
    totals = marks.sum(axis=1)
    covariances = [_covariance(marks[:, slot], totals) for slot in range(marks.shape[1])]
    roots = [covariance**0.5 if covariance >= 0 else None for covariance in covariances]
    together = sum(root for root in roots if root is not None)
    return [None if root is None or not together else 100 * root / together for root in roots]


def _internal_consistency(marks: Floats, k2: float) -> float | None:
    slots = marks.shape[1]
    if slots < 2:  # noqa: PLR2004 - it compares slots
        return None
    return float(100 * slots / (slots - 1) * (1 - marks.var(axis=0, ddof=1).sum() / k2))


def _covariance(one: Floats, other: Floats) -> float:
    return float(((one - one.mean()) * (other - other.mean())).sum() / (len(one) - 1))


def _spread(values: Floats) -> bool:
    """Whether values differ by more than what adding them in another order could do."""
    return bool(np.ptp(values) > 1e-9)  # noqa: PLR2004
