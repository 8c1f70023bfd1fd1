"""Numerical questions without units as a real Moodle marked them: every response, and the statistics."""

import json
from dataclasses import astuple
from typing import Any

import numpy as np
import pytest
from places import SAMPLES

from grader.grading.analysis import random_guess
from grader.grading.exam import Exam, read_exam
from grader.grading.marks import Marked, MarkedSlot, mark
from grader.kinds.numerical.question import NumericalQuestion
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome
from grader.moodle.downloads.responses import read_report
from grader.moodle.marking.numbers import depends_on_language
from grader.moodle.quiz import OtherQuestion
from grader.moodle.statistics import item_statistics

WITH_UNITS = {"NUM-unit-free", "NUM-unit-typed", "NUM-unit-menu", "NUM-unit-left"}
NAMES = {"NUM-steps", "NUM-overlap", "NUM-shadowed", "NUM-zero", "NUM-avogadro", *WITH_UNITS}
STATISTICS = (
    *("s", "facility", "sd", "randomguessscore", "intendedweight", "effectiveweight"),
    *("discriminationindex", "discriminativeefficiency"),
)


def truth(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def exam() -> Exam:
    return read_exam(SAMPLES / "types.xml")


def marked(exam: Exam, download: str) -> Marked:
    report = read_report(SAMPLES / download)
    return mark(report, exam, slot_marks={slot.number: 1.0 for slot in report.slots} if "random" in download else None)


def slots_of(marked: Marked, attempts: Any) -> list[tuple[MarkedSlot, int, Any]]:
    """Each slot of each attempt that asked a number, and what Moodle says of it."""
    return [
        (slot, place, told)
        for place, attempt in enumerate(attempts)
        for slot, told in zip(marked.slots, filter(_is_asked, attempt["slots"]), strict=True)
        if told["name"] in NAMES
    ]


def test_all_of_them_are_read_those_with_units_too() -> None:
    entries = read((SAMPLES / "types.xml").read_bytes()).entries

    assert {one.name for one in entries if isinstance(one, NumericalQuestion)} == NAMES
    assert {one.name for one in entries if isinstance(one, NumericalQuestion) and one.units} == WITH_UNITS
    assert not [one for one in entries if isinstance(one, OtherQuestion) and one.kind == "numerical"]


@pytest.mark.parametrize("name", ["types.xml", "types.export.xml"])
def test_what_moodle_took_or_gave_reads_back_after_writing(name: str) -> None:
    quiz = read((SAMPLES / name).read_bytes())

    assert read(write(quiz)) == quiz


@pytest.mark.parametrize(
    ("download", "attempts", "unread"),
    [
        ("types.responses.csv", "types", 0),
        ("types.responses.html", "types", 0),
        ("types.responses.json", "types", 0),
        ("types.responses.xlsx", "types", 1),  # Moodle wrote =3.14, which the sheet took for a formula
        ("types.pt_br.responses.csv", "types.pt_br", 0),
        ("types.pt_br.responses.html", "types.pt_br", 0),
        ("types.random.responses.csv", "types.random", 0),
    ],
)
def test_every_response_earns_what_moodle_awarded(exam: Exam, download: str, attempts: str, unread: int) -> None:
    of_quiz, lost, count = marked(exam, download), 0, 0

    for slot, place, told in slots_of(of_quiz, truth(f"{attempts}.marks.json")["attempts"]):
        response = slot.responses[place]
        lost += response.outcome is Outcome.UNREADABLE
        assert response.fraction is None or abs(response.fraction - (told["fraction"] or 0.0)) < 1e-7, told
        assert (response.fraction is None) == (response.outcome is Outcome.UNREADABLE)
        count += 1
    assert count >= 17
    assert lost == unread


def test_without_right_answers_a_comma_is_ambiguous_where_it_matters(exam: Exam) -> None:
    of_quiz, ambiguous = marked(exam, "types.responses.only.csv"), 0

    for slot, place, told in slots_of(of_quiz, truth("types.marks.json")["attempts"]):
        response, text = slot.responses[place], of_quiz.attempts.cells(slot.slot.response)[place]
        if response.fraction is None:
            assert depends_on_language(text)
            assert response.outcome is Outcome.AMBIGUOUS
            ambiguous += 1
        else:
            assert abs(response.fraction - (told["fraction"] or 0.0)) < 1e-7
    assert ambiguous == 27


def test_the_statistics_are_moodles(exam: Exam) -> None:
    """With Moodle's own marks of the questions of other types beside our numbers: the rest of a total is theirs."""
    of_quiz, attempts = marked(exam, "types.responses.csv"), truth("types.marks.json")["attempts"]
    counted = [place for place, attempt in enumerate(attempts) if all(_is_known(told) for told in attempt["slots"])]
    told = truth("types.stats.json")["questions"]
    marks = np.array([[one["mark"] or 0.0 for one in filter(_is_asked, attempts[place]["slots"])] for place in counted])
    numerical = [column for column, slot in enumerate(told) if slot["name"] in NAMES]
    marks[:, numerical] = of_quiz.marks[np.array(counted)][:, numerical]
    maxima = np.array([slot["maxmark"] for slot in told])

    found = item_statistics(marks, maxima, [random_guess(slot) for slot in of_quiz.slots])

    assert len(counted) == 57
    assert len(numerical) == len(NAMES)
    for column in numerical:
        for name, value in zip(STATISTICS, astuple(found[column]), strict=True):
            theirs = told[column][name]
            assert theirs is None if value is None else abs(value - theirs) < 1e-9 * max(1, abs(theirs)), (
                name,
                told[column],
            )


def _is_asked(told: Any) -> bool:
    return bool(told["state"] != "finished")  # a description, which has no columns


def _is_known(told: Any) -> bool:
    return bool(told["state"] != "needsgrading")
