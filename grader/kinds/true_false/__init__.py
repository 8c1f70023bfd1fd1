"""True/false: a statement, of which one says whether it is true."""

from pathlib import Path

from grader.kinds.kind import Kind
from grader.kinds.true_false.checks import CHECKS
from grader.kinds.true_false.compared import compared
from grader.kinds.true_false.fields import expected
from grader.kinds.true_false.importing import IMPORTING
from grader.kinds.true_false.item import TrueFalse, foreseen, fractions, keyed, of_item, reasonings, single
from grader.kinds.true_false.marking import play
from grader.kinds.true_false.question import NAME, TrueFalseQuestion
from grader.kinds.true_false.reading import read
from grader.kinds.true_false.responses import OfTruth, graded
from grader.kinds.true_false.writing import write

KIND: Kind[TrueFalseQuestion] = Kind(
    name=NAME,
    words="true-false",
    folder=Path(__file__).parent,
    item=TrueFalse,
    read=read,
    write=write,
    play=play,
    graded=graded,
    responses=OfTruth,
    compared=compared,
    of_item=of_item,
    holds=expected,
    foreseen=foreseen,
    keyed=keyed,
    fractions=fractions,
    single=single,
    importing=IMPORTING,
    checks=CHECKS,
    reasonings=reasonings,
)
