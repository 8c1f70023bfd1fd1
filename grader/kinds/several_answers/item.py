"""An author's item of which several options may be right, and the Moodle question that it and a text of it make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from grader import definitions
from grader.kinds.foreseen import Foreseen
from grader.kinds.multiple_choice.foreseen import foreseen_option
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.several_answers.worth import Worth, worth
from grader.kinds.version import Version
from grader.model import Option, Question, Text
from grader.moodle.quiz import Answer, File, embedding


@dataclass(frozen=True)
class SeveralAnswers:
    """An item whose options are statements: right are all that the solver finds true, and there may be several.

    options: the value of each is whether what it says is true. budget: what guessing may earn at most, on average, as
    a share of the mark: by it is found what a wrong option loses.
    """

    options: tuple[Option, ...]
    budget: float = 1 / 3

    def __post_init__(self) -> None:
        definitions.require("the item", definitions.each("options", self.options, Option, "options"))

    @property
    def answer(self) -> tuple[str, ...]:
        """The ids of the options that are true."""
        return tuple(option.id for option in self.options if option.value is True)

    @cached_property
    def worth(self) -> Worth:
        """What each right option earns, and each wrong one loses."""
        right = len(self.answer)
        return worth(right, len(self.options) - right, self.budget)


def foreseen(item: SeveralAnswers) -> tuple[Foreseen, ...]:
    """The options, in their order; whoever chooses one that is true needs no misconception."""
    return tuple(
        replace(foreseen_option(option), misconception="" if option.value is True else option.reasoning)
        for option in item.options
    )


def keyed(item: SeveralAnswers) -> Sequence[str]:
    """The ids of the options that are true."""
    return item.answer


def fractions(item: SeveralAnswers) -> Mapping[str, float]:
    """What each option adds to a response, by id: a wrong one takes away."""
    return {
        option.id: float(item.worth.share) if option.value is True else -float(item.worth.loss)
        for option in item.options
    }


def alone(item: SeveralAnswers) -> Mapping[str, float]:
    """What each option earns where no other is ticked: a wrong one nothing."""
    return {id_: max(fraction, 0.0) for id_, fraction in fractions(item).items()}


def single(item: SeveralAnswers) -> bool:  # noqa: ARG001 - of every one
    """Whether one option is to be chosen, and not several."""
    return False


def of_item(
    question: Question, item: SeveralAnswers, text: Text, files: Sequence[File] = (), *, number: int, variant: str = ""
) -> MultipleChoice:
    """A Moodle question from an item and its text.

    files: those of its folder; each text takes along the ones that it refers to. number: its place in the exam.
    variant: the variant's code.
    """
    worth = fractions(item)
    return MultipleChoice(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(text.stem, files),
        answers=tuple(
            Answer(
                worth[said.id],
                embedding(text.parts[said.shown], files),
                embedding(text.parts[said.feedback], files),
            )
            for said in foreseen(item)
        ),
        general_feedback=embedding(text.general_feedback, files),
        maximum_mark=question.maximum_mark,
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
        single=False,
        shuffle=question.shuffle,
    )
