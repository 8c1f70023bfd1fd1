"""Marking a whole download: which question was asked, what each attempt earned, whose attempt counts."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from downloads import EXPORTS, Choice, Sat, as_csv, exam_file, question, table
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import GradingError, MoodleXMLError
from grader.grading.exam import exam
from grader.grading.marks import Marked, mark
from grader.grading.participants import Policy, participants
from grader.grading.problems import grouped, problems
from grader.moodle.downloads.dates import length, moment
from grader.moodle.downloads.responses import report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.rounding import rounded

FIRST = question(("right", 1.0), ("wrong", 0.0), ("worse", -0.5), name="first", stem="First?")
SECOND = question(("yes", 1.0), ("no", 0.0), name="second", stem="Second?", mark=3.0)
THIRD = question(("a", 0.3333333), ("b", 0.3333333), ("c", 0.3333333), name="third", stem="3?", single=False)
EXAM = exam_file(FIRST, SECOND, THIRD)
ESSAY = b'<question type="essay"><name><text>E</text></name><questiontext><text>E?</text></questiontext></question>'


def graded(
    rows: list[list[str]], content: bytes = EXAM, *, maximum: float | None = None, marks: dict[str, float] | None = None
) -> Marked:
    return mark(
        report(sheet(as_csv(rows), where="r.csv")), exam(content, where="exam.xml"), maximum=maximum, slot_marks=marks
    )


def sat(who: str, *choices: Choice, **others: object) -> Sat:
    return Sat(who, choices, **others)  # type: ignore[arg-type]


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


def test_questions_are_recognised_by_their_texts_in_whatever_order_they_were_asked() -> None:
    rows = table(EXAM, [sat("a", (0,), (1,), (0,)), sat("b", (1,), (0,), ())], texts=True)
    turned = [[*row[:8], *row[14:17], *row[8:11], *row[11:14]] for row in rows]
    turned[0] = rows[0]

    marked = graded(turned)

    assert [slot.question and slot.question.name for slot in marked.slots] == ["third", "first", "second"]
    np.testing.assert_allclose(marked.sums, [1.33333, 3], atol=1e-9)
    assert [slot.mark for slot in marked.slots] == [1, 1, 3]


def test_questions_that_differ_in_their_options_alone_are_told_apart() -> None:
    """As random questions do: variants with one stem."""
    variants = [question((f"{n}", 1.0), (f"{n}0", 0.0), name=f"v{n}", stem="How many?") for n in (1, 2, 3)]
    rows = [table(exam_file(variants[number]), [sat(str(number), (0,))], texts=True) for number in (2, 0, 1)]

    marked = graded([rows[0][0], *(of_one[1] for of_one in rows)], exam_file(*variants))

    assert [getattr(asked, "name", None) for asked in marked.slots[0].asked] == ["v3", "v1", "v2"]
    assert marked.sums.tolist() == [1, 1, 1]


def test_another_number_of_questions_without_their_texts_is_refused() -> None:
    with pytest.raises(
        GradingError, match=r"r\.csv: questions asked: 3, questions of exam\.xml: 2: .*with question text"
    ):
        graded(table(EXAM, []), exam_file(FIRST, SECOND))


def test_a_text_that_fits_no_question_is_named_and_has_no_mark() -> None:
    rows = table(EXAM, [sat("a", (0,), (1,), (0,))], texts=True)
    rows[1][8] = "Another?: right; wrong; worse"

    marked = graded(rows)

    (group,) = grouped(problems(marked))
    assert (group.first.code, group.rows, group.first.column) == ("G006", (2,), 8)
    assert np.isnan(marked.sums).all()


def test_a_question_that_begins_as_another_is_not_taken_for_it() -> None:
    short = exam_file(question(("1", 1.0), ("2", 0.0), stem="Calcule x", name="s"))
    long = exam_file(question(("1", 1.0), ("2", 0.0), stem="Calcule x+1", name="l"))

    (group,) = grouped(problems(graded(table(long, [sat("a", (0,))], texts=True), short)))

    assert group.first.code == "G006"


def test_questions_of_one_stem_are_told_by_their_whole_list_of_options() -> None:
    few = question(("1", 1.0), ("2", 0.0), stem="Qual?", name="few")
    more = question(("1", 0.0), ("2", 0.0), ("12", 1.0), stem="Qual?", name="more")
    rows = table(exam_file(more), [sat("a", (0,))], texts=True)

    marked = graded(rows, exam_file(few, more))

    assert [getattr(one, "name", None) for one in marked.slots[0].asked] == ["more"]
    assert marked.sums.tolist() == [0.0]


def test_where_a_download_cuts_the_texts_the_exams_order_tells() -> None:
    cut = [question((f"{n}", 1.0), (f"-{n}", 0.0), stem=r"If \(a&lt;b\), how many?", name=f"c{n}") for n in (1, 2)]
    rows = table(exam_file(*cut), [sat("a", (0,), (1,))], texts=True)
    marked = graded([[r"If \(a" if cell.startswith("If") else cell for cell in row] for row in rows], exam_file(*cut))

    assert [getattr(slot.asked[0], "name", None) for slot in marked.slots] == ["c1", "c2"]


def test_where_one_question_was_asked_out_of_order_the_order_tells_nothing() -> None:
    cut = [question((f"{n}", 1.0), (f"-{n}", 0.0), stem=r"If \(a&lt;b\), how many?", name=f"c{n}") for n in (1, 2)]
    whole = question(("1", 1.0), ("2", 0.0), stem="Whole?", name="w")
    rows = table(exam_file(cut[1], whole, cut[0]), [sat("a", (0,), (0,), (0,))], texts=True)

    marked = graded(rows, exam_file(whole, *cut))

    assert [getattr(slot.asked[0], "name", None) for slot in marked.slots] == ["UNRECOGNISED", "w", "UNRECOGNISED"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_option_without_text_leaves_a_gap_by_which_its_question_is_recognised(place: int) -> None:
    options = [("a", 1.0), ("b", 0.0)]
    options.insert(place, ('<img src="x.png">', 0.0))
    content = exam_file(question(*options, name="picture", stem="Which picture?"), SECOND)
    everybody = [sat(str(option), (option,), (0,)) for option in range(3)]

    marked = graded(table(content, everybody, texts=True)[:], content)

    assert all(one is marked.slots[0].question for one in marked.slots[0].asked)
    assert [(problem.code, problem.row) for problem in problems(marked)][:1] == [("G002", place)]
    assert np.isnan(marked.sums).tolist() == [option == place for option in range(3)]


def test_two_questions_whose_texts_are_cut_alike_are_not_told_apart() -> None:
    whole = question(("1", 1.0), ("2", 0.0), stem="Se", name="whole")
    hides = question(("3", 1.0), ("4", 0.0), stem="Se: 1; 2&lt;x", name="hides")

    marked = graded(table(exam_file(whole), [sat("a", (0,))], texts=True), exam_file(whole, hides))

    assert [problem.code for problem in problems(marked)] == ["G006"]


def test_an_essay_is_recognised_by_its_text_wherever_it_was_asked() -> None:
    content = EXAM.replace(b"<quiz>", b"<quiz>" + ESSAY)
    rows = table(EXAM, [sat("a", (0,), (1,), (0,))], texts=True)
    rows[0] += ["Question 4", "Response 4", "Right answer 4"]
    rows[1] += ["E?: ", "An essay", "-"]

    marked = graded(rows, content)

    assert [one.name for slot in marked.slots for one in slot.asked[:1]] == [
        "first",
        "second",
        "third",
        "NOT_GRADED",
    ]


def test_spaces_that_moodle_lost_on_import_do_not_matter() -> None:
    content = exam_file(question(('"x" "y"', 1.0), ("a & é", 0.0), name="q"))
    rows = table(content, [sat("a", (0,)), sat("b", (1,))])
    rows[1][8], rows[2][8] = '"x""y"', "a &é"

    assert graded(rows, content).sums.tolist() == [1.0, 0.0]


def test_people_are_told_by_identity_and_never_by_name_alone() -> None:
    rows = table(EXAM, [sat("a", (0,), (0,), ()), sat("a", (1,), (1,), ())])
    nameless = [[*row[:2], *row[3:]] for row in table(EXAM, [sat("a", (0,), (0,), ()), sat("a", (1,), (1,), ())])]

    assert [one.is_certain for one in participants(graded(nameless), Policy.HIGHEST)] == [False]
    assert ("G007", (3,)) in [(group.first.code, group.rows) for group in grouped(problems(graded(nameless)))]
    assert len(participants(graded(rows), Policy.HIGHEST)) == 1


def test_homonyms_are_two_people_where_two_columns_tell_them_apart() -> None:
    rows = table(EXAM, [sat("a", (0,), (0,), ()), sat("b", (1,), (1,), ())])
    rows[2][:2] = rows[1][:2]
    certain = [one.is_certain for one in participants(graded(rows), Policy.HIGHEST)]
    more = [[*row[:2], number, *row[2:]] for row, number in zip(rows, ("ID number", "1", "2"), strict=True)]

    assert certain == [False, False]
    assert [one.is_certain for one in participants(graded(more), Policy.HIGHEST)] == [True, True]
    assert list(problems(graded(more))) == []


def test_an_identity_that_would_be_a_formula_is_named() -> None:
    rows = table(EXAM, [sat("=a", (0,), (0,), ())])

    assert [problem.code for problem in problems(graded(rows))] == ["G008"]


def test_whoever_moodle_gives_another_grade_has_no_certain_one() -> None:
    rows = table(EXAM, [sat("a", (0,), (0,), (), grade="1.00"), sat("b", (0,), (0,), (), grade="8.00")])

    assert [one.is_certain for one in participants(graded(rows), Policy.HIGHEST)] == [False, True]


@pytest.mark.parametrize("mark_", ["-1", "1e9"])
def test_a_mark_that_no_quiz_has_is_refused(mark_: str) -> None:
    content = EXAM.replace(b"<defaultgrade>3.0000000<", f"<defaultgrade>{mark_}<".encode())

    with pytest.raises(MoodleXMLError, match=r"exam\.xml: question 'second': expected a mark of 0 to 99999"):
        graded(table(EXAM, []), content)


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
    assert list(problems(marked)) == []


def test_one_grade_that_was_changed_by_hand_hides_no_mark_and_is_named() -> None:
    rows = with_a_random_slot((RIGHT, WRONG), (WRONG, RIGHT), (RIGHT, WRONG), grades=("6.00", "4.00", "9.99"))

    (problem,) = problems(graded(rows, exam_file(FIXED, *DRAWN)))

    assert (problem.code, problem.row) == ("G003", 2)


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

    ungraded, ungraded_too = grouped(problems(marked))
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

    assert {problem.code for problem in problems(marked)} - {"G005"} == (set() if earned is not None else {"G014"})
    assert only.is_certain == (earned is not None)
    assert earned is None or marked.others.tolist() == pytest.approx([earned], abs=0.004)


def test_a_grade_that_moodle_shows_otherwise_is_a_problem() -> None:
    rows = table(EXAM, [sat("a", (0,), (0,), (0, 1, 2), grade="10.00"), sat("b", (0,), (1,), (), grade="5.00")])

    (group,) = grouped(problems(graded(rows)))

    assert group.first.message == "Moodle shows the grade 5.00, and the exam gives 2.00"
    assert (group.first.code, group.rows) == ("G003", (3,))


def test_another_right_answer_than_the_key_is_a_problem() -> None:
    rows = table(EXAM, [sat("a", (0,), (0,), (0, 1, 2)), sat("b", (0,), (1,), ())], texts=True)
    for row in rows[1:]:
        row[10] = "wrong"

    (group,) = grouped(problems(graded(rows)))

    assert (group.first.code, group.rows) == ("G004", (2, 3))
    assert "Moodle names 'wrong' as the right answer, and the exam's key of 'first' is 'right'" in group.first.message


def test_a_voided_question_may_name_any_option_as_right_and_blanks_earn_nothing() -> None:
    void = exam_file(question(("a", 1.0), ("b", 1.0), name="void"))
    rows = table(void, [sat("a", (0,), shown=((1, 0),)), sat("b", (1,)), sat("c", ())], texts=True)

    marked = graded(rows, void)

    assert list(problems(marked)) == []
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
    assert {problem.code for problem in problems(marked, Policy.HIGHEST)} == {"G002"}
