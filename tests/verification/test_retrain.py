"""Training again: equal to the last bit where the machine is the same, inside the recorded spread elsewhere."""

import json
import math
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from banks import measuring
from banks.measuring import edit, first_seeds, locator, measure

from grader import bank as banks
from grader.design import RunId
from grader.findings import NOTHING_FOUND
from grader.stability.intervals import prediction_interval
from grader.stability.provenance import machine_key
from grader.verification import gate as verifying
from grader.verification.gate import Again, Verification, retrain, runs_to_repeat

SEEDS = 12
ROW = "loaded,1,full,,0,"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = measuring.copy_of_cheap(tmp_path_factory.mktemp("measured") / "bank")
    measure(copy, first_seeds(locator(copy)(), SEEDS))
    return copy


@pytest.fixture
def copy(measured: Path, tmp_path: Path) -> Path:
    """A bank whose record has twelve seeds, made on this machine."""
    copy = measuring.copy_of_cheap(tmp_path / "bank")
    for name in ("runs.csv", "runs.json"):
        (copy / "coin" / name).write_bytes((measured / "coin" / name).read_bytes())
    return copy


def made_elsewhere(copy: Path) -> None:
    """Say that another machine made the record."""
    table, about = copy / "coin" / "runs.csv", copy / "coin" / "runs.json"
    content = json.loads(about.read_text())
    [(here, machine)] = content["machines"].items()
    machine["processor"] = "another"
    content["machines"] = {machine_key(machine): machine}
    about.write_text(json.dumps(content))
    table.write_text(table.read_text().replace(here, machine_key(machine)))


def verified(copy: Path) -> Verification:
    return verifying.verify(banks.load(str(copy)), None, progress=lambda _: None)


def trained_again(copy: Path, seeds: int | None = None) -> Verification:
    """What comes of the training alone, whatever is wrong with the record."""
    result = replace(verified(copy), of_questions=(NOTHING_FOUND,), result=NOTHING_FOUND)
    return retrain(result, Again(seeds), progress=lambda _: None)


def test_on_the_same_machine_every_value_is_the_recorded_one(copy: Path) -> None:
    result = trained_again(copy, seeds=2)

    assert result.findings == []
    assert (result.repeated, result.comparable) == (4, 0)


@pytest.mark.parametrize(("old", "new"), [("tails", "heads"), (ROW + "0.795", ROW + "0.7950000000000002")])
def test_on_the_same_machine_any_other_value_is_found(copy: Path, old: str, new: str) -> None:
    table = copy / "coin" / "runs.csv"
    table.write_text(table.read_text().replace(old, new, 1))

    result = trained_again(copy)

    [finding] = result.findings
    assert finding.code == "R006"
    assert "loaded, seed 1: made again on the same machine" in finding.message
    assert result.repeated == 2 * SEEDS - 1


def test_a_record_of_another_machine_passes_inside_its_spread(copy: Path) -> None:
    made_elsewhere(copy)

    result = trained_again(copy)

    assert result.findings == []
    assert (result.repeated, result.comparable) == (0, 2 * SEEDS)


def test_a_record_of_another_machine_fails_far_outside(copy: Path) -> None:
    made_elsewhere(copy)
    edit(copy / "coin" / "coins.py", '"fair": 0.5', '"fair": 0.7')

    result = trained_again(copy)

    assert {finding.code for finding in result.findings} == {"R006"}
    assert all(finding.message.startswith("fair, seed") for finding in result.findings)
    assert "made again on another machine" in result.findings[0].message
    assert result.comparable == 2 * SEEDS - len({finding.message.partition(":")[0] for finding in result.findings})


def test_another_experiment_is_found_by_its_first_value_where_its_metric_would_fit(copy: Path) -> None:
    made_elsewhere(copy)
    edit(copy / "coin" / "coins.py", '"fair": 0.5', '"fair": 0.52')

    messages = [finding.message for finding in trained_again(copy).findings]

    assert messages
    assert all(message.startswith("fair, seed") for message in messages)
    assert any("the first of its halves is" in message for message in messages)
    assert not any("its accuracy is" in message for message in messages)


@pytest.mark.parametrize(("recorded_nan", "found"), [(True, []), (False, ["R006"] * 2 * SEEDS)])
def test_elsewhere_a_nan_fits_where_one_was_recorded(copy: Path, recorded_nan: bool, found: list[str]) -> None:  # noqa: FBT001
    made_elsewhere(copy)
    if recorded_nan:
        table = copy / "coin" / "runs.csv"
        cells = [line.split(",") for line in table.read_text().splitlines()]
        table.write_text(
            "".join(",".join([*c[:5], c[5] if c[5] == "accuracy" else "nan", *c[6:]]) + "\n" for c in cells)
        )
    edit(copy / "coin" / "experiment.py", "float(heads.mean())", "float('nan')")

    assert [finding.code for finding in trained_again(copy).findings] == found


def test_a_run_that_fails_when_made_again_is_found(copy: Path) -> None:
    edit(copy / "coin" / "experiment.py", "    generator = ", "    raise OSError('no coin')\n    generator = ")

    result = trained_again(copy)

    assert [finding.evidence for finding in result.findings] == [("OSError: no coin",)] * 2 * SEEDS


def test_complete_seeds_are_repeated_those_of_this_machine_first(copy: Path) -> None:
    table = copy / "coin" / "runs.csv"
    lines = table.read_text().splitlines(keepends=True)
    here = lines[1].split(",")[-3]
    lines = [line.replace(here, "other") if ",1,full" in line else line for line in lines if "fair,2," not in line]
    table.write_text("".join(lines))
    [stages] = verified(copy).release.computed
    assert stages.question.design is not None

    def drawn(by: int, seeds: int | None = None) -> list[int]:
        chosen, again = runs_to_repeat(stages, design, seeds, by=random.Random(by))
        assert again == [RunId(option, seed) for seed in chosen for option in ("fair", "loaded")]
        return chosen

    design = stages.question.design
    assert sorted(drawn(1)[:10]) == list(range(3, 13))
    assert drawn(1)[10:] == [1]
    assert drawn(1) == drawn(1) != drawn(2)
    assert drawn(1, 3) == drawn(1)[:3]


def test_the_prediction_interval_covers_a_further_value_as_often_as_it_says() -> None:
    """Over 4000 normal samples the share outside is the error, within four standard errors of the simulation."""
    generator = np.random.default_rng(5)
    for size, error in ((2, 0.2), (5, 0.1), (30, 0.05)):
        outside = 0
        for *sample, further in generator.normal(3, 2, (4000, size + 1)).tolist():
            low, high = prediction_interval(sample, error=error)
            outside += not low <= further <= high
        assert abs(outside / 4000 - error) < 4 * math.sqrt(error * (1 - error) / 4000)


def test_equal_values_predict_their_equal_and_one_value_predicts_nothing() -> None:
    assert prediction_interval([0.1] * 7, error=0.01) == (0.1, 0.1)
    assert prediction_interval([0.1], error=0.01) == (-math.inf, math.inf)
    assert prediction_interval([], error=0.01) == (-math.inf, math.inf)
