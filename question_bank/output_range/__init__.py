"""Question 3: which pair of output activation and loss suits a continuous target between -20 and 10.

Read it like a marked exam sheet: what must hold, then the options, then the question. The numbers are in `solver.py`,
the words in `text.*.md`.
"""

from dataclasses import replace

from grader import Item, Option, Question, claim

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
    solve,
    suitable,
)


@claim(refuted_by=lambda s: replace(s, suitable=suitable(replace(s.p, low=-0.5, high=0.5))))
def one_pair_passes_both_checks(s: Solution) -> bool:
    """Of the pairs offered, only that of the linear activation reaches every target and is least only there."""
    return s.suitable == {Pair(LINEAR, s.linear_loss)}


@claim(refuted_by=lambda s: replace(s, p=replace(s.p, targets=31)))
def targets_are_close_together(s: Solution) -> bool:
    """Neighbouring targets are at most half a unit apart, so that no part of the interval is missed."""
    return 0 < (s.p.high - s.p.low) / (s.p.targets - 1) <= 0.5


@claim(refuted_by=lambda s: replace(s, steps=s.steps // 2))
def fits_have_room_to_succeed(s: Solution) -> bool:
    """A fit starts between 0 and 1, and its steps take a gradient of size 1 farther than to any target."""
    p = s.p
    farthest = max(abs(p.low - p.start), abs(p.high - p.start))
    return 0 < p.start < 1 and s.steps * p.learning_rate / 2 > farthest


@claim(refuted_by=lambda s: replace(s, middle_error=s.linear_error))
def middle_is_a_yardstick(s: Solution) -> bool:
    """An output always in the middle of the interval errs by a quarter of its width on average."""
    return abs(s.middle_error - _width(s) / 4) < _width(s) / 100


@claim(refuted_by=lambda s: replace(s, leaky_relu_reached=s.relu_reached))
def leaky_relu_reaches_every_target(s: Solution) -> bool:
    """Leaky ReLU reaches the whole interval, its lowest target at a pre-activation that lies still lower."""
    at_lowest = s.p.negative_slope * s.leaky_relu_deepest
    return s.leaky_relu_reached == 1 and s.leaky_relu_deepest < s.p.low and abs(at_lowest - s.p.low) < 1e-9


@claim(refuted_by=lambda s: replace(s, leaky_relu_absolute_error=s.linear_error))
def leaky_relu_weakens_negative_values(s: Solution) -> bool:
    """Most targets are negative; there Leaky ReLU lessens the gradient, and its fit of them trails the linear one's."""
    return (
        s.leaky_relu_weight == s.p.negative_slope < 1
        and s.negative_share > 0.5
        and s.leaky_relu_absolute_error > s.middle_error / 4
        and _fits(s, s.linear_error)
    )


@claim(refuted_by=lambda s: replace(s, cross_entropy_exact=s.tanh_loss_exact))
def cross_entropy_misses_most_targets(s: Solution) -> bool:
    """The binary cross-entropy is least exactly at the target for few targets, all of them between 0 and 1."""
    return s.cross_entropy_exact < 0.1 and all(0 < target < 1 for target in s.cross_entropy_targets)


@claim(refuted_by=lambda s: replace(s, low_tie=s.p.low))
def cross_entropy_cannot_tell_outputs_apart(s: Solution) -> bool:
    """For the lowest and for the highest target, an output more than half a unit away costs no more than the target."""
    return min(s.low_tie - s.p.low, s.p.high - s.high_tie) > 0.5


@claim(refuted_by=lambda s: replace(s, leaky_relu_error=s.linear_error))
def leaky_relu_fit_fails(s: Solution) -> bool:
    """Fitted, Leaky ReLU with cross-entropy errs more than half as much as an output always in the middle."""
    return s.leaky_relu_error > s.middle_error / 2


@claim(refuted_by=lambda s: replace(s, tanh_reached=s.linear_reached))
def tanh_stays_in_its_limits(s: Solution) -> bool:
    """The hyperbolic tangent lies between -1 and 1, a small share of the interval, which goes beyond at both ends."""
    within = s.p.low < s.tanh_lowest and s.tanh_highest < s.p.high
    return within and (s.tanh_lowest, s.tanh_highest) == (-1, 1) and s.tanh_reached < 0.2


@claim(refuted_by=lambda s: replace(s, tanh_error=s.linear_error))
def tanh_fit_fails(s: Solution) -> bool:
    """Fitted, tanh with its loss errs more than half as much as an output always in the middle."""
    return s.tanh_error > s.middle_error / 2


@claim(refuted_by=lambda s: replace(s, relu_lowest=s.tanh_lowest))
def relu_gives_no_negative_value(s: Solution) -> bool:
    """The lowest output of ReLU is zero, so that it reaches only the part of the interval that is not negative."""
    return s.relu_lowest == 0 > s.p.low and abs(s.relu_reached - (1 - s.negative_share)) < 1e-9 and s.relu_reached < 0.5


@claim(refuted_by=lambda s: replace(s, relu_error=s.linear_error))
def relu_fit_fails(s: Solution) -> bool:
    """Fitted, ReLU with cross-entropy errs more than half as much as an output always in the middle."""
    return s.relu_error > s.middle_error / 2


@claim(refuted_by=lambda s: replace(s, linear_reached=s.tanh_reached))
def linear_reaches_every_target(s: Solution) -> bool:
    """The linear activation reaches the whole interval."""
    return s.linear_reached == 1


@claim(refuted_by=lambda s: replace(s, linear_loss_exact=s.cross_entropy_exact))
def loss_with_linear_is_least_at_every_target(s: Solution) -> bool:
    """For every target, the loss with the linear activation is least where the output equals it, and nowhere else."""
    return s.linear_loss not in {CROSS_ENTROPY, s.tanh_loss} and s.linear_loss_exact == 1


@claim(refuted_by=lambda s: replace(s, linear_error=s.tanh_error))
def linear_fit_succeeds(s: Solution) -> bool:
    """Fitted, the linear activation with its loss ends within a thousandth of the interval's width."""
    return _fits(s, s.linear_error)


@claim(refuted_by=lambda s: replace(s, tanh_loss_exact=s.cross_entropy_exact))
def loss_with_tanh_is_least_at_every_target(s: Solution) -> bool:
    """For every target, the loss with tanh is least where the output equals it, and nowhere else."""
    return s.tanh_loss != CROSS_ENTROPY and s.tanh_loss_exact == 1


@claim(refuted_by=lambda s: replace(s, linear_other_error=s.tanh_error))
def other_loss_would_do_as_well(s: Solution) -> bool:
    """Fitted, the linear activation with the loss that is offered with tanh ends as close to the targets."""
    return s.tanh_loss_exact == 1 and _fits(s, s.linear_other_error)


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
                misconception="That the activation can give negative values is taken to settle the matter.",
            ),
            Option(
                id="tanh",
                value=frozenset({Pair(TANH, s.tanh_loss)}),
                because=(tanh_stays_in_its_limits, loss_with_tanh_is_least_at_every_target),
                misconception="An activation of both signs with a loss for regression is taken to reach any value.",
            ),
            Option(
                id="relu",
                value=frozenset({Pair(RELU, CROSS_ENTROPY)}),
                because=(relu_gives_no_negative_value, cross_entropy_misses_most_targets),
                misconception="The usual choices of hidden layers and of classification are taken to suit any output.",
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
    return error < _width(s) / 1000


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
    space=SPACE,
    otherwise=Parameters(low=-0.5, high=0.5),
)
