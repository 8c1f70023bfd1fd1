"""When a training ends that stops as soon as its loss rises."""

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from grader import Item, Option, Question, Space, Words, claim, figure

from .solver import Parameters, Solution, solve

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EPOCHS = ("second", "third", "fourth")


@figure
def losses(axes: "Axes", s: Solution, words: Words) -> None:
    """The loss after each epoch, with its number beside each point."""
    drawn = s.p.losses
    axes.plot(range(1, 5), drawn, marker="o")
    for epoch, loss in enumerate(drawn, start=1):
        axes.annotate(words.number(loss, 2), (epoch, loss), xytext=(4, 4), textcoords="offset points")
    axes.set_xticks(range(1, 5))
    axes.set_xlabel(words.term("epoch"))
    axes.set_ylabel(words.term("loss"))


@claim(
    refuted_by=(
        lambda s: replace(s, ended="first"),
        lambda s: replace(s, before=s.before + 1),
        lambda s: replace(s, after=s.after + 1),
    )
)
def ends_where_the_loss_rises(s: Solution) -> bool:
    """The training ends after the first epoch whose loss is above that of the epoch before."""
    rises = [(epoch, *pair) for epoch, pair in zip(EPOCHS, pairwise(s.p.losses), strict=True) if pair[1] > pair[0]]
    return rises[:1] == [(s.ended, s.before, s.after)]


def item(s: Solution) -> Item:
    """The key is the epoch in which the loss rises for the first time."""
    because = (ends_where_the_loss_rises,)
    return Item(
        answer=s.ended,
        options=(
            Option("second", "second", because, "The epoch with the least loss is taken for the last one."),
            Option("third", "third", because, "The training is thought to end one epoch behind the least loss."),
            Option("fourth", "fourth", because, "The loop is taken for one through all epochs."),
        ),
    )


QUESTION = Question(
    id="stopping",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(ends_where_the_loss_rises,),
    figures=(losses,),
    tags=("early stopping",),
    waivers={"W005": "Each option names an epoch of the table."},
    otherwise=Parameters(second=0.95),
    space=Space(
        values={"second": (0.6, 0.95), "third": (0.7, 0.55, 0.5)},
        build=lambda second, third: Parameters(second=second, third=third),
    ),
)
