r"""A question with embedded answers as its element in Moodle XML: each gap as `{WEIGHT:TYPE:alternatives}`.

Moodle undoes the backslash of `\}` and `\#` alone, and decodes entities once: HTML in a choice is written with one `&`
more. A `~` can only be written as an entity that the reader's browser decodes.
"""

import re
from dataclasses import replace

from lxml.etree import _Element

from grader.kinds.cloze.question import GAP, SEVERAL, WORDS, Alternative, ClozeQuestion, Part
from grader.moodle import writing
from grader.moodle.fractions import percentage

_WORTH = re.compile(r"=|%-?[0-9]+(?:[.,][0-9]*)?%")
_WRITTEN = str.maketrans({"&": "&amp;", "}": r"\}", "#": r"\#"})


def write(asked: ClozeQuestion) -> _Element:
    """The element of a question."""
    question = writing.begun(replace_stem(asked))
    writing.hints(question, asked.hints)
    writing.tags(question, asked.tags)
    return question


def replace_stem(asked: ClozeQuestion) -> ClozeQuestion:
    """The question with its parts written into its text."""
    text = GAP.sub(lambda gap: _in_gap(asked, gap), asked.stem.text)
    return replace(asked, stem=replace(asked.stem, text=text))


def _in_gap(asked: ClozeQuestion, gap: re.Match[str]) -> str:
    """The part of a gap; what names no part stays text."""
    number = int(gap[1]) if gap[1].isdecimal() else 0
    return part(asked.parts[number - 1]) if 0 < number <= len(asked.parts) else gap[0]


def part(asked: Part) -> str:
    """A part as it stands in the text."""
    return f"{{{asked.weight}:{asked.type}:{'~'.join(_alternative(asked, one) for one in asked.alternatives)}}}"


def _alternative(asked: Part, one: Alternative) -> str:
    tolerance = f":{one.tolerance}" if one.tolerance else ""
    feedback = f"#{_written(one.feedback.text)}" if one.feedback.text else ""
    return f"{_worth(asked, one)}{_written(one.answer.text, words=asked.asks == WORDS)}{tolerance}{feedback}"


def _worth(asked: Part, one: Alternative) -> str:
    """How it is said what an answer earns: where several are right, always as a percentage, or Moodle takes away."""
    if asked.asks == SEVERAL or one.fraction not in (0.0, 1.0):
        return f"%{percentage(one.fraction)}%"
    if one.fraction:
        return "="
    return "%0%" if _WORTH.match(one.answer.text) else ""


def _written(text: str, *, words: bool = False) -> str:
    written = text.translate(_WRITTEN)
    return written.replace("<", "&lt;").replace(">", "&gt;") if words else written
