"""The true/false questions of a real Moodle's quizzes earn there what they earn here, and have its statistics."""

import json
from typing import Any

import numpy as np
import pytest
from downloads import DATES, as_csv, header
from places import SAMPLES

from grader.grading.analysis import analyse, random_guess
from grader.grading.exam import Question, exam, read_exam
from grader.grading.findings import findings
from grader.grading.marks import Marked, MarkedSlot, mark
from grader.grading.participants import Policy
from grader.grading.regrade import Lowering, regrade
from grader.grading.rekey import as_in
from grader.kinds.response import Outcome, Response
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.moodle.downloads.responses import read_report, report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.statistics import item_statistics

ENGLISH = [f"types.responses.{kind}" for kind in ("csv", "html", "json", "xlsx", "only.csv", "only.html")]
PORTUGUESE = [f"types.pt_br.responses.{kind}" for kind in ("csv", "html")]
NAMES = ("TF-true", "TF-false")
PLACES = {"True": 0, "Verdadeiro": 0, "False": 1, "Falso": 1}


def truth(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def graded(download: str, **said: Any) -> Marked:
    return mark(read_report(SAMPLES / download), read_exam(SAMPLES / "types.xml"), **said)


def attempts(download: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = truth(f"{download.partition('responses')[0]}marks.json")["attempts"]
    return found


def slot_of(marked: Marked, name: str) -> MarkedSlot:
    [slot] = [slot for slot in marked.slots if slot.question is not None and slot.question.name == name]
    return slot


def stored(attempt: dict[str, Any], name: str) -> dict[str, Any]:
    [slot] = [slot for slot in attempt["slots"] if slot["name"] == name]
    return dict(slot)


def is_statement(asked: object) -> bool:
    return isinstance(asked, Question) and isinstance(asked.source, TrueFalseQuestion)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("download", [*ENGLISH, *PORTUGUESE])
def test_marks_and_responses_are_moodles(download: str, name: str) -> None:
    marked, expected = graded(download), [stored(attempt, name) for attempt in attempts(download)]
    slot = slot_of(marked, name)

    marks = [(response.fraction or 0.0) * slot.mark for response in slot.responses]
    np.testing.assert_allclose(marks, [one["mark"] or 0.0 for one in expected], rtol=0, atol=1e-7)
    assert [response.options for response in slot.responses] == [
        () if one["response"] is None else (PLACES[one["response"]],) for one in expected
    ]
    assert [response.outcome is Outcome.BLANK for response in slot.responses] == [
        one["response"] is None for one in expected
    ]


@pytest.mark.parametrize("download", [*ENGLISH, *PORTUGUESE])
def test_nothing_of_them_is_a_finding(download: str) -> None:
    """Neither a response that is misread, nor a right answer that is not the exam's, nor a type that is not graded."""
    marked = graded(download)
    numbers = {slot_of(marked, name).slot.number for name in NAMES}
    columns = {slot.slot.response for slot in marked.slots if slot.slot.number in numbers}
    columns |= {slot.slot.right for slot in marked.slots if slot.slot.number in numbers}

    found = list(findings(marked))

    assert found  # of the types that are not graded here
    assert [one for one in found if one.place.column - 1 in columns] == []


@pytest.mark.parametrize("name", NAMES)
def test_statistics_are_moodles_where_the_other_questions_earn_what_moodle_says(name: str) -> None:
    download = "types.responses.csv"
    marked, everybody = graded(download), attempts(download)
    finished = [number for number, attempt in enumerate(everybody) if attempt["sumgrades"] is not None]
    slots = [slot for slot in everybody[0]["slots"] if slot["maxmark"]]  # no description
    marks = np.array(
        [[stored(everybody[number], slot["name"])["mark"] or 0.0 for slot in slots] for number in finished]
    )
    guesses: list[float | None] = [None] * len(slots)
    for of_us in NAMES:
        slot, place = slot_of(marked, of_us), [one["name"] for one in slots].index(of_us)
        marks[:, place] = [(slot.responses[number].fraction or 0.0) * slot.mark for number in finished]
        guesses[place] = random_guess(slot)

    found = item_statistics(marks, np.array([slot["maxmark"] for slot in slots]), guesses)

    ours = found[[slot["name"] for slot in slots].index(name)]
    [expected] = [question for question in truth("types.stats.json")["questions"] if question["name"] == name]
    assert ours.random_guess == 100 * expected["randomguessscore"] == 50
    assert (
        ours.attempts,
        ours.facility,
        ours.standard_deviation,
        ours.intended_weight,
        ours.effective_weight,
        ours.discrimination_index,
        ours.discriminative_efficiency,
    ) == pytest.approx(
        [
            expected[name]
            for name in (
                *("s", "facility", "sd", "intendedweight", "effectiveweight", "discriminationindex"),
                "discriminativeefficiency",
            )
        ],
        abs=1e-9,
    )


@pytest.mark.parametrize("name", NAMES)
def test_attempts_with_a_number_that_nobody_can_read_are_left_out_of_the_statistics(name: str) -> None:
    without_orders = (SAMPLES / "types.xml").read_bytes().replace(b"<selecttype>", b"<select>")  # they are kept whole
    without_orders = without_orders.replace(b"</selecttype>", b"</select>")
    download = read_report(SAMPLES / "types.responses.only.html")  # without right answers, which tell decimal marks
    marked = mark(download, exam(without_orders, where="types.xml"))
    finished = [number for number, one in enumerate(attempts("types.responses.csv")) if one["sumgrades"] is not None]
    unclear = [
        place for place in finished if any(slot.responses[place].outcome is Outcome.AMBIGUOUS for slot in marked.slots)
    ]

    analysis = analyse(marked, finished)

    assert analysis is not None
    [item] = [item for item in analysis.items if item.name == name]
    [expected] = [question for question in truth("types.stats.json")["questions"] if question["name"] == name]
    assert unclear
    assert item.statistics.attempts == expected["s"] - len(unclear)


def drawn() -> Marked:
    """The quiz of random slots, to which Moodle gave the mark 1 each."""
    return graded("types.random.responses.csv", slot_marks={str(number): 1.0 for number in range(1, 7)})


def test_those_of_random_slots_earn_what_moodle_gave_them() -> None:
    marked, expected = drawn(), attempts("types.random.responses.csv")
    found: list[tuple[str, Response, dict[str, Any]]] = []
    for slot in marked.slots:
        for place, (asked, response) in enumerate(zip(slot.asked, slot.responses, strict=True)):
            [moodles] = [one for one in expected[place]["slots"] if str(one["slot"]) == slot.slot.number]
            assert is_statement(asked) == moodles["name"].startswith("TF-")
            if isinstance(asked, Question) and is_statement(asked):
                found.append((asked.name, response, moodles))

    assert [name for name, _, _ in found] == [moodles["name"] for _, _, moodles in found]
    assert [response.fraction for _, response, _ in found] == pytest.approx(
        [moodles["mark"] or 0.0 for _, _, moodles in found], abs=1e-7
    )
    facilities = {
        name: np.mean([response.fraction or 0.0 for one, response, _ in found if one == name]) for name in NAMES
    }
    assert facilities == pytest.approx(
        {
            one["name"]: one["facility"]
            for one in truth("types.random.stats.json")["subquestions"]
            if one["name"] in NAMES
        },
        abs=1e-9,
    )


def test_a_key_that_turned_moves_marks_as_moodles_regrade_does() -> None:
    probe = truth("types.regrade.json")["tf turned"]
    old, new = (exam(f"<quiz>{probe[key]}</quiz>".encode(), where=key) for key in ("old", "new"))
    fraction, said, _ = probe["before"]
    rows = [header(1), ["x", "x", "x@example.com", *DATES, "10.00", said]]

    before = mark(report(sheet(as_csv(rows), where="r.csv")), old)
    result = regrade(before, mark(before.report, as_in(old, new)[0]), Policy.HIGHEST, Lowering.STRICT)

    [change] = result.changes
    assert (change.question.fractions, change.fractions, change.lost) == ((1.0, 0.0), (0.0, 1.0), 1)
    [move] = result.moves
    assert (move.before.grade, move.grade) == (10 * fraction, 10 * probe["after"][0]) == (10.0, 0.0)
