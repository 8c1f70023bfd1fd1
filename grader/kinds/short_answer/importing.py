"""A short-answer question that was imported: its responses go by letters, and nothing is known but their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.kinds.foreseen import Foreseen
from grader.kinds.importing import Importing, KeptWholeError, Stated
from grader.kinds.short_answer.patterns import smallest
from grader.kinds.short_answer.question import ShortAnswerQuestion, in_words
from grader.moodle.lettering import letter
from grader.moodle.marking.patterns import matches
from grader.moodle.quiz import Markup


def stated(question: ShortAnswerQuestion) -> Stated[ShortAnswerQuestion]:
    """The question as it is. Raises KeptWholeError where no answer earns the whole mark, on which Moodle stops."""
    if max(question.fractions) < 1:
        raise KeptWholeError("no answer of it earns the whole mark")
    return Stated(question)


def texts(question: ShortAnswerQuestion) -> Mapping[str, Markup]:
    """Its stem, what is said to whoever gives each response, and its general feedback."""
    said = zip(foreseen(question), question.groups, strict=True)
    return {
        "stem": question.stem,
        **{response.feedback: group[0].feedback for response, group in said},
        "general_feedback": question.general_feedback,
    }


def with_texts(question: ShortAnswerQuestion, said: Mapping[str, Markup]) -> ShortAnswerQuestion:
    """The question with other texts, and the patterns that it has."""
    return replace(
        question,
        stem=said["stem"],
        words=tuple(
            replace(one, feedback=said[response.feedback])
            for response, group in zip(foreseen(question), question.groups, strict=True)
            for one in group
        ),
        general_feedback=said["general_feedback"],
    )


def foreseen(question: ShortAnswerQuestion) -> Sequence[Foreseen]:
    """The responses, by letters."""
    return [
        Foreseen(id_, in_words(group), f"feedback_{id_}")
        for id_, group in zip(map(_id, range(len(question.groups))), question.groups, strict=True)
    ]


def alone(question: ShortAnswerQuestion) -> Sequence[float]:
    """What each response earns: its own, unless patterns before take all of it."""
    earned: list[float] = []
    before: list[str] = []
    for group in question.groups:
        patterns = [one.pattern for one in group]
        reached = False
        for pattern in patterns:
            reached = reached or smallest([pattern], before, case=question.case) is not None
            before.append(pattern)
        earned.append(group[0].fraction if reached else _of_text(question, _plain(patterns[0])))
    return earned


def _plain(pattern: str) -> str:
    """A pattern as a text, with nothing in place of its stars."""
    return pattern.replace(r"\*", "\0").replace("*", "").replace("\0", "*")


def _of_text(question: ShortAnswerQuestion, text: str) -> float:
    """What a text earns."""
    taking = (
        one.fraction for one in question.words if text and matches(one.pattern, text, case_sensitive=question.case)
    )
    return next(taking, 0.0)


def _id(place: int) -> str:
    called = letter(place)
    return called if called.isalpha() else f"text{called}"


IMPORTING = Importing(ShortAnswerQuestion, stated, texts, with_texts, foreseen, alone)
