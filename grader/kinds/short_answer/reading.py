"""A short-answer question from its element in Moodle XML, by the rules of Moodle's importer.

Source: import_shortanswer in question/format/xml/format.php, and question/type/shortanswer, of Moodle 5.1.
"""

from itertools import groupby

from lxml.etree import _Element

from grader.kinds.short_answer.question import NAME, ShortAnswerQuestion, Words
from grader.moodle import reading
from grader.moodle.numbers import integer
from grader.moodle.quiz import OtherQuestion


def read(question: _Element, where: str) -> ShortAnswerQuestion | OtherQuestion:
    """The question that an element holds; one on which Moodle stops, or whose patterns hold files, is kept whole.

    Answers that follow each other, earn and are told the same are several ways to say one thing.

    Raises MoodleXMLError, with place, for what Moodle would refuse.
    """
    answers, case = reading.answers(question, where=where), integer(question.findtext("usecase", "0"))
    if not answers or case is None or any(answer.markup.files for answer in answers):
        return reading.other(question, NAME, where=where)
    return ShortAnswerQuestion(
        name=reading.text(question, "name/text", where=where),
        stem=reading.stem(question, where=where),
        words=tuple(
            Words(fraction, tuple(answer.markup.text for answer in together), feedback)
            for (fraction, feedback), together in groupby(answers, lambda answer: (answer.fraction, answer.feedback))
        ),
        case=case != 0,
        general_feedback=reading.markup(
            question.find("generalfeedback"), reading.default_format(question), where=where
        ),
        maximum_mark=reading.number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=reading.tags(question, where=where),
        penalty=reading.number(question, "penalty", 0.3333333, where=where),
        hints=reading.hints(question, where=where),
        unread=reading.unread(question),
    )
