"""The parts of a cloze question, `{1:MULTICHOICE:=right~wrong}`, as Moodle finds them in its text.

Source of the rules: question/type/multianswer/questiontype.php of Moodle 5.1, and 76 questions that a real Moodle was
given. A part ends at the first `}` that no backslash stands before; what is no part stays in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.moodle.flatten import decoded

_KINDS = {
    "numerical": ("NUMERICAL", "NM"),
    "shortanswer": ("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"),
    "one": (
        *("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"),
        *("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"),
    ),
    "several": (
        *("MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH"),
        *("MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_HS", "MRHS"),
    ),
}
KIND = {word: kind for kind, words in _KINDS.items() for word in words}
"""What a part of each type asks for, by all names of the types."""

_START = re.compile(r"\{([0-9]*):(" + "|".join(sorted(KIND, key=len, reverse=True)) + "):")
_WEIGHT = re.compile(r"=|%(-?[0-9]+(?:[.,][0-9]*)?)%")
_ANSWER_ENDS = re.compile(r"(?<!\\)[~#}]")
_FEEDBACK_ENDS = re.compile(r"(?<!\\)[~}]")
_QUOTE = re.compile("&#(?:0*39|[xX]0*27);")


@dataclass(frozen=True)
class Alternative:
    """An alternative of a part: what it is worth (0 where nothing is written), its text, untrimmed.

    raw, raw_feedback: as they are written, with backslashes and entities. said: how its worth is written (`=`, `%50%`
    or nothing).
    """

    said: str
    raw: str
    share: float
    raw_feedback: str = ""

    @property
    def percent(self) -> str:
        """What it is worth, in percent as it is written."""
        return {"=": "100", "": "0"}.get(self.said, self.said.strip("%"))

    @property
    def text(self) -> str:
        """The text as Moodle stores it."""
        return _stored(self.raw)

    @property
    def feedback(self) -> str:
        """What is said to whoever gives it, as Moodle stores it."""
        return _stored(self.raw_feedback)


@dataclass(frozen=True)
class Part:
    """A part of a cloze question: where it stands in the text, its weight, its type, its alternatives.

    type: as it is written.
    """

    start: int
    end: int
    weight: int
    type: str
    alternatives: tuple[Alternative, ...]

    @property
    def kind(self) -> str:
        """What it asks for: numerical, shortanswer, one (of several choices) or several."""
        return KIND[self.type]


def parts(text: str) -> Iterator[Part]:
    """The parts of a text, in order. Takes time in proportion to the text."""
    position = 0
    while start := _START.search(text, position):
        end = _end(text, start.end())
        if end is None:
            return  # no later part could end either
        weight, word = start.groups()
        longest = 9  # digits; a mark may have five
        yield Part(
            start.start(),
            end + 1,
            int(weight[:longest]) if weight else 1,
            word,
            tuple(_alternatives(text[start.end() : end])),
        )
        position = end + 1


def _end(text: str, position: int) -> int | None:
    """Where the `}` stands that ends a part whose alternatives begin here; None if the part does not end.

    An alternative has at least one character, so that a `}` at its beginning belongs to it; unless no other is left.
    """
    begin, passed = position, None
    while True:
        weight = _WEIGHT.match(text, position)
        first = weight.end() if weight else position
        if text.startswith("}", first) and first > begin:
            passed = first
        found = _ANSWER_ENDS.search(text, first + 1)
        if found and found.group() == "#":
            found = _FEEDBACK_ENDS.search(text, found.end())
        if found is None:
            return passed
        if found.group() == "}":
            return found.start()
        position = found.end()


def _alternatives(text: str) -> Iterator[Alternative]:
    position = 0
    while position < len(text):
        if text.startswith("~", position) and position + 1 < len(text):
            position += 1
        weight = _WEIGHT.match(text, position)
        if weight and weight.end() == len(text):  # no text is left behind it: then it is the text
            weight = None
        first = weight.end() if weight else position
        found = _ANSWER_ENDS.search(text, first + 1)
        end = found.start() if found else len(text)
        position, feedback = end, ""
        if found and found.group() == "#":
            closed = _FEEDBACK_ENDS.search(text, found.end())
            position = closed.start() if closed else len(text)
            feedback = text[found.end() : position]
        yield Alternative(weight.group() if weight else "", text[first:end], _share(weight), feedback)


def _share(weight: re.Match[str] | None) -> float:
    if weight is None:
        return 0.0
    return 1.0 if weight[1] is None else 0.01 * float(weight[1].replace(",", "."))


def _stored(raw: str) -> str:
    """A text as Moodle stores it: its entities decoded once, then the backslashes gone that it undoes."""
    return decoded(_QUOTE.sub("'", raw)).replace(r"\}", "}").replace(r"\#", "#")
