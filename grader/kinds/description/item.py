"""An author's text that asks nothing, and the Moodle question that it makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.kinds.description.question import DescriptionQuestion
from grader.kinds.unmarked import apart
from grader.kinds.version import Version
from grader.model import VOID, Question, Text
from grader.moodle.quiz import File, embedding

FACTS = "feedback_facts"
"""The block of what students read whose sentences cite the claims that they state."""


@dataclass(frozen=True)
class Description:
    """An item that asks nothing: its stem says what it is about, and its facts are sentences that rest on claims."""

    @property
    def answer(self) -> object:
        """There is none."""
        return VOID


def blocks(item: Description) -> Sequence[str]:  # noqa: ARG001 - of every one
    """Its facts."""
    return (FACTS,)


def of_item(
    question: Question,
    item: Description,  # noqa: ARG001 - of every one
    text: Text,
    files: Sequence[File] = (),
    *,
    number: int,
    variant: str = "",
) -> DescriptionQuestion:
    """A Moodle question from an item and its text.

    files: those of its folder; each text takes along the ones that it refers to. number: its place in the exam.
    variant: the variant's code.
    """
    return DescriptionQuestion(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(apart(text.stem, text.parts[FACTS]), files),
        general_feedback=embedding(text.general_feedback, files),
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
    )
