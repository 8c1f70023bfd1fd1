"""What the fields of a question with embedded answers hold in Moodle XML, by what its author said."""

import html
from collections.abc import Sequence

from grader.kinds.cloze.item import Cloze
from grader.kinds.cloze.parts import AsksPart, ChoicesPart, NumberPart, WordPart
from grader.kinds.fields import Fields
from grader.kinds.numerical.question import in_figures
from grader.model import Question, Text
from grader.moodle.quiz import File


def expected(question: Question, item: Cloze, text: Text, files: Sequence[File]) -> Fields:  # noqa: ARG001 - its settings are Moodle's own
    """What its text holds: in place of each gap the part, character by character."""
    stem = text.stem
    for part in item.parts:
        stem = stem.replace(f"[[{part.id}]]", _part(part, text))
    return {"@type": "cloze", "questiontext/text": stem, "penalty": 0.3333333, "hidden": "0"}


def _part(part: AsksPart, text: Text) -> str:
    answers = []
    for place, (one, worth) in enumerate(zip(part.foreseen_answers, part.worth, strict=True)):
        share = f"%{100 * worth:.5f}".rstrip("0").rstrip(".") + "%"
        said = {"%100%": "=", "%0%": ""}.get(share, share) if not isinstance(part, ChoicesPart) else share
        answer = _answer(part, place, text)
        if said == "" and answer[:1] in ("=", "%"):
            said = "%0%" if answer[0] == "=" or answer.count("%") > 1 else said
        feedback = _markup(text.parts[one.feedback])
        answers.append(said + answer + ("#" + feedback if feedback else ""))
    return "{" + f"{part.weight}:{part.type}:" + "~".join(answers) + "}"


def _answer(part: AsksPart, place: int, text: Text) -> str:
    one = part.foreseen_answers[place]
    if isinstance(part, NumberPart):
        interval = part.number.intervals[place]
        return f"{in_figures(float(interval.centre))}:{in_figures(float(interval.tolerance))}"
    if isinstance(part, WordPart):
        return _protected(html.escape(str(one.value).replace("*", "\\*"), quote=False))
    return _markup(text.parts[one.choice])


def _markup(said: str) -> str:
    """HTML in a gap: one `&` more, because Moodle decodes once; what would end it stands behind a backslash."""
    written = "&amp;".join(said.strip().split("&"))
    if written.endswith("\\"):
        written = f"{written[:-1]}&amp;#92;"
    return _protected(written.replace("~", "&amp;#126;"))


def _protected(written: str) -> str:
    return "".join(f"\\{character}" if character in "}#" else character for character in written)
