"""An ordering question that was imported: its items go by letters, and nothing is known but their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.kinds.foreseen import Foreseen
from grader.kinds.importing import Importing, Stated
from grader.kinds.ordering.question import OrderingQuestion
from grader.moodle.lettering import letter
from grader.moodle.quiz import Markup


def texts(question: OrderingQuestion) -> Mapping[str, Markup]:
    """Its text, its items, and its general feedback."""
    return {
        "stem": question.stem,
        **{_block(place): item for place, item in enumerate(question.items)},
        "general_feedback": question.general_feedback,
    }


def with_texts(question: OrderingQuestion, said: Mapping[str, Markup]) -> OrderingQuestion:
    """The question with other texts, and the order that it has."""
    return replace(
        question,
        stem=said["stem"],
        items=tuple(said[_block(place)] for place in range(len(question.items))),
        general_feedback=said["general_feedback"],
    )


def foreseen(question: OrderingQuestion) -> Sequence[Foreseen]:
    """Each item at each place, items by letters."""
    count = len(question.items)
    return [
        Foreseen(f"{place}.{_id(item)}", _id(item), part=str(place), choice=_block(item))
        for place in range(1, count + 1)
        for item in range(count)
    ]


def alone(question: OrderingQuestion) -> Sequence[float]:
    """What each item at each place counts for."""
    return question.fractions


def _block(place: int) -> str:
    return f"item_{_id(place)}"


def _id(place: int) -> str:
    called = letter(place)
    return called if called.isalpha() else f"item{called}"


IMPORTING = Importing(OrderingQuestion, Stated, texts, with_texts, foreseen, alone)
