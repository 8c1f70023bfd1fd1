"""What each option of several is worth, found: the right ones share the mark, and no way of guessing pays.

Whoever guesses ticks some number of boxes at random: of none and of all that is one response. Whatever else does not
look at the question is a mixture of these. All is counted exactly, in the decimals of Moodle's list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from grader.moodle.fractions import FRACTIONS, is_accepted, nearest

_FINEST = 1_000_000  # a budget of 1/3 is a third, though it is written in floating point


@dataclass(frozen=True)
class Worth:
    """What each of so many right options earns, and what each of so many wrong ones loses."""

    right: int
    wrong: int
    share: Fraction
    loss: Fraction

    def earned(self, right: int, wrong: int) -> Fraction:
        """What a response earns that ticks so many right and so many wrong options, by Moodle's rule."""
        return min(Fraction(1), max(Fraction(0), right * self.share - wrong * self.loss))

    def by_guessing(self) -> Iterator[tuple[int, Fraction]]:
        """For each number of boxes, what ticking so many at random earns on average."""
        options = self.right + self.wrong
        for ticked in range(options + 1):
            ways = [(right, ticked - right) for right in range(min(ticked, self.right) + 1)]
            total = sum(
                comb(self.right, right) * comb(self.wrong, wrong) * self.earned(right, wrong) for right, wrong in ways
            )
            yield ticked, Fraction(total) / comb(options, ticked)

    def beyond(self, budget: Fraction) -> tuple[int, Fraction] | None:
        """The least number of boxes that earn more than a budget if ticked at random, and what they earn."""
        return next(((ticked, mean) for ticked, mean in self.by_guessing() if mean > budget), None)


def exact(budget: float) -> Fraction:
    """A budget as the share that its author meant."""
    return Fraction(budget).limit_denominator(_FINEST)


def worth(right: int, wrong: int, budget: float) -> Worth:
    """The mildest loss of Moodle's list that undoes a right option at least and keeps guessing within a budget.

    Where none does, it is the whole mark, and guessing earns more than the budget.
    """
    whole = 1 / right if right else 0.0
    share = _decimal(nearest(whole)) if is_accepted(whole) else Fraction(whole)
    losses = [_decimal(loss) for loss in FRACTIONS if loss > 0 and _decimal(loss) >= share]
    found = (Worth(right, wrong, share, loss) for loss in losses)
    return next((one for one in found if one.beyond(exact(budget)) is None), Worth(right, wrong, share, Fraction(1)))


def _decimal(fraction: float) -> Fraction:
    """A fraction as Moodle's list writes it."""
    return Fraction(repr(fraction))
