"""An essay question that was imported: nothing is known but its texts and what response it asks for."""

from collections.abc import Mapping
from dataclasses import replace

from grader.kinds import unmarked
from grader.kinds.essay.question import EssayQuestion
from grader.kinds.importing import Importing, Stated
from grader.moodle.quiz import Markup


def texts(question: EssayQuestion) -> Mapping[str, Markup]:
    """Its stem, what those read who mark it, what stands in the box, and its general feedback."""
    return {
        "stem": question.stem,
        "for_graders": question.for_graders,
        "template": question.template,
        "general_feedback": question.general_feedback,
    }


def with_texts(question: EssayQuestion, said: Mapping[str, Markup]) -> EssayQuestion:
    """The question with other texts."""
    return replace(
        question,
        stem=said["stem"],
        for_graders=said["for_graders"],
        template=said["template"],
        general_feedback=said["general_feedback"],
    )


IMPORTING = Importing(EssayQuestion, Stated, texts, with_texts, unmarked.foreseen, unmarked.alone)
