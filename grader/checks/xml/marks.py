"""What answers are worth: their fractions, and whether somebody can be right."""

from collections.abc import Iterator

from lxml.etree import _Element

from grader.checks.xml.elements import (
    CALCULATED,
    GRADED_BY_FRACTION,
    WITH_CHOICES,
    Outcome,
    QuizFile,
    is_on,
    named,
    text_in,
)
from grader.findings import Defect, check
from grader.moodle.fractions import TOLERANCE, is_accepted, nearest, percentage
from grader.moodle.numbers import leading_number

_WITH_FRACTION_ELEMENT = ("numerical", *CALCULATED)


def fraction(answer: _Element, question: _Element) -> float | None:
    """The share of the mark that an answer earns; None where it begins with no number, on which Moodle stops.

    The attribute is a percentage; numerical and calculated questions may have an element, from 0 to 1, which wins.
    """
    inner = answer.findtext("fraction") if question.get("type") in _WITH_FRACTION_ELEMENT else None
    if inner is not None and not (question.get("type") in CALCULATED and inner in ("", "0")):
        return leading_number(inner)
    share = leading_number(answer.get("fraction", "0"))
    return None if share is None else share / 100


def choices(question: _Element) -> list[_Element]:
    """The answers of a question that Moodle stores: those that are not empty."""
    return [answer for answer in question.iterfind("answer") if text_in(answer)]


@check("X015", remedy="Use a fraction of Moodle's list, in percent, with a decimal point.")
def fraction_refused(file: QuizFile) -> Iterator[Defect]:
    """An answer's fraction is no number or not in Moodle's list: by default nothing of the file is imported."""
    for question in file.of_type(*GRADED_BY_FRACTION):
        for answer in question.iterfind("answer"):
            share = fraction(answer, question)
            written = answer.get("fraction", answer.findtext("fraction"))
            if share is None:
                yield file.defect(answer, Outcome.REFUSES, f"expected a fraction in percent, received {written!r}")
            elif not is_accepted(share):
                said = f"Moodle refuses the fraction {written!r}"
                yield file.defect(answer, Outcome.REFUSES, said, hint=_nearest(share))


@check("X016", remedy='Give the right answer `fraction="100"`.')
def nobody_can_be_right(file: QuizFile) -> Iterator[Defect]:
    """No answer of a question earns 100%: nobody can earn the mark, and Moodle imports it in silence."""
    for question in file.of_type("multichoice", "numerical", *CALCULATED):
        several = question.get("type") in WITH_CHOICES and not is_on(question, "single", default="true")
        shares = _shares(question)
        if shares and not several and abs(max(shares) - 1) > TOLERANCE:
            yield file.defect(
                question, Outcome.KEEPS, f"expected an answer worth 100%, received at best {percentage(max(shares))}%"
            )


@check("X017", remedy="Let the fractions above 0 add to 100.")
def sum_is_not_whole(file: QuizFile) -> Iterator[Defect]:
    """The right answers of a several-answers question do not add to 100%: Moodle imports it in silence."""
    for question in file.of_type(*WITH_CHOICES):
        shares = _shares(question)
        total = sum(share for share in shares if share > 0)
        if shares and not is_on(question, "single", default="true") and round(total, 2) != 1:
            yield file.defect(
                question, Outcome.KEEPS, f"expected fractions above 0 that add to 100%, received {percentage(total)}%"
            )


@check("X044", remedy='Give a right answer `fraction="100"`.')
def no_answer_accepted(file: QuizFile) -> Iterator[Defect]:
    """A short-answer question has no answer worth 100%, on which Moodle stops; or only an empty one, never reached."""
    for question in file.of_type("shortanswer"):
        shares = {answer: fraction(answer, question) for answer in question.iterfind("answer")}
        right = [answer for answer, share in shares.items() if share is not None and abs(share - 1) <= TOLERANCE]
        if not right and all(share is not None and is_accepted(share) for share in shares.values()):
            yield file.defect(question, Outcome.STOPS, f"expected an answer worth 100% in {named(question)}")
        elif right and not any(map(text_in, right)):
            yield file.defect(right[0], Outcome.KEEPS, "expected a text in the answer worth 100%, received none")


def _shares(question: _Element) -> list[float]:
    """What the stored choices earn; nothing where Moodle refuses one of them, which is a finding of its own."""
    shares = [fraction(answer, question) for answer in choices(question)]
    accepted = [share for share in shares if share is not None and is_accepted(share)]
    return accepted if len(accepted) == len(shares) else []


def _nearest(share: float) -> str:
    return f"The nearest that it accepts is {percentage(nearest(share))}."
