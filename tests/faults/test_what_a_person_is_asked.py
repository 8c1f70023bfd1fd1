"""Faults that no check finds, or none yet, are asked of a person once the exam was approved: exactly what was edited.

Nobody has to read more again than what somebody changed, and whoever changes a sentence cannot keep it from being read.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from faults import edits
from faults.edits import HUMAN, OPEN, Edit
from places import TESTS

from grader import bank as banks
from grader.checks import approvals
from grader.checks.approvals import Judged, differences
from grader.release import stages as staging
from grader.verification import approve

FOLDER = TESTS / "faults"
STATED = re.compile(r'(?:misconception="|""")([^"]+)')


def _faults() -> Iterator[object]:
    """Every fault that no check finds."""
    for path in sorted(FOLDER.glob("*.txt")):
        for edit in edits.read(path):
            if edit.found_by[:1] in ((HUMAN,), (OPEN,)):
                yield pytest.param(path.stem, edit, id=f"{path.stem}-{edit.line}")


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank for each question of the exam, in which somebody has approved everything."""
    folder = tmp_path_factory.mktemp("approved")
    for path in FOLDER.glob("*.txt"):
        edits.put_alone(path.stem, folder / path.stem)
        bank = banks.load(str(folder / path.stem))
        assert approve.approve_all(approve.look(bank, (), lambda _: None), by="").is_whole
    return folder


def asked(bank: Path) -> tuple[Judged, ...]:
    return approvals.read(staging.computed(banks.load(str(bank)))[0]).asked


def edited(edit: Edit) -> list[tuple[str, str]]:
    """What of an edit changes words that a person judges, as they were and as they are.

    Words of a text, as far as no value stands between; a statement of a claim; a misconception.
    """
    return [
        (old, new)
        for one in edit.replacements
        for old, new in [(_judged(one.file, one.old), _judged(one.file, one.new))]
        if old and new
    ]


def _judged(file: str, passage: str) -> str:
    if not file.startswith("text."):
        found = STATED.search(passage)
        return found[1] if found else ""
    return " ".join(re.sub(r"\[\^\w+\]", "", passage.partition("{{")[0]).split())


def is_asked(old: str, new: str, one: Judged) -> bool:
    """Whether a sentence has the new words where it had the old ones."""
    return any(old in was and new in now for _, was, now in differences(one.before[0].sentence, one.sentence))


@pytest.mark.parametrize(("question", "edit"), list(_faults()))
def test_what_no_check_finds_is_asked_of_a_person(question: str, edit: Edit, exam: Path, tmp_path: Path) -> None:
    bank = copytree(exam / question, tmp_path / "bank")
    edit.put_into(bank / question)

    found, changed = asked(bank), edited(edit)

    assert all(any(is_asked(*words, one) for words in changed) for one in found), "only what was edited"
    assert all(any(is_asked(*words, one) for one in found) for words in changed), "all that was edited"
    assert len(found) <= len(changed)


def test_there_are_such_faults_that_change_what_a_person_judges() -> None:
    faults = [edit for path in FOLDER.glob("*.txt") for edit in edits.read(path) if edited(edit)]

    assert any(edit.found_by[0] == HUMAN for edit in faults)
