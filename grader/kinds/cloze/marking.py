"""What Moodle would award for each answer of each part, read from the XML by the independent marker."""

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from grader.kinds.played import Played
from grader.moodle.marking import marker
from grader.moodle.marking.award import DECIMALS, Response
from grader.moodle.marking.cloze import Alternative, Part, parse

_STARS = re.compile(r"(?<!\\)\*+")
_ANY = "*"


def play(question: ET.Element) -> Played:
    """Give each answer of each part with all others left blank; of several, a wrong one beside all that are right.

    Raises MoodleXMLError for what Moodle's importer refuses.
    """
    read = marker.read(question)
    parts = parse(question.findtext("questiontext/text", "").strip())
    return Played(
        idnumber=question.findtext("idnumber", ""),
        name=question.findtext("name/text", ""),
        maximum_mark=float(sum(part.weight for part in parts)),
        fractions=tuple(
            (f"part {place + 1}: {one.text}", contributed)
            for place, part in enumerate(parts)
            for one, contributed in _contributed(read, part, place, len(parts))
        ),
    )


def _contributed(read: marker.Marker, part: Part, place: int, count: int) -> Iterator[tuple[Alternative, float]]:
    def earned(response: Response) -> float:
        given = [response if number == place else None for number in range(count)]
        return read.mark(given).fraction or 0.0

    right = [number for number, one in enumerate(part.alternatives) if one.fraction > 0]
    for number, one in enumerate(part.alternatives):
        if part.type.startswith("MULTIRESPONSE"):
            is_right = number in right
            with_it = earned([number] if is_right else [*right, number])
            yield one, round(with_it - (0.0 if is_right else earned(right)), DECIMALS) + 0.0
        elif part.type.startswith("MULTICHOICE"):
            yield one, earned(number)
        else:
            yield one, earned(_typed(part, one))


def _typed(part: Part, one: Alternative) -> str:
    """What is typed for an answer: for any number, one that no other answer holds; for words, those without stars."""
    if part.type == "NUMERICAL":
        return one.text if one.text != _ANY else _unforeseen(part.alternatives)
    return _STARS.sub("", one.text).replace(r"\*", _ANY) or "?"


def _unforeseen(alternatives: Sequence[Alternative]) -> str:
    """A number beyond all others and their tolerances."""
    others = [abs(float(one.text)) + abs(float(one.tolerance or "0")) for one in alternatives if one.text != _ANY]
    return repr(2 * max(others, default=0.0) + 1)
