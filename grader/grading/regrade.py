"""When a key turns out wrong or void: the same responses under the new key, and who moves by how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from grader.errors import GradingError
from grader.grading.exam import Exam, Question, forms, with_fractions
from grader.grading.marks import Marked
from grader.grading.participants import Participant, Policy, participants
from grader.moodle.quiz import Answer


class Lowering(StrEnum):
    """What happens to whoever would lose: strict takes the new grade, never-lower keeps the better one."""

    STRICT = "strict"
    NEVER_LOWER = "never-lower"


@dataclass(frozen=True)
class Change:
    """A question whose fractions change: what each option was and is worth, and whom it moves.

    gained, lost: attempts whose mark on it rose or fell. marks: by how much in all, in marks.
    """

    question: Question
    fractions: tuple[float, ...]
    gained: int
    lost: int
    blank: int
    marks: float


@dataclass(frozen=True)
class Move:
    """A participant's grade before and after; by_slot: the change of each question's mark in the counted attempts."""

    before: Participant
    after: Participant
    grade: float | None
    by_slot: tuple[float, ...]

    @property
    def change(self) -> float:
        """By how much the grade changes."""
        return 0.0 if self.grade is None or self.before.grade is None else self.grade - self.before.grade


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


def as_in(old: Exam, new: Exam) -> Exam:
    """The old exam with the fractions that the new one gives to the same options.

    Questions are told by idnumber, else by name; options by their text. Raises GradingError for what has no
    counterpart, unless a single option is left on either side: then its text was mended.
    """
    known = {question.id: question for question in new.graded}
    replaced = []
    for question in old.graded:
        if question.id not in known:
            raise GradingError(f"{new.where}: expected the question {question.id!r} of {old.where}; --void drops one")
        replaced.append(with_fractions(question, _new_fractions(question, known[question.id], new.where)))
    return _with_questions(old, replaced)


def voided(exam: Exam, written: str) -> Exam:
    """The exam with every option of a question worth the whole mark; a blank still earns nothing, as in Moodle."""
    question = find(exam, written)
    return _with_questions(exam, [with_fractions(question, (1.0,) * len(question.fractions))])


def accepted(exam: Exam, written: str, option_ids: Mapping[str, Sequence[str]]) -> Exam:
    """The exam with one more option worth the whole mark: `QUESTION=OPTION`.

    OPTION is its number in the exam's file, its letter, its id in the bank or its text. option_ids: by question id.
    Raises GradingError for what names no single option, and for a question with multiple answers.
    """
    named, equals, option = written.partition("=")
    if not equals:
        raise GradingError(f"--accept: expected QUESTION=OPTION, received {written!r}")
    question = find(exam, named)
    if not question.single:
        raise GradingError(f"--accept: {question.name!r} takes several answers; give its new key with --new")
    place = _option(question, option.strip(), option_ids.get(question.id, ()))
    fractions = tuple(1.0 if number == place else fraction for number, fraction in enumerate(question.fractions))
    return _with_questions(exam, [with_fractions(question, fractions)])


def find(exam: Exam, written: str) -> Question:
    """The question that is meant: by its number in the exam, its idnumber (a language left out or not), or its name."""
    if written.isdecimal() and 1 <= int(written) <= len(exam.questions):
        question = exam.questions[int(written) - 1]
        if question is None:
            raise GradingError(f"question {written} is of a type that is not graded here")
        return question
    found = [
        question
        for question in exam.graded
        if written in (question.id, question.name, question.id.rpartition(".")[0] or question.id)
    ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(question.id for question in exam.graded)
    raise GradingError(f"{exam.where}: expected one question of {known}, received {written!r}")


def _option(question: Question, written: str, ids: Sequence[str]) -> int:
    count = len(question.fractions)
    if written in ids:
        return list(ids).index(written)
    if written.isdecimal() and 1 <= int(written) <= count:
        return int(written) - 1
    if len(written) == 1 and 0 <= ord(written) - ord("a") < count:
        return ord(written) - ord("a")
    options = question.options(lossless=True)
    found = [option for option, texts in enumerate(options) if written in texts]
    if len(found) != 1:
        expected = ", ".join(ids) if ids else "; ".join(texts[0] for texts in options)
        raise GradingError(
            f"--accept: expected an option of {question.name!r} by number (1 to {count}), letter or text: {expected}; "
            f"received {written!r}"
        )
    return found[0]


def _with_questions(exam: Exam, replaced: Sequence[Question]) -> Exam:
    by_id = {question.id: question for question in replaced}
    return replace(exam, questions=tuple(by_id.get(one.id, one) if one else None for one in exam.questions))


def _new_fractions(old: Question, new: Question, where: str) -> tuple[float, ...]:
    counterparts = _counterparts(old.source.answers, new.source.answers)
    left = [option for option, found in enumerate(counterparts) if found is None]
    free = set(range(len(new.fractions))) - set(counterparts)
    if len(left) == len(free) == 1:
        counterparts[left[0]] = free.pop()
        left = []
    if left:
        raise GradingError(
            f"{where}: question {new.name!r}: options {', '.join(str(option + 1) for option in left)} of the old "
            "version have no counterpart: keep their texts, and change one at a time"
        )
    return tuple(new.fractions[found] for found in counterparts if found is not None)


def _counterparts(old: Sequence[Answer], new: Sequence[Answer]) -> list[int | None]:
    """For each old option, the one new option with the same text: as it is stored, else as it reads."""
    found: list[int | None] = [None] * len(old)
    for reading in (lambda answer: answer.markup, lambda answer: forms(answer.markup, lossless=True)):
        for place, answer in enumerate(old):
            same = [number for number, other in enumerate(new) if reading(other) == reading(answer)]
            if found[place] is None and len(same) == 1 and same[0] not in found:
                found[place] = same[0]
    return found


def _changes(before: Marked, after: Marked) -> list[Change]:
    changed = []
    difference = after.marks - before.marks
    for question, other in zip(before.exam.graded, after.exam.graded, strict=True):
        if question.fractions == other.fractions:
            continue
        asked = np.array([[one is question for one in slot.asked] for slot in before.slots]).T
        moved = np.where(asked & ~np.isnan(difference), difference, 0.0)
        blank = sum(
            one is question and not response.options
            for slot in before.slots
            for one, response in zip(slot.asked, slot.responses, strict=True)
        )
        gained, lost = int((moved > 0).sum()), int((moved < 0).sum())
        changed.append(Change(question, other.fractions, gained, lost, blank, float(moved.sum())))
    return changed


def _move(before: Marked, after: Marked, was: Participant, is_: Participant, lowering: Lowering) -> Move:
    grade = is_.grade
    if lowering is Lowering.NEVER_LOWER and grade is not None and was.grade is not None and was.grade > grade:
        grade = was.grade
    by_slot = [
        float(after.marks[list(is_.counted), slot].mean() - before.marks[list(was.counted), slot].mean())
        if is_.counted
        else 0.0
        for slot in range(len(before.slots))
    ]
    return Move(was, is_, grade, tuple(by_slot))
