"""The options of a multiple-choice question as the responses that its author foresees, and what each earns."""

from collections.abc import Mapping, Sequence

from grader.kinds.foreseen import Foreseen
from grader.kinds.multiple_choice.marking import award
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.model import Item, Option


def foreseen(item: Item) -> tuple[Foreseen, ...]:
    """The options, in their order."""
    return tuple(_foreseen(option) for option in item.options)


def lettered(ids: Sequence[str]) -> tuple[Foreseen, ...]:
    """The options that came in under these ids: nothing is known of them but their texts."""
    return tuple(_foreseen(Option(id_, None, ())) for id_ in ids)


def keyed(item: Item) -> list[str]:
    """The ids of the key's options: of all for a void item. Raises TypeError where values cannot be compared."""
    return [option.id for option in item.keyed()]


def fractions(item: Item) -> Mapping[str, float]:
    """The share of the mark that each option earns, by id. Raises TypeError where values cannot be compared."""
    return {option.id: item.fraction(option) for option in item.options}


def alone(question: MultipleChoice) -> list[float]:
    """What each option earns where nothing else is chosen."""
    return [award([answer.fraction], single=question.single) for answer in question.answers]


def single(item: Item) -> bool:  # noqa: ARG001 - so far an author's item has one key
    """Whether one option is to be chosen, and not several."""
    return True


def _foreseen(option: Option) -> Foreseen:
    return Foreseen(
        option.id,
        option.value,
        feedback=f"feedback_{option.id}",
        because=option.because,
        misconception=option.misconception,
        shown=f"option_{option.id}",
    )
