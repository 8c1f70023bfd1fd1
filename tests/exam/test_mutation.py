"""The exam's evidence, changed on purpose: the score that is recorded and printed is the one that comes out."""

from places import ROOT

from grader import bank as banks
from grader.release import mutations
from grader.release.stages import computed
from grader.verification.mutate import mutate, score, summary


def test_the_exam_s_mutation_score_is_the_one_that_is_recorded() -> None:
    bank = banks.load(str(ROOT / "question_bank"))
    mutated = mutate(bank, (), progress=lambda _: None)

    found = score(mutated)
    assert [finding for one in mutated for finding in one.findings] == []
    assert found.held == found.quoted
    assert min(found.share_of_solvers, found.share_of_claims) >= 95
    assert mutations.of(bank.folder, computed(bank)) == found
    assert f"\n{summary(mutated)}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
