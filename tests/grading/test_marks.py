"""What each attempt earned and whose attempt counts."""

import random

import numpy as np
import pytest
from downloads import EXPORTS, Choice, Sat, exam_file, question, table
from grading.sittings import EXAM, graded, sat
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import GradingError, MoodleXMLError
from grader.grading.findings import findings, grouped
from grader.grading.participants import Policy, participants
from grader.moodle.downloads.dates import length, moment
from grader.moodle.rounding import rounded


def test_marks_are_fractions_of_each_questions_mark_and_negative_ones_count() -> None:
    marked = graded(table(EXAM, [sat("a", (0,), (0,), (0, 1, 2)), sat("b", (2,), (1,), (2,)), sat("c", (), (), ())]))

    expected = np.array([[1, 3, 0.9999999], [-0.5, 0, 0.3333333], [0, 0, 0]])
    np.testing.assert_allclose(marked.marks, expected, atol=1e-9)
    assert marked.sums.tolist() == [5.0, -0.16667, 0.0]  # kept with five decimals
    assert marked.grades.tolist() == [10.0, -0.33334, 0.0]


def test_a_slots_mark_in_the_quiz_can_be_said() -> None:
    marked = graded(table(EXAM, [sat("a", (0,), (1,), ())]), marks={"1": 5})

    assert marked.total_mark == 9
    assert marked.grades.tolist() == [pytest.approx(5.55556)]
    with pytest.raises(GradingError, match="expected a question of 1, 2, 3, received 7") as refused:
        graded(table(EXAM, []), marks={"7": 1})
    assert refused.value.setting == "mark"


def test_without_grades_the_quizs_grade_must_be_said() -> None:
    rows = table(EXAM, [sat("a", (0,), (0,), (0, 1, 2))], grade="")

    assert graded(rows, maximum=20).grades.tolist() == [20.0]
    with pytest.raises(GradingError, match=r"r\.csv: .*say the quiz's grade") as refused:
        graded(rows)
    assert refused.value.setting == "maximum"


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (("Finished", "x", "y", "z"), True),
        (("In progress", "x", "-", "-"), False),
        (("Overdue", "x", "-", "-"), False),
        (("Never submitted", "x", "-", "-"), False),
        (("Submitted", "x", "y", "z"), False),
        (("-", "-", "-", "-"), False),
    ],
)
def test_only_finished_attempts_are_marked(state: tuple[str, str, str, str], counts: bool) -> None:  # noqa: FBT001
    marked = graded(table(EXAM, [sat("a", (0,), (0,), (), state=state)]))

    assert len(marked.attempts) == counts
    (only,) = participants(marked, Policy.HIGHEST)
    assert (only.grade is not None) == counts


def test_whoever_moodle_gives_another_grade_has_no_certain_one() -> None:
    rows = table(EXAM, [sat("a", (0,), (0,), (), grade="1.00"), sat("b", (0,), (0,), (), grade="8.00")])

    assert [one.is_certain for one in participants(graded(rows), Policy.HIGHEST)] == [False, True]


@pytest.mark.parametrize("mark_", ["-1", "1e9"])
def test_a_mark_that_no_quiz_has_is_refused(mark_: str) -> None:
    content = EXAM.replace(b"<defaultgrade>3.0000000<", f"<defaultgrade>{mark_}<".encode())

    with pytest.raises(MoodleXMLError, match=r"exam\.xml: question 'second': expected a mark of 0 to 99999"):
        graded(table(EXAM, []), content)


def test_a_grade_that_moodle_shows_otherwise_is_a_finding() -> None:
    rows = table(EXAM, [sat("a", (0,), (0,), (0, 1, 2), grade="10.00"), sat("b", (0,), (1,), (), grade="5.00")])

    (group,) = grouped(findings(graded(rows)))

    assert group.first.message == "Moodle shows the grade 5.00, and the exam gives 2.00"
    assert (group.first.code, group.rows) == ("G003", (3,))


def test_another_right_answer_than_the_key_is_a_finding() -> None:
    rows = table(EXAM, [sat("a", (0,), (0,), (0, 1, 2)), sat("b", (0,), (1,), ())], texts=True)
    for row in rows[1:]:
        row[10] = "wrong"

    (group,) = grouped(findings(graded(rows)))

    assert (group.first.code, group.rows) == ("G004", (2, 3))
    assert "Moodle names 'wrong' as the right answer, and the exam's key of 'first' is 'right'" in group.first.message


def test_a_voided_question_may_name_any_option_as_right_and_blanks_earn_nothing() -> None:
    void = exam_file(question(("a", 1.0), ("b", 1.0), name="void"))
    rows = table(void, [sat("a", (0,), shown=((1, 0),)), sat("b", (1,)), sat("c", ())], texts=True)

    marked = graded(rows, void)

    assert list(findings(marked)) == []
    assert marked.sums.tolist() == [1, 1, 0]


ATTEMPTS = [
    sat("a", (1,), (1,), (0,), state=("Finished", "23 November 2026  9:13 AM", "x", "y")),
    sat("b", (0,), (1,), ()),
    sat("a", (0,), (0,), (), state=("Finished", "22 November 2026  6:13 PM", "x", "y")),
    sat("a", (0,), (1,), (), state=("In progress", "24 November 2026  6:13 PM", "-", "-")),
]


