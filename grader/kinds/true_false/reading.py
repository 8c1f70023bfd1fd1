"""A true/false question from its element in Moodle XML, by the rules of Moodle's importer.

Source: import_truefalse in question/format/xml/format.php of Moodle 5.1.
"""

from collections.abc import Sequence

from lxml.etree import _Element

from grader.errors import MoodleXMLError
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.kinds.true_false.words import FALSE, TRUE
from grader.moodle import reading
from grader.moodle.quiz import Markup

_WHOLE = 100


def read(question: _Element, where: str) -> TrueFalseQuestion:
    """The question that an element holds. Raises MoodleXMLError, with place, for what Moodle would refuse.

    Of several answers that say the same or contradict each other the last one decides, as in Moodle.
    """
    format_ = reading.default_format(question)
    right, feedback = False, dict[str, Markup]()
    for answer, called in zip(answers := question.findall("answer"), _called(answers, where), strict=True):
        is_whole = reading.php_number(answer.get("fraction", "0")) == _WHOLE
        right = is_whole == (called == TRUE)
        feedback[called] = reading.markup(answer.find("feedback"), format_, where=where)
    if len(feedback) < 2:  # noqa: PLR2004 - true and false
        raise MoodleXMLError(f"{where}:{question.sourceline}: expected the answers true and false, received not both")
    return TrueFalseQuestion(
        name=reading.text(question, "name/text", where=where),
        stem=reading.stem(question, where=where),
        right=right,
        if_true=feedback[TRUE],
        if_false=feedback[FALSE],
        general_feedback=reading.markup(question.find("generalfeedback"), format_, where=where),
        maximum_mark=reading.number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=reading.tags(question, where=where),
        penalty=reading.number(question, "penalty", 0.3333333, where=where),
        hints=reading.hints(question, where=where),
        unread=reading.unread(question),
    )


def _called(answers: Sequence[_Element], where: str) -> list[str]:
    """Which response each answer is: Moodle takes other words, as in old files, for *true* first and then *false*."""
    words = [reading.text(answer, "text", where=where) for answer in answers]
    known = {TRUE, FALSE}
    return [word if word in known else FALSE if place else TRUE for place, word in enumerate(words)]
