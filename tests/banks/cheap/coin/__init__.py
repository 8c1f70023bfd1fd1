"""Which coin shows heads more often: an answer that was measured."""

import csv
from dataclasses import replace
from math import isclose
from pathlib import Path

from grader import Item, Option, Question, claim

from .coins import HEADS
from .design import DESIGN
from .solver import Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, share=dict.fromkeys(HEADS, 0.5)))
def loaded_is_best(s: Solution) -> bool:
    """In nearly all seeds the loaded coin shows heads more often."""
    heads = recorded()
    won = [one > other for one, other in zip(heads["loaded"], heads["fair"], strict=True)]
    return s.seeds == len(won) and isclose(s.share["loaded"], sum(won) / len(won)) and s.share["loaded"] > 0.9


@claim(refuted_by=lambda s: replace(s, mean={option: 1 - mean for option, mean in s.mean.items()}))
def fair_is_near_a_half(s: Solution) -> bool:
    """The fair coin's mean is nearer to one half than the loaded one's."""
    fair = recorded()["fair"]
    same = isclose(s.mean["fair"], sum(fair) / len(fair))
    return same and abs(s.mean["fair"] - 0.5) < abs(s.mean["loaded"] - 0.5) and s.mean["loaded"] > 0.5


def recorded() -> dict[str, list[float]]:
    """The shares of heads in the record, by coin."""
    with Path(__file__).with_name("runs.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["protocol"] == "full" and None not in row.values()]
    return {coin: [float(row["accuracy"]) for row in rows if row["option"] == coin] for coin in HEADS}


def item(s: Solution) -> Item:
    """The key is the coin that reproduces."""
    return Item(
        answer=s.answer,
        options=(
            Option("loaded", "loaded", (loaded_is_best,), "A coin's weight is thought not to matter."),
            Option("fair", "fair", (fair_is_near_a_half,), "Fairness is taken for success."),
        ),
    )


QUESTION = Question(
    id="coin",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(loaded_is_best, fair_is_near_a_half),
    tags=("statistics",),
    design=DESIGN,
)
