"""A true/false question as its versions are compared."""

from grader.kinds.kind import Compared
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.kinds.true_false.words import RESPONSES, WORDS
from grader.moodle.quiz import Markup


def compared(question: TrueFalseQuestion) -> Compared:
    """Its two responses, what is said to each, and what another try costs."""
    if_true, if_false = (Markup(WORDS[response]["en"]) for response in RESPONSES)
    return Compared(
        answers=question.answers(if_true, if_false),
        keyed=(0,) if question.right else (1,),
        feedback={},
        settings={"penalty": f"{question.penalty:.10g}"},
    )
