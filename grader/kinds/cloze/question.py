"""A question with embedded answers as Moodle stores it: a text with numbered gaps, and what each gap asks for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from grader.moodle.embedded import KIND
from grader.moodle.quiz import NOTHING, Answer, Hint, Markup, StoredQuestion

NAME = "cloze"
"""What Moodle's XML calls the type."""

GAP = re.compile(r"\[\[(\w+)\]\]")
"""Where a part stands in a text: `[[1]]` in ours of Moodle's, `[[name]]` in an author's."""

NUMBER, WORDS, ONE, SEVERAL = "numerical", "shortanswer", "one", "several"
BY_CASE = "SHORTANSWER_C"
"""The type of words of which capital letters count."""

DECIMALS = 7
"""With how many Moodle keeps a fraction."""


@dataclass(frozen=True)
class Alternative:
    """An answer of a part: the share of the part's mark that it earns, and what is said to whoever gives it.

    answer: HTML of a choice; a number or a pattern as plain text. tolerance: of a number, as it is written.
    """

    fraction: float
    answer: Markup
    feedback: Markup = NOTHING
    tolerance: str = ""

    def __str__(self) -> str:
        return f"{self.answer.text} \u00b1 {self.tolerance}" if self.tolerance else self.answer.text


@dataclass(frozen=True)
class Part:
    """What a gap asks for. type: Moodle's long name, such as MULTICHOICE_V."""

    type: str
    weight: int
    alternatives: tuple[Alternative, ...]

    @property
    def asks(self) -> str:
        """What sort of answer it takes: NUMBER, WORDS, ONE or SEVERAL."""
        return KIND[self.type]

    @property
    def is_typed(self) -> bool:
        """Whether an answer is typed, and not chosen."""
        return self.asks in (NUMBER, WORDS)

    @property
    def is_shuffled(self) -> bool:
        """Whether Moodle shows its choices in any order."""
        return not self.is_typed and "S" in self.type.partition("_")[2]


@dataclass(frozen=True)
class ClozeQuestion(StoredQuestion):
    """A text with gaps, in HTML; `[[1]]` is the gap of the first part."""

    kind: ClassVar[str] = NAME

    parts: tuple[Part, ...]
    hints: tuple[Hint, ...] = ()

    @property
    def maximum_mark(self) -> float:
        """The sum of the weights: Moodle takes no other mark."""
        return float(sum(part.weight for part in self.parts))

    @property
    def fractions(self) -> tuple[float, ...]:
        """What each alternative of each part in turn contributes to a response."""
        return tuple(
            contribution(one.fraction, part.weight, self.maximum_mark)
            for part in self.parts
            for one in part.alternatives
        )

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The alternatives of all parts, each with what it contributes."""
        alternatives = [one for part in self.parts for one in part.alternatives]
        return tuple(
            Answer(fraction, one.answer if not one.tolerance else Markup(str(one), "plain_text"), one.feedback)
            for fraction, one in zip(self.fractions, alternatives, strict=True)
        )


def contribution(fraction: float, weight: int, total: float) -> float:
    """The share of the whole mark that a share of a part's comes to."""
    return round(weight * fraction / total, DECIMALS) + 0.0


def keyed(question: ClozeQuestion) -> tuple[int, ...]:
    """The answers that a full mark takes, which Moodle names as right: of each part the first, or every right one."""
    found: list[int] = []
    for part, places in zip(question.parts, places_of(question), strict=True):
        worth = {place: one.fraction for place, one in zip(places, part.alternatives, strict=True)}
        if part.asks == SEVERAL:
            found += [place for place, fraction in worth.items() if fraction > 0]
        else:
            found += [place for place, fraction in worth.items() if fraction >= 1][:1]
    return tuple(found)


def places_of(question: ClozeQuestion) -> Iterator[range]:
    """Where the alternatives of each part stand among those of all."""
    begin = 0
    for part in question.parts:
        yield range(begin, begin + len(part.alternatives))
        begin += len(part.alternatives)


def attributes(question: ClozeQuestion) -> Sequence[Mapping[str, object]]:
    """Each alternative as a page's script compares with it: a number, words, or a choice."""
    return [
        _attributes(part, one) | {"earns": f"{contribution(one.fraction, part.weight, question.maximum_mark):.7f}"}
        for part in question.parts
        for one in part.alternatives
    ]


def _attributes(part: Part, one: Alternative) -> dict[str, str]:
    if part.asks == NUMBER:
        known = {"number": one.answer.text, "tolerance": one.tolerance or "0"} if one.answer.text != "*" else {}
        return {"asks": NUMBER, "takes": str(one), **known}
    if part.asks == WORDS:
        return {
            "asks": WORDS,
            "takes": one.answer.text,
            "words": one.answer.text,
            "case": "yes" if part.type == BY_CASE else "",
        }
    return {"asks": part.asks, "layout": part.type.partition("_")[2]}
