"""Whether a softmax output has a lower cross-entropy than one that knows nothing: a statement, true or false.

The solver works with logits; the claims divide probabilities, and take the logarithm last.
"""

from dataclasses import replace
from math import e, isclose, log

import numpy as np

from grader import Question, TrueFalse, claim, softmax

from .solver import SPACE, Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, probability=s.chance))
def softmax_gives_the_probability(s: Solution) -> bool:
    """The probability is the share that the correct class has of all exponentials."""
    return isclose(s.probability, softmax(np.array([s.p.correct, *s.p.others]))[0])


@claim(refuted_by=lambda s: replace(s, loss=s.probability))
def loss_is_minus_the_logarithm(s: Solution) -> bool:
    """The cross-entropy is the natural logarithm of the inverse of that probability."""
    return isclose(e**s.loss * s.probability, 1)


@claim(
    refuted_by=(
        lambda s: replace(s, loss_of_chance=1.0),
        lambda s: replace(s, chance=s.probability),
        lambda s: replace(s, classes=s.classes + 1),
    )
)
def chance_has_equal_probabilities(s: Solution) -> bool:
    """An output that knows nothing gives each class the same probability, and the loss follows."""
    classes = len((s.p.correct, *s.p.others))
    return s.classes == classes and isclose(s.chance * classes, 1) and isclose(s.loss_of_chance, -log(1 / classes))


@claim(
    refuted_by=(
        lambda s: replace(s, beats_chance=not s.beats_chance),
        lambda s: replace(s, told_true=s.told_false),
        lambda s: replace(s, told_false=s.told_true),
        lambda s: replace(s, beats_chance=not s.beats_chance, told_true=s.told_false, told_false=s.told_true),
    )
)
def smaller_loss_is_named(s: Solution) -> bool:
    """Which of the two losses is smaller follows from both, and so does who is told that they are right."""
    told = {True: s.told_true, False: s.told_false}
    right, wrong = told[s.beats_chance], told[not s.beats_chance]
    return s.beats_chance == (s.loss_of_chance - s.loss > 0) and (right, wrong) == ("yes", "no")


def states(s: Solution) -> bool:
    """The correct class has more than its share of the exponentials."""
    exponentials = np.exp([s.p.correct, *s.p.others])
    return bool(exponentials[0] > exponentials.mean())


def item(s: Solution) -> TrueFalse:
    """The key is not declared: the statement is true or false as the solver finds it."""
    return TrueFalse(
        answer=s.beats_chance,
        states=states,
        because=(
            softmax_gives_the_probability,
            loss_is_minus_the_logarithm,
            chance_has_equal_probabilities,
            smaller_loss_is_named,
        ),
        misconception="The loss is judged by which class has the highest logit, or by whether its own is above zero.",
    )


QUESTION = Question(
    id="loss_of_chance",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        softmax_gives_the_probability,
        loss_is_minus_the_logarithm,
        chance_has_equal_probabilities,
        smaller_loss_is_named,
    ),
    tags=("deep learning", "true/false"),
    space=SPACE,
    otherwise=Parameters(correct=1.5),
    survivors={
        "solver.solve: loss < loss_of_chance -> loss <= loss_of_chance": "No variant has the very loss of chance.",
    },
)
