"""An author's item that asks for an order, and the Moodle question that it and a text of it make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import permutations
from typing import Any

from grader import definitions
from grader.authored import is_number
from grader.kinds.foreseen import Foreseen, Reasoning
from grader.kinds.ordering.question import FEWEST, OrderingQuestion
from grader.kinds.version import Version
from grader.model import Claim, Misconception, Parameters, Question, Text
from grader.moodle.marking import orders
from grader.moodle.quiz import File, embedding

MOST = 8
"""How many items can be ordered: of more, nobody can say what a random order earns."""

DEFAULT = "ABSOLUTE_POSITION"


@dataclass(frozen=True)
class Ranked:
    """What is put in order. value: by which it is ranked. because: the claims that decide it."""

    id: str
    value: object
    because: tuple[Claim, ...]

    def __post_init__(self) -> None:
        definitions.require(
            f"the item {self.id}",
            (*definitions.word("id", self.id), *definitions.each("because", self.because, Claim, "claims")),
        )


@dataclass(frozen=True)
class Ordering:
    """An item whose parts are put in order, the least value first; the order is found, not declared.

    misconception: the reasoning behind places to which no wrong solver leads. wrong: wrong solvers, each from the
    parameters to the values by which it ranks, by the ids of what is ranked. descending: whether the largest is first.
    grading: how Moodle grades an order, by its own name. apart: how far values must lie from each other at least, as a
    share of the larger. led: what the wrong solvers answer; it is filled in from the question's parameters.
    """

    ranked: tuple[Ranked, ...]
    misconception: str
    wrong: tuple[Misconception, ...] = ()
    descending: bool = False
    grading: str = DEFAULT
    apart: float = 0.01
    led: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        problems = (
            *definitions.each("ranked", self.ranked, Ranked, "Ranked(...)"),
            *definitions.one("misconception", self.misconception, str, "a str"),
            *definitions.each("wrong", self.wrong, Misconception, "functions decorated with @misconception"),
            *definitions.one("descending", self.descending, bool, "True or False"),
            *definitions.one("apart", self.apart, float | int, "a share, such as 0.01"),
        )
        definitions.require("the item", problems or self._counted())

    def _counted(self) -> Sequence[str]:
        ids = [one.id for one in self.ranked]
        if not FEWEST <= len(ids) <= MOST:
            return [f"ranked: expected {FEWEST} to {MOST}, received {len(ids)}"]
        if len({*ids}) < len(ids):
            return [f"ranked: expected ids that differ, received {', '.join(ids)}"]
        if self.grading not in orders.GRADES:
            return [f"grading: expected one of {', '.join(orders.GRADES)}, received {self.grading!r}"]
        return []

    @cached_property
    def right(self) -> tuple[Ranked, ...]:
        """What is ranked, in the right order; in the author's where values are no numbers."""
        if not all(is_number(one.value) for one in self.ranked):
            return self.ranked
        return tuple(sorted(self.ranked, key=lambda one: one.value, reverse=self.descending))  # type: ignore[arg-type,return-value] # they are numbers

    @property
    def answer(self) -> object:
        """The ids in the right order."""
        return tuple(one.id for one in self.right)

    @cached_property
    def misleading(self) -> Sequence[tuple[str, ...]]:
        """The order to which each wrong solver leads, by ids; empty for one that ranks otherwise than by numbers."""
        return [self._ordered(led) for led in self.led]

    def _ordered(self, led: object) -> tuple[str, ...]:
        if not isinstance(led, Mapping) or {*led} != {one.id for one in self.ranked}:
            return ()
        if not all(map(is_number, led.values())) or len({*led.values()}) < len(led):
            return ()
        return tuple(sorted(led, key=lambda id_: led[id_], reverse=self.descending))


def given(item: Ordering, parameters: Parameters) -> Ordering:
    """The item with what each wrong solver answers to the question's parameters."""
    return replace(item, led=tuple(one.solve(parameters) for one in item.wrong))


def foreseen(item: Ordering) -> tuple[Foreseen, ...]:
    """Everything at every place, the places one after another, what is ranked in the right order."""
    return tuple(
        Foreseen(
            f"{place}.{one.id}",
            one.id,
            because=one.because,
            misconception=_reasoning(item, place, rank, one),
            part=str(place),
            choice=item_block(one),
        )
        for place in range(1, len(item.ranked) + 1)
        for rank, one in enumerate(item.right, start=1)
    )


def reasonings(item: Ordering) -> list[Reasoning]:
    """Each wrong solver with the whole order to which it leads: two orders may share places."""
    led = zip(item.wrong, item.misleading, strict=True)
    return [
        Reasoning(one.statement, frozenset(f"{place}.{id_}" for place, id_ in enumerate(order, start=1)), together=True)
        for one, order in led
        if order
    ]


def blocks(item: Ordering) -> list[str]:
    """The blocks of what is ranked."""
    return [item_block(one) for one in item.ranked]


def item_block(one: Ranked) -> str:
    """The block of a text in which students read what is ranked."""
    return f"item_{one.id}"


def keyed(item: Ordering) -> list[str]:
    """The ids of what is right at each place."""
    return [f"{place}.{one.id}" for place, one in enumerate(item.right, start=1)]


def fractions(item: Ordering) -> Mapping[str, float]:
    """What each counts for at each place, by id."""
    right = {*keyed(item)}
    return {one.id: 1 / len(item.ranked) if one.id in right else 0.0 for one in foreseen(item)}


def single(item: Ordering) -> bool:  # noqa: ARG001 - every place is taken
    """Whether a response is one item at a place."""
    return False


def guessed(item: Ordering) -> float:
    """What a random order earns on average, exactly."""
    return mean_of_random(item.grading, len(item.ranked))


@lru_cache(maxsize=64)
def mean_of_random(grading: str, count: int) -> float:
    """What a random order of so many earns on average: the mean over all of them."""
    grade = orders.grade(grading)
    every = [grade(order) for order in permutations(range(count))]
    return sum(every) / len(every)


def of_item(
    question: Question, item: Ordering, text: Text, files: Sequence[File] = (), *, number: int, variant: str = ""
) -> OrderingQuestion:
    """A Moodle question from an item and its text.

    files: those of its folder; each text takes along the ones that it refers to. number: its place in the exam.
    variant: the variant's code.
    """
    return OrderingQuestion(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(text.stem, files),
        items=tuple(embedding(text.parts[item_block(one)], files) for one in item.right),
        general_feedback=embedding(text.general_feedback, files),
        maximum_mark=question.maximum_mark,
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
        grading=item.grading,
    )


def _reasoning(item: Ordering, place: int, rank: int, one: Ranked) -> str:
    """What leads a student to put something at a place: nothing to the right one."""
    if place == rank:
        return ""
    led = zip(item.wrong, item.misleading, strict=False)  # until it is given, nothing is known of them
    statements = [wrong.statement for wrong, order in led if order[place - 1 : place] == (one.id,)]
    return " ".join(statements) or item.misconception
