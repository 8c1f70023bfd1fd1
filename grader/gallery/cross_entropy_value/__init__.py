"""The cross-entropy of an output: each distractor is what a wrong solver computes, and must be the option's number."""

from dataclasses import replace
from math import e, isclose, log, log2

import numpy as np

from grader import Item, Option, Question, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, probability=s.highest),
        lambda s: replace(s, loss=s.in_bits),
        lambda s: replace(s, probability=s.highest, loss=s.of_highest),
    )
)
def loss_looks_at_the_correct_class(s: Solution) -> bool:
    """The target leaves of the sum only the correct class, whose probability is the loss in a power of e."""
    return isclose(s.probability, np.dot(s.p.target, s.p.output)) and isclose(e**-s.loss, s.probability)


@claim(
    refuted_by=(
        lambda s: replace(s, in_bits=s.loss),
        lambda s: replace(s, probability=s.highest),
        lambda s: replace(s, loss=2 * s.in_bits),
    )
)
def base_two_counts_bits(s: Solution) -> bool:
    """In bits, the probability of the correct class is a power of a half."""
    return isclose(0.5**s.in_bits, s.probability) and s.in_bits > s.loss


@claim(
    refuted_by=(
        lambda s: replace(s, averaged=s.loss),
        lambda s: replace(s, classes=s.classes + 1),
        lambda s: replace(s, classes=s.classes + 1, averaged=s.loss / (s.classes + 1)),
    )
)
def loss_is_no_mean_over_classes(s: Solution) -> bool:
    """Averaged over classes, the loss would be as many times smaller as there are classes."""
    return s.classes == len(s.p.target) and isclose(sum([s.averaged] * s.classes), s.loss)


@claim(
    refuted_by=(
        lambda s: replace(s, of_highest=s.loss),
        lambda s: replace(s, highest=s.probability),
        lambda s: replace(s, highest=s.highest * e, of_highest=s.of_highest - 1),
        lambda s: replace(s, p=replace(s.p, target=tuple(int(one == s.highest) for one in s.p.output))),
        lambda s: replace(s, loss=s.of_highest / 2),
    )
)
def correct_class_is_not_the_likeliest(s: Solution) -> bool:
    """The class with the highest probability is not the correct one, and its logarithm would be nearer to zero."""
    likeliest = int(np.argmax(s.p.output))
    found = isclose(s.highest, s.p.output[likeliest]) and isclose(e**-s.of_highest, s.highest)
    return found and not s.p.target[likeliest] and s.of_highest < s.loss


@misconception
def takes_base_two(p: Parameters) -> float:
    """The logarithm is taken to the base of bits."""
    return -log2(p.output[p.target.index(1)])


@misconception
def averages_over_classes(p: Parameters) -> float:
    """The products are averaged over the classes in place of summed."""
    return solve(p).loss / len(p.output)


@misconception
def takes_the_likeliest(p: Parameters) -> float:
    """The class with the highest probability is taken for the correct one."""
    return -log(max(p.output))


def item(s: Solution) -> Item:
    """The key is the option with the solver's number; each wrong one asserts what its wrong solver finds."""
    return Item(
        answer=s.loss,
        options=(
            Option(
                id="of_highest",
                value=s.of_highest,
                because=(correct_class_is_not_the_likeliest,),
                misconception=takes_the_likeliest,
            ),
            Option(
                id="averaged",
                value=s.averaged,
                because=(loss_is_no_mean_over_classes,),
                misconception=averages_over_classes,
            ),
            Option(id="loss", value=s.loss, because=(loss_looks_at_the_correct_class,)),
            Option(id="in_bits", value=s.in_bits, because=(base_two_counts_bits,), misconception=takes_base_two),
        ),
    )


QUESTION = Question(
    id="cross_entropy_value",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        loss_looks_at_the_correct_class,
        base_two_counts_bits,
        loss_is_no_mean_over_classes,
        correct_class_is_not_the_likeliest,
    ),
    tags=("deep learning", "multiple choice"),
    space=SPACE,
    otherwise=Parameters(target=(1, 0, 0)),
)
