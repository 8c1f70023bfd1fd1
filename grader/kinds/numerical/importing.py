"""A numerical question that was imported: its numbers go by letters, and nothing is known but their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.kinds.foreseen import Foreseen
from grader.kinds.importing import Importing, Stated
from grader.kinds.numerical.question import NumericalQuestion
from grader.moodle.lettering import letter
from grader.moodle.marking.numbers import is_near
from grader.moodle.quiz import Markup


def texts(question: NumericalQuestion) -> Mapping[str, Markup]:
    """Its stem, what is said to whoever gives each number, and its general feedback."""
    said = zip(foreseen(question), question.amounts, strict=True)
    return {
        "stem": question.stem,
        **{response.feedback: amount.feedback for response, amount in said},
        "general_feedback": question.general_feedback,
    }


def with_texts(question: NumericalQuestion, said: Mapping[str, Markup]) -> NumericalQuestion:
    """The question with other texts, and the numbers that it has."""
    return replace(
        question,
        stem=said["stem"],
        amounts=tuple(
            replace(amount, feedback=said[response.feedback])
            for response, amount in zip(foreseen(question), question.amounts, strict=True)
        ),
        general_feedback=said["general_feedback"],
    )


def foreseen(question: NumericalQuestion) -> Sequence[Foreseen]:
    """The numbers, by letters."""
    return [
        Foreseen(id_, str(amount), f"feedback_{id_}")
        for id_, amount in zip(map(_id, range(len(question.amounts))), question.amounts, strict=True)
    ]


def alone(question: NumericalQuestion) -> Sequence[float]:
    """What each number earns: the first that holds it says so, and never less than nothing, as there are no units."""
    return [max(_first(question, place), 0.0) for place in range(len(question.amounts))]


def _first(question: NumericalQuestion, place: int) -> float:
    typed = question.amounts[place].number
    for amount in question.amounts[:place]:
        if amount.number is None or (typed is not None and is_near(typed, amount.number, amount.tolerance)):
            return amount.fraction
    return question.amounts[place].fraction


def _id(place: int) -> str:
    called = letter(place)
    return called if called.isalpha() else f"number{called}"


IMPORTING = Importing(NumericalQuestion, Stated, texts, with_texts, foreseen, alone)
