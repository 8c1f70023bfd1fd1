"""What Moodle would award for the order of the items, read from the XML by the independent marker."""

from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.kinds.played import Played
from grader.moodle.marking import marker
from grader.moodle.marking.placing import Ordering


def play(question: ET.Element) -> Played:
    """Put the items in the file's order, which must earn all: then each item counts at its place, and nowhere else.

    Raises MoodleXMLError for what Moodle's importer refuses.
    """
    read = marker.read(question)
    items = [text for answer in question.findall("answer") if (text := answer.findtext("text", "").strip())]
    assert isinstance(read.key, Ordering)
    whole = read.mark(list(range(read.key.shown))).fraction
    if whole != 1:
        raise MoodleXMLError(f"question {question.findtext('name/text', '')!r}: its own order earns {whole}")
    return Played(
        idnumber=question.findtext("idnumber", ""),
        name=question.findtext("name/text", ""),
        maximum_mark=float(question.findtext("defaultgrade", "1")),
        fractions=tuple(
            (f"{place + 1}: {item}", whole / len(items) if other == place else 0.0)
            for place in range(len(items))
            for other, item in enumerate(items)
        ),
    )
