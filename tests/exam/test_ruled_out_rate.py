"""The alternate to question 4: what was preset before it was measured, and what its record certifies."""

import csv
import json

import pytest
from places import ROOT

from grader import bank as banks
from grader.checks.presets import preset_after_looking, preset_unread
from grader.design import Decision
from grader.release.stages import computed
from grader.stability import runs
from grader.stability.digest import code_digest
from grader.stability.evalues import log_e_at_least
from grader.stability.preset import presets
from question_bank.learning_rate import again as again_of_question_4
from question_bank.learning_rate.design import DESIGN as OF_QUESTION_4
from question_bank.learning_rate.experiment import AS_PUBLISHED
from question_bank.ruled_out_rate import again
from question_bank.ruled_out_rate.design import DESIGN, RULED_OUT
from question_bank.ruled_out_rate.solver import solve

FOLDER = ROOT / "question_bank" / "ruled_out_rate"
RECORD = runs.read(FOLDER, DESIGN)
[STAGES] = [one for one in computed(banks.load(str(ROOT / "question_bank"))) if one.id == "ruled_out_rate"]


def test_it_was_preset_after_the_record_of_question_4_and_before_its_own() -> None:
    earlier = runs.read(FOLDER.parent / "learning_rate", OF_QUESTION_4)

    assert presets(FOLDER / "preset.json") == DESIGN.statements == (RULED_OUT,)
    assert RULED_OUT.before == (("learning_rate", earlier.ending.runs, earlier.ending.digest),)
    assert RULED_OUT.first_seed == 1 + max(run.id.seed for run in earlier.runs)
    assert min(run.id.seed for run in RECORD.runs) == RULED_OUT.first_seed
    assert list(preset_after_looking.search(STAGES)) == list(preset_unread.search(STAGES)) == []


def test_the_experiment_is_that_of_question_4() -> None:
    assert RECORD.provenance is not None
    assert DESIGN.run is OF_QUESTION_4.run
    assert RECORD.provenance.code == code_digest(OF_QUESTION_4.run)


def test_0_005_is_certified_ahead_of_0_05_in_nine_of_ten_seeds() -> None:
    verdict = RULED_OUT.judge(RECORD.runs, DESIGN)

    assert (verdict.decision, verdict.options) == (Decision.CERTIFIED, ("rate_0_05",))
    assert verdict.seeds >= 43
    assert STAGES.keyed == ["rate_0_05"]


def test_without_runs_nothing_is_decided() -> None:
    assert str(solve(AS_PUBLISHED, ()).answer) == "UNDECIDED"


@pytest.mark.parametrize("option", ["rate_0_001", "rate_0_005", "rate_0_01"])
def test_no_other_rate_is_ruled_out_by_any_rival(option: str) -> None:
    recorded = again_of_question_4.fully_seeded()
    for rival in recorded.keys() - {option}:
        ahead = sum(other > own for own, other in zip(recorded[option], recorded[rival], strict=True))
        assert log_e_at_least(ahead, len(recorded[option]), 0.9) > 3  # the logarithm of 20 is less


@pytest.mark.parametrize(("held", "failed", "e_value"), [(43, 0, 20.8875), (42, 0, 19.2150), (65, 1, 21.1570)])
def test_the_e_value_by_hand_is_the_engine_s(held: int, failed: int, e_value: float) -> None:
    assert again.e_value(held, failed, 0.9) == pytest.approx(e_value, abs=1e-4)


def test_its_statistics_and_certificate_are_released() -> None:
    exports = ROOT / "exports" / "stability"
    with (exports / "ruled_out_rate.statistics.csv").open(encoding="utf-8", newline="") as lines:
        assert [row["option"] for row in csv.DictReader(lines)] == ["rate_0_005", "rate_0_05"]
    certificate = json.loads((exports / "ruled_out_rate.certificate.json").read_text(encoding="utf-8"))
    assert "rate_0_05 behind rate_0_005" in json.dumps(certificate)
