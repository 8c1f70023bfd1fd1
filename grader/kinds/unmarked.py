"""What kinds share that Moodle does not mark: nothing is foreseen of a response, and nothing is keyed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from xml.etree import ElementTree as ET

from grader.kinds.foreseen import Foreseen
from grader.kinds.forms import Forms
from grader.kinds.played import Played
from grader.kinds.response import Outcome, Response
from grader.kinds.stems import ToStem
from grader.moodle.marking import marker
from grader.moodle.quiz import Answer, MoodleQuestion

Asked = TypeVar("Asked", bound=MoodleQuestion)


def apart(*texts: str) -> str:
    """Texts one after another in one field, each an element of its own: Moodle's multi-language filter joins no two."""
    return "\n".join(f"<div>{text}</div>" for text in texts)


def foreseen(item: Any) -> tuple[Foreseen, ...]:  # noqa: ARG001 - of every one
    """Nothing."""
    return ()


def keyed(item: Any) -> tuple[str, ...]:  # noqa: ARG001 - of every one
    """Nothing."""
    return ()


def fractions(item: Any) -> Mapping[str, float]:  # noqa: ARG001 - of every one
    """None."""
    return {}


def alone(question: MoodleQuestion) -> tuple[float, ...]:  # noqa: ARG001 - of every one
    """None."""
    return ()


def single(item: Any) -> bool:  # noqa: ARG001 - of every one
    """Yes: there are no boxes to tick."""
    return True


def graded(question: Asked, where: str) -> tuple[Asked, tuple[float, ...]]:  # noqa: ARG001 - of every one
    """The question as it was given, of which no answer is worth anything."""
    return question, ()


def play(question: ET.Element) -> Played:
    """Nothing is tried. Raises MoodleXMLError for what Moodle's importer refuses."""
    marker.read(question)
    return Played(
        idnumber=question.findtext("idnumber", ""),
        name=question.findtext("name/text", ""),
        maximum_mark=float(question.findtext("defaultgrade", "1")),
        fractions=(),
    )


@dataclass(frozen=True)
class OfPeople(ToStem[MoodleQuestion]):
    """Responses that Moodle does not mark. fractions: none."""

    @property
    def random_guess(self) -> float | None:
        """What responding at random earns: nothing, as Moodle has it."""
        return 0.0

    @property
    def answers(self) -> tuple[Answer, ...]:
        """None."""
        return ()

    @property
    def shown(self) -> tuple[Forms, ...]:
        """None."""
        return ()

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:  # noqa: ARG002 - of every text
        """Not to be marked, whatever was written."""
        return Response(Outcome.NOT_GRADED)
