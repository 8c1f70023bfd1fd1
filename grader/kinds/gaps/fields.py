"""What the fields of a question with gaps hold in Moodle XML, by what its author said."""

import html
from collections.abc import Sequence

from grader.kinds.fields import Fields, nth, said
from grader.kinds.gaps.item import Gapped
from grader.model import Question, Text
from grader.moodle.quiz import File

_NO_WORDS = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def expected(
    question: Question, item: Gapped, text: Text, files: Sequence[File], *, kind: str, tag: str, in_menus: bool
) -> Fields:
    """What its choices and settings hold, and its text: in the place of each gap the number of the right choice.

    tag: of the choices. in_menus: whether they stand in menus, which show no HTML.
    """
    stem = text.stem
    for gap in item.gaps:
        stem = stem.replace(f"[[{gap.id}]]", f"[[{item.number(gap)}]]")
    fields: dict[str, str | float] = {
        "@type": kind,
        "penalty": 1 / 3,
        "hidden": "0",
        "shuffleanswers": "1" if question.shuffle else "0",
        **said("questiontext", stem, files),
    }
    for name in _NO_WORDS:
        fields |= said(name, "", files)
    for place, choice in enumerate(item.choices):
        path, shown = nth(tag, place), text.parts[f"choice_{choice.id}"]
        fields[f"{path}/text"] = html.unescape(shown) if in_menus else shown
        fields[f"{path}/group"] = item.group(choice)
        if choice.unlimited:
            fields[f"{path}/infinite"] = ""
    return fields
