"""A question that Moodle does not mark, beside one that it marks: what a download of both comes to.

The other question is true or false; who responded is right twice, then wrong, then blank.
"""

from dataclasses import dataclass
from typing import Any

from downloads import DATES, as_csv, header, plain

from grader.grading.exam import Exam, exam
from grader.grading.marks import Marked, mark
from grader.kinds.kind import MarkedBy
from grader.kinds.quiz import write
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.moodle.downloads.responses import report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.flatten import downloaded
from grader.moodle.quiz import Markup, Quiz

OTHER = TrueFalseQuestion("Other", Markup("Is one and one two?"), right=True, idnumber="other.en")
SAID = ("True", "True", "False", "-")


@dataclass(frozen=True)
class Beside:
    """A class marked in an exam of the question and of another one."""

    marked: Marked
    asked: Exam


def beside(question: Any, marked_by: MarkedBy, *, right: bool = True) -> Beside:
    """Four students marked. right: whether the other question's statement is true."""
    key = TrueFalseQuestion(OTHER.name, OTHER.stem, right, idnumber=OTHER.idnumber)
    asked = exam(write(Quiz((question, key))), where="exam.xml")
    return Beside(mark(report(sheet(_download(question, marked_by), where="r.csv")), asked), asked)


def _download(question: Any, marked_by: MarkedBy) -> bytes:
    is_written = marked_by is MarkedBy.PEOPLE
    of_question = [downloaded(plain(question.stem.text)), "The mean is drawn away.", "-"] if is_written else []
    rows = [
        [one, one, f"{one}@x.org", *DATES, "-", *of_question, plain(OTHER.stem.text), said, "True"]
        for one, said in zip("abcd", SAID, strict=True)
    ]
    return as_csv([header(2 if is_written else 1, texts=True), *rows])
