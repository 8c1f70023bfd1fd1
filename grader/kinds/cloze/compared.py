"""A question with embedded answers as its versions are compared, and as one version's responses are read by another."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.errors import GradingError
from grader.kinds.cloze.question import Alternative, ClozeQuestion, Part, keyed
from grader.kinds.forms import plain
from grader.kinds.kind import Compared
from grader.moodle.lettering import letter


def compared(question: ClozeQuestion) -> Compared:
    """The answers of its parts, what they ask for, their weights, and what another try costs."""
    settings = {"penalty": f"{question.penalty:.10g}"}
    for number, part in enumerate(question.parts, start=1):
        settings |= {f"type of part {number}": part.type, f"weight of part {number}": str(part.weight)}
    return Compared(
        answers=question.answers,
        keyed=keyed(question),
        feedback={},
        settings=settings,
        names=tuple(_names(question)),
    )


def remarked(asked: ClozeQuestion, other: ClozeQuestion) -> ClozeQuestion:
    """The question that was asked, with what another version of it is worth.

    Numbers and words are read anew. Choices keep their texts: they are told by these, or else by their places.
    Raises GradingError where parts ask for something else, or offer more or fewer choices: Moodle refuses that, too.
    """
    if [part.asks for part in asked.parts] != [part.asks for part in other.parts]:
        raise GradingError(
            f"question {other.name!r}: its parts ask for something else now: a regrade cannot compare them"
        )
    parts = [_remarked(was, is_, other.name) for was, is_ in zip(asked.parts, other.parts, strict=True)]
    return replace(asked, parts=tuple(parts))


def _remarked(was: Part, is_: Part, name: str) -> Part:
    if was.is_typed:
        return is_
    if len(was.alternatives) != len(is_.alternatives):
        raise GradingError(f"question {name!r}: a part offers more or fewer choices now: a regrade cannot compare them")
    alternatives = zip(was.alternatives, _in_order(was.alternatives, is_.alternatives), strict=True)
    return replace(is_, alternatives=tuple(replace(old, fraction=new.fraction) for old, new in alternatives))


def _in_order(was: Sequence[Alternative], is_: Sequence[Alternative]) -> Sequence[Alternative]:
    """The new choices in the old order, where they are the same; else as they stand."""
    now = {plain(one.answer): one for one in is_}
    before = [plain(one.answer) for one in was]
    return [now[text] for text in before] if len(now) == len(is_) and {*before} == {*now} else is_


def _names(question: ClozeQuestion) -> Iterator[str]:
    for number, part in enumerate(question.parts, start=1):
        for place, _ in enumerate(part.alternatives):
            yield f"answer {letter(place)} of part {number}"
