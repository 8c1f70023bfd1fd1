"""Calculated questions: formulas that Moodle takes, over data sets that there are."""

from collections.abc import Iterator

from lxml.etree import _Element

from grader.checks.xml.elements import CALCULATED, Outcome, QuizFile, excerpt, text_in, trimmed
from grader.checks.xml.formulas import fault, in_text, variables
from grader.findings import Defect, check

_LONGEST_TOLERANCE = 20


@check("X059", remedy="Use + - * / %, parentheses, `pow(x,y)` for a power, and the functions that Moodle lists.")
def formula_refused(file: QuizFile) -> Iterator[Defect]:
    """A formula of a calculated question is none that Moodle takes: it stops there with an error page."""
    for question in file.of_type(*CALCULATED):
        for element, formula in _formulas(question):
            wrong = fault(formula)
            if wrong:
                yield file.defect(element, Outcome.STOPS, f"{wrong} in the formula {excerpt(formula)}")


@check(
    "X060", remedy="Define each variable once in `<dataset_definitions>`, with the status private or shared, and items."
)
def dataset_missing(file: QuizFile) -> Iterator[Defect]:
    """A formula names a variable that has no data set, or none that Moodle takes: the question cannot be used."""
    for question in file.of_type(*CALCULATED):
        defined: set[str] = set()
        for definition in question.iterfind("dataset_definitions[1]/dataset_definition"):
            defined.add(text_in(definition.find("name")))
            status = text_in(definition.find("status"))
            if status not in ("private", "shared"):
                yield file.defect(
                    definition, Outcome.STOPS, f"expected the status private or shared, received {status!r}"
                )
        for element, formula in _formulas(question):
            for name in sorted({*variables(formula)} - defined):
                yield file.defect(element, Outcome.KEEPS, f"{{{name}}} has no data set")


@check("X061", remedy=f"Write a number of at most {_LONGEST_TOLERANCE} characters.")
def tolerance_too_long(file: QuizFile) -> Iterator[Defect]:
    """The tolerance of a calculated question is longer than its column: Moodle stops with a database error."""
    for question in file.of_type(*CALCULATED):
        for tolerance in question.iterfind("answer/tolerance"):
            if len(trimmed(tolerance.text)) > _LONGEST_TOLERANCE:
                received = len(trimmed(tolerance.text))
                said = f"expected at most {_LONGEST_TOLERANCE} characters, received {received}"
                yield file.defect(tolerance, Outcome.STOPS, said)


def _formulas(question: _Element) -> Iterator[tuple[_Element, str]]:
    """Every formula of a question: its answers, unless those are texts, and what stands in texts as `{={a}+1}`."""
    texts = [*question.iterfind("questiontext"), *question.iterfind("generalfeedback")]
    for answer in question.iterfind("answer"):
        texts.extend(answer.iterfind("feedback"))
        if question.get("type") == "calculatedmulti":
            texts.append(answer)
        elif text_in(answer):
            yield answer, text_in(answer)
    for element in texts:
        for formula in in_text(text_in(element)):
            yield element, formula
