"""Short-answer questions as a real Moodle marked them: every response, the statistics, and regrades."""

import json
from dataclasses import astuple
from typing import Any

import numpy as np
import pytest
from downloads import DATES, as_csv, header
from places import SAMPLES

from grader.grading.analysis import random_guess
from grader.grading.exam import Exam, exam, read_exam
from grader.grading.findings import findings
from grader.grading.marks import Marked, MarkedSlot, mark
from grader.grading.rekey import as_in
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome
from grader.kinds.short_answer.question import ShortAnswerQuestion
from grader.moodle.downloads.responses import read_report, report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.statistics import item_statistics

NAMES = {"SA-wild", "SA-case", "SA-markup"}
STATISTICS = (
    *("s", "facility", "sd", "randomguessscore", "intendedweight", "effectiveweight"),
    *("discriminationindex", "discriminativeefficiency"),
)


def truth(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def asked() -> Exam:
    return read_exam(SAMPLES / "types.xml")


def marked(asked: Exam, download: str) -> Marked:
    of_quiz = read_report(SAMPLES / download)
    marks = {slot.number: 1.0 for slot in of_quiz.slots} if "random" in download else None
    return mark(of_quiz, asked, slot_marks=marks)


def slots_of(marked: Marked, attempts: Any) -> list[tuple[MarkedSlot, int, Any]]:
    """Each slot of each attempt that asked a text, and what Moodle says of it."""
    return [
        (slot, place, told)
        for place, attempt in enumerate(attempts)
        for slot, told in zip(marked.slots, filter(_is_asked, attempt["slots"]), strict=True)
        if told["name"] in NAMES
    ]


def test_they_are_read_with_all_that_they_say() -> None:
    entries = read((SAMPLES / "types.xml").read_bytes()).entries

    found = {one.name: one for one in entries if isinstance(one, ShortAnswerQuestion)}
    assert found.keys() == NAMES
    assert [str(one) for one in found["SA-wild"].words] == ["Brasília", "Brasilia", "BSB*", "*DF", "*"]
    assert [one.patterns for one in found["SA-case"].words] == [("NaCl", r"2\*3"), ("na*cl",)]
    assert [one.case for one in found.values()] == [False, True, False]


@pytest.mark.parametrize("name", ["types.xml", "types.export.xml", "alltypes.xml", "alltypes.export.xml"])
def test_what_moodle_took_or_gave_reads_back_after_writing(name: str) -> None:
    quiz = read((SAMPLES / name).read_bytes())

    assert any(isinstance(one, ShortAnswerQuestion) for one in quiz.entries)
    assert read(write(quiz)) == quiz


@pytest.mark.parametrize(
    ("download", "attempts"),
    [
        ("types.responses.csv", "types"),
        ("types.responses.json", "types"),
        ("types.responses.xlsx", "types"),
        ("types.responses.only.csv", "types"),
        ("types.responses.html", "types"),
        ("types.responses.only.html", "types"),
        ("types.pt_br.responses.csv", "types.pt_br"),
        ("types.pt_br.responses.html", "types.pt_br"),
        ("types.random.responses.csv", "types.random"),
    ],
)
def test_every_response_earns_what_moodle_awarded(asked: Exam, download: str, attempts: str) -> None:
    """But for `x<y` and `<b>x</b>` in downloads that leave an x of both: there nobody knows."""
    of_quiz, known = marked(asked, download), 0

    for slot, place, told in slots_of(of_quiz, truth(f"{attempts}.marks.json")["attempts"]):
        response, is_cut = slot.responses[place], "<" in (told["response"] or "") and "html" not in download
        assert (response.outcome is Outcome.AMBIGUOUS) == is_cut, told
        if is_cut:
            assert response.fraction is None
            assert len(response.candidates) == 3  # one of the two, or an x
        else:
            assert response.fraction == pytest.approx(told["fraction"] or 0.0, abs=1e-7), told
            assert (response.outcome is Outcome.BLANK) == (told["response"] is None)
            known += 1
    assert known >= 9


@pytest.mark.parametrize("download", ["types.responses.csv", "types.pt_br.responses.csv", "types.responses.html"])
def test_the_right_answers_that_moodle_names_are_ours(asked: Exam, download: str) -> None:
    of_quiz = marked(asked, download)
    columns = {slot.slot.right for slot in of_quiz.slots if slot.question is not None and slot.question.name in NAMES}

    found = list(findings(of_quiz))

    assert len(columns) == len(NAMES)
    assert [one for one in found if one.place.column - 1 in columns] == []


def test_the_statistics_are_moodles(asked: Exam) -> None:
    """With Moodle's own marks of the questions of other types beside ours: the rest of a total is theirs."""
    of_quiz, attempts = marked(asked, "types.responses.html"), truth("types.marks.json")["attempts"]
    counted = [place for place, attempt in enumerate(attempts) if all(_is_known(told) for told in attempt["slots"])]
    told = truth("types.stats.json")["questions"]
    marks = np.array([[one["mark"] or 0.0 for one in filter(_is_asked, attempts[place]["slots"])] for place in counted])
    typed = [column for column, slot in enumerate(told) if slot["name"] in NAMES]
    marks[:, typed] = of_quiz.marks[np.array(counted)][:, typed]
    maxima = np.array([slot["maxmark"] for slot in told])

    found = item_statistics(marks, maxima, [random_guess(slot) for slot in of_quiz.slots])

    assert len(counted) == 57
    assert len(typed) == len(NAMES)
    for column in typed:
        for name, value in zip(STATISTICS, astuple(found[column]), strict=True):
            theirs = told[column][name]
            assert theirs is None if value is None else abs(value - theirs) < 1e-9 * max(1, abs(theirs)), (
                name,
                told[column],
            )


REGRADES = {name: probe for name, probe in truth("types.regrade.json").items() if 'type="shortanswer"' in probe["old"]}


@pytest.mark.parametrize("name", REGRADES)
def test_what_was_typed_is_read_anew_as_moodles_regrade_reads_it(name: str) -> None:
    probe = REGRADES[name]
    old, new = (exam(f"<quiz>{probe[key]}</quiz>".encode(), where=key) for key in ("old", "new"))
    fraction, said, _ = probe["before"]
    rows = [header(1), ["x", "x", "x@example.com", *DATES, "10.00", said]]

    before = mark(report(sheet(as_csv(rows), where="r.csv")), old)
    after = mark(before.report, as_in(old, new)[0])

    found = [one.slots[0].responses[0].fraction for one in (before, after)]
    assert found == pytest.approx([fraction, probe["after"][0]], abs=1e-7)


def test_there_are_regrades_to_compare_with() -> None:
    assert REGRADES


def _is_asked(told: Any) -> bool:
    return bool(told["state"] != "finished")  # a description, which has no columns


def _is_known(told: Any) -> bool:
    return bool(told["state"] != "needsgrading")
