"""What Moodle would award for each number of a question, read from the XML by the independent marker."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

from grader.kinds.played import Played
from grader.moodle.marking import marker
from grader.moodle.marking.award import WithUnit

_ANY = "*"
_CHOSEN = ("1", "2")  # ways of choosing a unit beside the number


def play(question: ET.Element) -> Played:
    """Type each number as it is written, with the answer's own unit where there are units.

    For one that any number is, a number that is none of those before it.

    Raises MoodleXMLError for what Moodle's importer refuses.
    """
    read = marker.read(question)
    numbers = [answer.findtext("text", "").strip() for answer in question.findall("answer")]
    typed = [number if number != _ANY else _unforeseen(read, place) for place, number in enumerate(numbers)]
    beside = _unit(question)
    return Played(
        idnumber=question.findtext("idnumber", ""),
        name=question.findtext("name/text", ""),
        maximum_mark=float(question.findtext("defaultgrade", "1")),
        fractions=tuple((number, read.mark(beside(number)).fraction or 0.0) for number in typed),
    )


def _unit(question: ET.Element) -> Callable[[str], str | WithUnit]:
    """What puts the answer's own unit beside a number; nothing where there is none."""
    names = [
        unit.findtext("unit_name", "").strip()
        for unit in question.findall("units/unit")
        if float(unit.findtext("multiplier", "1")) == 1
    ]
    if not names:
        return str
    if question.findtext("showunits", "0") in _CHOSEN:
        return lambda number: WithUnit(number, names[0])
    if question.findtext("unitsleft", "0") == "1":
        return lambda number: f"{names[0]} {number}"
    return lambda number: f"{number} {names[0]}"


def _unforeseen(read: marker.Marker, place: int) -> str:
    """A number that the answer at a place is the first to hold; any number where others hold all that are tried."""
    tried = [
        f"{sign}{digit}e{exponent}" for exponent in range(0, 40, 3) for digit in range(1, 10) for sign in ("", "-")
    ]
    return next((number for number in tried if read.mark(number).answers == (place,)), _ANY)
