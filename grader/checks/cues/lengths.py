"""Family W, on what nobody reads to the end: feedbacks are short, and the rest stands in the block `evidence`."""

import re
from collections.abc import Iterator

from grader.checks.text import COMPLETE
from grader.findings import Defect, Severity, at, check
from grader.moodle.flatten import to_plain_text
from grader.release.stages import ComputedStages
from grader.texts.numerals import MATHEMATICS

MOST_IN_GENERAL, MOST_OF_ONE = 150, 45


@check(
    "W022",
    remedy="Keep what decides, and move the rest into the block evidence; or waive W022 in the question with the "
    "reason.",
    requires=COMPLETE,
    severity=Severity.WARNING,
    unvaried=True,
)
def feedback_unread(stages: ComputedStages) -> Iterator[Defect]:
    """A general feedback has more than 150 words, or the feedback of a response more than 45: few read on."""
    for language, text in stages.texts.items():
        said = {"general_feedback": (text.general_feedback, MOST_IN_GENERAL)}
        said |= {one.feedback: (text.parts[one.feedback], MOST_OF_ONE) for one in stages.foreseen if one.feedback}
        for block, (html, most) in said.items():
            if (count := words(html)) > most:
                source = stages.sources[language]
                message = f"the block {block} has {count} words, more than {most}"
                yield Defect(at(source.path, source.blocks[block].line), message)


def words(html: str) -> int:
    """How many words a student sees; a number is one, and so is a formula."""
    shown = MATHEMATICS.sub(" 0 ", to_plain_text(html))
    return sum(bool(re.search(r"\w", word)) for word in shown.split())
