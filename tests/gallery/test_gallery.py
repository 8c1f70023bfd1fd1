"""The gallery, from which authors copy: as healthy as an exam, with every kind of question and four subjects."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from places import ROOT

from grader import bank as banks
from grader.bank import Bank
from grader.cli import grader
from grader.errors import BankError
from grader.kinds import authored
from grader.model import Misconception
from grader.release import mutations
from grader.release.stages import ComputedStages, computed
from grader.release.variants import draw
from grader.verification import mutate
from grader.verification.gate import Verification, check_variants, verify

SUBJECTS = {"statistics", "physics", "programming", "deep learning"}
ANSWERED_IN_WORDS = {"essay", "description"}


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, under another name, in a folder with a space."""
    folder = tmp_path_factory.mktemp("gallery") / "my questions"
    done = CliRunner().invoke(grader, ["new", "bank", str(folder), "--gallery"])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def bank(gallery: Path) -> Bank:
    return banks.load(str(gallery))


@pytest.fixture(scope="module")
def stages(bank: Bank) -> tuple[ComputedStages, ...]:
    return computed(bank)


@pytest.fixture(scope="module")
def verified(bank: Bank) -> Verification:
    done = verify(bank, None, progress=lambda _: None)
    varied = [one for one in computed(bank) if one.question.space is not None]
    return check_variants(done, [(one, draw(one, 5, seed=1)) for one in varied], progress=lambda _: None)


def test_it_has_twenty_questions_or_more_and_each_passes_with_its_variants(verified: Verification) -> None:
    assert [f"{found.question}: {found.code} {found.message}" for found in verified.result.findings] == []
    assert verified.result.skipped == 0
    assert len(verified.release.stages) >= 20
    assert verified.variants > 4 * len(verified.trials)


def test_every_kind_is_among_them(stages: tuple[ComputedStages, ...]) -> None:
    assert {one.kind.words for one in stages} == {kind.words for kind in authored()}


def test_they_are_of_four_subjects(stages: tuple[ComputedStages, ...]) -> None:
    counts = Counter(tag for one in stages for tag in one.question.tags if tag in SUBJECTS)

    assert counts.keys() == SUBJECTS
    assert min(counts.values()) >= 4


def test_each_has_claims_and_variants_and_every_kind_shows_wrong_solvers(stages: tuple[ComputedStages, ...]) -> None:
    assert [one.id for one in stages if not one.question.claims] == []
    assert [one.id for one in stages if one.question.space is None] == []
    with_wrong_solvers = {
        one.kind.words for one in stages if any(isinstance(made, Misconception) for made in _defined(one))
    }
    assert {kind.words for kind in authored()} - with_wrong_solvers <= ANSWERED_IN_WORDS | {"true-false"}


def test_it_is_not_written_over_anything(gallery: Path) -> None:
    done = CliRunner().invoke(grader, ["new", "bank", str(gallery), "--gallery"])

    assert isinstance(done.exception, BankError)
    assert "expected nothing there" in str(done.exception)


def test_its_mutation_score_is_of_its_code_and_the_readme_states_it(gallery: Path, bank: Bank) -> None:
    kept = mutations.of(gallery, computed(bank))

    assert kept is not None, "record it anew: grader mutate --bank grader/gallery --record"
    assert kept.held == kept.quoted
    assert min(kept.share_of_solvers, kept.share_of_claims) > 90
    recorded = mutations.read(gallery) or {}
    summary = mutate.summary([score for score, _ in recorded.values()], 0)
    assert f"\n{summary}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def _defined(stages: ComputedStages) -> Iterable[object]:
    """What the question's module defines."""
    return vars(sys.modules[stages.question.item.__module__]).values()
