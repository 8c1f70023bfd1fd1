"""An independent marker: what Moodle would award, read from nothing but the bytes of the XML.

It shares no code with the writer or the reader, so that a mistake there cannot hide here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.moodle.flatten import as_downloaded
from grader.moodle.fractions import TOLERANCE, is_accepted, nearest

DECIMALS = 7
"""With how many Moodle keeps a fraction."""


@dataclass(frozen=True)
class Played:
    """A question that was played: the option as a download names it, and the fraction that choosing it alone earns."""

    idnumber: str
    name: str
    mark: float
    fractions: tuple[tuple[str, float], ...]


def play(content: bytes) -> tuple[Played, ...]:
    """Choose every option of every multiple-choice question in turn.

    Raises MoodleXMLError for what Moodle's importer refuses.
    """
    try:
        root = ET.fromstring(content)  # noqa: S314 - the bytes are our own
    except ET.ParseError as error:
        raise MoodleXMLError(f"Moodle cannot parse it: {error}") from error
    return tuple(_play(question) for question in root.iter("question") if question.get("type") == "multichoice")


def award(fractions: Iterable[float], *, single: bool) -> float:
    """The fraction that chosen options earn together.

    A single answer earns what it says, negative values too; several are added and held between 0 and 1. It has seven
    decimals, as Moodle keeps it, so that it does not depend on the order in which it was added up.
    """
    total = round(sum(fractions), DECIMALS)
    return total if single else min(max(total, 0.0), 1.0)


def _play(question: ET.Element) -> Played:
    name = question.findtext("name/text", "")
    options = question.findall("answer")
    if len([option for option in options if option.findtext("text", "").strip()]) < 2:  # noqa: PLR2004 - Moodle's rule
        raise MoodleXMLError(f"question {name!r}: this type of question requires at least 2 choices")
    single = question.findtext("single", "true").strip() not in ("", "0", "false")
    fractions = [_fraction(option, name) for option in options]
    if single and max(fractions) < 1 - TOLERANCE:
        raise MoodleXMLError(f"question {name!r}: no option earns the whole mark, the best earns {max(fractions):g}")
    return Played(
        idnumber=question.findtext("idnumber", ""),
        name=name,
        mark=float(question.findtext("defaultgrade", "1")),
        fractions=tuple(
            (as_downloaded(option.findtext("text", "")), award([fraction], single=single))
            for option, fraction in zip(options, fractions, strict=True)
        ),
    )


def _fraction(option: ET.Element, name: str) -> float:
    written = option.get("fraction", "0")
    try:
        fraction = float(written) / 100
    except ValueError:
        raise MoodleXMLError(f"question {name!r}: expected a fraction in percent, received {written!r}") from None
    if not is_accepted(fraction):
        raise MoodleXMLError(
            f"question {name!r}: Moodle refuses the fraction {written}%; "
            f"the nearest that it knows is {nearest(fraction):.5%}"
        )
    return nearest(fraction)
