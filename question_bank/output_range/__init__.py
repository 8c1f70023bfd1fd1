"""Question 3: which pair of output activation and loss suits a continuous target between -20 and 10.

Read it like a marked exam sheet: what must hold, then the options, then the question. The numbers are in `solver.py`,
the words in `text.*.md`.
"""

from dataclasses import replace
from functools import lru_cache
from math import isclose, isfinite

from grader import Item, Option, Question, claim, misconception

from .solver import (
    CROSS_ENTROPY,
    LEAKY_RELU,
    LINEAR,
    RELU,
    SPACE,
    TANH,
    Pair,
    Parameters,
    Solution,
    activation,
    solve,
    steps,
    suitable,
)


@claim(refuted_by=lambda s: replace(s, suitable=suitable(replace(s.p, low=-0.5, high=0.5))))
def one_pair_passes_both_checks(s: Solution) -> bool:
    """Of the pairs offered, only that of the linear activation reaches every target and is least only there."""
    return s.suitable == {Pair(LINEAR, s.linear_loss)}


@claim(refuted_by=lambda s: replace(s, p=replace(s.p, targets=31)))
def targets_are_close_together(s: Solution) -> bool:
    """Neighbouring targets are a fifth of a unit apart, so that no part of the interval is missed."""
    return _spaced(s)


