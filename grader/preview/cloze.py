r"""The gaps of a question with embedded answers, as Moodle reads them: `{1:MULTICHOICE:=right~%50%half#feedback}`.

Only as far as it takes to show them. A backslash keeps `}`, `#`, `~` and `=` from meaning anything.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_KINDS = (
    r"NUMERICAL|NM|SHORTANSWER|SA|MW|SHORTANSWER_C|SAC|MWC|"
    r"MULTICHOICE|MC|MULTICHOICE_[VHS]|MC[VHS]|MULTICHOICE_[VH]S|MC[VH]S|"
    r"MULTIRESPONSE|MR|MULTIRESPONSE_[HS]|MR[HS]|MULTIRESPONSE_HS|MRHS"
)
_GAP = re.compile(rf"\{{([0-9]*):({_KINDS}):((?:\\.|[^\\}}])*)\}}", re.DOTALL)
_NEXT = re.compile(r"(?<!\\)~")
_WORTH = re.compile(r"=|%(-?[0-9]+(?:[.,][0-9]+)?)%")
_FEEDBACK = re.compile(r"(?<!\\)#")
_KEPT = re.compile(r"\\([}#])")


@dataclass(frozen=True)
class GapAnswer:
    """An answer of a gap: what it earns, in percent as it was written, its text and its feedback as HTML."""

    percent: str
    text: str
    feedback: str


@dataclass(frozen=True)
class Gap:
    """A gap: Moodle's name of its kind, its weight as it was written, its answers."""

    kind: str
    weight: str
    answers: Sequence[GapAnswer]


def gaps(text: str) -> list[Gap]:
    """The gaps of a text, in order."""
    return [
        Gap(kind, weight or "1", [_answer(written) for written in _NEXT.split(answers)])
        for weight, kind, answers in _GAP.findall(text)
    ]


def with_gaps(text: str) -> str:
    """The text with a numbered box where each gap is."""
    number = 0

    def box(_: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f"<kbd>gap {number}</kbd>"

    return _GAP.sub(box, text)


def _answer(written: str) -> GapAnswer:
    worth = _WORTH.match(written)
    percent = "0" if worth is None else worth[1] or "100"
    text, *feedback = _FEEDBACK.split(written[worth.end() :] if worth else written, maxsplit=1)
    return GapAnswer(percent, _plain(text), _plain(feedback[0]) if feedback else "")


def _plain(written: str) -> str:
    return _KEPT.sub(r"\1", written).strip()
