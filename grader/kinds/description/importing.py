"""A description that was imported: nothing is known but its texts."""

from collections.abc import Mapping
from dataclasses import replace

from grader.kinds import unmarked
from grader.kinds.description.question import DescriptionQuestion
from grader.kinds.importing import Importing, Stated
from grader.moodle.quiz import Markup


def texts(question: DescriptionQuestion) -> Mapping[str, Markup]:
    """What it says, and its general feedback."""
    return {"stem": question.stem, "general_feedback": question.general_feedback}


def with_texts(question: DescriptionQuestion, said: Mapping[str, Markup]) -> DescriptionQuestion:
    """The same with other texts."""
    return replace(question, stem=said["stem"], general_feedback=said["general_feedback"])


IMPORTING = Importing(DescriptionQuestion, Stated, texts, with_texts, unmarked.foreseen, unmarked.alone)
