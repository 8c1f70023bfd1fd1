"""The exam's evidence, changed on purpose: the scores that are recorded and printed are those that come out."""

from pathlib import Path
from shutil import copytree, ignore_patterns

from command_line import grader
from places import ROOT

from grader import bank as banks
from grader.release import mutations
from grader.release.stages import computed
from grader.verification import mutate

TRAINS = "viable_training"
"""The question whose mutants take longest, as each trains networks again: `.ci/run` tries it with all others."""


def test_the_exam_s_mutation_score_is_of_its_code_and_the_readme_states_it() -> None:
    bank = banks.load(str(ROOT / "question_bank"))
    kept = mutations.of(bank.folder, computed(bank))

    assert kept is not None, "record it anew: grader mutate --record"
    assert kept.held == kept.quoted
    assert min(kept.share_of_solvers, kept.share_of_claims) >= 95
    recorded = mutations.read(bank.folder) or {}
    summary = mutate.summary([score for score, _ in recorded.values()], 0)
    assert f"\n{summary}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_scores_that_are_recorded_are_those_that_come_out(tmp_path: Path) -> None:
    bank = Path(copytree(ROOT / "question_bank", tmp_path / "question_bank", ignore=ignore_patterns("__pycache__")))
    recorded = mutations.read(bank) or {}
    (bank / mutations.FILE).unlink()
    tried = sorted(set(recorded) - {TRAINS})

    done = grader("mutate", *tried, "--record", cwd=bank)  # in a process whose code no other test has changed

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert mutations.read(bank) == {id_: recorded[id_] for id_ in tried}
