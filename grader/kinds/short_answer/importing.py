"""A short-answer question that was imported: its responses go by letters, and nothing is known but their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.kinds.foreseen import Foreseen
from grader.kinds.importing import Importing, KeptWholeError, Stated
from grader.kinds.short_answer.patterns import is_within
from grader.kinds.short_answer.question import ShortAnswerQuestion
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
    said = zip(foreseen(question), question.words, strict=True)
    return {
        "stem": question.stem,
        **{response.feedback: one.feedback for response, one in said},
        "general_feedback": question.general_feedback,
    }


def with_texts(question: ShortAnswerQuestion, said: Mapping[str, Markup]) -> ShortAnswerQuestion:
    """The question with other texts, and the patterns that it has."""
    return replace(
        question,
        stem=said["stem"],
        words=tuple(
            replace(one, feedback=said[response.feedback])
            for response, one in zip(foreseen(question), question.words, strict=True)
        ),
        general_feedback=said["general_feedback"],
    )


def foreseen(question: ShortAnswerQuestion) -> Sequence[Foreseen]:
    """The responses, by letters."""
    return [
        Foreseen(id_, str(one), f"feedback_{id_}")
        for id_, one in zip(map(_id, range(len(question.words))), question.words, strict=True)
    ]


def alone(question: ShortAnswerQuestion) -> Sequence[float]:
    """What each response earns: its own, unless patterns before take all of it."""
    earned: list[float] = []
    before: list[str] = []
    for one in question.words:
        reached = [pattern for pattern in one.patterns if not is_within(pattern, before, case=question.case)]
        earned.append(one.fraction if reached else _of_text(question, _plain(one.patterns[0])))
        before += one.patterns
    return earned


def _plain(pattern: str) -> str:
    """A pattern as a text, with nothing in place of its stars."""
    return pattern.replace(r"\*", "\0").replace("*", "").replace("\0", "*")


def _of_text(question: ShortAnswerQuestion, text: str) -> float:
    """What a text earns."""
    taking = (
        one.fraction
        for one in question.words
        for pattern in one.patterns
        if text and matches(pattern, text, case_sensitive=question.case)
    )
    return next(taking, 0.0)


def _id(place: int) -> str:
    called = letter(place)
    return called if called.isalpha() else f"text{called}"


IMPORTING = Importing(ShortAnswerQuestion, stated, texts, with_texts, foreseen, alone)
