"""Faults that a colleague would find are found by `verify`, and edits that do no harm raise nothing.

Every edit is made in a copy of one question of the real exam, or of the gallery, which is then checked alone, in this
process. That the exports differ does not count: they differ after any edit.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults import edits
from faults.alone import Alone
from faults.edits import HUMAN, OPEN, Edit
from places import TESTS

from grader.errors import GraderError
from grader.verification.gate import verify

FOLDER = TESTS / "faults"
REFUSED = "refused"
"""What is noted of a fault with which the bank cannot even be loaded: every command says so, and ends."""


def _written(folder: Path) -> Iterator[object]:
    for path in sorted(folder.glob("*.txt")):
        for edit in edits.read(path):
            yield pytest.param(path.stem, edit, id=f"{path.stem}-{edit.line}")


Found = Callable[..., set[str]]
"""Given a question, and an edit of it: the codes of what is found; REFUSED where it cannot be loaded."""


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Alone]:
    """Each question of which there are edits, in a bank of its own."""
    folder = tmp_path_factory.mktemp("alone")
    names = {path.stem for path in FOLDER.rglob("*.txt")}
    return {name: Alone(name, folder / name / "bank") for name in names}


@pytest.fixture
def found(questions: dict[str, Alone], monkeypatch: pytest.MonkeyPatch) -> Found:
    """What finds."""

    def codes(question: str, edit: Edit | None = None) -> set[str]:
        try:
            loaded = questions[question].edited(edit, monkeypatch)
        except GraderError:
            return {REFUSED}
        result = verify(loaded, None, progress=lambda _: None)
        return {finding.code for finding in (*result.findings, *result.warnings)}

    return codes


@pytest.mark.parametrize("question", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_a_question_as_it_is_has_no_finding(question: str, found: Found) -> None:
    assert found(question) == set()


@pytest.mark.parametrize(("question", "edit"), list(_written(FOLDER)))
def test_a_fault_is_found_by_the_checks_that_are_noted(question: str, edit: Edit, found: Found) -> None:
    codes = found(question, edit)

    if edit.found_by[:1] in ((HUMAN,), (OPEN,)):
        assert codes == set(), "a check finds what none did before: note its code"
        assert len(edit.found_by) > 1, "say why no check finds it"
    else:
        assert edit.found_by
        assert set(edit.found_by) <= codes


@pytest.mark.parametrize(("question", "edit"), list(_written(FOLDER / "harmless")))
def test_an_edit_that_does_no_harm_raises_nothing(question: str, edit: Edit, found: Found) -> None:
    assert found(question, edit) == set()
