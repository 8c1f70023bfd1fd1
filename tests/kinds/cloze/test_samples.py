"""Questions with embedded answers as a real Moodle took and marked them: every response, and the statistics."""

import json
from dataclasses import astuple
from typing import Any

import numpy as np
import pytest
from downloads import DATES, as_csv, header
from lxml import etree
from places import SAMPLES

from grader.errors import GradingError
from grader.grading.analysis import random_guess
from grader.grading.exam import Exam, exam, read_exam
from grader.grading.findings import findings
from grader.grading.marks import Marked, MarkedSlot, mark
from grader.grading.participants import Policy
from grader.grading.regrade import Lowering, regrade
from grader.grading.rekey import as_in
from grader.kinds.cloze.question import NUMBER, SEVERAL, WORDS, ClozeQuestion, Part
from grader.kinds.cloze.reading import read as read_one
from grader.kinds.cloze.writing import write as write_one
from grader.kinds.marker import play
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome
from grader.moodle.downloads.responses import read_report, report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.quiz import OtherQuestion, Quiz
from grader.moodle.statistics import item_statistics

NAMES = {"CZ-mixed", "CZ-multi", "CZ-neg"}
STATISTICS = (
    *("s", "facility", "sd", "randomguessscore", "intendedweight", "effectiveweight"),
    *("discriminationindex", "discriminativeefficiency"),
)
DOWNLOADS = [
    *((f"types.responses.{kind}", "types") for kind in ("csv", "html", "json", "xlsx")),
    *((f"types.pt_br.responses.{kind}", "types.pt_br") for kind in ("csv", "html")),
    ("types.random.responses.csv", "types.random"),
]
KEPT = {  # what Moodle takes, and we keep whole: it would be written otherwise, or nobody could be marked
    "cz.allzero": "no weight",
    "cz.tolneg": "a tolerance below 0",
    "cz.nmcomma": "a decimal comma",
    "cz.nmnodigit": "no number",
    "cz.md": "Markdown",
}


