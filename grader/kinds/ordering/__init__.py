"""Ordering: items that are put in order, the least value first or last."""

from pathlib import Path

from grader.kinds.kind import Kind
from grader.kinds.ordering.checks import CHECKS
from grader.kinds.ordering.compared import cautions, compared
from grader.kinds.ordering.fields import expected
from grader.kinds.ordering.importing import IMPORTING
from grader.kinds.ordering.item import (
    Ordering,
    blocks,
    foreseen,
    fractions,
    given,
    guessed,
    keyed,
    of_item,
    reasonings,
    single,
)
from grader.kinds.ordering.marking import play
from grader.kinds.ordering.question import NAME, OrderingQuestion, attributes
from grader.kinds.ordering.reading import read
from grader.kinds.ordering.responses import OfOrder, graded
from grader.kinds.ordering.writing import write

KIND: Kind[OrderingQuestion] = Kind(
    name=NAME,
    words="ordering",
    folder=Path(__file__).parent,
    item=Ordering,
    read=read,
    write=write,
    play=play,
    graded=graded,
    responses=OfOrder,
    compared=compared,
    of_item=of_item,
    holds=expected,
    foreseen=foreseen,
    keyed=keyed,
    fractions=fractions,
    single=single,
    importing=IMPORTING,
    checks=CHECKS,
    shuffles=True,
    given=given,
    blocks=blocks,
    attributes=attributes,
    guessed=guessed,
    cautions=cautions,
    reasonings=reasonings,
)
