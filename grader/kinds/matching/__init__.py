"""Matching: stems, for each of which one of the same choices is right."""

from pathlib import Path

from grader.kinds.kind import Kind
from grader.kinds.matching.checks import CHECKS
from grader.kinds.matching.compared import cautions, compared
from grader.kinds.matching.fields import expected, is_choice
from grader.kinds.matching.importing import IMPORTING
from grader.kinds.matching.item import Matching, blocks, foreseen, fractions, given, keyed, of_item, reasonings, single
from grader.kinds.matching.marking import play
from grader.kinds.matching.question import NAME, MatchingQuestion
from grader.kinds.matching.reading import read
from grader.kinds.matching.responses import OfPairs, graded
from grader.kinds.matching.writing import write

KIND: Kind[MatchingQuestion] = Kind(
    name=NAME,
    words="matching",
    folder=Path(__file__).parent,
    item=Matching,
    read=read,
    write=write,
    play=play,
    graded=graded,
    responses=OfPairs,
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
    unfiltered=is_choice,
    cautions=cautions,
    reasonings=reasonings,
)
