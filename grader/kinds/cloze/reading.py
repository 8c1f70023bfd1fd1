"""A question with embedded answers from its element in Moodle XML, by the rules of Moodle's importer.

Source: import_multianswer in question/format/xml/format.php, and question/type/multianswer, of Moodle 5.1.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml.etree import _Element

from grader.kinds.cloze import writing
from grader.kinds.cloze.question import DECIMALS, GAP, NAME, NUMBER, ONE, SEVERAL, Alternative, ClozeQuestion, Part
from grader.moodle import embedded, reading
from grader.moodle.quiz import Markup, OtherQuestion

_LONG = {
    "NM": "NUMERICAL",
    "SA": "SHORTANSWER",
    "MW": "SHORTANSWER",
    "SAC": "SHORTANSWER_C",
    "MWC": "SHORTANSWER_C",
    "MC": "MULTICHOICE",
    "MR": "MULTIRESPONSE",
}
_NUMBER = r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_AMOUNT = re.compile(rf"({_NUMBER})(?::({_NUMBER[2:]}))?|(\*)")
_DIGITS = 14  # with which Moodle keeps numbers
_MOST = 99_999  # that Moodle keeps as a weight
_FEWEST_CHOICES = 2


def read(question: _Element, where: str) -> ClozeQuestion | OtherQuestion:
    """The question that an element holds; one that we cannot write so that Moodle would store the same is kept whole.

    Raises MoodleXMLError, with place, for what Moodle would refuse in any question.
    """
    stem = reading.stem(question, where=where)
    found = list(embedded.parts(stem.text))
    parts = [_part(one) for one in found]
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts) or stem.format != "html" or GAP.search(stem.text):
        return reading.other(question, NAME, where=where)
    asked = ClozeQuestion(
        name=reading.text(question, "name/text", where=where),
        stem=replace(stem, text=_with_gaps(stem.text, found)),
        parts=tuple(known),
        general_feedback=reading.markup(question.find("generalfeedback"), "html", where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=reading.tags(question, where=where),
        penalty=reading.number(question, "penalty", 0.3333333, where=where),
        hints=reading.hints(question, where=where),
        unread=reading.unread(question),
    )
    again = embedded.parts(writing.replace_stem(asked).stem.text)
    same = asked.maximum_mark > 0 and [_part(one) for one in again] == known
    return asked if same else reading.other(question, NAME, where=where)


def reads_back(part: Part) -> bool:
    """Whether Moodle keeps a part as it is, once it is written."""
    written = writing.part(part)
    found = list(embedded.parts(written))
    return [one.end for one in found] == [len(written)] and _part(found[0]) == part


def has_part(text: str) -> bool:
    """Whether Moodle finds a part in a text."""
    return next(embedded.parts(text), None) is not None


def long_name(type_: str) -> str:
    """A type of parts by its long name: `MCVS` is MULTICHOICE_VS."""
    for short, name in sorted(_LONG.items(), reverse=True):
        if type_ == short:
            return name
        if short in ("MC", "MR") and re.fullmatch(f"{short}[VHS]+", type_):
            return f"{name}_{type_.removeprefix(short)}"
    return type_


def _with_gaps(text: str, found: Sequence[embedded.Part]) -> str:
    pieces, position = [], 0
    for number, part in enumerate(found, start=1):
        pieces += [text[position : part.start], f"[[{number}]]"]
        position = part.end
    return "".join((*pieces, text[position:]))


def _part(found: embedded.Part) -> Part | None:
    """A part; None for one that Moodle refuses, or of which it keeps something else than is written."""
    alternatives = [_alternative(found, one) for one in found.alternatives]
    known = [one for one in alternatives if one is not None]
    if len(known) < len(alternatives) or found.weight > _MOST or not _is_taken(found.kind, known):
        return None
    return Part(long_name(found.type), found.weight, tuple(_shared(found, known)))


def _is_taken(kind: str, alternatives: Sequence[Alternative]) -> bool:
    """Whether Moodle takes these alternatives: enough of them, and somebody is right."""
    best = max((one.fraction for one in alternatives), default=0.0)
    if kind in (ONE, SEVERAL) and len(alternatives) < _FEWEST_CHOICES:
        return False
    return best > 0 if kind == SEVERAL else best == 1


def _alternative(part: embedded.Part, one: embedded.Alternative) -> Alternative | None:
    """An alternative; None for one without a text, and for what Moodle's versions, or languages, read otherwise."""
    if one.text.endswith("&"):
        return None
    fraction, feedback = round(one.share, DECIMALS), Markup(one.feedback)
    if part.kind != NUMBER:
        format_ = "html" if part.kind in (ONE, SEVERAL) else "plain_text"
        answer = Markup(one.text, format_)
        return Alternative(fraction, answer, feedback) if answer.text else None
    amount = _AMOUNT.fullmatch(one.raw)
    if amount is None or not all(map(_is_kept, filter(None, amount.groups()[:2]))):
        return None
    return Alternative(fraction, Markup(amount[1] or amount[3], "plain_text"), feedback, amount[2] or "")


def _is_kept(number: str) -> bool:
    return float(f"{float(number):.{_DIGITS}g}") == float(number)


def _shared(part: embedded.Part, alternatives: Sequence[Alternative]) -> Sequence[Alternative]:
    """Where several are right, they share the mark; without percentages each wrong one takes away what one gives."""
    if part.kind != SEVERAL:
        return alternatives
    total = sum(one.fraction for one in alternatives if one.fraction > 0)
    by_percent = any(one.said.startswith("%") and one.said != "%0%" for one in part.alternatives)

    def share(fraction: float) -> float:
        if fraction > 0:
            return fraction / total
        return fraction if by_percent else -1 / total

    return [replace(one, fraction=round(share(one.fraction), DECIMALS)) for one in alternatives]
