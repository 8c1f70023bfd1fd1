"""Questions with gaps as a real Moodle stored, marked, analysed and regraded them."""

import json
import re
from dataclasses import astuple
from functools import cache
from typing import Any

import numpy as np
import pytest
from downloads import DATES, as_csv, header
from places import SAMPLES

from grader.errors import GradingError
from grader.grading.analysis import random_guess
from grader.grading.exam import Exam, Question, exam, read_exam
from grader.grading.findings import findings
from grader.grading.marks import Marked, MarkedSlot, mark
from grader.grading.participants import Policy
from grader.grading.regrade import Lowering, regrade
from grader.grading.rekey import as_in
from grader.kinds.gaps.question import WithGaps, stored
from grader.kinds.quiz import read, write
from grader.kinds.response import Fit, Outcome
from grader.moodle.downloads.responses import read_report, report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.quiz import OtherQuestion
from grader.moodle.statistics import item_statistics

NAMES = ("GAP-groups", "GAP-markup", "DD-groups", "DD-markup")
DOWNLOADS = (
    *(f"types.responses.{kind}" for kind in ("csv", "html", "json", "xlsx", "only.csv", "only.html")),
    *(f"types.pt_br.responses.{kind}" for kind in ("csv", "html")),
)
STATISTICS = (
    *("s", "facility", "sd", "randomguessscore", "intendedweight", "effectiveweight"),
    *("discriminationindex", "discriminativeefficiency"),
)
PROBES = {"gs.nogaps", "gs.missing", "gs.zero", "gs.noopts", "dd.noopts", "dd.missing"}  # which nobody can answer

UNLIKE = {"gs.html"}  # of a choice that is an element without words, our summary keeps the marks


