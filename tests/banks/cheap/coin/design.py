"""What is thrown, and how often."""

from grader import Design, EveryOptionCanBeBest, FixedSeedVaries, Reproduces, Series, UsuallyBest

from . import experiment
from .coins import HEADS


def _floats(text: str) -> tuple[float, ...]:
    return tuple(float(number) for number in text.split())


REPRODUCES = Reproduces(p0=0.9)

DESIGN = Design(
    run=experiment.run,
    options=tuple(HEADS),
    metric="accuracy",
    columns={"accuracy": float, "halves": _floats, "first": str},
    inputs_digest=experiment.inputs_digest,
    packages=("numpy",),
    plan=(Series(seeds=tuple(range(1, 61))), Series(seeds=(1,), protocol="source", repeats=3)),
    minimum_seeds=12,
    bounds={"accuracy": (0, 1), "halves": (0, 1)},
    steady={"halves": 0.001},
    statements=(REPRODUCES, UsuallyBest(("loaded",)), EveryOptionCanBeBest(), FixedSeedVaries("source")),
)
