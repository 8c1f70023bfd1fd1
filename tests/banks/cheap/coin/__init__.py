"""Which coin shows heads more often: an answer that was measured."""

from dataclasses import replace

from grader import Item, Option, Question, claim

from .coins import HEADS
from .design import DESIGN
from .solver import Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, share=dict.fromkeys(HEADS, 0.5)))
def loaded_is_best(s: Solution) -> bool:
    """In nearly all seeds the loaded coin shows heads more often."""
    return s.seeds > 0 and s.share["loaded"] > 0.9


@claim(refuted_by=lambda s: replace(s, mean={option: 1 - mean for option, mean in s.mean.items()}))
def fair_is_near_a_half(s: Solution) -> bool:
    """The fair coin's mean is nearer to one half than the loaded one's."""
    return abs(s.mean["fair"] - 0.5) < abs(s.mean["loaded"] - 0.5) and s.mean["loaded"] > 0.5


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