def truth(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


@cache
def graded(download: str) -> Marked:
    drawn = {str(number): 1.0 for number in range(1, 7)} if "random" in download else {}
    return mark(read_report(SAMPLES / download), read_exam(SAMPLES / "types.xml"), slot_marks=drawn)


def attempts(download: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = truth(f"{download.partition('responses')[0]}marks.json")["attempts"]
    return found


def slot_of(marked: Marked, name: str) -> MarkedSlot:
    [slot] = [slot for slot in marked.slots if slot.question is not None and slot.question.name == name]
    return slot


def told_of(attempt: dict[str, Any], name: str) -> dict[str, Any]:
    [slot] = [slot for slot in attempt["slots"] if slot["name"] == name]
    return dict(slot)


def put(question: Question, options: tuple[int, ...]) -> list[int]:
    """The numbers of the choices in the gaps, 0 for none, as the attempts have them."""
    source = question.source
    assert isinstance(source, WithGaps)
    parts = list(source.parts())
    in_gaps = dict(parts[option] for option in options)
    return [in_gaps.get(gap, -1) + 1 for gap in range(len(source.right))]


@pytest.mark.parametrize("name", ["types.xml", "types.export.xml"])
def test_what_moodle_took_or_gave_reads_back_after_writing(name: str) -> None:
    quiz = read((SAMPLES / name).read_bytes())

    assert {one.name for one in quiz.questions if isinstance(one, WithGaps)} == {*NAMES}
    assert read(write(quiz)) == quiz


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_what_moodle_exports_of_it(name: str) -> None:
    ours, moodles = (
        {one.name: one for one in read((SAMPLES / file).read_bytes()).questions}
        for file in ("types.xml", "types.export.xml")
    )

    assert ours[name] == moodles[name]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("download", DOWNLOADS)
def test_marks_and_choices_are_moodles(download: str, name: str) -> None:
    marked = graded(download)
    slot, expected = slot_of(marked, name), [told_of(attempt, name) for attempt in attempts(download)]
    given = truth(f"{download.partition('responses')[0]}attempts.json")["attempts"]
    answers = [_answer(one, name) for one in given]

    assert [response.outcome for response in slot.responses] == [
        Outcome.BLANK if one["response"] is None else Outcome.ANSWERED for one in expected
    ]
    assert [response.fraction for response in slot.responses] == pytest.approx(
        [one["fraction"] or 0.0 for one in expected], abs=1e-7
    )
    assert slot.question is not None
    assert [put(slot.question, response.options) for response in slot.responses] == [
        answer or [0] * len(put(slot.question, ())) for answer in answers
    ]


def _answer(attempt: Any, name: str) -> list[int]:
    """What a student put into the gaps; nothing where nothing was."""
    given: list[int] = attempt["answers"][name] or []
    return given if any(given) else []


@pytest.mark.parametrize("download", DOWNLOADS)
def test_nothing_of_them_is_a_finding(download: str) -> None:
    marked = graded(download)
    columns = {
        column for name in NAMES for column in (slot_of(marked, name).slot.response, slot_of(marked, name).slot.right)
    }

    assert [one for one in findings(marked) if one.place.column - 1 in columns] == []


def test_those_of_random_slots_are_recognised_and_earn_what_moodle_gave_them() -> None:
    marked = graded("types.random.responses.csv")
    count = 0

    for slot in marked.slots:
        for place, (asked, response) in enumerate(zip(slot.asked, slot.responses, strict=True)):
            [told] = [
                one
                for one in attempts("types.random.responses.csv")[place]["slots"]
                if str(one["slot"]) == slot.slot.number
            ]
            is_ours = isinstance(asked, Question) and isinstance(asked.source, WithGaps)
            assert is_ours == (told["name"] in NAMES)
            if isinstance(asked, Question) and is_ours:
                assert asked.name == told["name"]
                assert response.fraction == pytest.approx(told["fraction"] or 0.0, abs=1e-7)
                count += 1
    assert count > 5


def test_the_statistics_are_moodles() -> None:
    """With Moodle's own marks of the questions of other types beside ours: the rest of a total is theirs."""
    marked, everybody = graded("types.responses.csv"), attempts("types.responses.csv")
    counted = [place for place, one in enumerate(everybody) if one["sumgrades"] is not None]
    told = truth("types.stats.json")["questions"]
    marks = np.array([[told_of(everybody[place], one["name"])["mark"] or 0.0 for one in told] for place in counted])
    guesses: list[float | None] = [None] * len(told)
    columns = [column for column, one in enumerate(told) if one["name"] in NAMES]
    for column in columns:
        slot = slot_of(marked, told[column]["name"])
        marks[:, column] = [(slot.responses[place].fraction or 0.0) * slot.mark for place in counted]
        guesses[column] = random_guess(slot)

    found = item_statistics(marks, np.array([one["maxmark"] for one in told]), guesses)

    assert len(columns) == len(NAMES)
    for column in columns:
        for name, value in zip(STATISTICS, astuple(found[column]), strict=True):
            theirs = told[column][name]
            theirs = 100 * theirs if name == "randomguessscore" else theirs
            assert value == pytest.approx(theirs, abs=1e-9), (name, told[column])


PROBED = {name: probe for name, probe in truth("types.probes.json").items() if re.match(r"(gs|dd)\.", name)}


@pytest.mark.parametrize("name", PROBED)
def test_an_odd_question_is_what_moodle_stored(name: str) -> None:
    probe = PROBED[name]
    [entry] = read(f"<quiz>{probe['xml']}</quiz>".encode()).entries

    assert isinstance(entry, OtherQuestion) == (name in PROBES)
    if isinstance(entry, WithGaps):
        kept = stored(entry)
        assert kept.numbered.text == probe["stored"]["text"]
        assert [choice.markup.text for choice in kept.choices] == [text for text, *_ in probe["stored"]["answers"]]
        [asked] = exam(f"<quiz>{probe['xml']}</quiz>".encode(), where="probe.xml").graded
        assert asked.of_kind.random_guess == pytest.approx(probe["stored"]["guess"])
        right = asked.read(probe["stored"]["right"], lossless=True)
        assert asked.keyed in {right.options, *right.candidates}
        summary = probe["stored"]["summary"]
        assert asked.of_kind.asked_by(summary, lossless=True) is (Fit.NONE if name in UNLIKE else Fit.WHOLE)


REGRADED = {name: probe for name, probe in truth("types.regrade.json").items() if re.match(r"(gs|dd) ", name)}
FOLLOWED = ("gs key", "gs gap more", "dd key", "gs shared")


def versions(name: str) -> tuple[Marked, Exam]:
    """A student's attempt at the old version, marked, and the new version."""
    probe = REGRADED[name]
    old, new = (exam(f"<quiz>{probe[key]}</quiz>".encode(), where=key) for key in ("old", "new"))
    fraction, said, _ = probe["before"]
    rows = [header(1), ["x", "x", "x@example.com", *DATES, f"{10 * fraction:.2f}", said]]
    return mark(report(sheet(as_csv(rows), where="r.csv")), old), new


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_new_version_moves_marks_as_moodles_regrade_does(name: str) -> None:
    before, new = versions(name)

    result = regrade(before, mark(before.report, as_in(before.exam, new)[0]), Policy.HIGHEST, Lowering.STRICT)

    [move] = result.moves
    assert move.before.grade == 10 * REGRADED[name]["before"][0]
    assert move.grade == pytest.approx(10 * REGRADED[name]["after"][0], abs=1e-4)


@pytest.mark.parametrize("name", ["gs gap fewer", "gs gap to other group"])
def test_a_gap_that_is_gone_or_offers_something_else_is_not_guessed(name: str) -> None:
    """Moodle goes on with what the others earn, and takes a choice for that of the same number in the other group."""
    before, new = versions(name)

    with pytest.raises(GradingError, match="have no counterpart"):
        as_in(before.exam, new)


def test_choices_that_change_places_are_told_by_their_texts() -> None:
    """Moodle goes by numbers, so that its regrade takes what was said for something else."""
    before, new = versions("gs choices swapped")

    result = regrade(before, mark(before.report, as_in(before.exam, new)[0]), Policy.HIGHEST, Lowering.STRICT)

    assert REGRADED["gs choices swapped"]["after"][1] == "{b} {c}"
    assert [move.grade for move in result.moves] == [5.0]
