"""When a key turns out wrong or void: the same responses under the new key, and who moves by how much."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from grader.grading.exam import Question
from grader.grading.marks import Marked
from grader.grading.matching import Outcome
from grader.grading.participants import Participant, Policy, participants


class Lowering(StrEnum):
    """What happens to whoever would lose: strict takes the new grade, never-lower keeps the better one."""

    STRICT = "strict"
    NEVER_LOWER = "never-lower"


@dataclass(frozen=True)
class Change:
    """A question whose fractions change: what each option was and is worth, and whom it moves.

    gained, lost: responses whose mark rose or fell. blank: responses that are none. marks: by how much in all.
    """

    question: Question
    fractions: tuple[float, ...]
    gained: int
    lost: int
    blank: int
    marks: float


@dataclass(frozen=True)
class Move:
    """A participant's grade before and after; by_slot: the change of each question's mark in the counted attempts.

    grade: the new one. kept: whether the policy kept the old one, which is better.
    """

    before: Participant
    after: Participant
    grade: float | None
    by_slot: tuple[float, ...]
    kept: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether both grades are known, and Moodle agrees with the old one."""
        return self.before.is_certain and replace(self.after, disputed=False).is_certain

    @property
    def change(self) -> float:
        """By how much the grade changes; nothing where it is not certain."""
        if self.grade is None or self.before.grade is None or not self.is_certain:
            return 0.0
        return self.grade - self.before.grade


@dataclass(frozen=True)
class Regrade:
    """A regrade: what changed, and everybody's move."""

    before: Marked
    after: Marked
    changes: Sequence[Change]
    moves: Sequence[Move]


def regrade(before: Marked, after: Marked, policy: Policy, lowering: Lowering) -> Regrade:
    """Compare a download marked twice, under the old fractions and the new ones."""
    old, new = participants(before, policy), participants(after, policy)
    moves = [_move(before, after, was, is_, lowering) for was, is_ in zip(old, new, strict=True)]
    return Regrade(before, after, _changes(before, after), moves)


def _changes(before: Marked, after: Marked) -> list[Change]:
    changed = []
    difference = np.nan_to_num(after.marks - before.marks)
    for question, other in zip(before.exam.graded, after.exam.graded, strict=True):
        if question.fractions == other.fractions:
            continue
        gained = lost = blank = 0
        marks = 0.0
        for number, slot in enumerate(before.slots):
            asked = np.array([one is question for one in slot.asked], dtype=bool)
            moved = difference[:, number][asked]
            gained, lost, marks = gained + int((moved > 0).sum()), lost + int((moved < 0).sum()), marks + moved.sum()
            blank += sum(
                one is question and response.outcome is Outcome.BLANK
                for one, response in zip(slot.asked, slot.responses, strict=True)
            )
        changed.append(Change(question, other.fractions, gained, lost, blank, float(marks)))
    return changed


def _move(before: Marked, after: Marked, was: Participant, is_: Participant, lowering: Lowering) -> Move:
    lower = is_.grade is not None and was.grade is not None and was.grade > is_.grade
    kept = lower and lowering is Lowering.NEVER_LOWER
    by_slot = [
        float(np.nan_to_num(after.marks[list(is_.counted), slot].mean() - before.marks[list(was.counted), slot].mean()))
        if is_.counted
        else 0.0
        for slot in range(len(before.slots))
    ]
    return Move(was, is_, was.grade if kept else is_.grade, tuple(by_slot), kept)
