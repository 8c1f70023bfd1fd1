"""What a regrade should change by the quiz's own responses: marked as the questions were, and as they are now."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from grader.grading.new_key import regraded
from grader.grading.participants import Policy
from grader.grading.regrade import Lowering
from grader.grading.session import Given, read


def expected(responses: Path, before: bytes, after: bytes) -> Mapping[str, tuple[int, int]]:
    """By question as the quiz counts, how many marks of a download rise and how many fall; those where any does.

    before, after: the Moodle XML of the questions. Raises GradingError where the download is not of these questions.
    """
    with TemporaryDirectory() as folder:  # of questions alone
        old, new = Path(folder) / "before.xml", Path(folder) / "after.xml"
        old.write_bytes(before)
        new.write_bytes(after)
        given = Given(
            responses,
            (old,),
            exams_named=True,
            location=None,
            policy=Policy.HIGHEST,
            maximum=None,
            marks={},
            variant_folders=(),
        )
        result, _ = regraded(given, read(given).marked, new=(new,), lowering=Lowering.STRICT)
    moved = np.nan_to_num(result.after.marks - result.before.marks)
    counts = {
        slot.slot.number: (int((moved[:, place] > 0).sum()), int((moved[:, place] < 0).sum()))
        for place, slot in enumerate(result.before.slots)
    }
    return {number: found for number, found in counts.items() if any(found)}
