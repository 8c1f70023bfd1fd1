"""A word that is typed, imported: the words stay settings, and what is said to each is a text."""

from collections.abc import Mapping
from dataclasses import replace

from kinds.toy.moodle import WordQuestion

from grader.kinds.foreseen import Foreseen
from grader.kinds.importing import Importing, KeptWholeError, Stated
from grader.moodle.quiz import Markup


def stated(question: WordQuestion) -> Stated[WordQuestion]:
    if not any(answer.fraction == 1 for answer in question.answers):
        raise KeptWholeError("no word of it is right")
    return Stated(question)


def texts(question: WordQuestion) -> Mapping[str, Markup]:
    said = {f"feedback_{place}": answer.feedback for place, answer in enumerate(question.answers)}
    return {"stem": question.stem, **said, "general_feedback": question.general_feedback}


def with_texts(question: WordQuestion, said: Mapping[str, Markup]) -> WordQuestion:
    answers = tuple(
        replace(answer, feedback=said[f"feedback_{place}"]) for place, answer in enumerate(question.answers)
    )
    return replace(question, stem=said["stem"], answers=answers, general_feedback=said["general_feedback"])


IMPORTING = Importing(
    WordQuestion,
    stated,
    texts,
    with_texts,
    foreseen=lambda asked: [
        Foreseen(f"word_{place}", answer.markup.text, f"feedback_{place}") for place, answer in enumerate(asked.answers)
    ],
    alone=lambda asked: [answer.fraction for answer in asked.answers],
)
