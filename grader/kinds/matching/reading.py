"""A matching question from its element in Moodle XML, by the rules of Moodle's importer.

Source: import_match in question/format/xml/format.php, and save_question_options in question/type/match of Moodle 5.1.
"""

from collections.abc import Iterator

from lxml.etree import _Element

from grader.kinds.matching.question import Line, MatchingQuestion
from grader.moodle import reading
from grader.moodle.quiz import OtherQuestion


def read(question: _Element, where: str) -> MatchingQuestion | OtherQuestion:
    """The question that an element holds; all of it where a stem has no choice, or there is no stem.

    Raises MoodleXMLError, with place, for what Moodle would refuse.
    """
    format_ = reading.default_format(question)
    lines = tuple(_lines(question, format_, where))
    if not any(line.stem.text for line in lines) or not all(line.choice for line in lines):
        return reading.other(question, question.get("type", ""), where=where)
    return MatchingQuestion(
        name=reading.text(question, "name/text", where=where),
        stem=reading.stem(question, where=where),
        lines=lines,
        general_feedback=reading.markup(question.find("generalfeedback"), format_, where=where),
        maximum_mark=reading.number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=reading.tags(question, where=where),
        shuffle=reading.is_true(question, "shuffleanswers", default="1"),
        penalty=reading.number(question, "penalty", 0.3333333, where=where),
        combined=reading.combined_feedback(question, where=where),
        hints=reading.hints(question, where=where),
        unread=reading.unread(question),
    )


def _lines(question: _Element, format_: str, where: str) -> Iterator[Line]:
    """The lines; Moodle stores none that is empty on both sides."""
    for element in question.findall("subquestion"):
        stem = reading.markup(element, format_, where=where)
        line = Line(stem, reading.text(element, "answer/text", where=where), alone=not stem.text)
        if not line.alone or line.choice:
            yield line
