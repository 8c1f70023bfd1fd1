"""What the fields of an ordering question hold in Moodle XML, by what its author said."""

from collections.abc import Sequence

from grader.kinds.fields import Fields, nth, said
from grader.kinds.ordering.item import Ordering
from grader.model import Question, Text
from grader.moodle.quiz import File

_NO_WORDS = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def expected(question: Question, item: Ordering, text: Text, files: Sequence[File]) -> Fields:  # noqa: ARG001 - it is always shuffled
    """What its items hold, the right one first, and that all of them are shown."""
    fields: dict[str, str | float] = {
        "@type": "ordering",
        "penalty": 1 / 3,
        "hidden": "0",
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": item.grading,
        "showgrading": "SHOW",
        "numberingstyle": "none",
        "shownumcorrect": "",
    }
    for name in _NO_WORDS:
        fields |= said(name, "", files)
    values = {one.id: one.value for one in item.ranked}
    ids = sorted(values, key=lambda id_: values[id_], reverse=item.descending)  # type: ignore[arg-type,return-value] # checked before
    for place, id_ in enumerate(ids):
        answer = nth("answer", place)
        fields |= said(answer, text.parts[f"item_{id_}"], files)
        fields[f"{answer}@fraction"] = str(place + 1)
    return fields
