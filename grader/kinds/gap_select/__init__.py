"""Gap select: menus of words in a text."""

from functools import partial
from pathlib import Path

from grader.kinds.gap_select.item import GapSelect
from grader.kinds.gap_select.question import NAME, TAG, GapSelectQuestion
from grader.kinds.gaps.checks import CHECKS
from grader.kinds.gaps.compared import compared
from grader.kinds.gaps.fields import expected
from grader.kinds.gaps.importing import importing
from grader.kinds.gaps.item import blocks, foreseen, fractions, keyed, of_item, single
from grader.kinds.gaps.marking import play
from grader.kinds.gaps.reading import read
from grader.kinds.gaps.responses import OfGaps, graded
from grader.kinds.gaps.writing import write
from grader.kinds.kind import Kind

KIND: Kind[GapSelectQuestion] = Kind(
    name=NAME,
    words="gap-select",
    folder=Path(__file__).parent,
    item=GapSelect,
    read=partial(read, made=GapSelectQuestion, tag=TAG, kind=NAME),
    write=partial(write, tag=TAG),
    play=play,
    graded=graded,
    responses=OfGaps,
    compared=compared,
    of_item=partial(of_item, GapSelectQuestion),
    holds=partial(expected, kind=NAME, tag=TAG, in_menus=True),
    foreseen=foreseen,
    keyed=keyed,
    fractions=fractions,
    single=single,
    importing=importing(GapSelectQuestion),
    checks=CHECKS,
    shuffles=True,
    blocks=blocks,
)
