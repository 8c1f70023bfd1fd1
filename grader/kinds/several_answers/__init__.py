"""Several answers: which of the statements are true, of which one ticks as many as one wants.

Moodle has it in the type of multiple choice, so that reading, writing, marking and importing are those.
"""

from dataclasses import replace
from pathlib import Path

from grader.kinds import multiple_choice
from grader.kinds.kind import Kind
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.several_answers.checks import CHECKS
from grader.kinds.several_answers.fields import expected
from grader.kinds.several_answers.item import SeveralAnswers, alone, foreseen, fractions, keyed, of_item, single

KIND: Kind[MultipleChoice] = replace(
    multiple_choice.KIND,
    words="several-answers",
    folder=Path(__file__).parent,
    item=SeveralAnswers,
    of_item=of_item,
    holds=expected,
    foreseen=foreseen,
    keyed=keyed,
    fractions=fractions,
    single=single,
    alone=alone,
    checks=CHECKS,
)
