"""Cloze questions: whether Moodle finds the parts that were meant, and takes them."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from grader.checks.xml.elements import CLOZE, Outcome, QuizFile, excerpt, text_in, trimmed
from grader.checks.xml.numerical import read
from grader.findings import Defect, check
from grader.moodle.embedded import Alternative, Part, parts
from grader.moodle.numbers import whole_number

_LOOKS_LIKE_A_PART = re.compile(r"\{[ \t]*[0-9.,+-]*[ \t]*:[ \t]*([A-Za-z]{2}[A-Za-z_]*)[ \t]*:")
_LOOKS_LIKE_A_WEIGHT = re.compile(r"\s+=|\s*%[^%~#}]*%|[~#}]")
_PLAIN_NUMBER = r"-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?"
_WITH_TOLERANCE = re.compile(f"({_PLAIN_NUMBER})(?::({_PLAIN_NUMBER}))?")
_EXACT = 1e-9
_MARK = 100_000  # what the sum of the weights must be below


@check("X045", remedy="Write at least one part as `{1:SHORTANSWER:=right}`, its type in capitals, closed by `}`.")
def no_part(file: QuizFile) -> Iterator[Defect]:
    """A cloze question has no part that Moodle finds: nothing of the file is imported."""
    for question, text in _texts(file):
        if next(parts(text), None) is None:
            found = _LOOKS_LIKE_A_PART.search(text)
            near = excerpt(text[found.start() :]) if found else excerpt(text)
            yield file.defect(question, Outcome.REFUSES, f"expected a part such as {{1:SA:=right}}, received {near}")


@check(
    "X046", remedy="Give each part an alternative with `=`, and a choice two alternatives; write `\\}` inside a part."
)
def part_refused(file: QuizFile) -> Iterator[Defect]:
    """A part of a cloze question has too few choices, nobody is right in it, or a number is none: Moodle refuses it."""
    for question, text in _texts(file):
        weights = 0
        for part in parts(text):
            weights += part.weight
            outcome, wrong = _refusal(part)
            if wrong:
                yield file.defect(question, outcome, f"{wrong} in {excerpt(text[part.start : part.end])}")
        if weights >= _MARK:
            yield file.defect(question, Outcome.STOPS, f"expected weights that add to less than {_MARK}, received more")


@check("X047", remedy="Write the type in capitals as Moodle names it, the weight in digits, and close the part by `}`.")
def part_left_as_text(file: QuizFile) -> Iterator[Defect]:
    """What looks like a part of a cloze question is none for Moodle: students see it as it is typed."""
    for question, text in _texts(file):
        found = list(parts(text))
        for outside in _outside(text, found) if found else ():
            for left in _LOOKS_LIKE_A_PART.finditer(outside):
                yield file.defect(
                    question, Outcome.CHANGES, f"Moodle leaves {excerpt(outside[left.start() :])} in the text"
                )


@check(
    "X048", remedy="Write `\\}` for a `}` inside a part, `&amp;lt;` for a `<`, and `=` or `%50%` directly behind `~`."
)
def part_misread(file: QuizFile) -> Iterator[Defect]:
    """Moodle reads a part of a cloze question otherwise: cut at a `}`, with a backslash, or with another number."""
    for question, text in _texts(file):
        found = list(parts(text))
        for part in found:
            for wrong in _misreadings(part):
                yield file.defect(question, Outcome.CHANGES, f"{wrong} in {excerpt(text[part.start : part.end])}")
        cut = _cut(text, found)
        if cut is not None:
            yield file.defect(question, Outcome.CHANGES, f"Moodle ends the part {excerpt(cut)} at its first }}")


def weight_of(question: _Element) -> int:
    """The mark of a cloze question: the sum of its weights."""
    return sum(part.weight for part in parts(text_in(question.find("questiontext"))))


def _texts(file: QuizFile) -> Iterator[tuple[_Element, str]]:
    for question in file.of_type(*CLOZE):
        yield question, text_in(question.find("questiontext"))


def _refusal(part: Part) -> tuple[Outcome, str]:
    """What Moodle does about a part, and why; no reason where it takes the part."""
    filled = [alternative for alternative in part.alternatives if trimmed(alternative.text)]
    best = max((alternative.share for alternative in filled), default=0.0)
    fewest = 2
    if part.kind == "numerical":
        for alternative in filled:
            if not _is_number(alternative):
                return Outcome.REFUSES, f"expected a number or *, received {alternative.text!r}"
    if part.kind in ("one", "several") and len(filled) < fewest:
        return Outcome.REFUSES, f"expected at least 2 choices, received {len(filled)}"
    if part.kind == "several":
        return (Outcome.REFUSES, "") if best > 0 else (Outcome.REFUSES, "expected a right choice, received none")
    if not any(abs(alternative.share - 1) < _EXACT for alternative in filled):
        return Outcome.REFUSES, "expected an alternative worth 100%, received none"
    if part.kind != "numerical" and best > 1 + _EXACT:
        return Outcome.STOPS, f"expected no more than 100%, received {best * 100:g}%"
    return Outcome.REFUSES, ""


def _is_number(alternative: Alternative) -> bool:
    if _WITH_TOLERANCE.fullmatch(alternative.raw):
        return True
    written = trimmed(alternative.text)
    number = read(written)
    return written == "*" or (number.value is not None and not number.rest)


def _misreadings(part: Part) -> Iterator[str]:
    for alternative in part.alternatives:
        if part.kind in ("shortanswer", "one", "several"):
            if re.search(r"\\[~=]", alternative.raw):
                yield f"Moodle keeps the backslash of {alternative.raw!r}"
            if part.kind != "shortanswer" and re.search(r"&lt;[A-Za-z/!]", alternative.raw):
                yield f"Moodle makes markup of {alternative.raw!r}"
            if not alternative.said and _LOOKS_LIKE_A_WEIGHT.match(alternative.raw):
                yield f"Moodle takes {alternative.raw!r} for a text without a weight"
        else:
            numbers = _WITH_TOLERANCE.fullmatch(alternative.raw)
            for written in numbers.groups() if numbers else (trimmed(alternative.text),):
                if written and written != "*" and whole_number(written) is None and read(written).ambiguous:
                    yield f"in English Moodle reads {read(written).value:g} for {written!r}"
    specific = [alternative.share for alternative in part.alternatives if alternative.said.startswith("%")]
    total = sum(alternative.share for alternative in part.alternatives if alternative.share > 0)
    if part.kind == "several" and specific and round(total, 1) != 1:
        yield f"Moodle divides the shares by {total:g}, their sum,"


def _outside(text: str, found: list[Part]) -> Iterator[str]:
    """What stands before, between and behind the parts of a text."""
    position = 0
    for part in found:
        yield text[position : part.start]
        position = part.end
    yield text[position:]


def _cut(text: str, found: list[Part]) -> str | None:
    """The first part that was meant to go on behind its first `}`; None if every `}` of the text has its `{`."""
    depth, before = 0, None
    for part, outside in zip((None, *found), _outside(text, found), strict=True):
        if part is not None:
            before = text[part.start : part.end]
        for brace in re.findall(r"[{}]", outside):
            depth += 1 if brace == "{" else -1
            if depth < 0:
                return before
    return None
