"""What the fields of a matching question hold in Moodle XML, by what its author said."""

import re
from collections.abc import Sequence
from html import unescape

from grader.kinds.fields import Fields, nth, said
from grader.kinds.matching.item import Matching
from grader.model import Question, Text
from grader.moodle.quiz import File

_NO_WORDS = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_CHOICE = re.compile(r"subquestion(\[\d+\])?/answer/text")


def is_choice(path: str) -> bool:
    """Whether a field holds a choice, which is plain text and passes no filter."""
    return bool(_CHOICE.fullmatch(path))


def expected(question: Question, item: Matching, text: Text, files: Sequence[File]) -> Fields:
    """What its lines hold: all choices first, without stems, so that another key can be regraded; then the pairs."""
    fields: dict[str, str | float] = {
        "@type": "matching",
        "penalty": 1 / 3,
        "hidden": "0",
        "shuffleanswers": "true" if question.shuffle else "false",
    }
    for name in _NO_WORDS:
        fields |= said(name, "", files)
    choices = {one.id: unescape(text.parts[f"partner_{one.id}"]) for one in item.partners}
    lines = [("", choice) for choice in choices.values()]
    lines += [(text.parts[f"stem_{one.id}"], choices[item.found[one.id][0]]) for one in item.stems]
    for place, (stem, choice) in enumerate(lines):
        line = nth("subquestion", place)
        fields |= said(line, stem, files)
        fields[f"{line}/answer/text"] = choice
    return fields
