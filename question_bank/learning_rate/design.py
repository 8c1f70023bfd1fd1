"""What question 4 measures: which runs, in which order. Seeds may be added; a run's result does not depend on them."""

from math import inf
from types import MappingProxyType

from grader import Design, EveryOptionCanBeBest, FixedSeedVaries, Reproduces, RunId, Series, UsuallyBest, training

from . import experiment


def _floats(text: str) -> tuple[float, ...]:
    return tuple(float(number) for number in text.split())


def _rates(run_id: RunId) -> tuple[float, ...]:
    """The learning rates of a run's epochs, by the experiment's parameters."""
    p = experiment.READINGS[run_id.reading] if run_id.reading else experiment.AS_PUBLISHED
    return training.rates_by_epoch(p.rates[run_id.option], decay=p.decay, epochs=p.epochs, decimals=p.decimals)


# One run a rate, as the exam's source prints it: rate after the last epoch, accuracy.
SOURCE_RUN = MappingProxyType(
    {
        0.001: (0.0010, 0.7180),
        0.005: (0.0040, 0.7410),
        0.01: (0.0078, 0.7240),
        0.05: (0.0390, 0.6460),
        0.1: (0.0779, 0.3250),
    }
)

REPRODUCES = Reproduces(p0=0.9)
MIDDLE_RATES_USUALLY_BEST = UsuallyBest(("rate_0_005", "rate_0_01"))
EVERY_RATE_CAN_BE_BEST = EveryOptionCanBeBest()
FIXED_SEED_VARIES = FixedSeedVaries(training.SOURCE)

# The first decides the key; the others are the author's own words about the result.
STATEMENTS = (REPRODUCES, FIXED_SEED_VARIES, EVERY_RATE_CAN_BE_BEST, MIDDLE_RATES_USUALLY_BEST)

DESIGN = Design(
    run=experiment.run,
    options=tuple(experiment.RATES),
    metric="accuracy",
    # The cross-entropy is of the outputs' probabilities, clipped by 1e-7: Keras's `evaluate` clips nothing behind a
    # softmax, and finds a little more where a network is surely wrong (0.7785 for 0.7753 in one run).
    columns={"accuracy": float, "cross_entropy": float, "rates": _floats, "losses": _floats, "correct": str},
    inputs_digest=experiment.inputs_digest,
    packages=("tensorflow", "keras", "numpy"),
    plan=(
        Series(seeds=tuple(range(1, 31)), protocol=training.FULL),
        Series(seeds=(1,), protocol=training.SOURCE, repeats=10),
        *(Series(seeds=tuple(range(1, 9)), protocol=training.FULL, reading=reading) for reading in experiment.READINGS),
    ),
    minimum_seeds=12,
    statements=STATEMENTS,
    hits="correct",
    source={option: SOURCE_RUN[rate][1] for option, rate in experiment.RATES.items()},
    derived={"rates": _rates},
    bounds={"accuracy": (0, 1), "cross_entropy": (0, inf), "losses": (0, inf)},
    steady={"losses": 0.01},  # trained with other kernels of the processor, no loss differed by more than 0.06%
)
