"""The numbers of question 4 a second time, from the record's lines alone: what the claims hold the solver's against."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

RECORD = Path(__file__).with_name("runs.csv")

Accuracies = Mapping[str, Sequence[float]]
"""By option: an accuracy a run, in one order of seeds for all options."""


@cache
def fully_seeded() -> Accuracies:
    """Of the exam as published, with all generators seeded: the seeds that every option was trained with."""
    by_seed = defaultdict[str, dict[str, float]](dict)
    for row in _rows():
        if (row["protocol"], row["reading"]) == ("full", ""):
            by_seed[row["seed"]][row["option"]] = float(row["accuracy"])
    options = {option for seed in by_seed.values() for option in seed}
    whole = [seed for seed in by_seed.values() if seed.keys() == options]
    return {option: [seed[option] for seed in whole] for option in sorted(options)}


@cache
def seeded_as_published() -> Accuracies:
    """With the seeding of the exam's source: the repeats of its seed."""
    repeats = defaultdict[str, list[float]](list)
    for row in _rows():
        if row["protocol"] == "source":
            repeats[row["option"]].append(float(row["accuracy"]))
    return repeats


def share_of_best(option: str) -> float:
    """The share of seeds in which an option had the highest accuracy; those that share it share the seed."""
    seeds = list(zip(*fully_seeded().values(), strict=True))
    of_option = fully_seeded()[option]
    earned: list[float] = [
        (own == max(seed)) / seed.count(max(seed)) for own, seed in zip(of_option, seeds, strict=True)
    ]
    return sum(earned) / len(earned)


def _rows() -> list[dict[str, str]]:
    with RECORD.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if None not in row.values()]  # a torn line is none
