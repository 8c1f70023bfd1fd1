"""What answers and questions are worth: fractions, their sums, default grades and penalties."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from grader.checks.check import Defect, check
from grader.checks.quizfile.elements import GRADED_BY_FRACTION, QuizFile, is_on, named, text_in, trimmed
from grader.moodle.fractions import TOLERANCE, is_accepted, nearest, percentage

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def is_number(text: str) -> bool:
    """Whether a text is a number and nothing else, as Moodle writes numbers: with a decimal point."""
    return _NUMBER.fullmatch(text) is not None


def fraction(answer: _Element) -> float | None:
    """The share of the mark that an answer earns; None where it is not written as a number."""
    attribute = answer.get("fraction")
    inner = answer.findtext("fraction")
    if attribute is None and inner is not None:  # numerical and calculated questions may have it so, from 0 to 1
        return float(trimmed(inner)) if is_number(trimmed(inner)) else None
    written = trimmed("0" if attribute is None else attribute).removesuffix("%").rstrip()
    return float(written) / 100 if is_number(written) else None


def choices(question: _Element) -> list[_Element]:
    """The answers of a question that Moodle stores: those that are not empty."""
    return [answer for answer in question.iterfind("answer") if text_in(answer)]


@check("X015", remedy="Use a fraction of Moodle's list, in percent, with a decimal point.")
def fraction_refused(file: QuizFile) -> Iterator[Defect]:
    """An answer's fraction is no number or not in Moodle's list: by default nothing of the file is imported."""
    for question in file.of_type(*GRADED_BY_FRACTION):
        for answer in question.iterfind("answer"):
            share = fraction(answer)
            if share is None:
                written = answer.get("fraction", answer.findtext("fraction"))
                yield Defect(file.at(answer), f"expected a fraction in percent, received {written!r}")
            elif not is_accepted(share):
                yield Defect(
                    file.at(answer),
                    f"Moodle refuses the fraction {answer.get('fraction', share)!r}",
                    hint=f"The nearest that it accepts is {percentage(nearest(share))}.",
                )


@check("X016", remedy='Give the right answer `fraction="100"`.')
def nobody_can_be_right(file: QuizFile) -> Iterator[Defect]:
    """No answer of a single-answer question earns 100%: Moodle imports it in silence, and nobody can earn the mark."""
    for question in file.of_type("multichoice"):
        shares = _shares(question)
        if shares and is_on(question, "single", default="true") and abs(max(shares) - 1) > TOLERANCE:
            yield Defect(
                file.at(question), f"expected an answer worth 100%, received at best {percentage(max(shares))}%"
            )


@check("X017", remedy="Let the fractions above 0 add to 100.")
def sum_is_not_whole(file: QuizFile) -> Iterator[Defect]:
    """The right answers of a several-answers question do not add to 100%: Moodle imports it in silence."""
    for question in file.of_type("multichoice"):
        shares = _shares(question)
        total = sum(share for share in shares if share > 0)
        if shares and not is_on(question, "single", default="true") and round(total, 2) != 1:
            yield Defect(
                file.at(question), f"expected fractions above 0 that add to 100%, received {percentage(total)}%"
            )


@check("X018", remedy="Write a number with a decimal point.")
def number_unreadable(file: QuizFile) -> Iterator[Defect]:
    """A penalty or default grade is no number: Moodle stops with an error page."""
    for question in file.real:
        for name in ("penalty", "defaultgrade"):
            element = question.find(name)
            if element is not None and not is_number(trimmed(element.text)):
                yield Defect(
                    file.at(element),
                    f"expected a number as the {name} of {named(question)}, received {trimmed(element.text)!r}",
                )


def _shares(question: _Element) -> list[float]:
    """What the stored choices earn; nothing where one of them is unreadable, which is a finding of its own."""
    shares = [fraction(answer) for answer in choices(question)]
    readable = [share for share in shares if share is not None]
    return readable if len(readable) == len(shares) else []