@pytest.mark.parametrize(
    ("policy", "sums", "chosen"),
    [(Policy.HIGHEST, 4.0, 1), (Policy.FIRST, 4.0, 1), (Policy.LAST, 0.33333, 0), (Policy.AVERAGE, 2.166665, 0)],
)
def test_of_several_attempts_the_quizs_method_chooses(policy: Policy, sums: float, chosen: int) -> None:
    marked = graded(table(EXAM, ATTEMPTS))

    by_name = {one.identity[0]: one for one in participants(marked, policy)}

    assert by_name["a@example.com"].grade == pytest.approx(2 * sums, abs=1e-5)
    assert by_name["a@example.com"].attempts == (2, 0)  # in order of time
    assert by_name["b@example.com"].grade == 2.0
    if policy is not Policy.AVERAGE:
        assert by_name["a@example.com"].counted == ((0, 2)[chosen],)


def test_of_equal_attempts_the_earlier_counts() -> None:
    rows = table(EXAM, [sat("a", (1,), (0,), ()), sat("a", (1,), (0,), ())])

    (only,) = participants(graded(rows), Policy.HIGHEST)

    assert only.counted == (0,)


def test_whoever_gave_an_unreadable_response_has_no_certain_grade() -> None:
    later = ("Finished", "24 November 2026  6:13 AM", "24 November 2026  6:23 AM", "10 mins")
    again = sat("a", (1,), (1,), (), state=later)
    rows = table(EXAM, [sat("a", (0,), (0,), ()), sat("b", (0,), (0,), ()), sat("c", (0,), (0,), ()), again])
    rows[4][9] = "maybe"

    by_policy = {policy: participants(graded(rows), policy) for policy in Policy}

    assert [[one.is_certain for one in by_policy[policy]] for policy in Policy] == [
        [False, True, True],  # the highest may be the one that is not known
        [False, True, True],
        [True, True, True],
        [False, True, True],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23 November 2026  6:13 AM", (2026, 11, 23, 6, 13)),
        ("1 March 2026, 12:05 AM", (2026, 3, 1, 0, 5)),
        ("1 March 2026, 12:05 PM", (2026, 3, 1, 12, 5)),
        ("23 novembro 2026  06:24 PM", (2026, 11, 23, 18, 24)),
        ("3 de março de 2026  14:00", (2026, 3, 3, 14, 0)),
        ("23. Noviembre 2026 10:00", None),
        ("23 November 2026  2:13", None),
        ("23 November 2026  12:13", None),
        ("23 November 2026  14:13", (2026, 11, 23, 14, 13)),
        ("31 February 2026 10:00 AM", None),
        ("-", None),
    ],
)
def test_moments_are_read_in_english_and_portuguese(text: str, expected: tuple[int, ...] | None) -> None:
    read = moment(text)

    assert (None if read is None else read.timetuple()[:5]) == expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10 mins", (600, 0)),
        ("10 minutos 37 segundos", (637, 0)),
        ("1 hour 1 sec", (3601, 60)),
        ("2 dias 3 horas", (183600, 3600)),
        ("10 Minuten", None),
        ("10 min.", None),
        ("-", None),
    ],
)
def test_durations_leave_out_what_is_below_their_two_largest_units(text: str, seconds: tuple[int, int] | None) -> None:
    told = length(text)

    assert (None if told is None else tuple(part.total_seconds() for part in told)) == seconds


@pytest.mark.parametrize(
    ("value", "expected"), [(1.633335, 1.63334), (-0.166665, -0.16667), (2.0, 2.0), (0.3333333, 0.33333)]
)
def test_sums_are_rounded_half_away_from_zero_as_a_database_does(value: float, expected: float) -> None:
    assert rounded(np.array([value]), 5).tolist() == [expected]


CHOICES = st.tuples(
    st.sampled_from([(), (0,), (1,), (2,)]),
    st.sampled_from([(), (0,), (1,)]),
    st.lists(st.integers(0, 2), unique=True, max_size=3).map(tuple),
)


@given(st.lists(CHOICES, min_size=1, max_size=6), st.integers(0, 10**6))
def test_the_order_of_the_rows_changes_nobodys_grade(choices: list[tuple[Choice, ...]], seed: int) -> None:
    everybody = [sat(str(number % 4), *one) for number, one in enumerate(choices)]
    shuffled = random.Random(seed).sample(everybody, len(everybody))

    for policy in (Policy.HIGHEST, Policy.AVERAGE):
        grades = [
            {one.identity: one.grade for one in participants(graded(table(EXAM, rows)), policy)}
            for rows in (everybody, shuffled)
        ]
        assert grades[0] == pytest.approx(grades[1], abs=1e-5)


@given(st.lists(st.tuples(*[st.sampled_from([(), (0,), (1,), (2,), (3,)])] * 5), min_size=1, max_size=5))
def test_our_own_exam_is_graded_alike_in_each_language(choices: list[tuple[Choice, ...]]) -> None:
    multilang = (EXPORTS / "exam.multilang.xml").read_bytes()
    grades = []
    for language in ("pt-BR", "en"):
        own = (EXPORTS / f"exam.{language}.xml").read_bytes()
        rows = table(own, [sat(str(number), *one) for number, one in enumerate(choices)])
        grades += [graded(rows, content).grades.tolist() for content in (own, multilang)]

    assert all(one == grades[0] for one in grades)


def test_responses_that_read_as_several_options_contradict_nobody_elses_grade() -> None:
    picture = exam_file(question(('<img src="u.png">', 1.0), ("c", 0.0)))
    rows = table(picture, [*(Sat(who, ((0,),)) for who in "abcdef"), *(Sat(who, ((1,),)) for who in "xyz")])

    marked = graded(rows, picture)
    everybody = participants(marked, Policy.HIGHEST)

    assert [one.identity[0][0] for one in everybody if one.is_certain] == ["x", "y", "z"]
    assert {finding.code for finding in findings(marked, Policy.HIGHEST)} == {"G002"}
