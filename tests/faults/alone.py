"""A question of the exam in a bank of its own, edited again and again: what an edit cannot change is computed once."""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from faults import edits
from faults.edits import Edit
from faults.remembered import Remembered

from grader import bank as banks
from grader.bank import Bank
from grader.checks import hearing
from grader.mutation import held
from grader.release.stages import ComputedStages

TEXTS = (".md", ".txt")
Given = ParamSpec("Given")
Made = TypeVar("Made")


class Alone:
    """A bank of one question, always in the same folder, so that what was computed of an equal text is found again.

    An edit of texts alone leaves the code as it was loaded: what its solver and its claims say is computed once, too.
    An edit of code has it loaded again, and what the modules that it leaves alone remember is remembered on.
    """

    def __init__(self, question: str, folder: Path) -> None:
        edits.put_alone(question, folder)
        self._folder, self._question = folder, folder / question
        self._was = {path: path.read_bytes() for path in self._question.rglob("*") if path.is_file()}
        self._loaded: Bank | None = None
        self._remembered = Remembered(folder)
        self._solve = _once(ComputedStages.solve, _given)
        self._hearing = _once(hearing.Hearing, lambda solution, _: id(solution))
        self._witnesses = _once(held.Witnesses, lambda _, solution: id(solution))

    def edited(self, edit: Edit | None, monkeypatch: pytest.MonkeyPatch) -> Bank:
        """The bank after an edit of the question as it was, or without any. Raises GraderError as `load` does."""
        for path, content in self._was.items():
            if path.read_bytes() != content:
                path.write_bytes(content)
        if edit is not None:
            edit.put_into(self._question)
        if edit is None or not all(one.file.endswith(TEXTS) for one in edit.replacements):
            loaded = banks.load(str(self._folder))
            self._remembered.share(monkeypatch)
            return loaded
        if self._loaded is None:
            self._loaded = banks.load(str(self._folder))
        monkeypatch.setattr(ComputedStages, "solve", self._solve)
        monkeypatch.setattr(hearing, "Hearing", self._hearing)
        monkeypatch.setattr(held, "Witnesses", self._witnesses)
        return self._loaded


def _given(stages: ComputedStages) -> Hashable:
    """What a solver is given: the same for a variant that was drawn before, and for a record that was read before."""
    return stages.question.solve, repr((stages.question.parameters, stages.record.runs))


def _once(make: Callable[Given, Made], key: Callable[..., Hashable]) -> Callable[Given, Made]:
    """What makes the same, once for all that have the same key."""
    made: dict[Hashable, tuple[object, Made]] = {}  # with what it was made of, so that no other gets its id

    def again(*given: Given.args, **more: Given.kwargs) -> Made:
        if (known := key(*given, **more)) not in made:
            made[known] = (given, more), make(*given, **more)
        return made[known][1]

    return again
