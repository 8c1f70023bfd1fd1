"""The values that the stages pass on: frozen, and of the standard library only.

Those that authors make raise DefinitionError where they are not made as they must be.

    Question --solve--> Solution --item--> Item --render--> Text --> MoodleQuestion --write--> bytes

A Solution is whatever frozen dataclass the question's solver returns.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Protocol

from grader import definitions
from grader.authored import truth
from grader.design import Design

Solution = Any
Parameters = Any


@dataclass(frozen=True)
class Claim:
    """An executable sentence of a justification.

    statement: the sentence, for the person who reads that it failed.
    holds: the predicate over a solution.
    refuted_by: makes of the true solution one for which the predicate must be false. also_refuted_by: more of these.
    """

    id: str
    statement: str
    holds: Callable[[Solution], bool]
    refuted_by: Callable[[Solution], Solution]
    also_refuted_by: tuple[Callable[[Solution], Solution], ...] = ()

    def __post_init__(self) -> None:
        definitions.require(
            f"the claim {self.id}",
            (
                *definitions.word("id", self.id),
                *definitions.one("statement", self.statement, str, "a str"),
                *definitions.function("holds", self.holds),
                *definitions.function("refuted_by", self.refuted_by),
                *(wrong for one in self.also_refuted_by for wrong in definitions.function("refuted_by", one)),
            ),
        )

    @property
    def counterexamples(self) -> tuple[Callable[[Solution], Solution], ...]:
        """Everything that makes a solution for which it must be false."""
        return (self.refuted_by, *self.also_refuted_by)


def claim(
    *, refuted_by: Callable[[Any], Any] | tuple[Callable[[Any], Any], ...]
) -> Callable[[Callable[[Any], bool]], Claim]:
    """Make a claim of a predicate, named as the function and stating its docstring.

    refuted_by: a counterexample, or several: one for each part of the predicate shows that the part is needed.
    """
    first, *more = refuted_by if isinstance(refuted_by, tuple) and refuted_by else (refuted_by,)

    def decorate(holds: Callable[[Any], bool]) -> Claim:
        return Claim(holds.__name__, " ".join((holds.__doc__ or "").split()), holds, first, tuple(more))  # type: ignore[arg-type] # the definition checks them

    return decorate


@dataclass(frozen=True)
class Misconception:
    """A wrong solver: what a student would answer who reasons so.

    statement: the reasoning, for the person who reads of it. solve: a function of the parameters.
    """

    id: str
    statement: str
    solve: Callable[[Parameters], object]

    def __post_init__(self) -> None:
        definitions.require(
            f"the misconception {self.id}",
            (
                *definitions.word("id", self.id),
                *definitions.one("statement", self.statement, str, "a str"),
                *definitions.function("solve", self.solve),
            ),
        )


def misconception(solve: Callable[[Any], object]) -> Misconception:
    """Make a wrong solver of a function of the parameters, named as the function and stating its docstring."""
    return Misconception(solve.__name__, " ".join((solve.__doc__ or "").split()), solve)


@dataclass(frozen=True)
class Figure:
    """A picture that is drawn of a solution, to which texts refer as `figures/ID.svg`.

    draw: draws on the axes of a matplotlib figure what a solution holds, in the words of a text.
    """

    id: str
    draw: Callable[[Any, Solution, Any], object]

    def __post_init__(self) -> None:
        definitions.require(
            f"the figure {self.id}",
            (*definitions.word("id", self.id), *definitions.function("draw", self.draw)),
        )


def figure(draw: Callable[[Any, Any, Any], object]) -> Figure:
    """Make a figure of a function that draws it, named as the function."""
    return Figure(draw.__name__, draw)


REASONING: Final = (str | Misconception, "a str, or a function decorated with @misconception")
"""What a misconception may be given as: the type, and what it is called."""


def in_words(reasoning: str | Misconception) -> str:
    """A misconception in words."""
    return reasoning if isinstance(reasoning, str) else reasoning.statement


class _Mark:
    """A value equal to nothing but itself, with a name to show."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


VOID: Final = _Mark("VOID")
"""The answer of an item that has no key of its own: every option earns the whole mark."""

UNDECIDED: Final = _Mark("UNDECIDED")
"""The answer of a measured item whose runs do not yet allow a key: it cannot be released."""


@dataclass(frozen=True)
class Option:
    """One offered answer.

    value: what choosing it asserts, comparable with the item's answer.
    because: the claims that make it right or wrong.
    misconception: the reasoning that leads a student to a wrong option, in words or as a wrong solver.
    """

    id: str
    value: object
    because: tuple[Claim, ...]
    misconception: str | Misconception = ""

    def __post_init__(self) -> None:
        definitions.require(
            f"the option {self.id}",
            (
                *definitions.word("id", self.id),
                *definitions.each("because", self.because, Claim, "claims"),
                *definitions.one("misconception", self.misconception, *REASONING),
            ),
        )

    @property
    def reasoning(self) -> str:
        """The misconception in words."""
        return in_words(self.misconception)


