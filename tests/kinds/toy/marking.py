"""What Moodle would award for each word of a question."""

from xml.etree import ElementTree as ET

from grader.kinds.played import Played


def play(question: ET.Element) -> Played:
    answers = [
        (answer.findtext("text", ""), float(answer.get("fraction", "0")) / 100) for answer in question.findall("answer")
    ]
    name, mark = question.findtext("name/text", ""), float(question.findtext("defaultgrade", "1"))
    return Played(question.findtext("idnumber", ""), name, mark, tuple(answers))
