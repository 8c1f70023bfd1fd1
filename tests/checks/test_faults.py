"""An exam that is wrong must not pass: each fault is put into a copy of the real exam, and `verify` must name it.

Where nothing is said of the released files, the copy holds the question alone.
"""

import shutil
from pathlib import Path

import pytest
from broken.breaks import replacing
from faults import edits
from places import ROOT

from grader import bank as banks
from grader.release.exports import build, write_all
from grader.release.stages import of
from grader.solver import losses
from grader.verification.gate import verify

SCENARIOS = "loss_scenarios"
DOCUMENTS = ("ipynb", "pdf", "solved.html", "solved.ipynb", "solved.pdf")


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    """A copy of the exam, beside its exports."""
    shutil.copytree(ROOT / "exports", tmp_path / "exports")
    return Path(
        shutil.copytree(
            ROOT / "question_bank", tmp_path / "question_bank", ignore=shutil.ignore_patterns("__pycache__")
        )
    )


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    """A copy of one question of the exam in a bank of its own."""
    edits.put_alone(SCENARIOS, tmp_path / "bank")
    return tmp_path / "bank"


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    """The same of the question that is measured."""
    edits.put_alone("learning_rate", tmp_path / "bank")
    return tmp_path / "bank"


def findings(bank: Path) -> set[str]:
    """Code and file of everything that verify finds in a bank, and in its exports where they lie beside it."""
    exports = bank.parent / "exports"
    result = verify(banks.load(str(bank)), exports if exports.exists() else None, progress=lambda _: None)
    return {f"{finding.code} {Path(finding.place.path).name}" for finding in result.findings}


def test_a_solver_that_takes_the_mean_instead_of_the_sum(scenarios: Path) -> None:
    solver = scenarios / SCENARIOS / "solver.py"
    solver.write_text(solver.read_text().replace("losses.quadratic(", "losses.mean_squared("))

    assert "C001 __init__.py" in findings(scenarios)


def test_an_engine_whose_quadratic_loss_takes_the_mean(scenarios: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(losses, "quadratic", losses.mean_squared)

    assert "C001 __init__.py" in findings(scenarios)


def test_a_changed_situation_that_changes_the_key(scenarios: Path) -> None:
    replacing(f"{SCENARIOS}/solver.py", "first_loss: float = 2.61", "first_loss: float = 0.61")(scenarios)

    assert {"K001 __init__.py", "Q010 readback.en.txt"} <= findings(scenarios)


def test_a_changed_situation_that_leaves_the_key(exam: Path) -> None:
    replacing(f"{SCENARIOS}/solver.py", "first_loss: float = 2.61", "first_loss: float = 2.16")(exam)

    assert findings(exam) == {
        *(f"E002 exam.{language}.xml" for language in ("en", "pt-BR", "multilang")),
        "E002 README.md",  # which quotes a mutation score of other numbers no more
        *(f"E002 exam.{language}.{document}" for language in ("en", "pt-BR") for document in DOCUMENTS),
        *(f"Q010 readback.{language}.txt" for language in ("en", "pt-BR")),
    }


def test_two_options_that_read_the_same(scenarios: Path) -> None:
    replacing(f"{SCENARIOS}/text.en.md", "%}I and II{%", "%}II and IV{%")(scenarios)

    assert "T011 text.en.md" in findings(scenarios)


def test_a_justification_that_quotes_a_typed_number(scenarios: Path) -> None:
    replacing(f"{SCENARIOS}/text.en.md", "the {{ s.uniform_loss | number(2) }} of chance", "the 0.97 of chance")(
        scenarios
    )

    assert {"T005 text.en.md", "T010 text.pt-BR.md"} & findings(scenarios) >= {"T005 text.en.md"}


def test_a_justification_that_quotes_another_value(scenarios: Path) -> None:
    replacing(
        f"{SCENARIOS}/text.en.md",
        "classes has the loss {{ s.uniform_loss | number(2) }}",
        "classes has the loss {{ s.hesitant_loss | number(2) }}",
    )(scenarios)

    assert {"T008 text.en.md", "T010 text.en.md"} <= findings(scenarios)


def test_a_language_that_lacks_a_block(scenarios: Path) -> None:
    replacing(f"{SCENARIOS}/text.pt-BR.md", "{% block option_all_four %}Todas{% endblock %}\n", "")(scenarios)

    assert "T002 text.pt-BR.md" in findings(scenarios)


def test_a_fraction_that_moodle_refuses(scenarios: Path) -> None:
    replacing(
        f"{SCENARIOS}/__init__.py",
        "        answer=s.symptoms,",
        "        distractor_fraction=-0.33,\n        answer=s.symptoms,",
    )(scenarios)

    assert "M001 __init__.py" in findings(scenarios)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("epochs: int = 5", "epochs: int = 6"),
        ("decimals: int | None = 4", "decimals: int | None = 5"),
        ("stride=p.stride)\n    x = training.inception_v1", "stride=1)\n    x = training.inception_v1"),
    ],
)
def test_a_record_made_by_other_code(measured: Path, old: str, new: str) -> None:
    replacing("learning_rate/experiment.py", old, new)(measured)

    assert "R003 runs.json" in findings(measured)


def test_a_comment_does_not_make_other_code(measured: Path) -> None:
    replacing("learning_rate/experiment.py", "def network(", "# Szegedy et al.\ndef network(")(measured)

    assert findings(measured) == set()


def test_a_record_edited_by_hand(measured: Path) -> None:
    bank = banks.load(str(measured))
    write_all(build(bank, of(bank)), measured.parent / "exports")
    runs = measured / "learning_rate" / "runs.csv"
    lines = runs.read_text().splitlines(keepends=True)
    line = next(number for number, line in enumerate(lines) if line.startswith("rate_0_005,1,full,,0,"))
    cells = lines[line].split(",")
    cells[5] = "0.999"
    lines[line] = ",".join(cells)
    runs.write_text("".join(lines))

    assert "E002 learning_rate.statistics.csv" in findings(measured)


def test_a_claim_that_cannot_fail(scenarios: Path) -> None:
    replacing(
        f"{SCENARIOS}/__init__.py",
        "    return stated and s.largest_loss == sure_and_wrong and told[s.first_can_be]\n",
        "    return stated and s.p.first_loss > 0\n",
    )(scenarios)

    assert "C002 __init__.py" in findings(scenarios)
