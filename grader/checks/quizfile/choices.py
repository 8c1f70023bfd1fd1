"""Multiple choice: how many choices there are, and how they are shown."""

from collections.abc import Iterator

from grader.checks.check import Defect, check
from grader.checks.quizfile.elements import QuizFile, named, text_in, trimmed
from grader.checks.quizfile.marks import choices

_NUMBERINGS = ("abc", "ABCD", "123", "iii", "IIII", "none")
_SHUFFLED = (
    *("multichoice", "matching", "match", "gapselect", "ddwtos"),
    *("calculated", "calculatedsimple", "calculatedmulti"),
)
_WORDS = ("true", "1", "false", "0")


@check("X019", remedy="Write at least two answers.")
def too_few_choices(file: QuizFile) -> Iterator[Defect]:
    """A question has fewer than two choices: Moodle stops there, and only the questions before are imported."""
    for question in file.of_type("multichoice"):
        count = len(question.findall("answer"))
        if count < 2:  # noqa: PLR2004
            yield Defect(file.at(question), f"expected at least 2 answers, received {count}")


@check("X020", remedy="Write the answer's text, or remove the answer.")
def choice_dropped(file: QuizFile) -> Iterator[Defect]:
    """A choice has no text: Moodle counts it, and does not store it."""
    for question in file.of_type("multichoice"):
        for answer in question.iterfind("answer"):
            if not text_in(answer):
                left = len(choices(question))
                yield Defect(file.at(answer), f"Moodle drops this empty answer: {named(question)} keeps {left}")


@check("X021", remedy="Add `<shuffleanswers>true</shuffleanswers>`, or `false` if the order is meant.")
def order_not_said(file: QuizFile) -> Iterator[Defect]:
    """A question does not say whether to shuffle its choices: Moodle shows them in the file's order."""
    for question in file.of_type("multichoice", "calculatedmulti"):
        if question.find("shuffleanswers") is None:
            yield Defect(file.at(question), f"{named(question)} will not be shuffled: it has no <shuffleanswers>")


@check("X022", remedy="Write `true` or `false`, in lower case.")
def setting_misread(file: QuizFile) -> Iterator[Defect]:
    """A setting is neither `true` nor `false`: Moodle takes every other word, even `False`, for true."""
    for question in file.of_type(*_SHUFFLED):
        for name in ("single", "shuffleanswers"):
            element = question.find(name)
            written = "true" if element is None else trimmed(element.text)
            if element is not None and written not in _WORDS:
                read = "true" if written else "false"
                yield Defect(
                    file.at(element), f"expected true or false for {name}, received {written!r}, read as {read}"
                )


@check("X023", remedy=f"Use one of {', '.join(_NUMBERINGS)}.")
def numbering_unknown(file: QuizFile) -> Iterator[Defect]:
    """The choices' numbering is none that Moodle knows; it is imported unchecked."""
    for question in file.of_type("multichoice", "calculatedmulti"):
        element = question.find("answernumbering")
        if element is not None and trimmed(element.text) not in _NUMBERINGS:
            yield Defect(file.at(element), f"expected a numbering of Moodle's, received {trimmed(element.text)!r}")
