"""A true/false question that was imported: nothing is known but its texts, and which response is right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.kinds.foreseen import Foreseen
from grader.kinds.importing import Importing, Stated
from grader.kinds.true_false.item import unexplained
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.moodle.quiz import Markup


def texts(question: TrueFalseQuestion) -> Mapping[str, Markup]:
    """Its stem, what is said to whoever chooses each response, and its general feedback."""
    return {
        "stem": question.stem,
        "feedback_true": question.if_true,
        "feedback_false": question.if_false,
        "general_feedback": question.general_feedback,
    }


def with_texts(question: TrueFalseQuestion, said: Mapping[str, Markup]) -> TrueFalseQuestion:
    """The question with other texts, and the key that it has."""
    return replace(
        question,
        stem=said["stem"],
        if_true=said["feedback_true"],
        if_false=said["feedback_false"],
        general_feedback=said["general_feedback"],
    )


def foreseen(question: TrueFalseQuestion) -> Sequence[Foreseen]:  # noqa: ARG001 - all have the same two
    """*True* and *false*."""
    return unexplained()


def alone(question: TrueFalseQuestion) -> Sequence[float]:
    """What each earns."""
    return question.fractions


IMPORTING = Importing(TrueFalseQuestion, Stated, texts, with_texts, foreseen, alone)
