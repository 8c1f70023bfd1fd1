r"""The syntax of questions embedded in a text, `{WEIGHT:TYPE:alternatives}`, read as Moodle reads it.

Alternatives stand between `~`, each with `=` or a percentage before its text and `#` and feedback behind it. A
backslash protects `}`, `#` and `~`, and goes before the first two only.
Source: question/type/multianswer/questiontype.php of Moodle 5.1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.errors import MoodleXMLError
from grader.moodle.flatten import decoded
from grader.moodle.marking.award import DECIMALS
from grader.moodle.marking.numbers import BLANKS

_SHORT = {
    "NM": "NUMERICAL",
    "SA": "SHORTANSWER",
    "MW": "SHORTANSWER",
    "SAC": "SHORTANSWER_C",
    "MWC": "SHORTANSWER_C",
    "MC": "MULTICHOICE",
    "MCV": "MULTICHOICE_V",
    "MCH": "MULTICHOICE_H",
    "MCS": "MULTICHOICE_S",
    "MCVS": "MULTICHOICE_VS",
    "MCHS": "MULTICHOICE_HS",
    "MR": "MULTIRESPONSE",
    "MRH": "MULTIRESPONSE_H",
    "MRS": "MULTIRESPONSE_S",
    "MRHS": "MULTIRESPONSE_HS",
}
TYPES = frozenset(_SHORT.values())
"""The types of parts, by their long names."""

_HEAD = re.compile(rf"\{{(?P<weight>[0-9]*):(?P<type>{'|'.join(sorted(TYPES | _SHORT.keys()))}):")
_UNPROTECTED = r"(?<!\\)"
_ALTERNATIVE = rf"""
    (?P<prefix>= | %(?P<percent>-?[0-9]+(?:[.,][0-9]*)?)%)?
    (?P<text>.+?{_UNPROTECTED}(?=[~#}}]|$))
    (?:\#(?P<feedback>.*?{_UNPROTECTED}(?=[~}}]|$)))?
"""
_READ = re.VERBOSE | re.DOTALL
_ONE = re.compile(f"~?{_ALTERNATIVE}", _READ)
_UNNAMED = re.sub(r"\(\?P<\w+>", "(?:", _ALTERNATIVE)
_ALTERNATIVES = re.compile(rf"({_UNNAMED}(?:~{_UNNAMED})*)\}}", _READ)
_CLOSING = re.compile(rf"{_UNPROTECTED}\}}")
_NUMBER = r"-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?"
_AMOUNT = re.compile(rf"({_NUMBER})(?::-?({_NUMBER[2:]}))?$")
_MAX_DIGITS = 5  # of a mark that the database holds
_QUOTE = re.compile("&#(?:0*39|[xX]0*27);")


@dataclass(frozen=True)
class Alternative:
    """One of the answers of a part. tolerance: as it is written behind a number; empty for anything else."""

    text: str
    fraction: float = 0.0
    feedback: str = ""
    tolerance: str = ""


@dataclass(frozen=True)
class Part:
    """A question within a text. type: one of TYPES."""

    type: str
    alternatives: tuple[Alternative, ...]
    weight: int = 1


def parse(text: str) -> tuple[Part, ...]:
    """The parts of a text, in order; whatever does not read as one remains text.

    Raises MoodleXMLError for a weight that no database holds, for an alternative without a text, and for one whose end
    Moodle's versions see elsewhere.
    """
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[Part]:
    position = 0
    while (head := _HEAD.search(text, position)) and _CLOSING.search(text, head.end() + 1):
        body = _ALTERNATIVES.match(text, head.end())
        assert body is not None, "what is closed has an alternative"
        position = body.end()
        type_ = _SHORT.get(head["type"], head["type"])
        yield Part(type_, _alternatives(type_, body[1]), _weight(head["weight"]))


def _weight(written: str) -> int:
    if len(written.lstrip("0")) > _MAX_DIGITS:
        raise MoodleXMLError(f"expected a weight of at most {_MAX_DIGITS} digits, received {len(written)}")
    return int(written or "1")


def _alternatives(type_: str, written: str) -> tuple[Alternative, ...]:
    found: list[Alternative] = []
    by_percent = False
    while one := _ONE.match(written):
        written = written[one.end() :]
        by_percent |= one["percent"] not in (None, "0")  # PHP takes "0" for nothing
        if one["text"].strip(BLANKS):
            found.append(_alternative(type_, one))
        elif one["prefix"] or one["feedback"]:
            raise MoodleXMLError(f"expected a text in each alternative, received {one[0]!r}")
    return _shared(found, by_percent=by_percent) if type_.startswith("MULTIRESPONSE") else tuple(found)


def _alternative(type_: str, one: re.Match[str]) -> Alternative:
    if one["text"].endswith(("&", "&amp;")):
        raise MoodleXMLError(
            f"Moodle's versions disagree on where {one['text']!r} ends: "
            "write characters themselves, and no & at the end of an alternative"
        )
    fraction, feedback = _fraction(one), _unescaped(one["feedback"] or "")
    amount = _AMOUNT.match(one["text"]) if type_ == "NUMERICAL" else None
    if amount:
        return Alternative(amount[1], fraction, feedback, amount[2] or "")
    return Alternative(_unescaped(one["text"]), fraction, feedback)


def _fraction(one: re.Match[str]) -> float:
    if one["percent"]:
        return round(float(one["percent"].replace(",", ".")) / 100, DECIMALS)
    return 1.0 if one["prefix"] else 0.0


def _shared(alternatives: list[Alternative], *, by_percent: bool) -> tuple[Alternative, ...]:
    """Alternatives of which several are right: they share the mark, and each wrong one takes away what one gives."""
    total = sum(alternative.fraction for alternative in alternatives if alternative.fraction > 0)
    if not total:
        return tuple(alternatives)

    def share(fraction: float) -> float:
        if fraction > 0:
            return fraction / total
        return fraction if by_percent else -1 / total

    return tuple(replace(one, fraction=round(share(one.fraction), DECIMALS)) for one in alternatives)


def _unescaped(text: str) -> str:
    """A text as Moodle stores it: its entities decoded once, then the backslashes gone that it undoes."""
    return decoded(_QUOTE.sub("'", text)).replace(r"\}", "}").replace(r"\#", "#").strip(BLANKS)
