"""A quiz graded again: under the key of new files, or under the old one with some changes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from grader.grading import rekey
from grader.grading.exam import read_exam
from grader.grading.marks import Marked, mark
from grader.grading.regrade import Lowering, Regrade, regrade
from grader.grading.session import Given
from grader.grading.solved import loaded, option_ids


def regraded(
    given: Given,
    before: Marked,
    *,
    new: Sequence[Path] = (),
    void: Iterable[str] = (),
    accept: Iterable[str] = (),
    lowering: Lowering,
) -> tuple[Regrade, list[str]]:
    """Grade a download under the key of new files, or under the old one with some changes; and what is to be noted.

    void: questions whose options all earn the mark. accept: `QUESTION=OPTION`, of options that earn it, too.
    """
    void_places = tuple(sorted({place for question in void for place in rekey.find(before, question)}))
    accepted = tuple(accept)
    ids = option_ids(loaded(given.location), before.exam) if accepted else {}
    more = [rekey.find_option(before, written, ids) for written in accepted]
    changed, notes = before.exam, list[str]()
    if new:
        changed, notes = rekey.as_in(
            before.exam, read_exam(*new), except_for=void_places, unasked=rekey.unasked(before)
        )
    changed = rekey.voided(changed, void_places)
    for of_option in more:
        notes += [
            f"{before.exam.graded[place].name}: option {option + 1} earns the whole mark already"
            for place, option in of_option.items()
            if before.exam.graded[place].fractions[option] >= 1
        ]
        changed = rekey.accepted(changed, of_option)
    slot_marks = {slot.slot.number: slot.mark for slot in before.slots}
    after = mark(before.report, changed, maximum=given.maximum, slot_marks=slot_marks)
    rekey.check_told_apart(before, after)
    return regrade(before, replace(after, elsewhere=before.others), given.policy, lowering), notes
