"""The item analysis: statistics where they are defined, groups by ability, and keys that the better students deny."""

import numpy as np
import pytest
from downloads import Choice, Sat, as_csv, exam_file, question, table
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.special import betainc

from grader.grading.analysis import Analysis, ability_groups, analyse, heads
from grader.grading.exam import exam
from grader.grading.marks import Marked, mark
from grader.grading.participants import Policy, counted, participants
from grader.grading.report import answer_of_solver, as_text, quiz_rows
from grader.grading.solved import Solved
from grader.moodle.downloads.responses import report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.statistics import item_statistics, quiz_statistics

QUESTIONS = [question(("right", 1.0), ("wrong", 0.0), ("other", 0.0), name=f"q{n}.en", stem=f"{n}?") for n in range(5)]
EXAM = exam_file(*QUESTIONS)


def marked(attempts: list[Sat], content: bytes = EXAM) -> Marked:
    rows = table(content, attempts)
    return mark(report(sheet(as_csv(rows), where="r.csv")), exam(content, where="exam.xml"))


def analysed(attempts: list[Sat], content: bytes = EXAM) -> Analysis:
    of = marked(attempts, content)
    analysis = analyse(of, counted(participants(of, Policy.HIGHEST)))
    assert analysis is not None
    return analysis


def class_with_wrong_key(*, strong: int = 8, weak: int = 16) -> list[Sat]:
    """Strong students answer everything right but the first question, whose key they deny together."""
    rng = np.random.default_rng(7)
    weak_choices: list[tuple[Choice, ...]] = [
        tuple((int(option),) for option in rng.integers(0, 3, size=5)) for _ in range(weak)
    ]
    return [
        *(Sat(f"s{n}", ((1,), (0,), (0,), (0,), (0,))) for n in range(strong)),
        *(Sat(f"w{n}", choices) for n, choices in enumerate(weak_choices)),
    ]


MARKS = arrays(np.float64, st.tuples(st.integers(1, 9), st.integers(1, 4)), elements=st.sampled_from([-0.5, 0, 0.5, 1]))


@settings(max_examples=200)
@given(MARKS)
def test_whatever_is_not_defined_is_none_and_everything_else_is_a_number(marks: NDArray[np.float64]) -> None:
    quiz = quiz_statistics(marks)
    totals = marks.sum(axis=1)

    assert quiz.mean == pytest.approx(totals.mean())
    assert (quiz.standard_deviation is None) == (len(totals) < 2)
    varies = len(totals) > 2 and bool(np.ptp(totals) > 0)
    assert (quiz.skewness is not None) == varies
    assert (quiz.kurtosis is not None) == (varies and len(totals) > 3)
    assert (quiz.cic is not None) == (varies and marks.shape[1] > 1)
    for item, column in zip(
        item_statistics(marks, np.ones(marks.shape[1]), [None] * marks.shape[1]), marks.T, strict=True
    ):
        rest = totals - column
        both_vary = len(column) > 1 and np.ptp(column) > 0 and np.ptp(rest) > 0
        assert (item.discrimination_index is not None) == both_vary
        assert item.facility == pytest.approx(column.mean())
        if item.discrimination_index is not None:
            assert item.discrimination_index == pytest.approx(100 * np.corrcoef(column, rest)[0, 1])
            assert item.discriminative_efficiency is not None
            assert item.discriminative_efficiency <= 100 + 1e-9


def test_effective_weights_of_slots_that_pull_one_way_add_to_a_hundred() -> None:
    marks = np.array([[0.0, 0, 0], [1, 0, 1], [1, 1, 1], [1, 1, 0]])

    weights = [item.effective_weight for item in item_statistics(marks, np.ones(3), [None] * 3)]

    assert sum(weight or 0 for weight in weights) == pytest.approx(100)


def test_a_slot_that_pulls_against_the_total_has_no_effective_weight() -> None:
    marks = np.array([[0.0, 3, 1], [1, 0, 0], [0, 2, 1], [0, 3, 1]])

    assert item_statistics(marks, np.array([1.0, 3, 1]), [None] * 3)[0].effective_weight is None


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40))
def test_equal_marks_are_in_one_group_and_better_ones_never_in_a_lower(marks: list[int]) -> None:
    rest = np.array(marks, dtype=float)
    groups = ability_groups(rest)

    order = np.argsort(rest)
    assert (np.diff(groups[order]) >= 0).all()
    for value in set(marks):
        assert len(set(groups[rest == value])) == 1
    assert set(groups) <= {0, 1, 2}