class OfAKind(Protocol):
    """A question with its numbers, of whatever kind: the answer found, and what its kind adds."""

    @property
    def answer(self) -> object:
        """What the solver found; VOID or UNDECIDED where there is no key."""
        ...


@dataclass(frozen=True)
class Item:
    """An item of multiple choice: the answer found, and the options to compare with it.

    distractor_fraction: what a wrong option earns, at most 0 and in Moodle's list.
    """

    answer: object
    options: tuple[Option, ...]
    distractor_fraction: float = 0.0

    def __post_init__(self) -> None:
        definitions.require("the item", definitions.each("options", self.options, Option, "options"))

    def keyed(self) -> tuple[Option, ...]:
        """The options whose value equals the answer: all of a void item's, none of an undecided one's.

        Raises TypeError where == of two values gives no bool.
        """
        if self.answer is VOID:
            return self.options
        return tuple(option for option in self.options if truth(option.value == self.answer))

    def fractions(self) -> Mapping[str, float]:
        """The share of the mark that each option earns, in [-1, 1], by id. Raises TypeError as `keyed` does."""
        keyed = self.keyed()
        return {option.id: 1.0 if option in keyed else self.distractor_fraction for option in self.options}


@dataclass(frozen=True)
class Text:
    """An item in a language, as HTML fragments; `title` is plain text.

    parts: what its kind says beside the stem and the general feedback, by the name of the block.
    typed: what a student may type for a value that the text names, as patterns of Moodle's, by the value's name.
    """

    language: str
    title: str
    stem: str
    parts: Mapping[str, str]
    general_feedback: str
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def blocks(self) -> Mapping[str, str]:
        """Its HTML by the names of the blocks."""
        return {"stem": self.stem, **self.parts, "general_feedback": self.general_feedback}


@dataclass(frozen=True)
class Space:
    """Where the parameters of a question's variants come from.

    values: for each free choice what it may be, the exam's own first.
    build: the parameters that one of each make; it may derive some from others. Called with the first of each, it
    gives the exam's.
    """

    values: Mapping[str, Sequence[object]]
    build: Callable[..., Parameters]

    def __post_init__(self) -> None:
        definitions.require(
            "the space",
            (*definitions.choices("values", self.values), *definitions.function("build", self.build)),
        )


@dataclass(frozen=True)
class Question:
    """The definition of a question, in the folder of the bank that bears its id.

    solve: the solver, a function of the parameters (and of the recorded runs, for a measured question).
    item: makes of a solution an item of some kind: for an `Item`, the options to compare it with.
    claims: every sentence of the justification.
    shuffle: whether Moodle may shuffle the options, where their order means nothing.
    space: where variants' parameters come from, for a question that has variants.
    figures: what its texts show that is drawn of the solution.
    otherwise: parameters for which the answer is another, so that it is seen to follow from them.
    waivers: warnings that do not count here, by code, each with the reason in words.
    survivors: mutants that nothing needs to notice, by the names that `grader mutate` gives them, each with the reason.
    """

    id: str
    parameters: Parameters
    solve: Callable[..., Solution]
    item: Callable[[Solution], Any]
    claims: tuple[Claim, ...]
    tags: tuple[str, ...] = ()
    shuffle: bool = True
    maximum_mark: float = 1.0
    design: Design | None = None
    space: Space | None = None
    figures: tuple[Figure, ...] = ()
    otherwise: Parameters | None = None
    waivers: Mapping[str, str] = field(default_factory=dict)
    survivors: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        definitions.require(
            f"the question {self.id}",
            (
                *definitions.word("id", self.id),
                *(definitions.facts("parameters", self.parameters) if self.parameters is not None else ()),
                *definitions.function("solve", self.solve),
                *definitions.function("item", self.item),
                *definitions.each("claims", self.claims, Claim, "claims"),
                *definitions.each("tags", self.tags, str, "tags"),
                *definitions.one("shuffle", self.shuffle, bool, "True or False"),
                *definitions.one("design", self.design, Design | None, "a Design"),
                *definitions.one("space", self.space, Space | None, "a Space"),
                *definitions.each("figures", self.figures, Figure, "figures"),
                *definitions.once("figures", self.figures),
                *definitions.one("otherwise", self.otherwise, type(self.parameters) | None, "parameters"),
                *definitions.one("waivers", self.waivers, Mapping, 'reasons by code, as in {"W004": "..."}'),
                *definitions.one("survivors", self.survivors, Mapping, "reasons by a mutant's name"),
            ),
        )
