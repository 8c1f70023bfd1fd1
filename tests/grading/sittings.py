"""Small quizzes that were sat, for the tests of marking."""

from functools import lru_cache

from downloads import Choice, Sat, as_csv, exam_file, question

from grader.grading.exam import Exam, exam
from grader.grading.marks import Marked, mark
from grader.moodle.downloads.responses import report
from grader.moodle.downloads.sheet import sheet

FIRST = question(("right", 1.0), ("wrong", 0.0), ("worse", -0.5), name="first", stem="First?")
SECOND = question(("yes", 1.0), ("no", 0.0), name="second", stem="Second?", mark=3.0)
THIRD = question(("a", 0.3333333), ("b", 0.3333333), ("c", 0.3333333), name="third", stem="3?", single=False)
EXAM = exam_file(FIRST, SECOND, THIRD)
ESSAY = b'<question type="essay"><name><text>E</text></name><questiontext><text>E?</text></questiontext></question>'


def graded(
    rows: list[list[str]], content: bytes = EXAM, *, maximum: float | None = None, marks: dict[str, float] | None = None
) -> Marked:
    return mark(report(sheet(as_csv(rows), where="r.csv")), parsed(content), maximum=maximum, slot_marks=marks)


@lru_cache(maxsize=32)
def parsed(content: bytes) -> Exam:
    """An exam, against which many downloads are marked."""
    return exam(content, where="exam.xml")


def sat(who: str, *choices: Choice, **others: object) -> Sat:
    return Sat(who, choices, **others)  # type: ignore[arg-type]
