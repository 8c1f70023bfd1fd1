"""Question 2: what follows when the chosen loss gives very small values.

Read it like a marked exam sheet: what must hold, then the options, then the question. The numbers are in `solver.py`,
and by other ways in `again.py`; the words in `text.*.md`.
"""

from dataclasses import replace
from math import isclose, log

from grader import Item, Option, Question, claim, misconception

from . import again
from .solver import (
    BETTER_GENERALISATION,
    EASIER_TRAINING,
    FAST_CONVERGENCE,
    LARGE_GRADIENTS,
    OVERFITTING,
    POOR_GENERALISATION,
    PRECISION_TROUBLE,
    SMALL_GRADIENTS,
    Parameters,
    Solution,
    solve,
)


@claim(refuted_by=lambda s: replace(s, effects=s.effects | {OVERFITTING}))
def two_effects_were_observed(s: Solution) -> bool:
    """Of the effects that the options name, trouble with precision and small gradients were observed, no other."""
    return s.effects == {PRECISION_TROUBLE, SMALL_GRADIENTS}


@claim(
    refuted_by=(
        lambda s: replace(s, first_loss=s.small_first_loss),
        lambda s: replace(s, first_loss=s.first_loss + 1, small_first_loss=(s.first_loss + 1) * s.p.scale),
        lambda s: replace(s, p=replace(s.p, scale=4.5e-4), small_first_loss=s.first_loss * 4.5e-4),
        lambda s: replace(s, p=replace(s.p, scale=-1e-4), small_first_loss=s.first_loss * -1e-4),
    )
)
def loss_was_made_small(s: Solution) -> bool:
    """The regression starts at the loss of chance, ln K, which the scale makes very small."""
    of_chance = isclose(s.first_loss, log(s.p.classes), rel_tol=1e-9) and s.p.training_images == 500
    return of_chance and isclose(s.small_first_loss, s.first_loss * s.p.scale) and 0 < s.small_first_loss < 1e-3


@claim(
    refuted_by=(
        lambda s: replace(s, norm_ratio=1.0),
        lambda s: replace(s, p=replace(s.p, scale=s.p.tolerated_error), norm_ratio=s.p.tolerated_error),
    )
)
def gradient_shrinks_with_the_loss(s: Solution) -> bool:
    """Multiplying the loss by the scale multiplies the gradient by the same, so that it becomes small, never large."""
    return abs(s.norm_ratio / s.p.scale - 1) < 1e-9 and s.norm_ratio < s.p.tolerated_error


@claim(
    refuted_by=(
        lambda s: replace(s, half_small_error=s.half_error),
        lambda s: replace(s, p=replace(s.p, tolerated_error=s.half_error)),
        lambda s: _in_half_precision(s, replace(s.p, scale=2e-4)),
        lambda s: _in_half_precision(s, replace(s.p, scale=1.2e-5, training_images=20)),
    )
)
def short_formats_lose_small_gradients(s: Solution) -> bool:
    """In half precision the gradient is precise as it is; scaled, it errs by more than a half, entries vanishing."""
    p = s.p
    as_is = isclose(s.half_error, again.gradient_error(p, 1.0, again.HALF), rel_tol=1e-6)
    precise = as_is and s.half_error < p.tolerated_error
    errs = isclose(s.half_small_error, again.gradient_error(p, p.scale, again.HALF)) and s.half_small_error > 0.5
    vanishing = isclose(s.half_small_underflow, again.vanished(p, p.scale, again.HALF))
    return precise and errs and vanishing and s.half_small_underflow > 0.05 and s.smallest_half == 2.0**-24


@claim(
    refuted_by=(
        lambda s: replace(s, double_tiny_error=s.single_tiny_error),
        lambda s: replace(s, double_tiny_error=s.single_small_error),
        lambda s: replace(s, single_small_error=s.double_tiny_error),
        lambda s: replace(s, single_tiny_error=s.single_small_error),
        lambda s: replace(s, double_tiny_error=1.05e-9),
        lambda s: replace(s, p=replace(s.p, tolerated_error=s.single_small_error)),
        lambda s: _at_tiny_scale(s, 1.2e-41),
    )
)
def longer_formats_lose_them_later(s: Solution) -> bool:
    """Single precision keeps the gradient at this scale and loses it at the tiny one; double precision keeps it."""
    p = s.p
    rounded = isclose(s.single_small_error, again.gradient_error(p, p.scale, again.SINGLE), rel_tol=1e-6)
    keeps = rounded and s.single_small_error < p.tolerated_error
    loses = isclose(s.single_tiny_error, again.gradient_error(p, p.tiny_scale, again.SINGLE)) and p.tiny_scale > 0
    return keeps and loses and s.single_tiny_error > 0.5 and s.double_tiny_error < 1e-9


