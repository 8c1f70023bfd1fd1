"""Drag into text: words that are dragged into the gaps of a text."""

from functools import partial
from pathlib import Path

from grader.kinds.drag_into_text.item import DragIntoText
from grader.kinds.drag_into_text.question import NAME, TAG, DragIntoTextQuestion
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

KIND: Kind[DragIntoTextQuestion] = Kind(
    name=NAME,
    words="drag-into-text",
    folder=Path(__file__).parent,
    item=DragIntoText,
    read=partial(read, made=DragIntoTextQuestion, tag=TAG, kind=NAME),
    write=partial(write, tag=TAG),
    play=play,
    graded=graded,
    responses=OfGaps,
    compared=compared,
    of_item=partial(of_item, DragIntoTextQuestion),
    holds=partial(expected, kind=NAME, tag=TAG, in_menus=False),
    foreseen=foreseen,
    keyed=keyed,
    fractions=fractions,
    single=single,
    importing=importing(DragIntoTextQuestion),
    checks=CHECKS,
    shuffles=True,
    blocks=blocks,
)
