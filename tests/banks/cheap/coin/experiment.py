"""The experiment: a coin's share of heads in a few throws, in place of a training's accuracy."""

import numpy as np

from grader import Measured, RunId

from .coins import HEADS

THROWS = 1000


def run(run_id: RunId) -> Measured:
    """Throw a coin; every value is a function of the run's id."""
    generator = np.random.default_rng([list(HEADS).index(run_id.option), run_id.seed, run_id.repeat])
    heads = generator.random(THROWS) < HEADS[run_id.option]
    return {
        "accuracy": float(heads.mean()),
        "halves": (float(heads[: THROWS // 2].mean()), float(heads[THROWS // 2 :].mean())),
        "first": "heads" if heads[0] else "tails",
    }


def inputs_digest() -> str:
    """The experiment reads nothing."""
    return "none"
