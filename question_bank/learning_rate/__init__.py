"""Question 4: which learning rate is the best, an answer that was measured.

`experiment.py` is the training, `design.py` what was run, `runs.csv` and `runs.json` the record, `solver.py` the
numbers, `again.py` the same from the record's lines alone. What the exam's source leaves open or gets wrong is met
here:

1. Its channel test asks for 3 channels in a grey image: the experiment takes shape (28, 28, 1), and the stem says so.
2. It lists five filter counts for a module that takes six: the stem lists all six.
3. It records five rates, of which four are options: `source_recorded_another_rate`.
4. Rounding to four decimals keeps the smallest rate for ever: `smallest_rate_never_decays`.
5. The initialiser of the residual block is a cut line: He normal is a reading, named in the stem; the record compares
   it with Glorot's (`glorot_residual`), as it does the rounding (`unrounded_rate`).
6. Its fixed seed does not fix the initial weights: `fixed_seed_varies`.
7. That every option is possible is said of the largest rate too: `largest_rate_was_never_best`.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import exp, isclose

from grader import UNDECIDED, VOID, Decision, Item, Option, Question, claim

from . import again
from .design import DESIGN
from .experiment import AS_PUBLISHED, RATES, Parameters
from .solver import Solution, last_rate, solve

WEIGHTS = (  # by hand: each layer's, with a bias for each of its filters
    *(64 + 64, 9 * 64 + 64, 9 * 64 * 64 + 64),  # the residual block's shortcut, and its two convolutions
    *(64 * 32 + 32, 64 * 64 + 64, 9 * 64 * 64 + 64, 64 * 64 + 64, 25 * 64 * 64 + 64, 64 * 16 + 16),  # Inception
    (32 + 64 + 64 + 16) * 10 + 10,  # the softmax
)


@claim(
    refuted_by=(
        lambda s: replace(s, seeds=DESIGN.minimum_seeds - 1),
        lambda s: replace(s, minimum_seeds=s.seeds + 1),
        lambda s: replace(s, kernels=replace(s.kernels, branch_pool=2)),
        lambda s: replace(s, branches=5),
        lambda s: replace(s, largest_pixel=256),
        lambda s: replace(s, end_of_validation=s.end_of_validation - 1),
        lambda s: replace(s, numpy_seed=2),
        lambda s: replace(s, weights=s.weights + 1),
    )
)
def measured_over_seeds(s: Solution) -> bool:
    """Every rate was trained with at least as many seeds as the design asks for, on a network of the stated size."""
    k, counted = s.kernels, {len(accuracies) for accuracies in again.fully_seeded().values()}
    sides = (k.pointwise, k.middle, k.large, k.branch_pool, k.branch_stride) == (1, 3, 5, 3, 1)
    images = s.largest_pixel == 255 and s.end_of_validation == 2000
    seeded = (s.numpy_seed, s.tensorflow_seed) == (1, 2)
    network = sides and images and seeded and s.branches == 4 and s.weights == sum(WEIGHTS)
    return network and counted == {s.seeds} and s.seeds >= s.minimum_seeds


@claim(
    refuted_by=(
        lambda s: replace(
            s, reproduces=replace(s.reproduces, decision=Decision.CERTIFIED, options=tuple(RATES)), answer=VOID
        ),
        lambda s: replace(s, reproduces=replace(s.reproduces, decision=Decision.UNDECIDED)),
        lambda s: replace(s, answer=UNDECIDED),
        lambda s: replace(s, share={**s.share, "rate_0_005": 0.9}),
    )
)
def no_rate_reproduces(s: Solution) -> bool:
    """The runs refute, for every rate, that it is the best of at least the required share of seeds."""
    return (
        s.reproduces.decision is Decision.REFUTED
        and s.answer is VOID
        and max(s.share.values()) < s.required_share == 0.9
    )


@claim(
    refuted_by=(
        lambda s: replace(s, share=dict.fromkeys(s.share, 0.5)),
        lambda s: replace(
            s, share={**s.share, "rate_0_001": s.share["rate_0_005"], "rate_0_005": s.share["rate_0_001"]}
        ),
        lambda s: replace(s, share={**s.share, "rate_0_1": 0.1}),
        lambda s: replace(s, p=replace(s.p, rates={**s.p.rates, "rate_0_1": 0.1})),
    )
)
def shares_of_best(s: Solution) -> bool:
    """The shares of seeds in which each rate was the best make up the whole, and each accuracy is within its range."""
    recorded = again.fully_seeded()
    if not (_rates_are_named(s) and recorded.keys() == s.p.rates.keys()):
        return False
    ranges = all((s.lowest[option], s.highest[option]) == (min(of), max(of)) for option, of in recorded.items())
    means = all(isclose(s.mean[option], sum(of) / len(of)) for option, of in recorded.items())
    shares = all(isclose(s.share[option], again.share_of_best(option), abs_tol=1e-9) for option in recorded)
    return ranges and means and shares and isclose(sum(s.share.values()), 1)


@claim(refuted_by=lambda s: replace(s, fixed_seed_varies=Decision.REFUTED))
def fixed_seed_varies(s: Solution) -> bool:
    """Repeats of one seed, seeded as the source does, differ by more than one image in a hundred."""
    repeats = again.seeded_as_published()
    counted = {len(accuracies) for accuracies in repeats.values()} == {s.repeats}
    spread = max(max(accuracies) - min(accuracies) for accuracies in repeats.values())
    return s.fixed_seed_varies is Decision.CERTIFIED and counted and isclose(s.repeat_spread, spread) and spread > 0.01


@claim(
    refuted_by=(
        lambda s: replace(s, middle_usually_best=Decision.UNDECIDED),
        lambda s: replace(s, p=_without(s.p, "rate_0_01"), middle_share=s.share["rate_0_005"]),
    )
)
def middle_rates_are_usually_best(s: Solution) -> bool:
    """One of the two middle rates is the best in more than half of the seeds, by the evidence of the runs."""
    _, *middle, _ = sorted(s.p.rates, key=lambda option: s.p.rates[option])
    both = sum(again.share_of_best(option) for option in middle)
    certified = s.middle_usually_best is Decision.CERTIFIED and _rates_are_named(s)
    return certified and abs(s.middle_share - both) < 1e-9 and both > 0.5


@claim(refuted_by=lambda s: replace(s, never_best=()))
def largest_rate_was_never_best(s: Solution) -> bool:
    """In no seed was the largest rate alone the best, which bounds how probable that is without excluding it."""
    free = 1 - s.never_best_bound  # the e-value against this bound, by hand, is where the confidence sequence ends
    e_value = (1 - free ** (s.seeds + 1)) / ((s.seeds + 1) * s.never_best_bound * free**s.seeds)
    largest = max(s.p.rates, key=lambda option: s.p.rates[option])
    bounded = abs(e_value * (1 - s.confidence) / 2 - 1) < 1e-6
    return s.never_best == (largest,) and bounded and _rates_are_named(s)


@claim(refuted_by=lambda s: replace(s, share={**s.share, "rate_0_001": 0.0}))
def other_rates_were_best_at_times(s: Solution) -> bool:
    """Every rate but the largest was the best of some seed."""
    largest = max(s.p.rates, key=lambda option: s.p.rates[option])
    return all((s.share[option] > 0) != (option == largest) for option in s.p.rates) and _rates_are_named(s)


@claim(
    refuted_by=(
        lambda s: replace(s, last_rate={**s.last_rate, "rate_0_001": last_rate(replace(s.p, decimals=None), 0.001)}),
        lambda s: replace(s, p=replace(s.p, decimals=5)),
        lambda s: _with_rates(s, {**s.p.rates, "rate_0_0001": 0.0001}),
        lambda s: _with_rates(s, {**s.p.rates, "rate_0_005": 0.01, "rate_0_01": 0.005}),
    )
)
def smallest_rate_never_decays(s: Solution) -> bool:
    """Rounded to the stated decimals, the smallest rate stays what it is, while every other one decays."""
    kept = [option for option, rate in s.p.rates.items() if s.last_rate[option] == rate]
    return (
        kept == ["rate_0_001"]
        and all(s.last_rate[option] == _decayed(rate) for option, rate in s.p.rates.items())
        and s.p.decimals == 4
        and _rates_are_named(s)
    )


@claim(refuted_by=lambda s: replace(s, source_extra=()))
def source_recorded_another_rate(s: Solution) -> bool:
    """The source's single run has one of the middle rates as the best, and a rate that is no option."""
    return (
        s.source_best == s.p.rates["rate_0_005"] == 0.005
        and s.source_accuracy["rate_0_005"] == max(s.source_accuracy.values()) == 0.741
        and s.source_extra == (0.1,)
    )


