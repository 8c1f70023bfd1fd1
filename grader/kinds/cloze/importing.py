"""A question with embedded answers that was imported: its parts go by numbers, their answers by letters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader.kinds.cloze.question import NUMBER, SEVERAL, Alternative, ClozeQuestion, Part, contribution
from grader.kinds.foreseen import Foreseen
from grader.kinds.importing import Importing, KeptWholeError, Stated
from grader.moodle.lettering import letter
from grader.moodle.marking.numbers import is_near
from grader.moodle.quiz import Markup


def stated(question: ClozeQuestion) -> Stated[ClozeQuestion]:
    """The question. Raises KeptWholeError where an answer holds what a bank's text writes otherwise."""
    for part in question.parts:
        for one in part.alternatives:
            if "~" in f"{one.answer.text}{one.feedback.text}":
                raise KeptWholeError("an answer of it holds a ~ that Moodle keeps with a backslash")
            if "@@PLUGINFILE@@" in f"{one.answer.text}{one.feedback.text}":
                raise KeptWholeError("an answer of it refers to a file")
    return Stated(question)


def texts(question: ClozeQuestion) -> Mapping[str, Markup]:
    """Its text with gaps, what is offered in each, what is said to whoever gives an answer, its general feedback."""
    said: dict[str, Markup] = {"stem": question.stem}
    for response, part, one in _answers(question):
        if not part.is_typed:
            said[response.choice] = one.answer
        said[response.feedback] = one.feedback
    return {**said, "general_feedback": question.general_feedback}


def with_texts(question: ClozeQuestion, said: Mapping[str, Markup]) -> ClozeQuestion:
    """The question with other texts, and what is typed as it is."""
    made: dict[str, list[Alternative]] = {}
    for response, part, one in _answers(question):
        answer = one.answer if part.is_typed else said[response.choice]
        made.setdefault(response.part, []).append(replace(one, answer=answer, feedback=said[response.feedback]))
    return replace(
        question,
        stem=said["stem"],
        parts=tuple(
            replace(part, alternatives=tuple(made[str(number)])) for number, part in enumerate(question.parts, start=1)
        ),
        general_feedback=said["general_feedback"],
    )


def foreseen(question: ClozeQuestion) -> Sequence[Foreseen]:
    """The answers of all parts."""
    return [response for response, _, _ in _answers(question)]


def alone(question: ClozeQuestion) -> Sequence[float]:
    """What each contributes: of numbers and words the first that fits says so."""
    total = question.maximum_mark
    return [contribution(_worth(part, one), part.weight, total) for _, part, one in _answers(question)]


def _answers(question: ClozeQuestion) -> Iterator[tuple[Foreseen, Part, Alternative]]:
    for number, part in enumerate(question.parts, start=1):
        for place, one in enumerate(part.alternatives):
            id_ = f"{number}_{letter(place).lower()}"
            choice = "" if part.is_typed else f"option_{id_}"
            response = Foreseen(id_, str(one), f"feedback_{id_}", part=str(number), choice=choice)
            yield response, part, one


def _worth(part: Part, one: Alternative) -> float:
    if part.asks == SEVERAL:
        return max(one.fraction, -1.0)
    if part.asks == NUMBER:
        return max(_first(part, one).fraction, 0.0)
    return one.fraction


def _first(part: Part, one: Alternative) -> Alternative:
    """The answer that holds a number first."""
    for other in part.alternatives:
        if other is one or other.answer.text == "*":
            return other
        typed, number = one.answer.text, float(other.answer.text)
        if typed != "*" and is_near(float(typed), number, float(other.tolerance or "0")):
            return other
    return one


IMPORTING = Importing(ClozeQuestion, stated, texts, with_texts, foreseen, alone)