@claim(
    refuted_by=(
        lambda s: replace(s, rescaled_error=s.half_small_error),
        lambda s: replace(s, p=replace(s.p, tolerated_error=s.rescaled_error)),
        lambda s: replace(s, factor=2.0**14),
    )
)
def scaling_the_loss_restores_them(s: Solution) -> bool:
    """With the loss multiplied by a factor before, and the gradient divided by it after, half precision suffices."""
    p = s.p
    suffices = isclose(s.rescaled_error, again.gradient_error(p, p.scale, again.HALF, s.factor), rel_tol=1e-6)
    return suffices and s.rescaled_error < p.tolerated_error and s.factor == 2.0**13


@claim(
    refuted_by=(
        lambda s: replace(s, small_fall=s.fall),
        lambda s: _trained_with(s, replace(s.p, scale=1.9e-3)),
        lambda s: _trained_with(s, replace(s.p, steps=99)),
        lambda s: _trained_with(s, replace(s.p, rate=0.49)),
        lambda s: replace(s, half_way=s.half_way + 1),
    )
)
def training_hardly_advances(s: Solution) -> bool:
    """At the same rate and in as many steps, training with the small loss loses less than a hundredth as much."""
    if not (s.p.steps == 100 and s.p.rate == 0.5):
        return False
    as_is, small = _trained_again(s)
    half = as_is.first_loss * (1 - as_is.fall / 2)
    half_ways = (s.half_way, s.small_half_way) == (as_is.steps_to(half), small.steps_to(half))
    falls = isclose(s.fall, as_is.fall) and isclose(s.small_fall, small.fall, rel_tol=1e-6)
    return half_ways and falls and s.small_fall / s.fall < 0.01


@claim(refuted_by=lambda s: replace(s, compensated_fall=s.small_fall))
def a_larger_rate_makes_up(s: Solution) -> bool:
    """Where precision is no limit, plain gradient descent makes up for the scale by a rate as many times larger."""
    return abs(s.compensated_fall - s.fall) < 1e-6


@claim(
    refuted_by=(
        lambda s: replace(s, small_accuracy=s.accuracy + s.p.tolerated_change),
        lambda s: replace(s, p=replace(s.p, scale=1.0), small_accuracy=s.accuracy),
    )
)
def model_is_no_better(s: Solution) -> bool:
    """On validation images, the model trained with the small loss is worse than the other."""
    accuracies = tuple(trained.validation_accuracy for trained in _trained_again(s))
    return (s.accuracy, s.small_accuracy) == accuracies and s.small_accuracy < s.accuracy


@claim(
    refuted_by=(
        lambda s: replace(s, small_gap=s.gap + 2 * s.p.tolerated_change),
        lambda s: replace(s, p=replace(s.p, tolerated_change=0.0)),
        lambda s: replace(s, effects=s.effects | {OVERFITTING}),
    )
)
def gap_does_not_grow(s: Solution) -> bool:
    """The gap between training and validation accuracy does not grow beyond what counts as noise."""
    as_is, small = _trained_again(s)
    same = isclose(s.gap, as_is.gap, abs_tol=1e-9) and isclose(s.small_gap, small.gap, abs_tol=1e-9)
    return same and s.small_gap <= s.gap + s.p.tolerated_change and OVERFITTING not in s.effects


@misconception
def small_is_taken_for_good(p: Parameters) -> frozenset[str]:
    """A small value of the loss is taken for a good model, whatever the range of the loss."""
    of_chance = log(p.classes)
    return frozenset({EASIER_TRAINING, BETTER_GENERALISATION} if of_chance * p.scale < of_chance else ())


@misconception
def vanishing_is_confused_with_exploding(p: Parameters) -> frozenset[str]:
    """Exploding and vanishing gradients are confused: what multiplies the loss is taken to divide the gradient."""
    return frozenset({LARGE_GRADIENTS, POOR_GENERALISATION} if 1 / p.scale > 1 else {SMALL_GRADIENTS})


