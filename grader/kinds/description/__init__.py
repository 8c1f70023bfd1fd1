"""Description: a text that asks nothing, with numbers that are computed and sentences that rest on claims."""

from pathlib import Path

from grader.kinds import unmarked
from grader.kinds.description.compared import compared
from grader.kinds.description.fields import expected
from grader.kinds.description.importing import IMPORTING
from grader.kinds.description.item import Description, blocks, of_item
from grader.kinds.description.question import NAME, DescriptionQuestion
from grader.kinds.description.reading import read
from grader.kinds.description.writing import write
from grader.kinds.kind import Kind, MarkedBy

KIND: Kind[DescriptionQuestion] = Kind(
    name=NAME,
    words="description",
    folder=Path(__file__).parent,
    item=Description,
    read=read,
    write=write,
    play=unmarked.play,
    graded=unmarked.graded,
    responses=unmarked.OfPeople,
    compared=compared,
    of_item=of_item,
    holds=expected,
    foreseen=unmarked.foreseen,
    keyed=unmarked.keyed,
    fractions=unmarked.fractions,
    single=unmarked.single,
    blocks=blocks,
    importing=IMPORTING,
    marked_by=MarkedBy.NOBODY,
    lines=lambda _: 0,
)
