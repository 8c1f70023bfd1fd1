"""Essay: a text or files, which people mark by a computed model answer and rubric."""

from pathlib import Path

from grader.kinds import unmarked
from grader.kinds.essay.checks import CHECKS
from grader.kinds.essay.compared import compared
from grader.kinds.essay.fields import expected
from grader.kinds.essay.importing import IMPORTING
from grader.kinds.essay.item import Essay, blocks, of_item
from grader.kinds.essay.question import NAME, EssayQuestion, lines
from grader.kinds.essay.reading import read
from grader.kinds.essay.writing import write
from grader.kinds.kind import Kind, MarkedBy

KIND: Kind[EssayQuestion] = Kind(
    name=NAME,
    words="essay",
    folder=Path(__file__).parent,
    item=Essay,
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
    checks=CHECKS,
    marked_by=MarkedBy.PEOPLE,
    lines=lines,
)
