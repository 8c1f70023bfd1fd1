"""A real Moodle's downloads graded against its exam give that Moodle's marks, grades and statistics."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from places import SAMPLES

from grader.grading.analysis import analyse
from grader.grading.exam import read_exam
from grader.grading.findings import findings
from grader.grading.marks import Marked, mark
from grader.grading.participants import Policy, counted, participants
from grader.moodle.downloads.responses import read_report
from grader.moodle.statistics import quiz_statistics

DOWNLOADS = sorted(path.name for path in SAMPLES.glob("[AS].responses*"))
EXAMS = ("exam5.xml", "exam5.export.xml")


def truth(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def attempts(download: str) -> list[dict[str, Any]]:
    name = "exam5.quizA.json" if download.startswith("A.") else "exam5.quizStates.json"
    return [attempt for attempt in truth(name)["attempts"] if attempt["state"] == "finished"]


def graded(download: str, exam: str = "exam5.xml") -> Marked:
    return mark(read_report(SAMPLES / download), read_exam(SAMPLES / exam))


def test_every_format_and_layout_has_its_sample() -> None:
    assert len(DOWNLOADS) == 8
    assert {Path(name).suffix for name in DOWNLOADS} == {".csv", ".json", ".ods", ".xlsx"}


@pytest.mark.parametrize("exam", EXAMS)
@pytest.mark.parametrize("download", DOWNLOADS)
def test_marks_and_grades_are_moodles(download: str, exam: str) -> None:
    marked = graded(download, exam)
    expected = attempts(download)

    assert len(marked.attempts) == len(expected) >= 10
    marks = [[slot["mark"] or 0.0 for slot in attempt["slots"]] for attempt in expected]
    np.testing.assert_allclose(marked.marks, marks, rtol=0, atol=1e-7)
    np.testing.assert_allclose(marked.sums, [attempt["sumgrades"] for attempt in expected], rtol=0, atol=1e-7)
    np.testing.assert_allclose(marked.grades, [attempt["grade"] for attempt in expected], rtol=0, atol=1e-7)


@pytest.mark.parametrize("download", DOWNLOADS)
def test_nothing_of_a_real_download_is_a_finding(download: str) -> None:
    assert list(findings(graded(download))) == []


@pytest.mark.parametrize("download", DOWNLOADS)
def test_the_options_chosen_are_those_that_moodle_showed_and_stored(download: str) -> None:
    marked = graded(download)
    for slot, responses in enumerate(marked.slots):
        for attempt, response in zip(attempts(download), responses.responses, strict=True):
            stored = attempt["slots"][slot]
            assert (response.outcome == "blank") == (stored["response"] is None)
            assert set(response.options) <= set(stored["order"])
            if stored["fraction"] is not None:
                assert response.fraction == pytest.approx(stored["fraction"], abs=1e-7)


def test_the_gradebooks_grade_is_that_of_the_best_attempt() -> None:
    everybody = participants(graded("S.responses.any.csv"), Policy.HIGHEST)
    final = {one.identity[0].split("@")[0]: one.grade for one in everybody if one.grade is not None}

    assert len(everybody) == 48
    assert final == truth("exam5.quizStates.json")["finalgrades"]


def test_statistics_of_the_quiz_are_moodles() -> None:
    marked = graded("A.responses.csv")
    analysis = analyse(marked, counted(participants(marked, Policy.HIGHEST)))
    expected = truth("exam5.statsA.json")
    assert analysis is not None

    of_quiz = expected["quizstats"]
    assert analysis.quiz.attempts == expected["s"] == 40
    ours = {
        "mean": analysis.quiz.mean,
        "median": analysis.quiz.median,
        "standarddeviation": analysis.quiz.standard_deviation,
        "skewness": analysis.quiz.skewness,
        "kurtosis": analysis.quiz.kurtosis,
        "cic": analysis.quiz.cic,
        "errorratio": analysis.quiz.error_ratio,
        "standarderror": analysis.quiz.standard_error,
    }
    assert ours == pytest.approx(
        {"mean": expected["mean"]} | {key: of_quiz[key] for key in ours if key != "mean"}, abs=1e-9
    )


def test_statistics_of_a_quiz_rest_on_the_sums_that_moodle_keeps() -> None:
    """Thirds have seven decimals, and sums five: they differ in the fifth decimal of the kurtosis."""
    graded_ = [one for one in truth("types.marks.json")["attempts"] if one["sumgrades"] is not None]
    marks = [[slot["mark"] or 0.0 for slot in one["slots"] if slot["maxmark"]] for one in graded_]  # no description
    expected = truth("types.stats.json")["quizstats"]

    found = quiz_statistics(np.array(marks, dtype=float))

    assert (found.mean, found.median) == pytest.approx((expected["highestattemptsavg"], expected["median"]), abs=1e-9)
    ours = (
        found.standard_deviation,
        found.skewness,
        found.kurtosis,
        found.cic,
        found.error_ratio,
        found.standard_error,
    )
    names = ("standarddeviation", "skewness", "kurtosis", "cic", "errorratio", "standarderror")
    assert ours == pytest.approx([expected[name] for name in names], abs=1e-9)


def test_statistics_of_the_questions_are_moodles() -> None:
    marked = graded("A.responses.csv")
    analysis = analyse(marked, counted(participants(marked, Policy.HIGHEST)))
    expected = truth("exam5.statsA.json")["questions"]
    assert analysis is not None

    for item, question in zip(analysis.items, expected, strict=True):
        of_item = item.statistics
        ours = {
            "s": of_item.attempts,
            "facility": of_item.facility,
            "sd": of_item.standard_deviation,
            "randomguessscore": None if of_item.random_guess is None else of_item.random_guess / 100,
            "intendedweight": of_item.intended_weight,
            "effectiveweight": of_item.effective_weight,
            "discriminationindex": of_item.discrimination_index,
            "discriminativeefficiency": of_item.discriminative_efficiency,
        }
        assert {key: value for key, value in ours.items() if value is None} == {
            key: question[key] for key in ours if question[key] is None
        }
        known = {key: value for key, value in ours.items() if value is not None}
        assert known == pytest.approx({key: question[key] for key in known}, abs=1e-9)


def test_how_often_each_option_was_chosen_is_what_moodle_counts() -> None:
    marked = graded("A.responses.csv")
    analysis = analyse(marked, counted(participants(marked, Policy.HIGHEST)))
    assert analysis is not None

    for item, question in zip(analysis.items, truth("exam5.statsA.json")["questions"], strict=True):
        counts = sorted(option.count for option in item.options if option.option is not None and option.count)
        chosen = [response for response in question["responses"] if response["fraction"] is not None]
        assert counts == sorted(
            response["count"] for response in chosen if response["count"] and response["response"] != "[No response]"
        )
