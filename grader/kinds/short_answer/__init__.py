"""Short answer: a text that is typed, with the wrong ones to which misconceptions lead."""

from pathlib import Path

from grader.kinds.kind import Kind
from grader.kinds.short_answer.checks import CHECKS
from grader.kinds.short_answer.compared import compared
from grader.kinds.short_answer.fields import expected
from grader.kinds.short_answer.importing import IMPORTING
from grader.kinds.short_answer.item import ShortAnswer, foreseen, fractions, given, in_figures, keyed, of_item, single
from grader.kinds.short_answer.marking import play
from grader.kinds.short_answer.question import NAME, ShortAnswerQuestion, attributes
from grader.kinds.short_answer.reading import read
from grader.kinds.short_answer.responses import BEYOND, OfWords, graded, remarked
from grader.kinds.short_answer.writing import write

KIND: Kind[ShortAnswerQuestion] = Kind(
    name=NAME,
    words="short-answer",
    folder=Path(__file__).parent,
    item=ShortAnswer,
    read=read,
    write=write,
    play=play,
    graded=graded,
    responses=OfWords,
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
)
