"""The exam's evidence, changed on purpose: the scores that are recorded and printed are those that come out."""

import json
from dataclasses import astuple

from command_line import grader
from places import ROOT

from grader import bank as banks
from grader.release import mutations
from grader.release.stages import computed

TRAINS = "viable_training"
"""The question whose mutants take longest, as each trains networks again: `.ci/run` tries it with all others."""

COUNTS = (
    *("quoted", "held", "mutants of solvers", "killed, of solvers", "mutants of claims", "killed, of claims"),
    "waived",
)


def test_the_exam_s_mutation_score_is_of_its_code_and_the_readme_states_it() -> None:
    bank = banks.load(str(ROOT / "question_bank"))
    kept = mutations.of(bank.folder, computed(bank))

    assert kept is not None, "record it anew: grader mutate --record"
    assert kept.held == kept.quoted
    assert min(kept.share_of_solvers, kept.share_of_claims) >= 95
    summary = (
        f"{len(bank.computed)} questions, {kept.held} of {kept.quoted} quoted values held, "
        f"{kept.of_solvers_killed} of {kept.of_solvers} mutants of solvers killed ({kept.share_of_solvers:.1f}%), "
        f"{kept.of_claims_killed} of {kept.of_claims} mutants of claims killed ({kept.share_of_claims:.1f}%), "
        f"{kept.excused} survivors excused: no findings"
    )
    assert f"\n{summary}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_scores_that_are_recorded_are_those_that_come_out() -> None:
    bank = banks.load(str(ROOT / "question_bank"))
    recorded = mutations.read(bank.folder)
    assert recorded is not None
    tried = sorted(set(recorded) - {TRAINS})

    done = grader("mutate", *tried, "--json", "--bank", "question_bank", cwd=ROOT)  # no other test has changed its code

    of_question = json.loads(done.stdout)
    assert [finding for counts in of_question.values() for finding in counts["findings"]] == []
    assert (done.returncode, done.stderr) == (0, "")
    found = {id_: tuple(counts[name] for name in COUNTS) for id_, counts in of_question.items()}
    assert found == {id_: astuple(recorded[id_][0]) for id_ in tried}
