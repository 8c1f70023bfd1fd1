"""When a key changes: who moves, by how much, and why; and nobody else."""

from dataclasses import replace

import pytest
from downloads import Choice, Sat, as_csv, exam_file, question, table
from grading.sittings import parsed
from hypothesis import given
from hypothesis import strategies as st
from places import SAMPLES

from grader.errors import GradingError
from grader.grading import rekey
from grader.grading.exam import Exam, read_exam
from grader.grading.marks import Marked, mark
from grader.grading.participants import Policy
from grader.grading.regrade import Lowering, Regrade, regrade
from grader.grading.tables import regrade_files
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.moodle.downloads.responses import read_report, report
from grader.moodle.downloads.sheet import sheet

FIRST = question(("a", 1.0), ("b", 0.0), ("c", -0.5), name="first.en", stem="1?")
SECOND = question(("d", 0.5), ("e", 0.5), ("f", 0.0), name="second.en", stem="2?", single=False, mark=2.0)
OLD = exam_file(FIRST, SECOND)
SATS = [Sat("x", ((0,), (0,))), Sat("y", ((1,), (0, 1))), Sat("z", ((), (2,))), Sat("w", ((2,), ()))]


def graded(attempts: list[Sat], content: bytes = OLD) -> Marked:
    return mark(report(sheet(as_csv(table(content, attempts)), where="r.csv")), parsed(content))


def voided(written: str) -> Exam:
    marked = graded(SATS)
    return rekey.voided(marked.exam, rekey.find(marked, written))


def accepted(
    written: str, ids: rekey.OptionIds | None = None, content: bytes = OLD, attempts: list[Sat] = SATS
) -> Exam:
    marked = graded(attempts, content)
    return rekey.accepted(marked.exam, rekey.find_option(marked, written, ids or {}))


def as_in(old: bytes, new: bytes) -> Exam:
    return rekey.as_in(parsed(old), parsed(new))[0]


def regraded(
    new: Exam, attempts: list[Sat] = SATS, policy: Policy = Policy.HIGHEST, lowering: Lowering = Lowering.STRICT
) -> Regrade:
    before = graded(attempts)
    return regrade(before, mark(before.report, new), policy, lowering)


def grades(result: Regrade) -> dict[str, tuple[float | None, float | None]]:
    return {move.before.identity[0][0]: (move.before.grade, move.grade) for move in result.moves}


def test_a_new_key_moves_whoever_chose_it_and_whoever_chose_the_old_one() -> None:
    new = exam_file(question(("a", 0.0), ("b", 1.0), ("c", -0.5), name="first.en", stem="1?"), SECOND)

    result = regraded(as_in(OLD, new))

    (change,) = result.changes
    assert (change.gained, change.lost, change.blank, change.marks) == (1, 1, 1, 0.0)
    assert grades(result) == {
        "x": (6.66667, 3.33333),
        "y": (6.66667, 10.0),
        "z": (0.0, 0.0),
        "w": (-1.66667, -1.66667),
    }
    assert [move.by_slot for move in result.moves] == [(-1, 0), (1, 0), (0, 0), (0, 0)]


def test_under_never_lower_nobody_falls() -> None:
    new = exam_file(question(("a", 0.0), ("b", 1.0), ("c", -0.5), name="first.en", stem="1?"), SECOND)

    result = regraded(as_in(OLD, new), lowering=Lowering.NEVER_LOWER)

    assert grades(result)["x"] == (6.66667, 6.66667)
    assert grades(result)["y"] == (6.66667, 10.0)


@pytest.mark.parametrize("written", ["1", "first", "first.en"])
def test_a_voided_question_gives_its_mark_to_everybody_who_answered_it(written: str) -> None:
    result = regraded(voided(written))

    assert {who: after for who, (_, after) in grades(result).items()} == {
        "x": 6.66667,
        "y": 10.0,
        "z": 0.0,
        "w": 3.33333,
    }
    assert [(change.gained, change.lost, change.blank) for change in result.changes] == [(2, 0, 1)]


def test_a_voided_question_with_several_answers_gives_its_mark_for_any() -> None:
    assert {who: after for who, (_, after) in grades(regraded(voided("2"))).items()} == {
        "x": 10.0,
        "y": 6.66667,
        "z": 6.66667,
        "w": -1.66667,
    }


@pytest.mark.parametrize("option", ["2", "b", "tanh"])
def test_one_more_option_is_accepted_by_number_letter_or_id(option: str) -> None:
    new = accepted(f"first={option}", {"first.en": ("relu", "tanh", "linear")})

    assert new.graded[0].fractions == (1.0, 1.0, -0.5)


def test_one_more_option_is_accepted_by_its_text() -> None:
    content = exam_file(question(("right", 1.0), ("the <b>wrong</b> one", 0.0), name="q"))

    assert accepted("q=the WRONG one", content=content, attempts=[]).graded[0].fractions == (1.0, 1.0)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("first", "expected QUESTION=OPTION, received 'first'"),
        ("third=1", "expected one question of first.en, second.en, received 'third'"),
        ("first=9", "'9' is no option of 'first.en': 1 = a; 2 = b; 3 = c"),
        ("second=1", "'second.en' takes several answers; give its new key in a file of the exam"),
        ("7=1", "expected one question of first.en, second.en, received '7'"),
    ],
)
def test_what_cannot_be_accepted_is_refused(written: str, message: str) -> None:
    with pytest.raises(GradingError, match=message):
        accepted(written)


