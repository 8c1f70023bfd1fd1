"""How wide the range of which activation is: pairs that nobody declares, with one width more than activations.

Each claim finds a width by another formula than the solver's.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import exp, isclose, tanh

from grader import Matching, Partner, Question, Stem, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, sigmoid=s.tanh))
def sigmoid_is_a_halved_tanh(s: Solution) -> bool:
    """The sigmoid is a tanh of half the input, moved and halved so that it lies between 0 and 1."""
    return isclose(2 * s.sigmoid, tanh(s.p.high / 2) - tanh(s.p.low / 2))


@claim(refuted_by=lambda s: replace(s, tanh=s.sigmoid))
def tanh_keeps_the_sign(s: Solution) -> bool:
    """The tanh has the sign of its input, and lies between -1 and 1."""
    low, high = exp(2 * s.p.low), exp(2 * s.p.high)
    return isclose(s.tanh, (high - 1) / (high + 1) - (low - 1) / (low + 1))


@claim(
    refuted_by=(
        lambda s: replace(s, relu=s.leaky_relu),
        lambda s: replace(s, p=replace(s.p, low=0.5), relu=s.p.high + 0.5),
        lambda s: replace(s, p=replace(s.p, high=0.5), relu=1.0),
        lambda s: replace(s, p=replace(s.p, low=-1.0, high=-0.5), relu=-0.5),
    )
)
def relu_cuts_off(s: Solution) -> bool:
    """The ReLU makes zero of what is negative, and leaves the rest as it is."""
    return isclose(s.relu, max(s.p.high, 0) - max(s.p.low, 0))


@claim(
    refuted_by=(
        lambda s: replace(s, leaky_relu=s.relu),
        lambda s: replace(
            s,
            p=replace(s.p, low=-1.0, high=-0.5),
            leaky_relu=max(-0.5, s.p.slope / -0.5) + s.p.slope,
        ),
    )
)
def leaky_relu_shrinks(s: Solution) -> bool:
    """The leaky ReLU multiplies what is negative by its slope, and leaves the rest as it is."""
    return isclose(s.leaky_relu, max(s.p.high, s.p.slope * s.p.high) - max(s.p.low, s.p.slope * s.p.low))


@misconception
def exchanges_sigmoid_and_tanh(p: Parameters) -> Mapping[str, float]:
    """Sigmoid and tanh, which look alike, are taken for each other."""
    s = solve(p)
    return {"sigmoid": s.tanh, "tanh": s.sigmoid}


@misconception
def leaks_nothing(p: Parameters) -> Mapping[str, float]:
    """The slope of the leaky ReLU is overlooked."""
    return {"leaky_relu": p.high}


@misconception
def takes_relu_for_the_identity(p: Parameters) -> Mapping[str, float]:
    """The ReLU is thought to leave every input as it is."""
    return {"relu": p.high - p.low}


def item(s: Solution) -> Matching:
    """The partner of an activation is the width that equals its own."""
    return Matching(
        stems=(
            Stem("sigmoid", s.sigmoid, because=(sigmoid_is_a_halved_tanh,)),
            Stem("tanh", s.tanh, because=(tanh_keeps_the_sign,)),
            Stem("relu", s.relu, because=(relu_cuts_off,)),
            Stem("leaky_relu", s.leaky_relu, because=(leaky_relu_shrinks,)),
        ),
        partners=(
            Partner("first", s.first),
            Partner("second", s.second),
            Partner("third", s.third),
            Partner("fourth", s.fourth),
            Partner("fifth", s.fifth),
        ),
        misconception="The activations are known by name alone, and a width is guessed.",
        wrong=(exchanges_sigmoid_and_tanh, leaks_nothing, takes_relu_for_the_identity),
        matches=isclose,
    )


QUESTION = Question(
    id="activation_ranges",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(sigmoid_is_a_halved_tanh, tanh_keeps_the_sign, relu_cuts_off, leaky_relu_shrinks),
    tags=("deep learning", "matching"),
    space=SPACE,
    otherwise=Parameters(low=-2.5, high=0.5),
)