@misconception
def small_is_taken_for_a_fast_fall(p: Parameters) -> frozenset[str]:
    """A loss that is small from the start is taken for one that fell fast, and too far."""
    fall = 1 - p.scale
    return frozenset({FAST_CONVERGENCE, OVERFITTING} if fall > 1 / 2 else ())


def item(s: Solution) -> Item:
    """The options are sets of effects; the key is the set that was observed."""
    return Item(
        answer=s.effects,
        options=(
            Option(
                id="easier_and_better",
                value=frozenset({EASIER_TRAINING, BETTER_GENERALISATION}),
                because=(training_hardly_advances, model_is_no_better),
                misconception=small_is_taken_for_good,
            ),
            Option(
                id="precision_and_small_gradients",
                value=frozenset({PRECISION_TROUBLE, SMALL_GRADIENTS}),
                because=(
                    short_formats_lose_small_gradients,
                    gradient_shrinks_with_the_loss,
                    longer_formats_lose_them_later,
                    scaling_the_loss_restores_them,
                ),
            ),
            Option(
                id="large_gradients",
                value=frozenset({LARGE_GRADIENTS, POOR_GENERALISATION}),
                because=(gradient_shrinks_with_the_loss, gap_does_not_grow),
                misconception=vanishing_is_confused_with_exploding,
            ),
            Option(
                id="fast_overfitting",
                value=frozenset({OVERFITTING, FAST_CONVERGENCE}),
                because=(training_hardly_advances, gap_does_not_grow),
                misconception=small_is_taken_for_a_fast_fall,
            ),
        ),
    )


def _in_half_precision(s: Solution, p: Parameters) -> Solution:
    """The solution with other parameters, and what half precision then makes of the first gradient."""
    return replace(
        s,
        p=p,
        half_error=again.gradient_error(p, 1.0, again.HALF),
        half_small_error=again.gradient_error(p, p.scale, again.HALF),
        half_small_underflow=again.vanished(p, p.scale, again.HALF),
    )


def _at_tiny_scale(s: Solution, scale: float) -> Solution:
    """The solution with another tiny scale, and the error in single precision there."""
    p = replace(s.p, tiny_scale=scale)
    return replace(s, p=p, single_tiny_error=again.gradient_error(p, scale, again.SINGLE))


def _trained_with(s: Solution, p: Parameters) -> Solution:
    """The solution with other parameters, and what training then takes away from the loss."""
    as_is, small = again.trained(p, 1.0), again.trained(p, p.scale)
    half_way = as_is.steps_to(as_is.first_loss * (1 - as_is.fall / 2))
    return replace(s, p=p, fall=as_is.fall, small_fall=small.fall, half_way=half_way)


def _trained_again(s: Solution) -> tuple[again.Trained, again.Trained]:
    """Trained by the other way, with the loss as it is and scaled."""
    return again.trained(s.p, 1.0), again.trained(s.p, s.p.scale)


QUESTION = Question(
    id="small_loss_values",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        two_effects_were_observed,
        loss_was_made_small,
        gradient_shrinks_with_the_loss,
        short_formats_lose_small_gradients,
        longer_formats_lose_them_later,
        scaling_the_loss_restores_them,
        training_hardly_advances,
        a_larger_rate_makes_up,
        model_is_no_better,
        gap_does_not_grow,
    ),
    tags=("loss", "numerical precision"),
    otherwise=Parameters(scale=1.0, tolerated_change=0.0),  # at the edges of what is an effect
    waivers={
        "W005": "That small values bring small gradients is the source's key, and its stem can say only small.",
    },
    survivors={
        "solver.effects: half_error > p.tolerated_error -> half_error >= p.tolerated_error": (
            "No error of rounding is exactly the tolerated one, so that nothing is on the edge."
        ),
        "solver.effects: norm_ratio < p.tolerated_error -> norm_ratio <= p.tolerated_error": (
            "The norm falls to a ten-thousandth, far from the tolerated hundredth."
        ),
        "solver.effects: norm_ratio > 1 + p.tolerated_error -> norm_ratio >= 1 + p.tolerated_error": (
            "A loss that is scaled down lets no gradient grow, least of all to exactly this edge."
        ),
        "solver.effects: 1 -> 2 in 1 + p.tolerated_error": (
            "A loss that is scaled down lets no gradient grow; tests/exam holds the bound with a norm that doubles."
        ),
        "solver.steps_to_half: np.array(trained.losses) <= half -> np.array(trained.losses) < half": (
            "After no step is the loss exactly half way; tests/exam holds the edge."
        ),
    },
)
