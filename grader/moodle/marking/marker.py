"""The marker: from a question's XML and a response to what Moodle awards for it, and why it would refuse the question.

It shares no code with what reads and writes questions of a bank.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.moodle.marking.award import Award, Key, Response, State, naming, text, written
from grader.moodle.marking.choosing import multiple_choice, true_or_false
from grader.moodle.marking.embedding import cloze
from grader.moodle.marking.numbers import ENGLISH, Separators
from grader.moodle.marking.placing import drag_into_text, matching, ordering, select_missing_words
from grader.moodle.marking.typed import numerical, short_answer
from grader.moodle.numbers import whole_number

_THIRD, _NEAR_A_THIRD = 0.3333333, 0.005  # how near to it Moodle takes a penalty for a third
_COMBINED = {
    State.RIGHT: "correctfeedback",
    State.PARTLY: "partiallycorrectfeedback",
    State.WRONG: "incorrectfeedback",
    State.BLANK: "incorrectfeedback",
}


@dataclass(frozen=True)
class Essay:
    """A question that people mark."""

    def mark(self, response: Response, separators: Separators) -> Award:  # noqa: ARG002 - of every key
        """Nothing yet, for whatever was written; nothing at all for a blank."""
        return Award(None, State.BY_HAND if written(response) else State.BLANK)


@dataclass(frozen=True)
class Description:
    """A text that asks nothing."""

    def mark(self, response: Response, separators: Separators) -> Award:  # noqa: ARG002 - of every key
        """Nothing: there is no mark."""
        if response is not None:
            raise ValueError(f"expected no response to a description, received {response!r}")
        return Award(None, State.UNGRADED)


_READERS: Mapping[str, Callable[[ET.Element], Key]] = {
    "multichoice": multiple_choice,
    "truefalse": true_or_false,
    "numerical": numerical,
    "shortanswer": short_answer,
    "match": matching,
    "matching": matching,
    "ordering": ordering,
    "multianswer": cloze,
    "cloze": cloze,
    "gapselect": select_missing_words,
    "ddwtos": drag_into_text,
    "essay": lambda _: Essay(),
    "description": lambda _: Description(),
}
_WITHOUT_TRIES = ("essay", "description")
_WITH_COMBINED_FEEDBACK = ("multichoice", "match", "matching", "ordering", "gapselect", "ddwtos")


@dataclass(frozen=True)
class Marker:
    """A question that was read once, to mark many responses. penalty: None where there are no tries."""

    key: Key
    penalty: float | None
    has_combined_feedback: bool

    def mark(self, response: Response, separators: Separators = ENGLISH) -> Award:
        """What Moodle awards for a response. separators: of the student's language.

        Raises ValueError for a response that the question does not allow.
        """
        award = self.key.mark(response, separators)
        combined = _COMBINED[award.state] if self.has_combined_feedback else ""
        return replace(award, combined=combined, penalty=self.penalty)


def read(question: ET.Element) -> Marker:
    """The marker of a question.

    Raises MoodleXMLError, naming the element, for a type that is not marked here, for what Moodle's importer refuses or
    spoils so that nobody can be marked, and for what Moodle's versions or languages read differently.
    """
    with naming(f"question {text(question, 'name/text')!r}"):
        type_ = question.get("type", "")
        if type_ not in _READERS:
            raise MoodleXMLError(f"type: expected one of {', '.join(_READERS)}, received {type_!r}")
        penalty = None if type_ in _WITHOUT_TRIES else _penalty(question)
        return Marker(_READERS[type_](question), penalty, type_ in _WITH_COMBINED_FEEDBACK)


def mark(question: ET.Element, response: Response, separators: Separators = ENGLISH) -> Award:
    """What Moodle awards for a response to a question. Raises as `read` and `Marker.mark` do."""
    return read(question).mark(response, separators)


def _penalty(question: ET.Element) -> float:
    number = text(question, "penalty", str(_THIRD))
    penalty = whole_number(number)
    if penalty is None:
        raise MoodleXMLError(f"penalty: expected a number, received {number!r}")
    return _THIRD if abs(penalty - _THIRD) < _NEAR_A_THIRD else penalty
