"""Ordering questions as a real Moodle marked them: every response, the statistics, and what a regrade does."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from places import SAMPLES

from grader.grading.analysis import random_guess
from grader.grading.exam import Question, read_exam
from grader.grading.marks import Marked, MarkedSlot, mark
from grader.kinds.ordering.compared import cautions
from grader.kinds.ordering.question import OrderingQuestion
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome, Response
from grader.moodle.downloads.responses import read_report
from grader.moodle.statistics import item_statistics

NAMES = tuple(
    f"ORD-{one}"
    for one in (
        *("allornothing", "absolute", "nextexclude", "nextinclude", "oneprevnext", "allprevnext", "longest"),
        *("contiguous", "relative"),
    )
)
STATISTICS = (
    *("s", "facility", "sd", "intendedweight", "effectiveweight", "discriminationindex"),
    "discriminativeefficiency",
)


def truth(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


@cache
def graded(download: str) -> Marked:
    drawn = {str(number): 1.0 for number in range(1, 7)} if "random" in download else {}
    return mark(read_report(SAMPLES / download), read_exam(SAMPLES / "types.xml"), slot_marks=drawn)


def attempts(download: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = truth(f"{download.partition('responses')[0]}marks.json")["attempts"]
    return found


def told(marked: Marked, everybody: list[dict[str, Any]]) -> Iterator[tuple[Response, dict[str, Any]]]:
    """Each response to an ordering question, with what Moodle says of it."""
    for slot in marked.slots:
        for place, (asked, response) in enumerate(zip(slot.asked, slot.responses, strict=True)):
            if isinstance(asked, Question) and isinstance(asked.source, OrderingQuestion):
                [moodles] = [one for one in everybody[place]["slots"] if str(one["slot"]) == slot.slot.number]
                assert moodles["name"] == asked.name
                yield response, moodles


DOWNLOADS = [
    *(f"types.responses.{kind}" for kind in ("csv", "html", "json", "xlsx", "only.csv", "only.html")),
    *("types.pt_br.responses.csv", "types.pt_br.responses.html", "types.random.responses.csv"),
]


@pytest.mark.parametrize("download", DOWNLOADS)
def test_every_response_that_is_known_earns_what_moodle_awarded(download: str) -> None:
    """An empty cell is nobody's order; items that are cut alike, or behind a `<`, may stand in any order."""
    responses = list(told(graded(download), attempts(download)))

    assert responses
    for response, moodles in responses:
        if response.fraction is not None:
            assert abs(response.fraction - (moodles["fraction"] or 0.0)) < 1e-7, moodles
            assert moodles["response"] or moodles["response"] is None
        elif response.outcome is Outcome.UNREADABLE:
            assert moodles["response"] == "", moodles
        else:
            assert response.outcome is Outcome.AMBIGUOUS
            assert moodles["name"] in ("ORD-absolute", "ORD-longest", "ORD-nextinclude"), moodles


def slot_of(marked: Marked, name: str) -> MarkedSlot:
    [slot] = [slot for slot in marked.slots if slot.question is not None and slot.question.name == name]
    return slot


@pytest.mark.parametrize("name", NAMES)
def test_the_statistics_are_moodles(name: str) -> None:
    """Beside what Moodle gave for questions of other types, and for orders that a download does not tell."""
    download = "types.responses.csv"
    marked, everybody = graded(download), attempts(download)
    finished = [number for number, attempt in enumerate(everybody) if attempt["sumgrades"] is not None]
    slots = [slot for slot in everybody[0]["slots"] if slot["maxmark"]]  # no description
    place, slot = [one["name"] for one in slots].index(name), slot_of(marked, name)
    marks = np.array(
        [[one["mark"] or 0.0 for one in everybody[number]["slots"] if one["maxmark"]] for number in finished]
    )
    known = [slot.responses[number].fraction for number in finished]
    marks[:, place] = [
        marks[at, place] if fraction is None else fraction * slot.mark for at, fraction in enumerate(known)
    ]
    guesses = [random_guess(slot) if other == place else None for other in range(len(slots))]

    found = item_statistics(marks, np.array([one["maxmark"] for one in slots]), guesses)[place]

    [expected] = [question for question in truth("types.stats.json")["questions"] if question["name"] == name]
    assert found.random_guess == pytest.approx(100 * expected["randomguessscore"], abs=1e-9)
    assert (
        found.attempts,
        found.facility,
        found.standard_deviation,
        found.intended_weight,
        found.effective_weight,
        found.discrimination_index,
        found.discriminative_efficiency,
    ) == pytest.approx([expected[one] for one in STATISTICS], abs=1e-9)


@pytest.mark.parametrize("name", ["types.xml", "types.export.xml"])
def test_what_moodle_took_or_gave_reads_back_after_writing(name: str) -> None:
    quiz = read((SAMPLES / name).read_bytes())

    assert {one.name for one in quiz.questions if isinstance(one, OrderingQuestion)} == {*NAMES}
    assert read(write(quiz)) == quiz


def versions(case: str) -> tuple[OrderingQuestion, OrderingQuestion]:
    probe = truth("types.regrade.json")[case]
    old, new = (read(f"<quiz>{probe[key]}</quiz>".encode()).questions[0] for key in ("old", "new"))
    assert isinstance(old, OrderingQuestion)
    assert isinstance(new, OrderingQuestion)
    return old, new


ORDERING = [case for case in truth("types.regrade.json") if case.startswith("od ")]


@pytest.mark.parametrize("case", ORDERING)
def test_that_moodles_regrade_loses_every_response_is_said(case: str) -> None:
    probe, (old, new) = truth("types.regrade.json")[case], versions(case)

    said = cautions(old, new)

    assert cautions(old, old) == []
    if probe["refused"] is not None or old.shown != new.shown:
        assert said == ["Moodle refuses to regrade attempts with another number of items"]
    else:
        assert probe["after"][1] == ""
        assert "lose every response" in said[0]
        assert (len(said) == 2) == (old.grading != new.grading)
