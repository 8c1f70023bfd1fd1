"""A multiple-choice question that was imported: its options go by letters, and nothing is known but their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.kinds.foreseen import Foreseen
from grader.kinds.importing import Importing, KeptWholeError, Stated
from grader.kinds.multiple_choice.foreseen import foreseen_option
from grader.kinds.multiple_choice.marking import award
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.model import Option
from grader.moodle.fractions import TOLERANCE
from grader.moodle.lettering import letter
from grader.moodle.quiz import Answer, Markup


def option_id(place: int) -> str:
    """The id of an imported option: its letter."""
    called = letter(place)
    return called if called.isalpha() else f"option{called}"


def stated(question: MultipleChoice) -> Stated[MultipleChoice]:
    """The question without the options that Moodle does not store. Raises KeptWholeError for one that none is right."""
    answers = tuple(answer for answer in question.answers if answer.markup.text)
    if len(answers) < 2:  # noqa: PLR2004 - what Moodle asks for
        raise KeptWholeError("it has fewer than two options with a text")
    if question.single and max(answer.fraction for answer in answers) < 1 - TOLERANCE:
        raise KeptWholeError("none of its options earns the whole mark")
    left_out = len(answers) < len(question.answers)
    notes = ("an option without text is left out, as Moodle does",) if left_out else ()
    return Stated(replace(question, answers=answers), notes)


def texts(question: MultipleChoice) -> Mapping[str, Markup]:
    """Its stem, its options, what is said to whoever chooses each, and its general feedback."""
    offered = list(zip(foreseen(question), question.answers, strict=True))
    return {
        "stem": question.stem,
        **{option.shown: answer.markup for option, answer in offered},
        **{option.feedback: answer.feedback for option, answer in offered},
        "general_feedback": question.general_feedback,
    }


def with_texts(question: MultipleChoice, said: Mapping[str, Markup]) -> MultipleChoice:
    """The question with other texts, and the fractions that its options have."""
    return replace(
        question,
        stem=said["stem"],
        answers=tuple(
            Answer(answer.fraction, said[option.shown], said[option.feedback])
            for option, answer in zip(foreseen(question), question.answers, strict=True)
        ),
        general_feedback=said["general_feedback"],
    )


def foreseen(question: MultipleChoice) -> Sequence[Foreseen]:
    """The options, by their letters."""
    return [foreseen_option(Option(option_id(place), None, ())) for place in range(len(question.answers))]


def alone(question: MultipleChoice) -> Sequence[float]:
    """What each option earns where nothing else is chosen."""
    return [award([answer.fraction], single=question.single) for answer in question.answers]


IMPORTING = Importing(MultipleChoice, stated, texts, with_texts, foreseen, alone)
