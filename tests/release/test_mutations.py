"""The mutation score that a bank keeps: exports quote it as long as the code is the same; no check rests on it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from places import HEALTHY, TESTS

from grader import bank as banks
from grader.cli import grader
from grader.release import mutations
from grader.release.exports import build
from grader.release.mutations import Kept
from grader.release.stages import computed, of

CODE = "middle/__init__.py"
TEXT = "middle/text.pt-BR.md"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A bank whose survivors are excused, without a score."""
    return Path(shutil.copytree(HEALTHY, tmp_path / "bank", ignore=shutil.ignore_patterns("__pycache__")))


def mutate(bank: Path, *arguments: str) -> Result:
    return CliRunner().invoke(grader, ["mutate", "--bank", str(bank), *arguments])


def kept(bank: Path) -> Kept | None:
    return mutations.of(bank, computed(banks.load(str(bank))))


def verified(bank: Path) -> str:
    return CliRunner().invoke(grader, ["verify", "--no-exports", "--bank", str(bank)]).stdout


def exported(bank: Path) -> str:
    loaded = banks.load(str(bank))
    return build(loaded, of(loaded))["README.md"].decode()


def replacing(path: str, old: str, new: str) -> Callable[[Path], None]:
    def replace(bank: Path) -> None:
        content = (bank / path).read_text(encoding="utf-8")
        assert old in content
        (bank / path).write_text(content.replace(old, new), encoding="utf-8")

    return replace


def test_what_is_recorded_is_what_the_command_says_and_what_exports_quote(bank: Path) -> None:
    done = mutate(bank, "--record")

    score = kept(bank)
    assert done.exit_code == 0
    assert score is not None
    assert done.stdout == (
        f"1 question, {score.held} of {score.quoted} quoted values held, "
        f"{score.of_solvers_killed} of {score.of_solvers} mutants of solvers killed ({score.share_of_solvers:.1f}%), "
        f"{score.of_claims_killed} of {score.of_claims} mutants of claims killed ({score.share_of_claims:.1f}%), "
        f"{score.excused} survivors excused: no findings\n"
    )
    assert (
        f"of {score.of_solvers} changes of the solvers {score.of_solvers_killed} were noticed "
        f"({score.share_of_solvers:.1f}%), and of {score.of_claims} changes of the claims {score.of_claims_killed} "
        f"({score.share_of_claims:.1f}%). The other {score.excused} are excused"
    ) in exported(bank)


@pytest.mark.parametrize(
    "edit",
    [
        replacing(CODE, "isclose(s.mean * len(s.p.sample), sum(s.p.sample))", "s.mean < 100"),
        replacing(TEXT, "| number", "| number(3)"),
    ],
)
def test_a_score_of_other_code_is_not_quoted(bank: Path, edit: Callable[[Path], None]) -> None:
    mutate(bank, "--record")
    edit(bank)

    assert kept(bank) is None
    assert "changes of the solvers" not in exported(bank)


def test_a_module_of_the_bank_that_questions_share_is_part_of_their_code(bank: Path) -> None:
    (bank / "shared.py").write_text("FACTOR = 2\n", encoding="utf-8")
    mutate(bank, "--record")
    replacing("shared.py", "2", "3")(bank)

    assert kept(bank) is None


def test_a_score_that_an_engine_with_other_mutants_found_is_not_quoted(
    bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutate(bank, "--record")
    assert kept(bank) is not None

    monkeypatch.setattr(mutations, "_trying", lambda: ["other code"])
    assert kept(bank) is None


def test_without_being_asked_to_nothing_is_recorded(bank: Path) -> None:
    assert mutate(bank).exit_code == 0

    assert not (bank / mutations.FILE).exists()
    assert "changes of the solvers" not in exported(bank)


def test_a_score_with_findings_is_not_recorded(tmp_path: Path) -> None:
    bank = Path(
        shutil.copytree(TESTS / "banks" / "mutated", tmp_path / "bank", ignore=shutil.ignore_patterns("__pycache__"))
    )

    assert mutate(bank, "--record").exit_code == 1

    assert not (bank / mutations.FILE).exists()


def test_of_a_bank_one_question_may_be_recorded_alone_and_the_others_stay(bank: Path) -> None:
    shutil.copytree(bank / "middle", bank / "second")
    replacing("second/__init__.py", 'id="middle"', 'id="second"')(bank)
    replacing("__init__.py", "import middle", "import middle, second")(bank)
    replacing("__init__.py", "(middle.QUESTION,)", "(middle.QUESTION, second.QUESTION)")(bank)
    assert mutate(bank, "middle", "--record").exit_code == 0
    assert kept(bank) is None
    assert "no score was recorded of this code: second" in verified(bank)

    assert mutate(bank, "second", "--record").exit_code == 0
    both = kept(bank)
    assert both is not None
    assert "no score was recorded" not in verified(bank)

    replacing("second/__init__.py", "isclose(", "(")(bank)
    assert mutations.outdated(bank, computed(banks.load(str(bank)))) == ["second"]


def test_a_file_that_holds_no_score_is_not_written_over(bank: Path) -> None:
    (bank / mutations.FILE).write_text("my notes")

    done = mutate(bank, "--record")

    assert "it holds no score of ours" in str(done.exception)
    assert (bank / mutations.FILE).read_text() == "my notes"


def test_what_is_kept_is_read_back(bank: Path) -> None:
    stages = computed(banks.load(str(bank)))
    score = Kept(9, 8, 7, 6, 5, 4, 3)

    mutations.write(bank, stages, {"middle": score})

    assert mutations.of(bank, stages) == score
    assert mutations.of(bank, []) is None
