"""Multiple choice: how many choices there are, and how they are shown."""

from collections.abc import Iterator

from grader.checks.xml.elements import WITH_CHOICES, Outcome, QuizFile, named, text_in
from grader.checks.xml.marks import choices
from grader.findings import Defect, check


@check("X019", remedy="Write at least two answers.")
def too_few_choices(file: QuizFile) -> Iterator[Defect]:
    """A question has fewer than two choices: Moodle stops there, and only the questions before are imported."""
    for question in file.of_type("multichoice"):
        count = len(question.findall("answer"))
        if count < 2:  # noqa: PLR2004
            yield file.defect(question, Outcome.STOPS, f"expected at least 2 answers, received {count}")


@check("X020", remedy="Write the answer's text, or remove the answer.")
def choice_dropped(file: QuizFile) -> Iterator[Defect]:
    """A choice has no text: Moodle counts it, and does not store it."""
    for question in file.of_type("multichoice"):
        said = f"Moodle drops this empty answer: {named(question)} keeps {len(choices(question))}"
        for answer in question.iterfind("answer"):
            if not text_in(answer):
                yield file.defect(answer, Outcome.CHANGES, said)


@check("X021", remedy="Add `<shuffleanswers>true</shuffleanswers>`, or `false` if the order is meant.")
def order_not_said(file: QuizFile) -> Iterator[Defect]:
    """A question does not say whether to shuffle its choices: Moodle shows them in the file's order."""
    for question in file.of_type(*WITH_CHOICES):
        if question.find("shuffleanswers") is None:
            yield file.defect(
                question, Outcome.KEEPS, f"{named(question)} will not be shuffled: it has no <shuffleanswers>"
            )