def item(s: Solution) -> Item:
    """An option is a rate; the key is the rate that reproduces, and if none does the item is void."""
    often = (shares_of_best, no_rate_reproduces)
    return Item(
        answer=s.answer,
        options=(
            Option(id="rate_0_001", value="rate_0_001", because=(*often, other_rates_were_best_at_times)),
            Option(id="rate_0_005", value="rate_0_005", because=(*often, middle_rates_are_usually_best)),
            Option(id="rate_0_01", value="rate_0_01", because=(*often, middle_rates_are_usually_best)),
            Option(id="rate_0_05", value="rate_0_05", because=(*often, largest_rate_was_never_best)),
        ),
    )


def _without(p: Parameters, option: str) -> Parameters:
    return replace(p, rates={other: rate for other, rate in p.rates.items() if other != option})


def _with_rates(s: Solution, rates: Mapping[str, float]) -> Solution:
    """The solution with other rates, and where each ends."""
    return replace(s, p=replace(s.p, rates=rates), last_rate={option: _decayed(rate) for option, rate in rates.items()})


def _decayed(rate: float) -> float:
    """A rate after five epochs, each of which multiplies it and rounds to four decimals."""
    for _ in range(5):
        rate = round(rate * exp(-0.05), 4)
    return rate


def _rates_are_named(s: Solution) -> bool:
    """Whether every rate is the one that its option's id tells."""
    return all(option == f"rate_{rate}".replace(".", "_") for option, rate in s.p.rates.items())


