"""Multiple choice, with one right option or several."""

from pathlib import Path

from grader.kinds.kind import Kind
from grader.kinds.multiple_choice.checks import CHECKS
from grader.kinds.multiple_choice.compared import compared
from grader.kinds.multiple_choice.fields import expected
from grader.kinds.multiple_choice.foreseen import foreseen, fractions, keyed, single
from grader.kinds.multiple_choice.importing import IMPORTING
from grader.kinds.multiple_choice.item import of_item
from grader.kinds.multiple_choice.marking import play
from grader.kinds.multiple_choice.question import NAME, MultipleChoice
from grader.kinds.multiple_choice.reading import read
from grader.kinds.multiple_choice.responses import OfOptions, graded
from grader.kinds.multiple_choice.writing import write
from grader.model import Item

KIND: Kind[MultipleChoice] = Kind(
    name=NAME,
    words="multiple-choice",
    folder=Path(__file__).parent,
    item=Item,
    read=read,
    write=write,
    play=play,
    graded=graded,
    responses=OfOptions,
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
)
