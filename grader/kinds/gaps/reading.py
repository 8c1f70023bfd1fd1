"""A question whose text has gaps from its element in Moodle XML, by the rules of Moodle's importer.

Source: question/type/gapselect/questiontype.php and question/type/ddwtos/questiontype.php of Moodle 5.1.
"""

from collections.abc import Callable, Sequence

from lxml.etree import _Element

from grader.kinds.gaps.question import GAP, Offered, Question
from grader.moodle import reading
from grader.moodle.quiz import Markup, OtherQuestion


def read(
    question: _Element, where: str, made: Callable[..., Question], tag: str, kind: str
) -> Question | OtherQuestion:
    """The question that an element holds; one without gaps, or with a gap without its choice, is kept whole.

    made: its type. tag: of its choices.
    Raises MoodleXMLError, with place, for what Moodle would refuse.
    """
    choices = tuple(_offered(element, where) for element in question.findall(tag))
    stem = reading.stem(question, where=where)
    right = tuple(int(number) for number in GAP.findall(stem.text))
    if not right or not all(_is_filled(number, choices) for number in right):
        return reading.other(question, kind, where=where)
    return made(
        name=reading.text(question, "name/text", where=where),
        stem=Markup(_by_place(stem.text), stem.format, stem.files),
        choices=choices,
        right=right,
        general_feedback=reading.markup(
            question.find("generalfeedback"), reading.default_format(question), where=where
        ),
        maximum_mark=reading.number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=reading.tags(question, where=where),
        shuffle=reading.is_true(question, "shuffleanswers", default="1"),
        penalty=reading.number(question, "penalty", 0.3333333, where=where),
        combined=reading.combined_feedback(question, where=where),
        hints=reading.hints(question, where=where),
        unread=reading.unread(question),
    )


def _offered(element: _Element, where: str) -> Offered:
    return Offered(
        Markup(reading.text(element, "text", where=where)),
        element.findtext("group", "1").strip(),
        unlimited=element.find("infinite") is not None,
    )


def _is_filled(number: int, choices: Sequence[Offered]) -> bool:
    """Whether the choice of a gap is there; Moodle stores none that is empty."""
    return 0 < number <= len(choices) and bool(choices[number - 1].markup.text)


def _by_place(text: str) -> str:
    """A text whose gaps are counted, in place of the choices that are right."""
    pieces = GAP.split(text)
    return "".join(f"[[{(place + 1) // 2}]]" if place % 2 else piece for place, piece in enumerate(pieces))
