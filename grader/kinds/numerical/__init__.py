"""Numerical: a number that is typed, with the wrong ones to which misconceptions lead."""

from pathlib import Path

from grader.kinds.kind import Kind
from grader.kinds.numerical.checks import CHECKS
from grader.kinds.numerical.compared import compared
from grader.kinds.numerical.fields import expected
from grader.kinds.numerical.importing import IMPORTING
from grader.kinds.numerical.item import Numerical, foreseen, fractions, given, in_figures, keyed, of_item, single
from grader.kinds.numerical.marking import play
from grader.kinds.numerical.question import NAME, NumericalQuestion, attributes
from grader.kinds.numerical.reading import read
from grader.kinds.numerical.responses import BEYOND, OfNumbers, graded, remarked, written
from grader.kinds.numerical.writing import write

KIND: Kind[NumericalQuestion] = Kind(
    name=NAME,
    words="numerical",
    folder=Path(__file__).parent,
    item=Numerical,
    read=read,
    write=write,
    play=play,
    graded=graded,
    responses=OfNumbers,
    compared=compared,
    of_item=of_item,
    holds=expected,
    foreseen=foreseen,
    keyed=keyed,
    fractions=fractions,
    single=single,
    importing=IMPORTING,
    checks=CHECKS,
    given=given,
    in_figures=in_figures,
    attributes=attributes,
    beyond=BEYOND,
    remarked=remarked,
    written=written,
)
