"""The numbers of the alternate a second time, from its record's lines alone."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from math import comb
from pathlib import Path

RECORD = Path(__file__).with_name("runs.csv")


@cache
def accuracies() -> Mapping[int, Mapping[str, float]]:
    """By seed in which both were run: the accuracy by option."""
    by_seed = defaultdict[int, dict[str, float]](dict)
    if RECORD.exists():
        with RECORD.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if None not in row.values():  # a torn line is none
                    by_seed[int(row["seed"])][row["option"]] = float(row["accuracy"])
    return {seed: run for seed, run in sorted(by_seed.items()) if len(run) == 2}


def of(option: str) -> Sequence[float]:
    """The accuracies of an option, in order of seed."""
    return [run[option] for run in accuracies().values()]


def e_value(held: int, failed: int, share: float) -> float:
    """The mean likelihood of all shares above one, as a multiple of that of this one, for seeds that held or failed."""
    seeds = held + failed
    below = sum(comb(seeds + 1, k) * share**k * (1 - share) ** (seeds + 1 - k) for k in range(held + 1))
    mean = below / ((seeds + 1) * comb(seeds, held)) / (1 - share)
    return mean / (share**held * (1 - share) ** failed)