def truth(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


PROBES = {name: probe for name, probe in truth("types.probes.json").items() if name.startswith("cz.")}
REGRADES = {name: probe for name, probe in truth("types.regrade.json").items() if name.startswith("cz ")}


@pytest.fixture(scope="module")
def types() -> Exam:
    return read_exam(SAMPLES / "types.xml")


def marked(types: Exam, download: str) -> Marked:
    read_in = read_report(SAMPLES / download)
    return mark(
        read_in, types, slot_marks={slot.number: 1.0 for slot in read_in.slots} if "random" in download else None
    )


def slots_of(of_quiz: Marked, attempts: Any) -> list[tuple[MarkedSlot, int, Any]]:
    """Each slot of each attempt that asked a question with embedded answers, and what Moodle says of it."""
    return [
        (slot, place, told)
        for place, attempt in enumerate(attempts)
        for slot, told in zip(of_quiz.slots, filter(_is_asked, attempt["slots"]), strict=True)
        if told["name"] in NAMES
    ]


@pytest.mark.parametrize("name", ["types.xml", "types.export.xml"])
def test_what_moodle_took_or_gave_is_stated_and_reads_back_after_writing(name: str) -> None:
    quiz = read((SAMPLES / name).read_bytes())

    assert {one.name for one in quiz.entries if isinstance(one, ClozeQuestion)} == NAMES
    assert read(write(quiz)) == quiz


@pytest.mark.parametrize("name", PROBES)
def test_what_a_real_moodle_stored_is_what_is_read_and_what_is_written(name: str) -> None:
    probe = PROBES[name]
    try:
        element = etree.fromstring(probe["xml"])
    except etree.XMLSyntaxError:
        assert not probe["ok"]
        return

    found = read_one(element, "probe")

    if isinstance(found, OtherQuestion):
        assert not probe["ok"] or name in KEPT
        return
    assert probe["ok"]
    assert read_one(write_one(found), "again") == found
    for asked in (found, read_one(write_one(found), "again")):
        assert isinstance(asked, ClozeQuestion)
        assert [as_stored(part) for part in asked.parts] == probe["stored"]["parts"]
        assert asked.maximum_mark == probe["stored"]["mark"]


def as_stored(part: Part) -> list[Any]:
    """A part as the samples show what Moodle stored of it."""
    if part.asks == NUMBER:
        return ["numerical", part.weight, None, None, None, [_number(one) for one in part.alternatives]]
    answers = [[one.answer.text, one.fraction] for one in part.alternatives]
    if part.asks == WORDS:
        return ["shortanswer", part.weight, str(int(part.type.endswith("_C"))), None, None, answers]
    layout = part.type.partition("_")[2]
    shown = 2 if "H" in layout else int("V" in layout or part.asks == SEVERAL)
    return ["multichoice", part.weight, str(int(part.asks != SEVERAL)), str(int(part.is_shuffled)), str(shown), answers]


def _number(one: Any) -> list[Any]:
    written = one.answer.text
    number = written if written == "*" else _as_php(written)
    return [number, one.fraction, _as_php(one.tolerance) if one.tolerance else "" if written == "*" else "0"]


def _as_php(text: str) -> str:
    written = f"{float(text):.14G}"
    mantissa, e, exponent = written.partition("E")
    return f"{mantissa if '.' in mantissa or not e else mantissa + '.0'}{e}{exponent}"


@pytest.mark.parametrize("name", ["CZ-mixed", "CZ-multi", "CZ-neg"])
def test_what_each_answer_contributes_is_what_the_independent_marker_finds(name: str, types: Exam) -> None:
    [asked] = [one.source for one in types.graded if one.name == name]
    assert isinstance(asked, ClozeQuestion)

    [played] = play(write(Quiz((asked,))))

    assert played.maximum_mark == asked.maximum_mark
    assert [fraction for _, fraction in played.fractions] == pytest.approx(list(asked.fractions), abs=2e-7)


@pytest.mark.parametrize(("download", "attempts"), DOWNLOADS)
def test_every_response_earns_what_moodle_awarded(types: Exam, download: str, attempts: str) -> None:
    of_quiz, count = marked(types, download), 0

    for slot, place, told in slots_of(of_quiz, truth(f"{attempts}.marks.json")["attempts"]):
        response = slot.responses[place]
        assert response.fraction is not None, told
        assert abs(response.fraction - (told["fraction"] or 0.0)) < 1e-7, told
        assert (response.outcome is Outcome.BLANK) == (told["state"] == "gaveup")
        count += 1
    assert count >= 5


@pytest.mark.parametrize(("download", "attempts"), [one for one in DOWNLOADS if "random" not in one[0]])
def test_nothing_of_them_is_a_finding(types: Exam, download: str, attempts: str) -> None:
    """Neither a response that is misread, nor a right answer that is not the exam's, nor a question not recognised."""
    of_quiz = marked(types, download)
    asked = {id(slot): slot.slot for slot, _, _ in slots_of(of_quiz, truth(f"{attempts}.marks.json")["attempts"])}
    columns = {column for slot in asked.values() for column in (slot.question, slot.response, slot.right)}

    assert [found for found in findings(of_quiz) if found.place.column - 1 in columns] == []


def test_without_right_answers_a_comma_is_ambiguous_where_it_matters(types: Exam) -> None:
    of_quiz, ambiguous = marked(types, "types.responses.only.csv"), 0

    for slot, place, told in slots_of(of_quiz, truth("types.marks.json")["attempts"]):
        response = slot.responses[place]
        if response.fraction is None:
            assert response.outcome is Outcome.AMBIGUOUS
            assert "," in told["response"]
            ambiguous += 1
        else:
            assert abs(response.fraction - (told["fraction"] or 0.0)) < 1e-7
    assert ambiguous > 0


def test_the_statistics_are_moodles(types: Exam) -> None:
    """With Moodle's own marks of the questions of other types beside ours: the rest of a total is theirs."""
    of_quiz, attempts = marked(types, "types.responses.csv"), truth("types.marks.json")["attempts"]
    counted = [place for place, attempt in enumerate(attempts) if all(_is_known(told) for told in attempt["slots"])]
    told = truth("types.stats.json")["questions"]
    marks = np.array([[one["mark"] or 0.0 for one in filter(_is_asked, attempts[place]["slots"])] for place in counted])
    ours = [column for column, slot in enumerate(told) if slot["name"] in NAMES]
    marks[:, ours] = of_quiz.marks[np.array(counted)][:, ours]
    maxima = np.array([slot["maxmark"] for slot in told])

    found = item_statistics(marks, maxima, [random_guess(slot) for slot in of_quiz.slots])

    assert len(counted) == 57
    assert len(ours) == len(NAMES)
    for column in ours:
        for name, value in zip(STATISTICS, astuple(found[column]), strict=True):
            theirs = told[column][name] * (100 if name == "randomguessscore" else 1)
            assert abs(value - theirs) < 1e-9 * max(1, abs(theirs)), (
                name,
                told[column],
            )


@pytest.mark.parametrize("name", REGRADES)
def test_a_regrade_is_moodles_or_refused_as_moodle_refuses_it(name: str) -> None:
    probe = REGRADES[name]
    old, new = (exam(f"<quiz>{probe[key]}</quiz>".encode(), where=key) for key in ("old", "new"))
    fraction, said, right = probe["before"]
    [asked] = old.graded
    rows = [
        header(1, texts=True),
        ["x", "x", "x@example.com", *DATES, "10.00", asked.stems(lossless=True)[0], said, right],
    ]
    before = mark(report(sheet(as_csv(rows), where="r.csv")), old)
    assert [response.fraction for response in before.slots[0].responses] == [pytest.approx(fraction)]

    if probe["refused"]:
        with pytest.raises(GradingError, match="a regrade cannot compare them"):
            as_in(old, new)
        return
    result = regrade(before, mark(before.report, as_in(old, new)[0]), Policy.HIGHEST, Lowering.STRICT)

    [response] = result.after.slots[0].responses
    assert response.fraction == pytest.approx(probe["after"][0], abs=1e-7)


def _is_asked(told: Any) -> bool:
    return bool(told["state"] != "finished")  # a description, which has no columns


def _is_known(told: Any) -> bool:
    return bool(told["state"] != "needsgrading")
