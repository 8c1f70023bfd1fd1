"""An author's item with embedded answers, and the Moodle question that it and a text of it make."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader import definitions
from grader.kinds.cloze.parts import AsksPart, ChoicePart, ChoicesPart, NumberPart, WordPart
from grader.kinds.cloze.question import GAP, Alternative, ClozeQuestion, Part, contribution
from grader.kinds.foreseen import Foreseen
from grader.kinds.numerical.question import in_figures as written
from grader.kinds.version import Version
from grader.model import UNDECIDED, Parameters, Question, Text
from grader.moodle.quiz import File, Markup, embedding

_OPEN_END = re.compile(r"\\\Z")


@dataclass(frozen=True)
class Cloze:
    """An item whose text has gaps: `[[name]]` in the stem is where the part of that name is answered."""

    parts: tuple[AsksPart, ...]

    def __post_init__(self) -> None:
        kinds = NumberPart | WordPart | ChoicePart | ChoicesPart
        problems = [*definitions.each("parts", self.parts, kinds, "NumberPart, WordPart, ChoicePart or ChoicesPart")]
        problems += [] if self.parts else ["expected at least one part"]
        definitions.require("the item", problems or self._ids())

    def _ids(self) -> Sequence[str]:
        """What is wrong with the names of parts, and of their answers."""
        ids = [part.id for part in self.parts]
        twice = {id_ for id_ in ids if ids.count(id_) > 1}
        answers = [] if twice else [one.id for one in foreseen(self)]
        twice |= {id_ for id_ in answers if answers.count(id_) > 1}
        return [f"expected names that differ, received {id_!r} twice" for id_ in sorted(twice)]

    @property
    def answer(self) -> object:
        """What the solver found for each part."""
        answers = tuple(part.answer for part in self.parts)
        return UNDECIDED if any(one is UNDECIDED for one in answers) else answers

    @property
    def total(self) -> float:
        """The sum of the weights; 1 where that is nothing."""
        return float(sum(part.weight for part in self.parts if isinstance(part.weight, int))) or 1.0


def given(item: Cloze, parameters: Parameters) -> Cloze:
    """The item with what each misconception answers to the question's parameters."""
    return replace(item, parts=tuple(part.given(parameters) for part in item.parts))


def foreseen(item: Cloze) -> tuple[Foreseen, ...]:
    """The answers of each part in turn."""
    return tuple(one for part in item.parts for one in part.foreseen_answers)


def blocks(item: Cloze) -> tuple[str, ...]:
    """What is offered in the gaps."""
    return tuple(one.choice for one in foreseen(item) if one.choice)


def keyed(item: Cloze) -> list[str]:
    """The ids of the right answers of all parts."""
    return [id_ for part in item.parts for id_ in part.keyed]


def fractions(item: Cloze) -> Mapping[str, float]:
    """What each answer contributes to a response, by id."""
    return {
        one.id: contribution(worth, part.weight if isinstance(part.weight, int) else 0, item.total)
        for part in item.parts
        for one, worth in zip(part.foreseen_answers, part.worth, strict=True)
    }


def in_figures(item: Cloze) -> str:
    """The right answer of each part."""
    return ", ".join(f"{part.id}: {part.in_figures or 'none'}" for part in item.parts)


def single(item: Cloze) -> bool:  # noqa: ARG001 - of every one
    """Whether a response is one answer: it has parts."""
    return False


def of_item(
    question: Question, item: Cloze, text: Text, files: Sequence[File] = (), *, number: int, variant: str = ""
) -> ClozeQuestion:
    """A Moodle question from an item and its text.

    files: those of its folder; each text takes along the ones that it refers to. number: its place in the exam.
    variant: the variant's code.
    """
    places = {part.id: place for place, part in enumerate(item.parts, start=1)}
    stem = GAP.sub(lambda gap: f"[[{places.get(gap[1], gap[1])}]]", text.stem)
    return ClozeQuestion(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(stem, files),
        parts=tuple(Part(part.type, part.weight, alternatives(part, text)) for part in item.parts),
        general_feedback=embedding(text.general_feedback, files),
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
    )


def alternatives(part: AsksPart, text: Text) -> tuple[Alternative, ...]:
    """The answers of a part as Moodle stores them."""
    said = [Markup(storable(text.parts[one.feedback])) for one in part.foreseen_answers]
    worth = [round(one, 7) for one in part.worth]
    if isinstance(part, NumberPart):
        return tuple(
            Alternative(
                fraction,
                Markup(written(float(interval.centre)), "plain_text"),
                feedback,
                written(float(interval.tolerance)),
            )
            for interval, fraction, feedback in zip(part.number.intervals, worth, said, strict=True)
        )
    typed = isinstance(part, WordPart)
    shown = [
        Markup(str(one.value).replace("*", r"\*"), "plain_text") if typed else Markup(storable(text.parts[one.choice]))
        for one in part.foreseen_answers
    ]
    return tuple(map(Alternative, worth, shown, said))


def storable(html: str) -> str:
    r"""HTML as it can stand in a gap: a `~`, and a backslash at its end, only as entities."""
    return _OPEN_END.sub("&#92;", html.replace("~", "&#126;"))
