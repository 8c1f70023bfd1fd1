"""An author's item that asks for a text, and the Moodle question that it and a text of it make."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader import definitions
from grader.kinds.foreseen import Foreseen
from grader.kinds.short_answer.accents import without_accents
from grader.kinds.short_answer.patterns import is_within, literal
from grader.kinds.short_answer.question import ShortAnswerQuestion, Words
from grader.kinds.version import Version
from grader.kinds.wrong import Wrong
from grader.model import Claim, Parameters, Question, Text
from grader.moodle.quiz import File, embedding

KEY = "key"
"""The id of the response that is right."""


@dataclass(frozen=True)
class ShortAnswer:
    """An item that asks for a text: what the solver finds, and what of its spelling counts.

    answer: the text, or several ways to write it, each a str; the name of a term stands for its words in each language,
    and for what the block `accepted` adds there. because: the claims that decide it.
    case: whether upper and lower case are told apart. accents: whether accents count; where they do not, what is
    written without them is accepted, too; None where the texts say of each word how it may be written.
    foreseen: the wrong texts that misconceptions lead to.
    """

    answer: object
    because: tuple[Claim, ...]
    case: bool
    accents: bool | None = None
    foreseen: tuple[Wrong, ...] = ()

    def __post_init__(self) -> None:
        ids = [KEY, *(wrong.id for wrong in self.foreseen if isinstance(wrong, Wrong))]
        definitions.require(
            "the item",
            (
                *definitions.each("because", self.because, Claim, "claims"),
                *definitions.one("case", self.case, bool, "True or False"),
                *definitions.one("accents", self.accents, bool | None, "True or False"),
                *definitions.each("foreseen", self.foreseen, Wrong, "Wrong(...)"),
                *(f"expected ids that differ, received {one!r} twice" for one in sorted({*ids}) if ids.count(one) > 1),
            ),
        )

    @property
    def values(self) -> Mapping[str, object]:
        """What is right, and what each misconception answers, by id."""
        return {KEY: self.answer, **{wrong.id: wrong.value for wrong in self.foreseen}}

    def named(self, text: Text) -> Mapping[str, tuple[str, ...]]:
        """The patterns of each response as its author and the text's give them, by id; none twice."""
        return {
            id_: tuple(
                dict.fromkeys(
                    unicodedata.normalize("NFC", pattern)
                    for one in ways(value)
                    for pattern in text.typed.get(one, (literal(one),))
                )
            )
            for id_, value in self.values.items()
        }

    def patterns(self, text: Text) -> Mapping[str, tuple[str, ...]]:
        """The same as Moodle gets them: with those without accents, where these do not count."""
        named = self.named(text)
        return named if self.accents is not False else {id_: self._more(given) for id_, given in named.items()}

    def _more(self, given: Sequence[str]) -> tuple[str, ...]:
        patterns = [*given]
        for pattern in map(without_accents, given):
            if not is_within(pattern, patterns, case=self.case):
                patterns.append(pattern)
        return tuple(patterns)


def ways(value: object) -> Sequence[str]:
    """The ways to write a value; none where it is no text."""
    texts = value if isinstance(value, tuple) else (value,)
    return texts if texts and all(isinstance(text, str) for text in texts) else ()


def given(item: ShortAnswer, parameters: Parameters) -> ShortAnswer:
    """The item with what each misconception answers to the question's parameters."""
    return replace(
        item, foreseen=tuple(replace(wrong, value=wrong.misconception.solve(parameters)) for wrong in item.foreseen)
    )


def foreseen(item: ShortAnswer) -> tuple[Foreseen, ...]:
    """The key, and behind it the wrong texts in their order."""
    return (
        Foreseen(KEY, item.answer, _feedback(KEY), item.because),
        *(
            Foreseen(wrong.id, wrong.value, _feedback(wrong.id), item.because, wrong.misconception.statement)
            for wrong in item.foreseen
        ),
    )


def keyed(item: ShortAnswer) -> list[str]:
    """The id of the text that is right; none where there is no text."""
    return [KEY] if ways(item.answer) else []


def in_figures(item: ShortAnswer) -> str:
    """The text that is right, the first way to write it; empty where it is none."""
    return next(iter(ways(item.answer)), "")


def fractions(item: ShortAnswer) -> Mapping[str, float]:
    """The share of the mark that each earns, by id."""
    return {KEY: 1.0, **{wrong.id: wrong.fraction for wrong in item.foreseen}}


def single(item: ShortAnswer) -> bool:  # noqa: ARG001 - a text is one
    """Whether one text is to be given, and not several."""
    return True


def of_item(
    question: Question, item: ShortAnswer, text: Text, files: Sequence[File] = (), *, number: int, variant: str = ""
) -> ShortAnswerQuestion:
    """A Moodle question from an item and its text.

    files: those of its folder; each text takes along the ones that it refers to. number: its place in the exam.
    variant: the variant's code.
    """
    worth = fractions(item)
    return ShortAnswerQuestion(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(text.stem, files),
        words=tuple(
            Words(worth[id_], patterns, embedding(text.parts[_feedback(id_)], files))
            for id_, patterns in item.patterns(text).items()
        ),
        case=item.case,
        general_feedback=embedding(text.general_feedback, files),
        maximum_mark=question.maximum_mark,
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
    )


def _feedback(id_: str) -> str:
    """The block of the texts that is said to whoever gives a text."""
    return f"feedback_{id_}"
