"""A short-answer question as its versions are compared."""

from grader.kinds.kind import Compared, yes
from grader.kinds.short_answer.question import ShortAnswerQuestion


def compared(question: ShortAnswerQuestion) -> Compared:
    """Its responses, each with all that is taken for it, what is said to whoever gives one, and whether case counts."""
    return Compared(
        answers=question.answers,
        keyed=tuple(place for place, fraction in enumerate(question.fractions) if fraction >= 1),
        feedback={},
        settings={"penalty": f"{question.penalty:.10g}", "case sensitivity": yes(question.case)},
    )