@claim(
    refuted_by=(
        lambda s: replace(s, steps=s.steps // 2),
        lambda s: _started(s, 1.0),
        lambda s: _started(s, 0.0),
        lambda s: replace(s, p=replace(s.p, low=-5.0, high=25.5, start=0.5, learning_rate=0.08), steps=812),
    )
)
def fits_have_room_to_succeed(s: Solution) -> bool:
    """A fit starts between 0 and 1, and its steps take a gradient of size 1 farther than to any target."""
    p = s.p
    farthest = max(p.start - p.low, p.high - p.start)
    return 0 < p.start < 1 and s.steps == round(1.25 * farthest / (p.learning_rate / 2))


@claim(
    refuted_by=(
        lambda s: replace(s, middle_error=s.linear_error),
        lambda s: replace(s, p=replace(s.p, targets=3), middle_error=_width(s) / 3),
    )
)
def middle_is_a_yardstick(s: Solution) -> bool:
    """An output always in the middle of the interval errs by a quarter of its width on average."""
    middle = (s.p.low + s.p.high) / 2
    errors = [abs(target - middle) for target in _targets(s.p)]
    return isclose(s.middle_error, sum(errors) / len(errors)) and isclose(s.middle_error, _width(s) / 4, rel_tol=0.04)


@claim(
    refuted_by=(
        lambda s: replace(s, leaky_relu_reached=s.relu_reached),
        lambda s: replace(s, p=replace(s.p, negative_slope=1.0), leaky_relu_deepest=s.p.low),
    )
)
def leaky_relu_reaches_every_target(s: Solution) -> bool:
    """Leaky ReLU reaches the whole interval, its lowest target at a pre-activation that lies still lower."""
    at_lowest = s.p.negative_slope * s.leaky_relu_deepest
    return s.leaky_relu_reached == 1 and s.leaky_relu_deepest < s.p.low and abs(at_lowest - s.p.low) < 1e-9


@claim(
    refuted_by=(
        lambda s: replace(s, leaky_relu_absolute_error=s.linear_error),
        lambda s: replace(s, middle_error=4 * s.leaky_relu_absolute_error),
        lambda s: replace(s, leaky_relu_weight=1.0),
        lambda s: _weakened(s, replace(s.p, low=-14.9, high=15.1)),
        lambda s: _weakened(s, replace(s.p, negative_slope=1.0)),
        lambda s: solve(replace(s.p, low=-10.0, high=10.0, targets=101)),
    )
)
def leaky_relu_weakens_negative_values(s: Solution) -> bool:
    """Most targets are negative; there Leaky ReLU lessens the gradient, and its fit of them trails the linear one's."""
    trails = abs(s.leaky_relu_absolute_error - _leaky_relu_error(s.p, s.steps)) < 0.001 and _fits(s, s.linear_error)
    share = isclose(s.negative_share, -s.p.low / _width(s)) and s.negative_share > 0.5
    weakens = s.leaky_relu_weight == s.p.negative_slope < 1
    return weakens and share and trails and s.leaky_relu_absolute_error / s.middle_error > 0.25


@claim(
    refuted_by=(
        lambda s: replace(s, cross_entropy_exact=s.tanh_loss_exact),
        lambda s: replace(s, cross_entropy_targets=s.cross_entropy_targets[1:]),
        lambda s: replace(s, cross_entropy_targets=(0.0, *s.cross_entropy_targets[1:])),
        lambda s: replace(s, cross_entropy_targets=(*s.cross_entropy_targets[1:], 1.0)),
        lambda s: replace(
            s,
            p=replace(s.p, low=-4.75, high=2.0, targets=28),
            cross_entropy_exact=3 / 28,
            cross_entropy_targets=(0.25, 0.5, 0.75),
        ),
    )
)
def cross_entropy_misses_most_targets(s: Solution) -> bool:
    """The binary cross-entropy is least exactly at the target for few targets, all of them between 0 and 1."""
    probabilities = [target for target in _targets(s.p) if 0 < target < 1]
    same = isclose(s.cross_entropy_exact * s.p.targets, len(probabilities))
    inside = len(s.cross_entropy_targets) == len(probabilities) and all(
        0 < target < 1 for target in s.cross_entropy_targets
    )
    return same and inside and s.cross_entropy_exact < 0.1


@claim(
    refuted_by=(
        lambda s: replace(s, low_tie=s.p.low),
        lambda s: replace(s, p=replace(s.p, low=-0.4, high=2.0, targets=13)),
        lambda s: replace(s, p=replace(s.p, low=-2.0, high=1.4, targets=18)),
    )
)
def cross_entropy_cannot_tell_outputs_apart(s: Solution) -> bool:
    """For the lowest and for the highest target, an output more than half a unit away costs no more than the target."""
    clipped = isclose(s.low_tie, 0, abs_tol=1e-9) and isclose(s.high_tie, 1)  # what lies beyond costs as much
    return clipped and _spaced(s) and s.p.low <= -0.5 and s.p.high >= 1.5


@claim(
    refuted_by=(
        lambda s: replace(s, leaky_relu_error=s.linear_error),
        lambda s: replace(s, middle_error=2 * s.leaky_relu_error),
    )
)
def leaky_relu_fit_fails(s: Solution) -> bool:
    """Fitted, Leaky ReLU with cross-entropy errs more than half as much as an output always in the middle."""
    errs = abs(s.leaky_relu_error - _cross_entropy_error(s.p, s.steps, s.p.negative_slope)) < 1e-6
    return errs and s.leaky_relu_error / s.middle_error > 0.5


@claim(
    refuted_by=(
        lambda s: replace(s, tanh_reached=s.linear_reached),
        lambda s: replace(s, p=replace(s.p, low=-1.0, high=29.0)),
        lambda s: replace(s, p=replace(s.p, low=-29.0, high=1.0)),
        lambda s: replace(s, p=replace(s.p, low=-5.0, high=5.0), tanh_reached=0.2),
    )
)
def tanh_stays_in_its_limits(s: Solution) -> bool:
    """The hyperbolic tangent lies between -1 and 1, a small share of the interval, which goes beyond at both ends."""
    within = s.p.low < s.tanh_lowest and s.tanh_highest < s.p.high
    limits = (s.tanh_lowest, s.tanh_highest) == (-1, 1)
    return within and limits and isclose(s.tanh_reached * _width(s), 2) and s.tanh_reached < 0.2


@claim(
    refuted_by=(
        lambda s: replace(s, tanh_error=s.linear_error),
        lambda s: replace(s, middle_error=2 * s.tanh_error),
    )
)
def tanh_fit_fails(s: Solution) -> bool:
    """Fitted, tanh with its loss errs more than half as much as an output always in the middle."""
    errors = [max(0, abs(target) - 1) for target in _targets(s.p)]  # from the nearest limit; the fit comes close to it
    return abs(s.tanh_error - sum(errors) / len(errors)) < 0.025 and s.tanh_error / s.middle_error > 0.5


@claim(
    refuted_by=(
        lambda s: replace(s, relu_lowest=s.tanh_lowest),
        lambda s: replace(s, negative_share=0.5, relu_reached=0.5),
    )
)
def relu_gives_no_negative_value(s: Solution) -> bool:
    """The lowest output of ReLU is zero, so that it reaches only the part of the interval that is not negative."""
    return s.relu_lowest == 0 > s.p.low and abs(s.relu_reached - (1 - s.negative_share)) < 1e-9 and s.relu_reached < 0.5


@claim(
    refuted_by=(
        lambda s: replace(s, relu_error=s.linear_error),
        lambda s: replace(s, middle_error=2 * s.relu_error),
    )
)
def relu_fit_fails(s: Solution) -> bool:
    """Fitted, ReLU with cross-entropy errs more than half as much as an output always in the middle."""
    return abs(s.relu_error - _cross_entropy_error(s.p, s.steps, 0)) < 1e-6 and s.relu_error / s.middle_error > 0.5


@claim(refuted_by=lambda s: replace(s, linear_reached=s.tanh_reached))
def linear_reaches_every_target(s: Solution) -> bool:
    """The linear activation reaches the whole interval."""
    return s.linear_reached == 1


@claim(refuted_by=lambda s: replace(s, linear_loss_exact=s.cross_entropy_exact))
def loss_with_linear_is_least_at_every_target(s: Solution) -> bool:
    """For every target, the loss with the linear activation is least where the output equals it, and nowhere else."""
    offered = dict(s.p.pairs)[LINEAR]
    return s.linear_loss == offered not in {CROSS_ENTROPY, s.tanh_loss} and s.linear_loss_exact == 1


@claim(
    refuted_by=(
        lambda s: replace(s, linear_error=s.tanh_error),
        lambda s: replace(s, linear_error=_width(s) / 950),
        lambda s: replace(s, p=replace(s.p, low=-0.25, high=0.25), linear_error=0.001),
    )
)
def linear_fit_succeeds(s: Solution) -> bool:
    """Fitted, the linear activation with its loss ends within a thousandth of the interval's width."""
    return _fits(s, s.linear_error)


@claim(refuted_by=lambda s: replace(s, tanh_loss_exact=s.cross_entropy_exact))
def loss_with_tanh_is_least_at_every_target(s: Solution) -> bool:
    """For every target, the loss with tanh is least where the output equals it, and nowhere else."""
    return s.tanh_loss == dict(s.p.pairs)[TANH] != CROSS_ENTROPY and s.tanh_loss_exact == 1


@claim(
    refuted_by=(
        lambda s: replace(s, linear_other_error=s.tanh_error),
        lambda s: replace(s, tanh_loss_exact=s.cross_entropy_exact),
    )
)
def other_loss_would_do_as_well(s: Solution) -> bool:
    """Fitted, the linear activation with the loss that is offered with tanh ends as close to the targets."""
    return s.tanh_loss_exact == 1 and _fits(s, s.linear_other_error)


@misconception
def reach_is_taken_to_settle_it(p: Parameters) -> frozenset[Pair]:
    """That the activation reaches every value is taken to settle the matter, and a linear unit for one without any."""
    return frozenset(
        pair
        for pair in p.pairs
        if pair.activation != LINEAR and activation(pair.activation, p).reached_share(p.low, p.high) == 1
    )


@misconception
def bounded_values_are_taken_to_ask_for_bounds(p: Parameters) -> frozenset[Pair]:
    """Values between two bounds are taken to ask for an activation that is bounded, wherever its bounds are."""
    return frozenset(pair for pair in p.pairs if all(map(isfinite, activation(pair.activation, p).limits())))


@misconception
def usual_choices_are_taken_to_suit(p: Parameters) -> frozenset[Pair]:
    """The usual choices of hidden layers and of classification are taken to suit any output."""
    return frozenset(pair for pair in p.pairs if pair == Pair(RELU, CROSS_ENTROPY))


def item(s: Solution) -> Item:
    """To choose an option is to say that its pair, alone of those offered, passes both checks."""
    return Item(
        answer=s.suitable,
        options=(
            Option(
                id="leaky_relu",
                value=frozenset({Pair(LEAKY_RELU, CROSS_ENTROPY)}),
                because=(
                    cross_entropy_misses_most_targets,
                    leaky_relu_reaches_every_target,
                    leaky_relu_weakens_negative_values,
                ),
                misconception=reach_is_taken_to_settle_it,
            ),
            Option(
                id="tanh",
                value=frozenset({Pair(TANH, s.tanh_loss)}),
                because=(tanh_stays_in_its_limits, loss_with_tanh_is_least_at_every_target),
                misconception=bounded_values_are_taken_to_ask_for_bounds,
            ),
            Option(
                id="relu",
                value=frozenset({Pair(RELU, CROSS_ENTROPY)}),
                because=(relu_gives_no_negative_value, cross_entropy_misses_most_targets),
                misconception=usual_choices_are_taken_to_suit,
            ),
            Option(
                id="linear",
                value=frozenset({Pair(LINEAR, s.linear_loss)}),
                because=(
                    linear_reaches_every_target,
                    loss_with_linear_is_least_at_every_target,
                    one_pair_passes_both_checks,
                ),
            ),
        ),
    )


def _width(s: Solution) -> float:
    return s.p.high - s.p.low


def _fits(s: Solution, error: float) -> bool:
    return 0 <= error / _width(s) < 0.001


def _started(s: Solution, start: float) -> Solution:
    """The solution if the fits began elsewhere, with the steps that this takes."""
    p = replace(s.p, start=start)
    return replace(s, p=p, steps=steps(p))


def _targets(p: Parameters) -> list[float]:
    return [p.low + place * (p.high - p.low) / (p.targets - 1) for place in range(p.targets)]


def _spaced(s: Solution) -> bool:
    """Whether the targets are a fifth of a unit apart."""
    return isclose(_width(s), 0.2 * (s.p.targets - 1))


def _weakened(s: Solution, p: Parameters) -> Solution:
    """The solution with other parameters, and what follows from them for Leaky ReLU, after fewer steps."""
    steps = s.steps // 4
    error = _leaky_relu_error(p, steps)
    return replace(
        s,
        p=p,
        steps=steps,
        negative_share=-p.low / (p.high - p.low),
        leaky_relu_weight=p.negative_slope,
        leaky_relu_absolute_error=error,
        middle_error=3 * error,
    )


def _leaky_relu_error(p: Parameters, steps: int) -> float:
    """The mean absolute error after descending it: steps end above the targets that they are too short to reach."""
    reached = p.negative_slope * _lowest(p.start, p.learning_rate, steps, p.negative_slope)
    errors = [max(0, reached - target) for target in _targets(p)]
    return sum(errors) / len(errors)


@lru_cache(maxsize=1024)  # variants of other highest targets share it
def _lowest(start: float, learning_rate: float, steps: int, negative_slope: float) -> float:
    """The pre-activation to which all steps down lead; below zero each is so many times shorter as the slope says."""
    weight = start
    for step in range(steps):
        weight -= learning_rate * (1 - step / steps) * (1 if weight > 0 else negative_slope)
    return weight


def _cross_entropy_error(p: Parameters, steps: int, negative_slope: float) -> float:
    """The mean absolute error after descending the cross-entropy, target by target."""
    errors = []
    for target in _targets(p):
        weight = _descended(target, p.start, p.learning_rate, steps)
        errors.append(abs((weight if weight > 0 else negative_slope * weight) - target))
    return sum(errors) / len(errors)


@lru_cache(maxsize=16_384)  # intervals that begin alike share targets
def _descended(target: float, start: float, learning_rate: float, steps: int) -> float:
    """Where the descent for a target ends.

    Outputs beyond 0 and 1 count as these: there a target's descent has no gradient, and stays where it is.
    """
    weight = start
    for step in range(steps):
        if not 0 < weight < 1:
            break
        rate = learning_rate * (steps - step) / steps
        weight -= rate * (weight - target) / (weight * (1 - weight))
    return weight


QUESTION = Question(
    id="output_range",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        one_pair_passes_both_checks,
        targets_are_close_together,
        fits_have_room_to_succeed,
        middle_is_a_yardstick,
        leaky_relu_reaches_every_target,
        leaky_relu_weakens_negative_values,
        cross_entropy_misses_most_targets,
        cross_entropy_cannot_tell_outputs_apart,
        leaky_relu_fit_fails,
        tanh_stays_in_its_limits,
        tanh_fit_fails,
        relu_gives_no_negative_value,
        relu_fit_fails,
        linear_reaches_every_target,
        loss_with_linear_is_least_at_every_target,
        linear_fit_succeeds,
        loss_with_tanh_is_least_at_every_target,
        other_loss_would_do_as_well,
    ),
    tags=("activation", "loss"),
    waivers={
        "W020": (
            "Moodle shuffles the pairs, and the loss of the right one is one of three. Its activation is linear in all "
            "variants: in each interval tanh and ReLU miss targets, and the reasons told against Leaky ReLU are those "
            "of the source, which holds it for a bad choice there whatever its loss."
        ),
    },
    space=SPACE,
    otherwise=Parameters(low=-0.5, high=0.5),
    survivors={
        "solver.targets: p.low < p.high -> p.low <= p.high": (
            "The exam asks of no interval of a single point; tests/exam holds that one is refused."
        ),
        "solver._cross_entropy_slope: 1 - EPSILON -> 1 + EPSILON": (
            "No output of a fit comes within a ten-millionth of 1: every number of the solution stays the same."
        ),
        "solver.LOSSES.<lambda>: 2 -> 3 in 2 * (output - target)": (
            "With this factor the fits end where they do without, to the digits that are told; tests/exam holds "
            "that the slope is the derivative."
        ),
        "solver.LOSSES.<lambda>: 2 -> 1 in 2 * (output - target)": (
            "With this factor the fits end where they do without, to the digits that are told; tests/exam holds "
            "that the slope is the derivative."
        ),
        "solver.EPSILON: 1e-07 -> 1.1e-07": ("Keras's constant; a tenth more of it moves nothing that is told."),
    },
)
