"""When a training ends that stops as soon as its loss rises."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameters:
    """The loss after each epoch; the last one is above the one before."""

    first: float = 0.9
    second: float = 0.6
    third: float = 0.7
    fourth: float = 0.8

    @property
    def losses(self) -> tuple[float, ...]:
        """The losses in order."""
        return (self.first, self.second, self.third, self.fourth)


@dataclass(frozen=True)
class Solution:
    """The epoch in which the loss rises, and the losses before and after."""

    p: Parameters
    ended: str
    before: float
    after: float


def solve(p: Parameters) -> Solution:
    """Go through the epochs as the training does."""
    last = p.first
    for epoch, loss in (("second", p.second), ("third", p.third), ("fourth", p.fourth)):
        if loss > last:
            return Solution(p, epoch, last, loss)
        last = loss
    raise ValueError(f"expected a loss that rises, received {p.losses}")