QUESTION = Question(
    id="learning_rate",
    parameters=AS_PUBLISHED,
    solve=solve,
    item=item,
    claims=(
        measured_over_seeds,
        no_rate_reproduces,
        shares_of_best,
        fixed_seed_varies,
        middle_rates_are_usually_best,
        largest_rate_was_never_best,
        other_rates_were_best_at_times,
        smallest_rate_never_decays,
        source_recorded_another_rate,
    ),
    tags=("learning rate", "training"),
    shuffle=False,  # the rates stand in order
    design=DESIGN,
    survivors={
        "solver.solve: 1 -> 2 in max(count, 1)": (
            "The record has many seeds; the bound is for a record that has none, where nothing is divided."
        ),
        "solver.solve: 1 -> 2 in max(count, 1) #2": (
            "The record has many seeds; the bound is for a record that has none, where nothing is divided."
        ),
        (
            "solver.solve: min((len(values) for values in repeats.values()), default=len(repeats)) -> "
            "max((len(values) for values in repeats.values()), default=len(repeats)) in repeats"
        ): "Every rate has as many repeats, which the claim counts: the least is the most.",
        "solver.solve: 0.0 -> 1.0 in default": (
            "What a spread reads before any repeat is recorded; the exam is released with its record."
        ),
        "solver.solve: 0.0 -> -1.0 in default": (
            "What a spread reads before any repeat is recorded; the exam is released with its record."
        ),
        (
            "fixed_seed_varies: s.fixed_seed_varies is Decision.CERTIFIED and counted and isclose(s.repeat_spread, "
            "spre... -> s.fixed_seed_varies is Decision.CERTIFIED and counted and isclose(s.repeat_spread, spread)"
        ): (
            "The claim reads the repeats in the record, which no counterexample can change: they differ by far more "
            "than one in a hundred."
        ),
        "fixed_seed_varies: 0.01 -> -0.99 in spread > 0.01": (
            "The claim reads the repeats in the record, which no counterexample can change: they differ by far more "
            "than one in a hundred."
        ),
        "fixed_seed_varies: 0.01 -> 0 in spread > 0.01": (
            "The claim reads the repeats in the record, which no counterexample can change: they differ by far more "
            "than one in a hundred."
        ),
    },
)
