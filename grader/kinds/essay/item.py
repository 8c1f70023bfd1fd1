"""An author's item that people mark, and the Moodle question that it and a text of it make."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader import definitions
from grader.kinds.essay.question import Asked, EssayQuestion
from grader.kinds.unmarked import apart
from grader.kinds.version import Version
from grader.model import Question, Text
from grader.moodle.quiz import File, embedding

MODEL_ANSWER, RUBRIC, TEMPLATE = "feedback_model_answer", "feedback_rubric", "template"
"""The blocks of what those who mark it read, whose sentences cite claims; and of what stands in the box."""


@dataclass(frozen=True)
class Essay:
    """An item that is answered in words.

    answer: what the solver finds, by which the model answer is written. asked: what response is asked for.
    begun: whether the box holds a text, the block `template`, before anybody writes.
    """

    answer: object
    asked: Asked = field(default_factory=Asked)
    begun: bool = False

    def __post_init__(self) -> None:
        definitions.require("the item", definitions.one("asked", self.asked, Asked, "an Asked"))


def blocks(item: Essay) -> Sequence[str]:
    """The model answer and the rubric, and what stands in the box."""
    return (MODEL_ANSWER, RUBRIC, TEMPLATE) if item.begun else (MODEL_ANSWER, RUBRIC)


def of_item(
    question: Question, item: Essay, text: Text, files: Sequence[File] = (), *, number: int, variant: str = ""
) -> EssayQuestion:
    """A Moodle question from an item and its text.

    files: those of its folder; each text takes along the ones that it refers to. number: its place in the exam.
    variant: the variant's code.
    """
    return EssayQuestion(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(text.stem, files),
        asked=item.asked,
        for_graders=embedding(apart(text.parts[MODEL_ANSWER], text.parts[RUBRIC]), files),
        template=embedding(text.parts[TEMPLATE] if item.begun else "", files),
        general_feedback=embedding(text.general_feedback, files),
        maximum_mark=question.maximum_mark,
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
    )