def test_a_key_that_the_better_students_deny_is_suspect() -> None:
    (suspect,) = analysed(class_with_wrong_key()).suspects

    assert (suspect.slot, suspect.option) == (0, 1)
    assert suspect.chose_it > suspect.chose_key
    assert suspect.p_value < 0.05


@given(st.integers(1, 20_000), st.floats(0.5, 1, exclude_min=True))
def test_how_likely_so_many_agree_by_chance_is_the_tail_of_a_binomial_distribution(tosses: int, share: float) -> None:
    least = int(tosses * share) + 1 if tosses * share < tosses else tosses

    assert heads(least, tosses) == pytest.approx(betainc(least, tosses - least + 1, 0.5), rel=1e-12, abs=1e-280)


def test_a_class_that_knows_its_keys_has_no_suspect() -> None:
    strong = [Sat(f"s{n}", ((0,),) * 5) for n in range(8)]
    weak = [Sat(f"w{n}", ((1 + n % 2,), (0,), (1,), (2,), (0,))) for n in range(8)]

    assert analysed([*strong, *weak]).suspects == ()


def test_chance_alone_makes_few_keys_suspect() -> None:
    """Of classes that answer at random, at most as many as the level and a margin say."""
    rng = np.random.default_rng(1)
    found = 0
    for _ in range(60):
        drawn = rng.integers(0, 3, size=(30, 5))
        attempts = [Sat(str(n), tuple((int(option),) for option in row)) for n, row in enumerate(drawn)]
        found += len(analysed(attempts).suspects)

    assert found <= 0.2 * 60 * 5


def test_the_suspects_stand_with_what_the_solver_finds() -> None:
    analysis = analysed(class_with_wrong_key())
    (suspect,) = analysis.suspects
    ids = ("right", "wrong", "other")

    def said(*keyed: str) -> str:
        return answer_of_solver(analysis, suspect, {"q0.en": Solved(ids, keyed)} if keyed else {})

    assert said("right") == "the solver finds right, and theirs is wrong"
    assert said("wrong") == "the solver finds wrong, which is theirs"
    assert said(*ids) == "the solver finds it void: every option earns the mark"
    assert said() == "no bank solves this question"
    assert "suspect key: q0.en: of the upper third" in "\n".join(as_text(analysis, {}))


def test_a_wrong_answer_of_several_that_the_better_choose_is_suspect() -> None:
    several = question(("a", 0.5), ("b", 0.5), ("c", -0.5), name="m", stem="m?", single=False)
    content = exam_file(several, *QUESTIONS[1:])
    strong = [Sat(f"s{n}", ((0, 2), (0,), (0,), (0,), (0,))) for n in range(8)]
    weak = [Sat(f"w{n}", ((0, 1), (1,), (1,), (1,), (1,))) for n in range(16)]

    (suspect,) = analysed([*strong, *weak], content).suspects

    assert (suspect.slot, suspect.option, suspect.chose_it, suspect.chose_key) == (0, 2, 8, 0)


def test_a_response_that_fits_two_options_of_equal_worth_is_no_choice_and_no_blank() -> None:
    content = exam_file(question(("right", 1.0), ("<b>w</b>", 0.0), ("W", 0.0), name="q0", stem="0?"), *QUESTIONS[1:])
    sats = [Sat(str(n), ((n % 3,) if n < 6 else (), (0,), (1,), (0,), (0,))) for n in range(7)]

    options = analysed(sats, content).items[0].options

    assert {option.text: option.count for option in options} == {"right": 2, "W": 0, "blank": 1}


def test_attempts_whose_marks_are_not_known_are_left_out_and_counted() -> None:
    rows = table(EXAM, class_with_wrong_key())
    rows[1][8] = "maybe"
    of = mark(report(sheet(as_csv(rows), where="r.csv")), exam(EXAM, where="exam.xml"))

    analysis = analyse(of, counted(participants(of, Policy.HIGHEST)))

    assert analysis is not None
    assert (analysis.quiz.attempts, analysis.left_out) == (23, 1)
    assert analyse(of, []) is None


def test_statistics_that_are_not_defined_are_shown_as_nothing() -> None:
    rows = dict(quiz_rows(analysed([Sat("a", ((0,),) * 5)])))

    assert rows["mean"] == "100.00%"
    assert rows["standard deviation"] == rows["kurtosis"] == "\N{EN DASH}"