def test_a_question_that_is_named_in_two_ways_is_found_alike() -> None:
    of = graded(SATS)

    assert rekey.find(of, "2") == rekey.find(of, "second") == rekey.find(of, "second.en") == (1,)


def _other(*options: tuple[str, float], **changes: str) -> bytes:
    return exam_file(question(*options, name=changes.get("name", "first.en"), stem="1?"), SECOND)


@pytest.mark.parametrize(
    "new",
    [
        _other(("c", -0.5), ("b", 1.0), ("a", 0.0)),  # in another order
        _other(("a", 0.0), ("b, mended", 1.0), ("c", -0.5)),  # with one text mended
        _other(("<p>a</p>", 0.0), ("b", 1.0), ("c", -0.5)),  # with other mark-up
        _other(("a", 0.0), ("b", 1.0), ("c", -0.5), ("one more", 0.0)),  # with an option that nobody had
    ],
)
def test_options_are_told_by_their_texts(new: bytes) -> None:
    assert as_in(OLD, new).graded[0].fractions == (0.0, 1.0, -0.5)


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (_other(("a", 0.0), ("B", 1.0), ("C", 0.0)), "question 'first.en': options 2, 3 of the old version have no"),
        (_other(("a", 1.0), ("b", 0.0)), "options 3 of the old version have no counterpart"),
        (_other(("a", 1.0), ("b", 0.0), ("c", 0.0), name="renamed"), "expected the question 'first.en' of exam.xml"),
    ],
)
def test_what_has_no_counterpart_is_refused(new: bytes, message: str) -> None:
    with pytest.raises(GradingError, match=message):
        as_in(OLD, new)


def test_the_files_hold_everybody_and_the_gradebooks_holds_the_new_grade() -> None:
    files = regrade_files(regraded(voided("1")))

    lines = files["regrade.csv"].decode().splitlines()
    assert (
        lines[0]
        == "Email address,Last name,First name,old grade,new grade,change,kept by the policy,question 1,question 2"
    )
    assert lines[2] == "y@example.com,Last y,First y,6.66667,10.00000,+3.33333,no,+1.0000000,+0.0000000"
    assert files["grades.csv"].decode().splitlines()[2] == "y@example.com,Last y,First y,10.00000"


def test_whoever_the_policy_keeps_from_falling_is_named() -> None:
    new = exam_file(question(("a", 0.0), ("b", 1.0), ("c", -0.5), name="first.en", stem="1?"), SECOND)

    result = regraded(as_in(OLD, new), lowering=Lowering.NEVER_LOWER)

    assert [move.kept for move in result.moves] == [True, False, False, False]
    assert b"x@example.com,Last x,First x,6.66667,6.66667,+0.00000,yes,-1.0" in regrade_files(result)["regrade.csv"]


def test_whoever_has_no_certain_grade_is_in_no_file_and_moves_by_nothing() -> None:
    rows = table(OLD, SATS)
    rows[1][8] = "maybe"
    rows[2][7] = "1.23"  # Moodle shows another grade than the exam gives
    before = mark(report(sheet(as_csv(rows), where="r.csv")), parsed(OLD))

    result = regrade(before, mark(before.report, voided("1")), Policy.HIGHEST, Lowering.STRICT)

    assert [move.is_certain for move in result.moves] == [False, False, True, True]
    assert [move.change for move in result.moves] == [0.0, 0.0, 0.0, 5.0]
    assert [change.blank for change in result.changes] == [1]
    assert len(regrade_files(result)["grades.csv"].splitlines()) == 3


def test_a_quiz_with_an_essay_is_regraded_from_moodles_grade() -> None:
    essay = b'<question type="essay"><name><text>E</text></name><questiontext><text>E?</text></questiontext></question>'
    content = OLD.replace(b"</quiz>", essay + b"</quiz>")
    rows = table(OLD, [Sat("x", ((1,), (0, 1)), grade="7.00")])  # of 10, for 4 marks: 2 here, so 0.8 for the essay
    rows[0].append("Response 3")
    rows[1].append("An essay")
    before = mark(report(sheet(as_csv(rows), where="r.csv")), parsed(content))
    after = mark(before.report, rekey.voided(before.exam, rekey.find(before, "1")))

    result = regrade(before, replace(after, elsewhere=before.others), Policy.HIGHEST, Lowering.STRICT)

    (move,) = result.moves
    assert move.is_certain
    assert (move.before.grade, move.grade) == (7.0, 9.5)
    assert move.by_slot == (1.0, 0.0, 0.0)


def test_a_class_that_has_not_finished_moves_nobody() -> None:
    waiting = [Sat("x", ((), ()), state=("In progress", "x", "-", "-"))]

    assert [move.change for move in regraded(voided("1"), waiting).moves] == [0.0]


