"""What the fields of a question with several answers hold in Moodle XML, by what its author said."""

from collections.abc import Sequence
from fractions import Fraction

from grader.kinds.fields import Fields, nth
from grader.kinds.multiple_choice import fields
from grader.kinds.several_answers.item import SeveralAnswers
from grader.model import Item, Question, Text
from grader.moodle.quiz import File


def expected(question: Question, item: SeveralAnswers, text: Text, files: Sequence[File]) -> Fields:
    """What those of multiple choice hold, but several may be chosen, and all that are true share the mark."""
    held = dict(fields.expected(question, Item(answer=True, options=item.options), text, files))
    held["single"] = "false"
    true = sum(option.value is True for option in item.options)
    for place, option in enumerate(item.options):
        held[f"{nth('answer', place)}@fraction"] = (
            float(100 * Fraction(1, true)) if option.value is True else -100 * float(item.worth.loss)
        )
    return held
