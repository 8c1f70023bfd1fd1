"""The numbers: logits, what softmax and cross-entropy make of them, and the loss of an output that knows nothing."""

from dataclasses import dataclass
from math import exp, log

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: the logit of the correct class, and those of the other ones."""

    correct: float = 0.5
    others: tuple[float, ...] = (2.0, 0.0, -1.0)


@dataclass(frozen=True)
class Solution:
    """What follows from the parameters; chance is the output that finds all classes equally likely."""

    p: Parameters
    classes: int
    probability: float
    loss: float
    chance: float
    loss_of_chance: float
    beats_chance: bool
    told_true: str
    told_false: str


def solve(p: Parameters) -> Solution:
    """Compute both losses, whether the statement is true, and what each response is told first."""
    classes = 1 + len(p.others)
    total = sum(exp(logit) for logit in (p.correct, *p.others))
    loss, loss_of_chance = log(total) - p.correct, log(classes)
    beats_chance = loss < loss_of_chance
    told = ("yes", "no") if beats_chance else ("no", "yes")
    return Solution(
        p=p,
        classes=classes,
        probability=exp(p.correct) / total,
        loss=loss,
        chance=1 / classes,
        loss_of_chance=loss_of_chance,
        beats_chance=beats_chance,
        told_true=told[0],
        told_false=told[1],
    )


def variant(*, correct: float, highest: float, lowest: float) -> Parameters:
    """Logits of which the correct class has the highest in no variant: yet its loss may be below that of chance."""
    return Parameters(correct=correct, others=(highest, 0.0, lowest))


SPACE = Space(
    values={"correct": (0.5, 1.0, 1.5), "highest": (2.0, 2.5, 3.0, 3.5), "lowest": (-1.0, -0.5, -1.5, -2.0, -2.5)},
    build=variant,
)
