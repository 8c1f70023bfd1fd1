"""Which question was asked, recognised by its texts in whatever order; and who was asked."""

import numpy as np
import pytest
from downloads import exam_file, question, table
from grading.sittings import ESSAY, EXAM, FIRST, SECOND, graded, sat

from grader.errors import GradingError
from grader.grading.findings import findings, grouped
from grader.grading.participants import Policy, participants


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

    (group,) = grouped(findings(marked))
    assert (group.first.code, group.rows, group.first.place.column) == ("G006", (2,), 9)
    assert np.isnan(marked.sums).all()


def test_a_question_that_begins_as_another_is_not_taken_for_it() -> None:
    short = exam_file(question(("1", 1.0), ("2", 0.0), stem="Calcule x", name="s"))
    long = exam_file(question(("1", 1.0), ("2", 0.0), stem="Calcule x+1", name="l"))

    (group,) = grouped(findings(graded(table(long, [sat("a", (0,))], texts=True), short)))

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
    assert [(found.code, found.place.line) for found in findings(marked)][:1] == [("G002", 2 + place)]
    assert np.isnan(marked.sums).tolist() == [option == place for option in range(3)]


def test_two_questions_whose_texts_are_cut_alike_are_not_told_apart() -> None:
    whole = question(("1", 1.0), ("2", 0.0), stem="Se", name="whole")
    hides = question(("3", 1.0), ("4", 0.0), stem="Se: 1; 2&lt;x", name="hides")

    marked = graded(table(exam_file(whole), [sat("a", (0,))], texts=True), exam_file(whole, hides))

    assert [finding.code for finding in findings(marked)] == ["G006"]


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
    assert ("G007", (3,)) in [(group.first.code, group.rows) for group in grouped(findings(graded(nameless)))]
    assert len(participants(graded(rows), Policy.HIGHEST)) == 1


def test_homonyms_are_two_people_where_two_columns_tell_them_apart() -> None:
    rows = table(EXAM, [sat("a", (0,), (0,), ()), sat("b", (1,), (1,), ())])
    rows[2][:2] = rows[1][:2]
    certain = [one.is_certain for one in participants(graded(rows), Policy.HIGHEST)]
    more = [[*row[:2], number, *row[2:]] for row, number in zip(rows, ("ID number", "1", "2"), strict=True)]

    assert certain == [False, False]
    assert [one.is_certain for one in participants(graded(more), Policy.HIGHEST)] == [True, True]
    assert list(findings(graded(more))) == []


def test_an_identity_that_would_be_a_formula_is_named() -> None:
    rows = table(EXAM, [sat("=a", (0,), (0,), ())])

    assert [finding.code for finding in findings(graded(rows))] == ["G008"]
