"""An independent marker: what Moodle would award, read from nothing but the bytes of the XML.

It and the marking of each kind share no code with writing and reading, so that a mistake there cannot hide here.
"""

from functools import lru_cache
from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.garbage import undisturbed
from grader.kinds import KINDS
from grader.kinds.played import Played


@lru_cache(maxsize=4)  # several checks look at one file
def tree(content: bytes) -> ET.Element:
    """The elements of a file, to be looked at. Raises MoodleXMLError for what is no XML."""
    try:
        return ET.fromstring(content)  # noqa: S314 - the bytes are our own
    except ET.ParseError as error:
        raise MoodleXMLError(f"Moodle cannot parse it: {error}") from error


@undisturbed()
def play(content: bytes) -> tuple[Played, ...]:
    """Play every question of a kind that we know: of each response that it foresees, what it earns.

    Raises MoodleXMLError for what Moodle's importer refuses.
    """
    found = ((KINDS.get(question.get("type", "")), question) for question in tree(content).iter("question"))
    return tuple(kind.play(question) for kind, question in found if kind is not None)
