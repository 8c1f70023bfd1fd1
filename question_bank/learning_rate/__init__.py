"""Question 4: which learning rate is the best, an answer that was measured.

`experiment.py` is the training, `design.py` what was run, `runs.csv` and `runs.json` the record, `solver.py` the
numbers. What the exam's source leaves open or gets wrong is met here:

1. Its channel test asks for 3 channels in a grey image: the experiment takes shape (28, 28, 1), and the stem says so.
2. It lists five filter counts for a module that takes six: the stem lists all six.
3. It records five rates, of which four are options: `source_recorded_another_rate`.
4. Rounding to four decimals keeps the smallest rate for ever: `smallest_rate_never_decays`.
5. The initialiser of the residual block is a cut line: He normal is a reading, named in the stem; the record compares
   it with Glorot's (`glorot_residual`), as it does the rounding (`unrounded_rate`).
6. Its fixed seed does not fix the initial weights: `fixed_seed_varies`.
7. That every option is possible is said of the largest rate too: `largest_rate_was_never_best`.
"""

from dataclasses import replace

from grader import VOID, Decision, Item, Option, Question, claim, key_of

from .design import DESIGN
from .experiment import AS_PUBLISHED, RATES
from .solver import Solution, last_rate, number_of_weights, solve


@claim(refuted_by=lambda s: replace(s, seeds=DESIGN.minimum_seeds - 1))
def measured_over_seeds(s: Solution) -> bool:
    """Every rate was trained with at least as many seeds as the design asks for, on a network of the stated size."""
    return s.seeds >= DESIGN.minimum_seeds and s.weights == number_of_weights(s.p, s.kernels)


@claim(
    refuted_by=lambda s: replace(s, reproduces=replace(s.reproduces, decision=Decision.CERTIFIED, options=tuple(RATES)))
)
def no_rate_reproduces(s: Solution) -> bool:
    """The runs refute, for every rate, that it is the best of at least the required share of seeds."""
    return (
        s.reproduces.decision is Decision.REFUTED
        and s.answer is key_of(s.reproduces) is VOID
        and max(s.share.values()) < s.required_share
    )


@claim(refuted_by=lambda s: replace(s, share=dict.fromkeys(s.share, 0.5)))
def shares_of_best(s: Solution) -> bool:
    """The shares of seeds in which each rate was the best make up the whole, and each accuracy is within its range."""
    ordered = all(s.lowest[option] <= s.mean[option] <= s.highest[option] for option in s.p.rates)
    return abs(sum(s.share.values()) - 1) < 1e-9 and ordered


@claim(refuted_by=lambda s: replace(s, fixed_seed_varies=Decision.REFUTED))
def fixed_seed_varies(s: Solution) -> bool:
    """Repeats of one seed, seeded as the source does, differ by more than one image in a hundred."""
    return s.fixed_seed_varies is Decision.CERTIFIED and s.repeats >= 2 and s.repeat_spread > 0.01


@claim(refuted_by=lambda s: replace(s, middle_usually_best=Decision.UNDECIDED))
def middle_rates_are_usually_best(s: Solution) -> bool:
    """One of the two middle rates is the best in more than half of the seeds, by the evidence of the runs."""
    _, *middle, _ = sorted(s.p.rates, key=lambda option: s.p.rates[option])
    both = sum(s.share[option] for option in middle)
    return s.middle_usually_best is Decision.CERTIFIED and abs(s.middle_share - both) < 1e-9 and both > 0.5


@claim(refuted_by=lambda s: replace(s, never_best=()))
def largest_rate_was_never_best(s: Solution) -> bool:
    """In no seed was the largest rate alone the best, which bounds how probable that is without excluding it."""
    free = 1 - s.never_best_bound  # the e-value against this bound, by hand, is where the confidence sequence ends
    e_value = (1 - free ** (s.seeds + 1)) / ((s.seeds + 1) * s.never_best_bound * free**s.seeds)
    largest = max(s.p.rates, key=lambda option: s.p.rates[option])
    return s.never_best == (largest,) and abs(e_value * (1 - s.confidence) / 2 - 1) < 1e-6


@claim(refuted_by=lambda s: replace(s, share={**s.share, "rate_0_001": 0.0}))
def other_rates_were_best_at_times(s: Solution) -> bool:
    """Every rate but the largest was the best of some seed."""
    largest = max(s.p.rates, key=lambda option: s.p.rates[option])
    return all((s.share[option] > 0) != (option == largest) for option in s.p.rates)


@claim(
    refuted_by=lambda s: replace(
        s, last_rate={**s.last_rate, "rate_0_001": last_rate(replace(s.p, decimals=None), 0.001)}
    )
)
def smallest_rate_never_decays(s: Solution) -> bool:
    """Rounded to the stated decimals, the smallest rate stays what it is, while every other one decays."""
    kept = [option for option, rate in s.p.rates.items() if s.last_rate[option] == rate]
    return (
        kept == ["rate_0_001"]
        and all(s.last_rate[option] == last_rate(s.p, rate) for option, rate in s.p.rates.items())
        and s.p.decimals == 4
    )


@claim(refuted_by=lambda s: replace(s, source_extra=()))
def source_recorded_another_rate(s: Solution) -> bool:
    """The source's single run has one of the middle rates as the best, and a rate that is no option."""
    return (
        s.source_best == s.p.rates["rate_0_005"]
        and s.source_accuracy["rate_0_005"] == max(s.source_accuracy.values())
        and len(s.source_extra) == 1
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
)
