"""An author's item that is true or false, and the Moodle question that it and a text of it make."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from grader import definitions
from grader.kinds.foreseen import Foreseen, Reasoning
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.kinds.true_false.words import RESPONSES, WORDS, named
from grader.kinds.version import Version
from grader.model import Claim, Question, Solution, Text
from grader.moodle.quiz import File, embedding


@dataclass(frozen=True)
class TrueFalse:
    """An item that is a statement, true or false: what the solver finds of it, and why.

    answer: True or False. states: what the stem says, as a question to a solution: whether it is so, told from other
    numbers than the solver's own comparison. because: the claims that decide it, whichever is right.
    misconception: the reasoning that leads a student to the other one.
    """

    answer: object
    states: Callable[[Solution], bool]
    because: tuple[Claim, ...]
    misconception: str

    def __post_init__(self) -> None:
        definitions.require(
            "the item",
            (
                *definitions.function("states", self.states),
                *definitions.each("because", self.because, Claim, "claims"),
                *definitions.one("misconception", self.misconception, str, "a str"),
            ),
        )


def foreseen(item: TrueFalse) -> tuple[Foreseen, ...]:
    """*True* and *false*, in Moodle's order and words."""
    return tuple(_foreseen(response, response, item.because, _misleads(item, response)) for response in RESPONSES)


def unexplained() -> tuple[Foreseen, ...]:
    """The same of a question that was imported: nothing is known of them but what is said to whoever chooses them."""
    return tuple(_foreseen(response, None, (), "") for response in RESPONSES)


def keyed(item: TrueFalse) -> list[str]:
    """The id of the response that is right; none where the answer is neither."""
    return [named(response) for response in RESPONSES if item.answer is response]


def fractions(item: TrueFalse) -> Mapping[str, float]:
    """The share of the mark that each response earns, by id."""
    return {named(response): float(item.answer is response) for response in RESPONSES}


def reasonings(item: TrueFalse) -> list[Reasoning]:
    """Its misconception, which leads to whichever of the two is wrong."""
    return [Reasoning(item.misconception, frozenset(map(named, RESPONSES)))]


def single(item: TrueFalse) -> bool:  # noqa: ARG001 - no statement is both
    """Whether one of the two is to be chosen, and not both."""
    return True


def of_item(
    question: Question, item: TrueFalse, text: Text, files: Sequence[File] = (), *, number: int, variant: str = ""
) -> TrueFalseQuestion:
    """A Moodle question from an item and its text.

    files: those of its folder; each text takes along the ones that it refers to. number: its place in the exam.
    variant: the variant's code.
    """
    if_true, if_false = (embedding(text.parts[_feedback(response)], files) for response in RESPONSES)
    return TrueFalseQuestion(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(text.stem, files),
        right=item.answer is True,
        if_true=if_true,
        if_false=if_false,
        general_feedback=embedding(text.general_feedback, files),
        maximum_mark=question.maximum_mark,
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
    )


def _misleads(item: TrueFalse, response: bool) -> str:  # noqa: FBT001 - it is the response
    return "" if item.answer is response else item.misconception


def _foreseen(response: bool, value: object, because: tuple[Claim, ...], misconception: str) -> Foreseen:  # noqa: FBT001
    return Foreseen(named(response), value, _feedback(response), because, misconception, words=WORDS[response])


def _feedback(response: bool) -> str:  # noqa: FBT001 - it is the response
    """The block of the texts that is said to whoever chooses a response."""
    return f"feedback_{named(response)}"
