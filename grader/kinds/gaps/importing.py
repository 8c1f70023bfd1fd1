"""A question with gaps that was imported: its choices go by letters, its gaps by their places."""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from grader.errors import MoodleXMLError
from grader.kinds.foreseen import Foreseen
from grader.kinds.gaps.question import DECIMALS, GAP, Offered, Question, WithGaps, stored
from grader.kinds.importing import Importing, KeptWholeError, Stated
from grader.moodle.flatten import strip_tags
from grader.moodle.lettering import letter
from grader.moodle.quiz import Markup


def importing(of: type[Question]) -> Importing[Question]:
    """What an imported question of a type needs."""
    as_choice: Callable[[Markup], Markup] = _as_written if of.literal else _as_it_is

    def with_texts(question: Question, said: Mapping[str, Markup]) -> Question:
        """The question with other texts, and the choices that are right. Raises MoodleXMLError where gaps are lost."""
        _require_gaps(question, said["stem"])
        return replace(
            question,
            stem=said["stem"],
            choices=tuple(
                Offered(as_choice(said[block]), choice.group, choice.unlimited)
                for block, choice in zip(_blocks(question), question.choices, strict=True)
            ),
            general_feedback=said["general_feedback"],
        )

    return Importing(of, _stated, texts, with_texts, foreseen, alone)


def texts(question: WithGaps) -> Mapping[str, Markup]:
    """Its stem, its choices, and its general feedback."""
    choices = (choice.markup for choice in question.choices)
    return {
        "stem": question.stem,
        **dict(zip(_blocks(question), choices, strict=True)),
        "general_feedback": question.general_feedback,
    }


def foreseen(question: WithGaps) -> Sequence[Foreseen]:
    """Each gap with each choice of its group."""
    blocks = _blocks(question)
    return [
        Foreseen(f"gap_{gap + 1}={_id(place)}", None, part=f"gap {gap + 1}", choice=blocks[place])
        for gap, place in question.parts()
    ]


def alone(question: WithGaps) -> Sequence[float]:
    """What each earns alone."""
    return [round(answer.fraction, DECIMALS) for answer in question.answers()]


def _stated(question: Question) -> Stated[Question]:
    """The question as Moodle stores it. Raises KeptWholeError for a choice in a menu that no text of ours can say."""
    if question.literal:
        for choice in question.choices:
            if html.unescape(strip_tags(choice.markup.text)) != choice.markup.text:
                raise KeptWholeError("a choice of it has markup, which menus show otherwise than reports")
    kept = stored(question)
    left_out = len(kept.choices) < len(question.choices)
    return Stated(kept, ("an empty choice is left out, as Moodle does",) if left_out else ())


def _require_gaps(question: WithGaps, stem: Markup) -> None:
    found = [int(number) for number in GAP.findall(stem.text)]
    if stem.text and found != list(range(1, len(question.right) + 1)):
        shown = ", ".join(f"[[{number}]]" for number in found) or "none"
        raise MoodleXMLError(f"expected the gaps [[1]] to [[{len(question.right)}]] in order, received {shown}")


def _blocks(question: WithGaps) -> Sequence[str]:
    """The block of the texts in which each choice stands."""
    return [f"choice_{_id(place)}" for place in range(len(question.choices))]


def _id(place: int) -> str:
    called = letter(place)
    return called if called.isalpha() else f"choice{called}"


def _as_written(markup: Markup) -> Markup:
    """A choice of a menu, which holds what its text shows."""
    return Markup(html.unescape(markup.text))


def _as_it_is(markup: Markup) -> Markup:
    return markup
