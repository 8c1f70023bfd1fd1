"""The alternate to question 4: which learning rate is ruled out as the best, an answer that was measured."""

from dataclasses import replace

from grader import UNDECIDED, Decision, Item, Option, Question, claim

from ..learning_rate.experiment import AS_PUBLISHED
from .design import DESIGN
from .solver import Solution, solve


@claim(refuted_by=lambda s: replace(s, answer=UNDECIDED))
def largest_rate_is_ruled_out(s: Solution) -> bool:
    """The runs certify that the largest rate is behind another in at least the required share of seeds."""
    return s.ruled_out.decision is Decision.CERTIFIED and s.answer == "rate_0_05"


def item(s: Solution) -> Item:
    """An option is a rate; the key is the rate that is ruled out."""
    return Item(
        answer=s.answer,
        options=tuple(Option(id=rate, value=rate, because=(largest_rate_is_ruled_out,)) for rate in s.p.rates),
    )


QUESTION = Question(
    id="ruled_out_rate",
    parameters=AS_PUBLISHED,
    solve=solve,
    item=item,
    claims=(largest_rate_is_ruled_out,),
    tags=("learning rate", "training"),
    shuffle=False,  # the rates stand in order
    design=DESIGN,
)
