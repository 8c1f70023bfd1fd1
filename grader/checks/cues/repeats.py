"""Family W: whether the variants of a question have a key that whoever heard of it need not look for."""

import re
from collections.abc import Iterator

from grader.checks.cues.giveaways import LEGIBLE
from grader.errors import GraderError
from grader.findings import Defect, Severity, check, source_of
from grader.kinds.kind import MarkedBy
from grader.moodle.flatten import to_plain_text
from grader.release import variants
from grader.release.stages import ComputedStages

_DIGIT = re.compile(r"\d")

LOOKED_AT = 12
"""How many variants are looked at; of fewer, it means little that all are alike.

With two keys in equal shares, all have the same in 1 of 2,048 questions.
"""


@check(
    "W020",
    remedy="Let the space hold values that change the key; or waive W020 in the question with the reason.",
    severity=Severity.WARNING,
    requires=(*LEGIBLE, "V001"),
    unvaried=True,
)
def key_is_the_same_in_all_variants(stages: ComputedStages) -> Iterator[Defect]:
    """All variants that were looked at have the same key: whoever hears it need not read."""
    space = stages.question.space
    if space is None or stages.kind.marked_by is not MarkedBy.MOODLE:
        return
    sample = _sample(stages)
    try:
        keys = (_heard(variants.at(stages, space, places).stages) for places in sample)
        key = next(keys, ())
        repeats = all(other == key for other in keys)
    except GraderError:  # what cannot be made is found where variants are verified
        return
    if len(sample) == LOOKED_AT and repeats:
        yield Defect(source_of(space.build), f"the key of {len(sample)} variants is {'; '.join(key)}")


def _sample(stages: ComputedStages) -> list[variants.Places]:
    assert stages.question.space is not None
    return list(variants.sample(stages.question.space, LOOKED_AT, seed=stages.id))


def _heard(stages: ComputedStages) -> tuple[str, ...]:
    """What one student would tell another: the numbers that the key shows, where it shows any; else which it is."""
    language, *_ = stages.bank.languages
    keyed, text = set(stages.keyed), stages.text_in(language)
    shown = [one.shown or one.choice for one in stages.foreseen if one.id in keyed]
    said = [to_plain_text(text.parts[block]) for block in shown if block]
    return tuple(said) if any(map(_DIGIT.search, said)) else tuple(stages.key)
