"""Cloze: a text with gaps, each of which asks for a number, words, one choice or several."""

from pathlib import Path

from grader.kinds.cloze.checks import CHECKS
from grader.kinds.cloze.compared import compared, remarked
from grader.kinds.cloze.fields import expected
from grader.kinds.cloze.importing import IMPORTING
from grader.kinds.cloze.item import Cloze, blocks, foreseen, fractions, given, in_figures, keyed, of_item, single
from grader.kinds.cloze.marking import play
from grader.kinds.cloze.question import NAME, ClozeQuestion, attributes
from grader.kinds.cloze.reading import read
from grader.kinds.cloze.responses import BEYOND, OfParts, decimal, graded
from grader.kinds.cloze.writing import write
from grader.kinds.kind import Kind

KIND: Kind[ClozeQuestion] = Kind(
    name=NAME,
    words="cloze",
    folder=Path(__file__).parent,
    item=Cloze,
    read=read,
    write=write,
    play=play,
    graded=graded,
    responses=OfParts,
    compared=compared,
    of_item=of_item,
    holds=expected,
    foreseen=foreseen,
    blocks=blocks,
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
    written=decimal,
    in_stem=True,
)
