"""A matching question that was imported: its stems go by letters, its choices are settings, as they are no HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.kinds.foreseen import Foreseen
from grader.kinds.importing import Importing, KeptWholeError, Stated
from grader.kinds.matching.question import Line, MatchingQuestion
from grader.moodle.lettering import letter
from grader.moodle.quiz import Markup


def stated(question: MatchingQuestion) -> Stated[MatchingQuestion]:
    """The question as it is. Raises KeptWholeError where a stem has no choice of its own that could be told."""
    if len(question.choices) < 2:  # noqa: PLR2004 - there is nothing to choose
        raise KeptWholeError("it offers fewer than two choices")
    return Stated(question)


def texts(question: MatchingQuestion) -> Mapping[str, Markup]:
    """Its text, its stems, and its general feedback."""
    return {
        "stem": question.stem,
        **{f"stem_{_id(place)}": line.stem for place, line in enumerate(question.pairs)},
        "general_feedback": question.general_feedback,
    }


def with_texts(question: MatchingQuestion, said: Mapping[str, Markup]) -> MatchingQuestion:
    """The question with other texts, and the choices that it has."""
    stems = iter(said[f"stem_{_id(place)}"] for place in range(len(question.pairs)))
    return replace(
        question,
        stem=said["stem"],
        lines=tuple(Line(next(stems), line.choice) if not line.alone else line for line in question.lines),
        general_feedback=said["general_feedback"],
    )


def foreseen(question: MatchingQuestion) -> Sequence[Foreseen]:
    """Every choice for every stem, stems by letters and choices by numbers."""
    return [
        Foreseen(f"{_id(place)}.{number}", choice, part=_id(place))
        for place in range(len(question.pairs))
        for number, choice in enumerate(question.choices, start=1)
    ]


def alone(question: MatchingQuestion) -> Sequence[float]:
    """What each pair earns where nothing else is chosen."""
    return question.fractions


def _id(place: int) -> str:
    called = letter(place)
    return called if called.isalpha() else f"stem{called}"


IMPORTING = Importing(MatchingQuestion, stated, texts, with_texts, foreseen, alone)
