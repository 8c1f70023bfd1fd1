"""Both notebooks run from top to bottom: the solved one prints what is saved in it, the other tells no answer."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from typing import Any

import pytest
from extras import needs
from places import ROOT

from grader import RunId
from grader import bank as banks
from grader.checks.release import Release
from grader.documents.cells import STUDENT, cells
from grader.errors import AuthorError
from grader.release.exports import DOCUMENTS, Files
from grader.release.stages import computed, of
from grader.solver.images import SHIPPED
from grader.stability import runs
from question_bank.learning_rate.design import DESIGN

EXPORTS = ROOT / "exports" / DOCUMENTS
TRAINING = "learning_rate-code-5"
SHORTER = """
from dataclasses import replace
from question_bank.learning_rate import experiment
experiment.AS_PUBLISHED = replace(experiment.AS_PUBLISHED, epochs=1)
"""
LANGUAGES = ("en", "pt-BR")


@pytest.fixture(scope="module")
def files() -> Files:
    bank = banks.load(str(ROOT / "question_bank"))
    return Release(bank, of(bank), None).documents.files


def read(content: bytes) -> Any:
    import nbformat

    notebook = nbformat.reads(content.decode(), as_version=4)  # type: ignore[no-untyped-call] # it says no types
    nbformat.validate(notebook)
    return notebook


def executed(notebook: Any, folder: Path) -> Any:
    """The notebook after a run of all its cells, of which the first that fails is an error."""
    from nbclient import NotebookClient

    NotebookClient(
        notebook, timeout=None, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return notebook


def printed(notebook: Any) -> dict[str, str]:
    """What each cell of code printed, by its id; warnings aside."""
    return {cell.id: "".join(_printed(cell)) for cell in notebook.cells if cell.cell_type == "code"}


def _printed(cell: Any) -> Iterator[str]:
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            yield output.text


@needs("nbclient")
@needs("ipykernel")
@pytest.mark.filterwarnings("ignore")  # the libraries of a kernel warn of each other
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_solved_notebook_prints_what_is_saved_in_it(language: str, files: Files) -> None:
    notebook = read(files[f"exam.{language}.solved.ipynb"])
    notebook.cells = [cell for cell in notebook.cells if cell.id != TRAINING]
    saved = printed(notebook)

    found = printed(executed(notebook, EXPORTS))

    assert found == saved
    assert sum(bool(output) for output in saved.values()) > 10


@needs("nbclient")
@needs("ipykernel")
@needs("tensorflow")
@pytest.mark.filterwarnings("ignore")
def test_the_solved_notebook_trains_as_the_record_says(files: Files) -> None:
    """For one of five epochs: by its loss, which other filters, seeds, rates and images change more than accuracies."""
    from nbformat.v4 import new_code_cell

    notebook = read(files["exam.en.solved.ipynb"])
    cells = {cell.id: cell for cell in notebook.cells}
    before, training = [cells["exam-code"], cells["learning_rate-code-1"]], cells[TRAINING]
    losses = new_code_cell("print(*trained['losses'])")  # type: ignore[no-untyped-call] # it says no types
    shorter = new_code_cell(SHORTER)  # type: ignore[no-untyped-call] # it says no types
    said = "".join(_printed(training))
    notebook.cells = [*before, shorter, training, losses]

    executed(notebook, EXPORTS)

    record = runs.read(ROOT / "question_bank" / "learning_rate", DESIGN)
    [recorded] = [run for run in record.runs if run.id == RunId("rate_0_005", seed=1)]
    of_epochs = recorded.measured["losses"]
    assert isinstance(of_epochs, tuple)
    accuracy = rf"trained 0\.\d+, recorded {recorded.measured['accuracy']:.3f}\n"
    assert re.fullmatch(accuracy, said)
    assert re.fullmatch(accuracy, "".join(_printed(training)))
    [loss] = map(float, "".join(_printed(losses)).split())
    assert loss == pytest.approx(of_epochs[0], rel=0.01)  # another machine's arithmetic


@needs("nbclient")
@needs("ipykernel")
@needs("tensorflow")
@pytest.mark.filterwarnings("ignore")
def test_the_students_notebook_runs_without_the_bank(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    images = tmp_path / "keras" / "datasets" / "fashion-mnist"  # where Keras keeps what it has downloaded
    images.mkdir(parents=True)
    for path in SHIPPED.glob("*.gz"):
        copy(path, images / path.name)
        copy(path, images / path.name.replace("train", "t10k"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    notebook = read(files["exam.en.ipynb"])

    found = printed(executed(notebook, tmp_path))

    assert found["learning_rate-code-2"] == "(1000, 28, 28, 1) (1000, 10) (1000, 28, 28, 1) (1000, 10)\n"
    assert b"question_bank" not in files["exam.en.ipynb"]


@needs("nbformat")
@pytest.mark.parametrize("language", LANGUAGES)
def test_students_find_no_answer_in_their_notebook(language: str, files: Files) -> None:
    student, solved = (read(files[f"exam.{language}{kind}.ipynb"]) for kind in ("", ".solved"))

    assert [cell.id for cell in student.cells] == [
        "exam",
        "viable_training-question",
        "small_loss_values-question",
        "output_range-question",
        "learning_rate-question",
        *(f"learning_rate-code-{number}" for number in range(1, 6)),
        "loss_scenarios-question",
        *(f"loss_scenarios-code-{number}" for number in range(1, 4)),
    ]
    assert all(cell.metadata == {} for cell in (*student.cells, *solved.cells))
    assert {(cell.execution_count, tuple(cell.outputs)) for cell in student.cells if cell.cell_type == "code"} == {
        (None, ())
    }
    asked = {cell.id: cell.source for cell in solved.cells}
    assert all(asked[cell.id] == cell.source for cell in student.cells if cell.id.endswith("-question"))
    answers = [cell.source for cell in solved.cells if cell.id.endswith("-answer")]
    assert len(answers) == 5
    words = "".join(cell.source for cell in student.cells)
    assert not any(line in words for answer in answers for line in answer.splitlines() if len(line) > 20)


@needs("nbformat")
def test_a_statement_reads_as_notebooks_have_it(files: Files) -> None:
    asked = {cell.id: cell.source for cell in read(files["exam.pt-BR.ipynb"]).cells}

    assert "$e^{-0{,}05}$" in asked["learning_rate-question"]
    assert asked["loss_scenarios-question"].startswith("## Questão 5\n\nModelos profundos")
    assert "**(b)** II e IV" in asked["loss_scenarios-question"]


@needs("nbformat")
def test_notebooks_are_written_as_nbformat_writes_them(files: Files) -> None:
    import nbformat

    for name, content in files.items():
        if name.endswith(".ipynb"):
            written: str = nbformat.writes(read(content))  # type: ignore[no-untyped-call] # it says no types
            assert f"{written}\n".encode() == content


def test_a_file_of_code_becomes_cells(tmp_path: Path) -> None:
    (tmp_path / "solved.py").write_text(
        '"""About it."""\n# %%\n# en: Count.\n# pt-BR: Conte.\n# note: stays\nx = 1  # en: stays\n\n\n'
        "# %%\nfor i in range(2):\n    print(i)\n# > {% for i in of %}\n# > {{ i }}\n# > {% endfor %}\n# %%\n"
    )

    found = cells(tmp_path / "solved.py", "en", {"of": range(2)})

    assert [(cell.source, cell.printed) for cell in found] == [
        ("# Count.\n# note: stays\nx = 1  # en: stays", ""),
        ("for i in range(2):\n    print(i)", "0\n1\n"),
    ]
    assert cells(tmp_path / "student.py", "en", {}) == []


def test_what_a_cell_cannot_print_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "solved.py").write_text("# %%\nprint(1)\n# > {{ s.nothing }}\n")

    with pytest.raises(AuthorError, match=r"solved\.py: what a cell prints cannot be filled in: .*nothing"):
        cells(tmp_path / "solved.py", "en", {"s": object()})


def test_whatever_a_cell_s_template_raises_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "solved.py").write_text("# %%\nprint(1)\n# > {{ s() }}\n")

    def fails() -> None:
        raise LookupError("no such thing")

    with pytest.raises(AuthorError, match=r": what a cell prints cannot be filled in: LookupError: no such thing"):
        cells(tmp_path / "solved.py", "en", {"s": fails})


def test_the_cells_of_a_copy_of_a_bank_import_from_the_copy(tmp_path: Path) -> None:
    copied = copytree(ROOT / "question_bank", tmp_path / "renamed", ignore=ignore_patterns("__pycache__"))
    loaded = banks.load(str(copied))

    made = Release(loaded, of(loaded), None).documents.files["exam.en.solved.ipynb"].decode()

    assert "question_bank" not in made
    assert "from renamed.viable_training.solver import Parameters, solve" in made
    assert "from renamed.learning_rate import again" in made


def test_a_cell_imports_what_its_question_and_its_bank_share_by_the_bank_s_name(tmp_path: Path) -> None:
    question = tmp_path / "some_bank" / "question"
    question.mkdir(parents=True)
    (question / "solved.py").write_text(
        "# %%\nfrom . import a\nfrom .b import c\nfrom .. import d\nfrom ..e.f import g\n"
    )

    [cell] = cells(question / "solved.py", "en", {})

    assert cell.source.splitlines() == [
        "from some_bank.question import a",
        "from some_bank.question.b import c",
        "from some_bank import d",
        "from some_bank.e.f import g",
    ]


def test_a_comment_of_a_language_that_the_bank_lacks_stands_in_no_notebook(bank: Path) -> None:
    (bank / "middle" / "student.py").write_text("# %%\n# en: Count.\n# de: Zähle.\nx = 1\n", encoding="utf-8")
    loaded = banks.load(str(bank))

    made = Release(loaded, of(loaded), None).documents.files

    [cell] = [one for one in json.loads(made["exam.en.ipynb"])["cells"] if one["id"] == "middle-code-1"]
    assert cell["source"] == ["# Count.\n", "x = 1"]


@pytest.mark.parametrize("id_", ["learning_rate", "loss_scenarios"])
def test_numbers_that_students_begin_with_are_those_of_the_question(id_: str) -> None:
    """Another parameter or another seed is another file to begin with."""
    [stages] = [one for one in computed(banks.load(str(ROOT / "question_bank"))) if one.id == id_]
    found = [
        node.value
        for node in ast.walk(ast.parse((stages.folder / STUDENT).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    ]

    assert Counter(found) == Counter(_begun_with(stages.solution) if id_ == "learning_rate" else [])


def _begun_with(s: Any) -> list[float]:
    """The numbers in the file of question 4, as often as each stands there."""
    return [
        s.largest_pixel,
        s.p.classes,
        *(2 * [s.p.train_images, s.p.train_images, s.end_of_validation]),
        *s.p.image_shape,
        s.p.residual_filters,
        *s.rates,
        s.numpy_seed,
        s.tensorflow_seed,
    ]
