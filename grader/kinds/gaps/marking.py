"""What Moodle would award for each choice in each gap, read from the XML by the independent marker."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.kinds.played import Played
from grader.moodle.marking import marker
from grader.moodle.marking.placing import Gaps

_CHOICES = ("selectoption", "dragbox")


def play(question: ET.Element) -> Played:
    """Fill one gap at a time with each choice that is offered there. Raises MoodleXMLError for what has no mark."""
    read = marker.read(question)
    return Played(
        idnumber=question.findtext("idnumber", ""),
        name=question.findtext("name/text", ""),
        maximum_mark=float(question.findtext("defaultgrade", "1")),
        fractions=tuple(_filled(question, read)),
    )


def _filled(question: ET.Element, read: marker.Marker) -> Iterator[tuple[str, float]]:
    key = read.key
    if not isinstance(key, Gaps):
        raise MoodleXMLError(f"question {question.findtext('name/text', '')!r}: it has no gaps")
    texts = [choice.findtext("text", "").strip() for choice in question if choice.tag in _CHOICES]
    for place, right in enumerate(key.right):
        for number in (number for number, group in key.groups.items() if group == key.groups[right]):
            put = [0] * len(key.right)
            put[place] = number
            yield f"gap {place + 1}: {texts[number - 1]}", read.mark(put).fraction or 0.0
