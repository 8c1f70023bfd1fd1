"""What Moodle would award for true and for false, read from the XML by none of the code that writes or reads it."""

import re
from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.kinds.played import Played

_ALL = re.compile(r"\s*\+?0*100(\.0*)?\s*")


def play(question: ET.Element) -> Played:
    """Choose *True*, then *False*. Raises MoodleXMLError for what Moodle's importer refuses."""
    name, said, truth = question.findtext("name/text", ""), set[str](), False
    for position, answer in enumerate(question.findall("answer")):
        word = answer.findtext("text", "").strip()
        if word not in ("true", "false"):
            word = "false" if position else "true"
        earns_all = bool(_ALL.fullmatch(answer.get("fraction", "")))
        truth = earns_all if word == "true" else not earns_all
        said.add(word)
    if said != {"true", "false"}:
        raise MoodleXMLError(f"question {name!r}: it has no answer for both true and false")
    return Played(
        idnumber=question.findtext("idnumber", ""),
        name=name,
        maximum_mark=float(question.findtext("defaultgrade", "1")),
        fractions=(("True", 1.0 if truth else 0.0), ("False", 0.0 if truth else 1.0)),
    )
