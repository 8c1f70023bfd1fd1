"""The options of a multiple-choice question as the responses that its author foresees, and what each earns."""

from collections.abc import Mapping

from grader.kinds.foreseen import Foreseen
from grader.model import Item, Option


def foreseen(item: Item) -> tuple[Foreseen, ...]:
    """The options, in their order."""
    return tuple(foreseen_option(option) for option in item.options)


def keyed(item: Item) -> list[str]:
    """The ids of the key's options: of all for a void item. Raises TypeError where values cannot be compared."""
    return [option.id for option in item.keyed()]


def fractions(item: Item) -> Mapping[str, float]:
    """The share of the mark that each option earns, by id. Raises TypeError where values cannot be compared."""
    return item.fractions()


def single(item: Item) -> bool:  # noqa: ARG001 - so far an author's item has one key
    """Whether one option is to be chosen, and not several."""
    return True


def foreseen_option(option: Option) -> Foreseen:
    """An option as a response that is foreseen, with the blocks of the texts that speak of it."""
    return Foreseen(
        option.id,
        option.value,
        feedback=told_in(option),
        because=option.because,
        misconception=option.reasoning,
        shown=shown_in(option),
    )


def shown_in(option: Option) -> str:
    """The block of the texts in which students read an option."""
    return f"option_{option.id}"


def told_in(option: Option) -> str:
    """The block of the texts that is shown to whoever chooses it."""
    return f"feedback_{option.id}"
