"""A numerical question from its element in Moodle XML, by the rules of Moodle's importer.

Source: import_numerical in question/format/xml/format.php, and question/type/numerical, of Moodle 5.1.
"""

from lxml.etree import _Element

from grader.kinds.numerical.question import ANY, NAME, UNIT_PENALTY, Amount, NumericalQuestion
from grader.kinds.numerical.rounding import DIGITS
from grader.moodle import reading
from grader.moodle.quiz import Answer, OtherQuestion


def read(question: _Element, where: str) -> NumericalQuestion | OtherQuestion:
    """The question that an element holds; one with units, or whose numbers Moodle would change, is kept whole.

    Raises MoodleXMLError, with place, for what Moodle would refuse.
    """
    answers = zip(question.findall("answer"), reading.answers(question, where=where), strict=True)
    amounts = [_amount(element, answer, where) for element, answer in answers]
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts) or _has_units(question):
        return reading.other(question, NAME, where=where)
    format_ = reading.default_format(question)
    return NumericalQuestion(
        name=reading.text(question, "name/text", where=where),
        stem=reading.stem(question, where=where),
        amounts=tuple(known),
        general_feedback=reading.markup(question.find("generalfeedback"), format_, where=where),
        maximum_mark=reading.number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=reading.tags(question, where=where),
        penalty=reading.number(question, "penalty", 0.3333333, where=where),
        unit_penalty=reading.number(question, "unitpenalty", UNIT_PENALTY, where=where),
        hints=reading.hints(question, where=where),
        unread=reading.unread(question),
    )


def _amount(element: _Element, answer: Answer, where: str) -> Amount | None:
    """An amount; None for one that we cannot write so that Moodle would store the same."""
    is_any = answer.markup.text == ANY
    number = None if is_any else _kept(answer.markup.text)
    tolerance = _kept(reading.text(element, "tolerance", where=where) or "0")
    if not (is_any or number is not None) or tolerance is None or element.find("fraction") is not None:
        return None
    return Amount(answer.fraction, number, abs(tolerance), answer.feedback)


def _kept(written: str) -> float | None:
    """A number in plain figures that Moodle keeps as it is; None for any other text."""
    value = reading.php_number(written)
    return value if value is not None and float(f"{value:.{DIGITS}g}") == value else None


def _has_units(question: _Element) -> bool:
    """Whether units are read beside the number, or a wrong one costs something."""
    graded = reading.php_number(question.findtext("unitgradingtype", "0"))
    return question.find("units/unit") is not None or graded != 0
