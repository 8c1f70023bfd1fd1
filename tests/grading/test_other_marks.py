"""The marks that a quiz gives its slots: said, found by the grades that Moodle shows, or left for other types."""

from collections.abc import Sequence

import numpy as np
import pytest
from downloads import Choice, exam_file, question, table
from grading.sittings import ESSAY, EXAM, graded, sat

from grader.errors import GradingError
from grader.grading.findings import findings, grouped
from grader.grading.participants import Policy, participants

FIXED = question(("right", 1.0), ("wrong", 0.0), name="fixed", stem="Fixed?", mark=3.0)
DRAWN = [question(("y", 1.0), ("n", 0.0), stem=f"{n}?", name=f"v{n}", mark=n) for n in (2.0, 4.0)]
RIGHT, WRONG = (0,), (1,)


def with_a_random_slot(*choices: tuple[Choice, Choice], grades: Sequence[str], drawn: int = 2) -> list[list[str]]:
    """A fixed question, and a slot that asks one student this and the next another."""
    tables = [
        table(exam_file(FIXED, DRAWN[number % drawn]), [sat(str(number), *chosen, grade=grade)], texts=True)
        for number, (chosen, grade) in enumerate(zip(choices, grades, strict=True))
    ]
    return [tables[0][0], *(of_one[1] for of_one in tables)]


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        (("7.50", "2.50"), 1.0),  # what Moodle gives a random slot at first
        (("6.00", "4.00"), 2.0),
        (("4.29", "5.71"), 4.0),
    ],
)
def test_the_mark_of_a_random_slot_is_found_by_the_grades_that_moodle_shows(
    grades: tuple[str, str], expected: float
) -> None:
    marked = graded(with_a_random_slot((RIGHT, WRONG), (WRONG, RIGHT), grades=grades), exam_file(FIXED, *DRAWN))

    assert [slot.mark for slot in marked.slots] == [3.0, expected]
    assert not marked.disputed.any()


def test_a_quiz_whose_questions_have_all_the_same_mark_is_known_by_its_grades() -> None:
    rows = with_a_random_slot((RIGHT, WRONG), (WRONG, RIGHT), grades=("5.00", "5.00"))

    marked = graded(rows, exam_file(FIXED, *DRAWN))

    assert [slot.mark for slot in marked.slots] == [1.0, 1.0]
    assert list(findings(marked)) == []


def test_one_grade_that_was_changed_by_hand_hides_no_mark_and_is_named() -> None:
    rows = with_a_random_slot((RIGHT, WRONG), (WRONG, RIGHT), (RIGHT, WRONG), grades=("6.00", "4.00", "9.99"))

    (found,) = findings(graded(rows, exam_file(FIXED, *DRAWN)))

    assert (found.code, found.place.line) == ("G003", 4)


@pytest.mark.parametrize(
    ("choices", "grades"),
    [
        (((RIGHT, WRONG), (WRONG, RIGHT)), ("-", "-")),
        (((RIGHT, RIGHT), (WRONG, WRONG)), ("10.00", "0.00")),  # whatever the marks are
        (((RIGHT, WRONG), (WRONG, RIGHT)), ("1.00", "9.00")),  # with marks that no question has
    ],
)
def test_the_mark_of_a_random_slot_that_no_grade_tells_must_be_said(
    choices: tuple[tuple[Choice, Choice], ...], grades: tuple[str, ...]
) -> None:
    rows = with_a_random_slot(*choices, grades=grades)

    with pytest.raises(GradingError, match=r"the marks 3, 1 or 3, 2 or 3, 4 or 1 more: say what they are for 2"):
        graded(rows, exam_file(FIXED, *DRAWN))
    assert graded(rows, exam_file(FIXED, *DRAWN), marks={"2": 9}).slots[1].mark == 9.0


def test_random_slots_that_share_alike_need_no_mark_and_no_grade() -> None:
    pair = exam_file(DRAWN[0], DRAWN[1]), exam_file(DRAWN[1], DRAWN[0])
    tables = [table(content, [sat(str(number), RIGHT, WRONG)], texts=True) for number, content in enumerate(pair)]

    marked = graded([tables[0][0], tables[0][1], tables[1][1]], exam_file(*DRAWN))

    assert marked.grades.tolist() == [5.0, 5.0]


def test_questions_of_other_types_are_named_and_leave_the_grade_open() -> None:
    content = EXAM.replace(b"</quiz>", ESSAY + b"</quiz>")
    rows = table(EXAM, [sat("a", (0,), (1,), (0,))])
    rows[0].append("Response 4")
    rows[1] = [*rows[1][:7], "Not yet graded", *rows[1][8:], "An essay"]

    marked = graded(rows, content)

    ungraded, ungraded_too = grouped(findings(marked))
    assert (ungraded.first.code, ungraded_too.first.code) == ("G005", "G013")
    assert ungraded.first.message.startswith("question 4 is of a type that is not graded here")
    assert np.isnan(marked.sums).all()  # Moodle shows no grade
    assert not np.isnan(marked.marks[0, :3]).any()


def test_questions_of_other_types_earn_what_moodles_grade_leaves_for_them() -> None:
    content = EXAM.replace(b"</quiz>", ESSAY + b"</quiz>")
    rows = table(EXAM, [sat("a", (0,), (1,), (0,), grade="3.06")])  # of 10, for 6 marks
    rows[0].append("Response 4")
    rows[1].append("An essay")

    marked = graded(rows, content)

    assert marked.others.tolist() == pytest.approx([0.5], abs=0.01)
    assert marked.grades.tolist() == [3.06]
    assert not marked.disputed.any()


@pytest.mark.parametrize(
    ("shown", "essay", "earned"),
    [
        ("4.22", "An essay", None),  # with 1.2 marks for an essay of 1
        ("2.00", "An essay", None),  # with less than nothing for it
        ("3.00", "-", None),  # with a mark for a blank
        ("3.89", "An essay", 1.0),  # shown as little above all of it as two decimals round
        ("2.22", "An essay", 0.0),
        ("2.22", "-", 0.0),
    ],
)
def test_what_is_left_for_questions_of_other_types_lies_between_nothing_and_their_marks(
    shown: str, essay: str, earned: float | None
) -> None:
    content = EXAM.replace(b"</quiz>", ESSAY + b"</quiz>")
    rows = table(EXAM, [sat("a", (0,), (1,), (0,), grade=shown)])
    rows[0].append("Response 4")
    rows[1].append(essay)

    marked = graded(rows, content)
    (only,) = participants(marked, Policy.HIGHEST)

    assert {finding.code for finding in findings(marked)} - {"G005"} == (set() if earned is not None else {"G014"})
    assert only.is_certain == (earned is not None)
    assert earned is None or marked.others.tolist() == pytest.approx([earned], abs=0.004)
