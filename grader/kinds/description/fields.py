"""What the fields of a description hold in Moodle XML, by what its author said."""

from collections.abc import Sequence

from grader.kinds.description.item import Description
from grader.kinds.fields import Fields, said
from grader.model import Question, Text
from grader.moodle.quiz import File


def expected(question: Question, item: Description, text: Text, files: Sequence[File]) -> Fields:  # noqa: ARG001 - of every one
    """What it says: its stem and behind it its facts; there is no mark."""
    shown = f"<div>{text.stem}</div>\n<div>{text.parts['feedback_facts']}</div>"
    return {
        "@type": "description",
        **said("questiontext", shown, files),
        "defaultgrade": 0.0,
        "penalty": 1 / 3,
        "hidden": "0",
    }
