"""The largest mark of each slot, where the exam's file does not say it: found by the grades that Moodle shows.

A grade is the quiz's maximum times the slots' fractions, each weighted by its share of the sum of marks. Marks that
share alike give the same grades, so that it does not matter which of them the quiz has.
"""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from grader.errors import GradingError
from grader.moodle.downloads.attempts import Attempts
from grader.moodle.downloads.responses import Report

_MOST = 1_000  # combinations that are tried
_NAMED = 3  # in a message
_ROUNDING = 2e-5  # what the five decimals of a sum of marks and of a grade may make of one

SlotMarks = tuple[float, ...]
"""A largest mark for each slot."""


def slot_marks(
    report: Report,
    attempts: Attempts,
    fractions: NDArray[np.float64],
    possible: Sequence[Sequence[float]],
    maximum: float,
) -> SlotMarks:
    """The slots' marks, of those that are possible for each, the likeliest first.

    fractions: of these attempts, shape (attempts, slots), NaN where one is not known. maximum: the quiz's grade.
    Slots with the same possible marks are taken to have the same, or every slot has 1. What most of the grades shown
    fit is right: where another fits as many, or none most, GradingError is raised.
    """
    if all(len(marks) == 1 for marks in possible):
        return tuple(marks[0] for marks in possible)
    by_shares: dict[tuple[float, ...], SlotMarks] = {}
    for marks in _combinations(possible):
        by_shares.setdefault(_shares(marks), marks)
    if len(by_shares) == 1:
        return next(iter(by_shares.values()))
    shown = attempts.grades
    fits = {
        marks: _fitting(np.array(shares), fractions, shown, maximum, report.decimals)
        for shares, marks in by_shares.items()
    }
    best = max(fits.values())
    likeliest = [marks for marks, count in fits.items() if count == best]
    comparable = ~np.isnan(shown) & ~np.isnan(fractions).any(axis=1)
    if len(likeliest) > 1 or 2 * best <= np.count_nonzero(comparable):
        raise GradingError(_undecided(report, possible, list(fits)), setting="mark")
    return likeliest[0]


def _combinations(possible: Sequence[Sequence[float]]) -> Iterator[SlotMarks]:
    kinds = list(dict.fromkeys(map(tuple, possible)))
    for number, chosen in enumerate(product(*kinds)):
        if number == _MOST:
            return
        of_kind = dict(zip(kinds, chosen, strict=True))
        yield tuple(of_kind[tuple(marks)] for marks in possible)
    yield (1.0,) * len(possible)


def _shares(marks: SlotMarks) -> tuple[float, ...]:
    total = sum(marks)
    return tuple(round(mark / total, 9) if total else 0.0 for mark in marks)


def _fitting(
    shares: NDArray[np.float64],
    fractions: NDArray[np.float64],
    shown: NDArray[np.float64],
    maximum: float,
    decimals: int,
) -> int:
    """How many of the grades that are shown, of attempts whose fractions are known, are what these shares give."""
    difference = np.abs(maximum * (fractions @ shares) - shown)
    return int((difference <= 0.5 * 10.0**-decimals + _ROUNDING).sum())


def _undecided(report: Report, possible: Sequence[Sequence[float]], tried: Sequence[SlotMarks]) -> str:
    unknown = [slot.number for slot, marks in zip(report.slots, possible, strict=True) if len(marks) > 1]
    named = " or ".join(", ".join(f"{mark:g}" for mark in marks) for marks in tried[:_NAMED])
    more = f" or {len(tried) - _NAMED} more" if len(tried) > _NAMED else ""
    return (
        f"{report.sheet.where}: the quiz gives its random questions their marks, and the grades shown do not tell "
        f"whether its questions have the marks {named}{more}: say what they are for {', '.join(unknown)}"
    )