TWINS = exam_file(
    question(("a", 1.0), ("b", 0.0), name="twin", stem="1?"), question(("a", 0.0), ("b", 1.0), name="twin", stem="2?")
)


def test_questions_with_one_name_are_told_apart_by_their_order_and_their_number() -> None:
    marked = graded([Sat("x", ((0,), (0,)))], TWINS)

    assert rekey.as_in(parsed(TWINS), parsed(TWINS))[0].graded[1].fractions == (0.0, 1.0)
    changed = rekey.voided(marked.exam, rekey.find(marked, "2"))
    assert [one.fractions for one in changed.graded] == [(1.0, 0.0), (1.0, 1.0)]
    with pytest.raises(GradingError, match="'twin' may mean twin, twin: name the question by another"):
        rekey.find(marked, "twin")


@pytest.mark.parametrize(
    ("options", "written"), [((("3", 1.0), ("1,5", 0.0), ("2", 0.0)), "2"), ((("c", 1.0), ("a", 0.0)), "a")]
)
def test_an_option_that_may_be_a_number_a_letter_or_a_text_is_not_guessed(
    options: tuple[tuple[str, float], ...], written: str
) -> None:
    content = exam_file(question(*options, name="q"))

    with pytest.raises(GradingError, match=f"'{written}' may mean several options of 'q': 1 = "):
        accepted(f"q={written}", content=content, attempts=[])


def test_a_name_may_have_an_equals_sign() -> None:
    content = exam_file(question(("x=y", 1.0), ("b", 0.0), name="f(x)=x"))

    assert accepted("f(x)=x=b", content=content, attempts=[]).graded[0].fractions == (1.0, 1.0)


def test_what_a_new_file_changes_beside_fractions_is_said() -> None:
    first = question(("a", 0.0), ("b, mended", 1.0), ("c", -0.5), name="first.pt-BR", stem="1?", mark=3.0)

    exam_, notes = rekey.as_in(
        parsed(OLD), parsed(exam_file(first, SECOND, question(("n", 1.0), ("m", 0.0), name="new")))
    )

    assert exam_.graded[0].fractions == (0.0, 1.0, -0.5)
    assert notes == [
        "first.en: the option 'b' is taken for 'b, mended', the one without a counterpart",
        "first.en: the new file gives it the mark 3; the quiz's stays 1",
        "exam.xml has questions that nobody was asked: 1",
    ]


def test_a_question_that_becomes_one_of_several_answers_cannot_be_compared() -> None:
    several = exam_file(question(("a", 0.5), ("b", 0.5), ("c", 0.0), name="first.en", stem="1?", single=False), SECOND)

    with pytest.raises(GradingError, match="takes several answers now and did not before"):
        as_in(OLD, several)


def test_a_removed_question_may_be_voided() -> None:
    marked = graded(SATS)

    changed, _ = rekey.as_in(marked.exam, parsed(exam_file(SECOND)), except_for=rekey.find(marked, "first"))

    assert [one.fractions for one in changed.graded] == [(1.0, 0.0, -0.5), (0.5, 0.5, 0.0)]


def test_options_with_the_same_text_keep_their_order() -> None:
    same = exam_file(question(("a", 1.0), ("a", 0.0), ("b", 0.0), name="q"))

    assert as_in(same, same).graded[0].fractions == (1.0, 0.0, 0.0)


CHOICES = st.tuples(
    st.sampled_from([(), (0,), (1,), (2,)]), st.lists(st.integers(0, 2), unique=True, max_size=3).map(tuple)
)


@given(st.lists(CHOICES, min_size=1, max_size=6), st.sampled_from(Policy), st.sampled_from(Lowering))
def test_the_same_key_moves_nobody(choices: list[tuple[Choice, ...]], policy: Policy, lowering: Lowering) -> None:
    attempts = [Sat(str(number % 3), one) for number, one in enumerate(choices)]
    shuffled = exam_file(
        SECOND, MultipleChoice(FIRST.name, FIRST.stem, tuple(reversed(FIRST.answers)), idnumber=FIRST.idnumber)
    )

    result = regraded(as_in(OLD, shuffled), attempts, policy, lowering)

    assert result.changes == []
    assert [move.change for move in result.moves] == [0.0] * len(result.moves)


@given(st.lists(CHOICES, min_size=1, max_size=6), st.sampled_from(Policy))
def test_voiding_or_accepting_never_lowers_anybody(choices: list[tuple[Choice, ...]], policy: Policy) -> None:
    attempts = [Sat(str(number % 3), one) for number, one in enumerate(choices)]
    for new in (voided("1"), voided("2"), accepted("1=b")):
        assert all(move.change >= 0 for move in regraded(new, attempts, policy).moves)


def test_the_exam_that_moodle_exports_moves_nobody() -> None:
    old, new = (read_exam(SAMPLES / name) for name in ("exam5.xml", "exam5.export.xml"))
    before = mark(read_report(SAMPLES / "A.responses.csv"), old)

    result = regrade(before, mark(before.report, rekey.as_in(old, new)[0]), Policy.HIGHEST, Lowering.STRICT)

    assert result.changes == []
    assert all(move.change == 0 for move in result.moves)
