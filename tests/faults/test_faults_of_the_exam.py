"""Faults that a colleague would find are found by `verify`, and edits that do no harm raise nothing.

Every edit is made in a copy of one question of the real exam, or of the gallery, which is then checked alone, in this
process. That the exports differ does not count: they differ after any edit.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import edits
from faults.edits import HUMAN, OPEN, Edit
from places import TESTS

from grader import bank as banks
from grader.errors import GraderError
from grader.verification.gate import verify

FOLDER = TESTS / "faults"
REFUSED = "refused"
"""What is noted of a fault with which the bank cannot even be loaded: every command says so, and ends."""


def _written(folder: Path) -> Iterator[object]:
    for path in sorted(folder.glob("*.txt")):
        for edit in edits.read(path):
            yield pytest.param(path.stem, edit, id=f"{path.stem}-{edit.line}")


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A bank that is to hold one question."""
    return tmp_path / "bank"


def found(bank: Path, question: str, edit: Edit | None = None) -> set[str]:
    """The codes of what is found in a question, after an edit; REFUSED where it cannot be loaded."""
    edits.put_alone(question, bank)
    if edit is not None:
        edit.put_into(bank / question)
    try:
        loaded = banks.load(str(bank))
    except GraderError:
        return {REFUSED}
    result = verify(loaded, None, progress=lambda _: None)
    return {finding.code for finding in (*result.findings, *result.warnings)}


@pytest.mark.parametrize("question", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_a_question_as_it_is_has_no_finding(question: str, bank: Path) -> None:
    assert found(bank, question) == set()


@pytest.mark.parametrize(("question", "edit"), list(_written(FOLDER)))
def test_a_fault_is_found_by_the_checks_that_are_noted(question: str, edit: Edit, bank: Path) -> None:
    codes = found(bank, question, edit)

    if edit.found_by[:1] in ((HUMAN,), (OPEN,)):
        assert codes == set(), "a check finds what none did before: note its code"
        assert len(edit.found_by) > 1, "say why no check finds it"
    else:
        assert edit.found_by
        assert set(edit.found_by) <= codes


@pytest.mark.parametrize(("question", "edit"), list(_written(FOLDER / "harmless")))
def test_an_edit_that_does_no_harm_raises_nothing(question: str, edit: Edit, bank: Path) -> None:
    assert found(bank, question, edit) == set()
