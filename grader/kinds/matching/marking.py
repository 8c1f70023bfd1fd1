"""What Moodle would award for each choice of each stem, read from the XML by the independent marker."""

from xml.etree import ElementTree as ET

from grader.kinds.played import Played
from grader.moodle.marking import marker


def play(question: ET.Element) -> Played:
    """Give each stem each choice in turn, and nothing to the others.

    Raises MoodleXMLError for what Moodle's importer refuses.
    """
    read = marker.read(question)
    lines = [
        (line.findtext("text", "").strip(), line.findtext("answer/text", "").strip())
        for line in question.findall("subquestion")
    ]
    stems = [stem for stem, _ in lines if stem]
    choices = dict.fromkeys(choice for _, choice in lines if choice)
    tried = [(place, stem, choice) for place, stem in enumerate(stems) for choice in choices]
    return Played(
        idnumber=question.findtext("idnumber", ""),
        name=question.findtext("name/text", ""),
        maximum_mark=float(question.findtext("defaultgrade", "1")),
        fractions=tuple(
            (f"{stem} -> {choice}", read.mark(_alone(choice, place, len(stems))).fraction or 0.0)
            for place, stem, choice in tried
        ),
    )


def _alone(choice: str, place: int, stems: int) -> list[str | None]:
    """A response in which one stem has a choice."""
    return [choice if other == place else None for other in range(stems)]
