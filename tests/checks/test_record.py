"""What cannot be of a record, even where somebody has made its digests fit."""

import csv
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from grader import bank as banks
from grader.checks import record
from grader.design import Run, Value
from grader.findings import Check
from grader.release.stages import ComputedStages, computed
from grader.stability.runs import Record, read

[STAGES] = [stages for stages in computed(banks.load(str(ROOT / "question_bank"))) if stages.id == "learning_rate"]
DESIGN = STAGES.question.design
RECORD = STAGES.record


def found(check: Check[ComputedStages], *changed: Run) -> list[str]:
    """What a check says of the exam's record with these runs in it."""
    stages = ComputedStages(STAGES.bank, STAGES.question, STAGES.number)
    stages.record = Record(RECORD.provenance, changed)
    return [defect.message for defect in check.search(stages)]


def measured(run: Run, **values: Value) -> Run:
    return replace(run, measured={**run.measured, **values})


def test_the_record_as_it_is_contradicts_nothing() -> None:
    assert found(record.record_contradicts_itself, *RECORD.runs) == []
    assert found(record.record_off_plan, *RECORD.runs) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"accuracy": 0.767}, "accuracy is 0.767, and correct has 757 of about 1000 cases right"),
        ({"cross_entropy": -0.1}, "cross_entropy has -0.1, and lies between 0 and inf"),
        ({"losses": (1.0, -1.0, 1.0, 1.0, 1.0)}, "losses has -1.0, and lies between 0 and inf"),
        ({"rates": (0.0048, 0.0046, 0.0044, 0.0042, 0.0041)}, "rates is "),
    ],
)
def test_a_value_that_cannot_be_is_told(values: dict[str, Value], said: str) -> None:
    [message] = found(record.record_contradicts_itself, measured(RECORD.runs[0], **values))

    assert message.startswith(said)


def test_as_many_losses_as_epochs_are_wanted() -> None:
    short = measured(RECORD.runs[1], losses=(1.0, 1.0))

    assert found(record.record_contradicts_itself, RECORD.runs[0], short) == [
        "losses has 2 entries, and 5 in the first run"
    ]


@pytest.mark.parametrize("cases", [1, 7, 8, 9, 100, 1001])
def test_hits_that_do_not_fill_whole_bytes_contradict_nothing(cases: int) -> None:
    right = cases // 2 + 1
    bits = "1" * right + "0" * (cases - right)
    packed = int(bits.ljust(-(-cases // 8) * 8, "0"), 2).to_bytes(-(-cases // 8), "big").hex()

    assert (
        found(record.record_contradicts_itself, measured(RECORD.runs[0], accuracy=right / cases, correct=packed)) == []
    )


def test_a_run_off_the_plan_and_a_seed_that_was_passed_over_are_told() -> None:
    strange = replace(RECORD.runs[0], id=replace(RECORD.runs[0].id, seed=99))
    without = [run for run in RECORD.runs if (run.id.seed, run.id.protocol, run.id.reading) != (3, "full", "")]

    assert found(record.record_off_plan, strange) == [f"the plan has no {strange.id}"]
    assert found(record.record_off_plan, *without) == ["seed 3 of full was passed over"]


@settings(max_examples=60)
@given(st.data())
def test_any_cell_that_is_edited_any_line_that_is_moved_or_lost_is_seen(data: st.DataObject) -> None:
    lines = list(csv.reader(io.StringIO((STAGES.folder / "runs.csv").read_text(encoding="utf-8"), newline="")))
    line = data.draw(st.integers(1, len(lines) - 2))
    how = data.draw(st.sampled_from(["edited", "lost", "exchanged"]))
    if how == "edited":
        cell = data.draw(st.sampled_from([5, 6, 8, 11]))  # what is still read as a record
        lines[line][cell] = lines[line][cell].replace(lines[line][cell][-1], str((int(lines[line][cell][-1]) + 1) % 10))
    elif how == "lost":
        del lines[line]
    else:
        lines[line], lines[line + 1] = lines[line + 1], lines[line]

    assert _read(lines).edited == line + 1


def _read(lines: list[list[str]]) -> Record:
    """The record that these lines make, read from a folder of its own."""
    assert DESIGN is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "runs.json").write_bytes((STAGES.folder / "runs.json").read_bytes())
        with (folder / "runs.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(lines)
        return read(folder, DESIGN)
