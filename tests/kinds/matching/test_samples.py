"""Matching questions as a real Moodle marked them: every response, the statistics, and what a regrade does."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from downloads import DATES, as_csv, header
from places import SAMPLES

from grader.grading.analysis import random_guess
from grader.grading.exam import Question, exam, read_exam
from grader.grading.marks import Marked, MarkedSlot, mark
from grader.grading.participants import Policy
from grader.grading.regrade import Lowering, regrade
from grader.grading.rekey import as_in
from grader.kinds.matching.compared import cautions
from grader.kinds.matching.question import Line, MatchingQuestion
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome, Response
from grader.moodle.downloads.responses import read_report, report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.quiz import Markup
from grader.moodle.statistics import item_statistics

NAMES = ("MT-extra", "MT-shared")
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
    """Each response to a matching question, with what Moodle says of it."""
    for slot in marked.slots:
        for place, (asked, response) in enumerate(zip(slot.asked, slot.responses, strict=True)):
            if isinstance(asked, Question) and isinstance(asked.source, MatchingQuestion):
                [moodles] = [one for one in everybody[place]["slots"] if str(one["slot"]) == slot.slot.number]
                assert moodles["name"] == asked.name
                yield response, moodles


@pytest.mark.parametrize(
    ("download", "count", "unclear"),
    [
        *((f"types.responses.{kind}", 120, 0) for kind in ("csv", "html", "json", "xlsx", "only.csv", "only.html")),
        ("types.pt_br.responses.csv", 24, 1),  # cut at a `<`: which choice it was, and what it earned, nobody knows
        ("types.pt_br.responses.html", 24, 0),
        ("types.random.responses.csv", 7, 0),
    ],
)
def test_every_response_earns_what_moodle_awarded(download: str, count: int, unclear: int) -> None:
    responses = list(told(graded(download), attempts(download)))

    assert len(responses) == count
    unknown = [response for response, _ in responses if response.fraction is None]
    assert [response.outcome for response in unknown] == [Outcome.AMBIGUOUS] * unclear
    for response, moodles in responses:
        assert response.fraction is None or abs(response.fraction - (moodles["fraction"] or 0.0)) < 1e-7, moodles
        assert (response.outcome is Outcome.BLANK) == (moodles["response"] is None)


def slot_of(marked: Marked, name: str) -> MarkedSlot:
    [slot] = [slot for slot in marked.slots if slot.question is not None and slot.question.name == name]
    return slot


@pytest.mark.parametrize("name", NAMES)
def test_the_statistics_are_moodles(name: str) -> None:
    """Beside what Moodle gave for the questions of other types."""
    download = "types.responses.csv"
    marked, everybody = graded(download), attempts(download)
    finished = [number for number, attempt in enumerate(everybody) if attempt["sumgrades"] is not None]
    slots = [slot for slot in everybody[0]["slots"] if slot["maxmark"]]  # no description
    place, slot = [one["name"] for one in slots].index(name), slot_of(marked, name)
    marks = np.array(
        [[one["mark"] or 0.0 for one in everybody[number]["slots"] if one["maxmark"]] for number in finished]
    )
    marks[:, place] = [(slot.responses[number].fraction or 0.0) * slot.mark for number in finished]
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

    assert {one.name for one in quiz.questions if isinstance(one, MatchingQuestion)} == {*NAMES}
    assert read(write(quiz)) == quiz


def versions(case: str) -> tuple[MatchingQuestion, MatchingQuestion]:
    probe = truth("types.regrade.json")[case]
    old, new = (read(f"<quiz>{probe[key]}</quiz>".encode()).questions[0] for key in ("old", "new"))
    assert isinstance(old, MatchingQuestion)
    assert isinstance(new, MatchingQuestion)
    return old, new


MATCHING = [case for case in truth("types.regrade.json") if case.startswith("mt ")]


@pytest.mark.parametrize("case", MATCHING)
def test_where_moodles_regrade_is_not_what_one_hopes_it_is_said(case: str) -> None:
    """One hopes that whoever chose a text has chosen it after a regrade, too; reworded texts stay where they were."""
    probe, (old, new) = truth("types.regrade.json")[case], versions(case)
    texts = [{*question.choices, *(line.stem.text for line in question.pairs)} for question in (old, new)]
    said = [set(str(probe[when][1]).split("; ")) if when in probe else set() for when in ("before", "after")]

    is_as_hoped = probe["refused"] is None and (said[0] == said[1] or texts[0] != texts[1])

    assert (not cautions(old, new)) == is_as_hoped
    if probe["refused"] is not None:
        assert "refuses" in cautions(old, new)[0]


def test_a_key_is_corrected_as_moodle_does_where_choices_stand_first() -> None:
    probe = truth("types.regrade.json")["mt swapped, answers listed first"]
    old, new = (exam(f"<quiz>{probe[key]}</quiz>".encode(), where=key) for key in ("old", "new"))
    rows = [header(1), ["x", "x", "x@example.com", *DATES, "10.00", probe["before"][1]]]

    before = mark(report(sheet(as_csv(rows), where="r.csv")), old)
    rekeyed, notes = as_in(old, new)
    result = regrade(before, mark(before.report, rekeyed), Policy.HIGHEST, Lowering.STRICT)

    assert notes == []
    [move] = result.moves
    assert move.before.grade == 10.0
    assert move.grade == pytest.approx(10 * probe["after"][0], abs=1e-4)


def test_pairs_with_the_same_stem_are_told_apart_by_their_order() -> None:
    question = MatchingQuestion("q", Markup("Match"), tuple(Line(Markup("twice"), choice) for choice in "ab"))
    exchanged = replace(question, lines=question.lines[::-1])

    assert cautions(question, question) == []
    assert cautions(question, exchanged) != []
