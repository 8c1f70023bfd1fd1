"""What Moodle would award for each text of a question, read from the XML by the independent marker."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from grader.kinds.played import Played
from grader.moodle.marking import marker

_FILLINGS = ("", " ", "x", "7 q", "Zz")


def play(question: ET.Element) -> Played:
    """Type what each pattern takes; patterns that follow each other, earn and are told the same are one response.

    Raises MoodleXMLError for what Moodle's importer refuses.
    """
    read = marker.read(question)
    groups = groupby(enumerate(question.findall("answer")), lambda place_and_answer: _told(place_and_answer[1]))
    return Played(
        idnumber=question.findtext("idnumber", ""),
        name=question.findtext("name/text", ""),
        maximum_mark=float(question.findtext("defaultgrade", "1")),
        fractions=tuple(_played(read, list(group)) for _, group in groups),
    )


def _told(answer: ET.Element) -> tuple[object, ...]:
    """What whoever types it earns, and is told."""
    feedback = answer.find("feedback")
    told = [] if feedback is None else [feedback.get("format"), *((one.tag, one.text) for one in feedback)]
    return float(answer.get("fraction", "0")), *told


def _played(read: marker.Marker, answers: Sequence[tuple[int, ET.Element]]) -> tuple[str, float]:
    """The first text that earns less or more than others of its response, if there is one, and what it earns."""
    typed = [_typed(read, place, answer.findtext("text", "").strip()) for place, answer in answers]
    earned = [(text, read.mark(text).fraction or 0.0) for text, _ in typed]
    reached = [one for one, (_, is_reached) in zip(earned, typed, strict=True) if is_reached]
    return next((one for one in reached if one[1] != reached[0][1]), (reached or earned)[0])


def _typed(read: marker.Marker, place: int, pattern: str) -> tuple[str, bool]:
    """A text that the pattern at a place is the first to take, and whether there is one among those that are tried."""
    tried = [filling.join(_literals(pattern)) for filling in _FILLINGS]
    first = next((text for text in tried if read.mark(text).answers == (place,)), None)
    return (tried[0], False) if first is None else (first, True)


def _literals(pattern: str) -> Sequence[str]:
    """What stands between the wildcards of a pattern."""
    return [piece.replace("\0", "*") for piece in pattern.replace(r"\*", "\0").split("*")]
