"""The exam's evidence, changed on purpose: the score that is recorded and printed is the one that comes out."""

from command_line import grader
from places import ROOT

from grader import bank as banks
from grader.release import mutations
from grader.release.stages import computed


def test_the_exam_s_mutation_score_is_the_one_that_is_recorded() -> None:
    done = grader("mutate", "--bank", "question_bank", cwd=ROOT)  # in a process whose code no other test has changed

    summary = done.stdout.splitlines()[-1]
    bank = banks.load(str(ROOT / "question_bank"))
    kept = mutations.of(bank.folder, computed(bank))
    assert (done.returncode, done.stderr) == (0, "")
    assert kept is not None
    assert kept.held == kept.quoted
    assert min(kept.share_of_solvers, kept.share_of_claims) >= 95
    assert f"{kept.of_solvers_killed} of {kept.of_solvers} mutants of solvers killed" in summary
    assert f"{kept.of_claims_killed} of {kept.of_claims} mutants of claims killed" in summary
    assert f"\n{summary}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
