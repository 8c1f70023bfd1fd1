"""When a key turns out wrong or void: the same responses under the new key, and who moves by how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from grader.grading.exam import Question
from grader.grading.marks import Marked
from grader.grading.participants import Participant, Policy, participants
from grader.kinds.response import Outcome


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
        return self.before.is_certain and self.after._replace(disputed=False).is_certain

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
    """Every question whose fractions change, of those that somebody was asked, if anybody was asked any."""
    questions = before.exam.graded
    places = {id(question): place for place, question in enumerate(questions)}
    count = len(questions)
    asked, gained, lost, blank = (np.zeros(count, dtype=int) for _ in range(4))
    marks = np.zeros(count)
    difference = np.nan_to_num(after.marks - before.marks)
    for number, slot in enumerate(before.slots):
        place = slot.asked.numbers(lambda one: places.get(id(one), -1)).astype(int)
        is_blank = slot.responses.mask(lambda response: response.outcome is Outcome.BLANK)
        graded, moved = place >= 0, difference[:, number]
        asked += np.bincount(place[graded], minlength=count)
        gained += np.bincount(place[graded & (moved > 0)], minlength=count)
        lost += np.bincount(place[graded & (moved < 0)], minlength=count)
        blank += np.bincount(place[graded & is_blank], minlength=count)
        marks += np.bincount(place[graded], moved[graded], minlength=count)
    return [
        Change(question, other.fractions, int(gained[at]), int(lost[at]), int(blank[at]), float(marks[at]))
        for at, (question, other) in enumerate(zip(questions, after.exam.graded, strict=True))
        if question.fractions != other.fractions and (asked[at] or not before.attempts)
    ]


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
