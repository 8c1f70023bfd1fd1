"""An author's item that asks for a number, and the Moodle question that it and a text of it make."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from grader import definitions
from grader.authored import is_number
from grader.kinds.foreseen import Foreseen
from grader.kinds.numerical.question import UNIT_PENALTY, Amount, NumericalQuestion
from grader.kinds.numerical.rounding import DIGITS, Precision, exact
from grader.kinds.numerical.separating import Interval, separating, usual
from grader.kinds.numerical.units import FREE, MENU, OF_THE_RESPONSE, TYPED, Unit, Units, unusable
from grader.kinds.version import Version
from grader.kinds.wrong import Wrong
from grader.model import Claim, Parameters, Question, Text
from grader.moodle.quiz import File, embedding

KEY = "key"
"""The id of the response that is right."""

FEEDBACK = f"feedback_{KEY}"
"""The block of the texts that is said to whoever gives it."""


@dataclass(frozen=True)
class Numerical:
    """An item that asks for a number: what the solver finds, and how exactly it is asked for.

    answer: the number. because: the claims that decide it. decimals, figures: with how many decimals, or how many
    significant figures; one of the two. foreseen: the wrong numbers that misconceptions lead to.
    units: those in which it may be given, the answer's own first. unit_penalty: the share of what a number earns that a
    wrong unit costs, or none; None where it may be left out, and costs nothing. unit_menu: whether it is chosen.
    """

    answer: object
    because: tuple[Claim, ...]
    decimals: int | None = None
    figures: int | None = None
    foreseen: tuple[Wrong, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_penalty: float | None = None
    unit_menu: bool = False

    def __post_init__(self) -> None:
        problems = (
            *definitions.each("because", self.because, Claim, "claims"),
            *definitions.each("foreseen", self.foreseen, Wrong, "Wrong(...)"),
            *definitions.one("decimals", self.decimals, int | None, "a whole number"),
            *definitions.one("figures", self.figures, int | None, "a whole number"),
        )
        if self.units:
            problems += tuple(definitions.each("units", self.units, Unit, "Unit(...)"))
        definitions.require("the item", problems or (*self._asked(), *self._ids(), *self._of_units()))

    def _asked(self) -> Sequence[str]:
        if (self.decimals is None) == (self.figures is None):
            return ("expected either decimals or figures: how exactly the number is asked for",)
        least, given = (0, self.decimals) if self.decimals is not None else (1, self.figures)
        return (
            ()
            if given is not None and least <= given <= DIGITS
            else (f"expected {least} to {DIGITS}, received {given}",)
        )

    def _of_units(self) -> Iterator[str]:
        yield from unusable(self.units)
        if self.unit_penalty is not None and not 0 < self.unit_penalty <= 1:
            yield f"expected a unit_penalty above 0, up to 1, received {self.unit_penalty}"

    def _ids(self) -> Sequence[str]:
        ids = [KEY, *(wrong.id for wrong in self.foreseen)]
        return [f"expected ids that differ, received {id_!r} twice" for id_ in sorted({*ids}) if ids.count(id_) > 1]

    @property
    def precision(self) -> Precision:
        """How exactly the number is asked for."""
        return Precision(self.decimals, self.figures)

    @property
    def in_units(self) -> Units:
        """The units as Moodle stores them."""
        if not self.units:
            return Units()
        return Units(
            self.units,
            FREE if self.unit_penalty is None else OF_THE_RESPONSE,
            MENU if self.unit_menu else TYPED,
        )

    @cached_property
    def number(self) -> Decimal | None:
        """The answer as a decimal; None where it is no number."""
        return _decimal(self.answer)

    @cached_property
    def wrong_numbers(self) -> Sequence[Decimal | None]:
        """The numbers that misconceptions lead to; None for what is no number."""
        return [_decimal(wrong.value) for wrong in self.foreseen]

    @cached_property
    def separated(self) -> Sequence[Interval | None]:
        """The interval of the key and of each wrong number; None where nothing separates it from what it is not."""
        numbers = (self.number, *self.wrong_numbers)
        right, every = [], [frozenset[Decimal]() if one is None else self.precision.roundings(one) for one in numbers]
        for place, number in enumerate(numbers):
            others = frozenset().union(*every[:place], *every[place + 1 :])
            beside = frozenset[Decimal]() if place or number is None else self.precision.neighbours(number)
            refused = others | beside
            right.append(separating(number, self.precision, refused) if number is not None and refused else None)
        return right

    @property
    def intervals(self) -> Sequence[Interval]:
        """The intervals as they are written: where nothing separates, those of what rounds to the number."""
        numbers = (self.number, *self.wrong_numbers)
        return [
            found or usual(number or Decimal(), self.precision)
            for found, number in zip(self.separated, numbers, strict=True)
        ]


def given(item: Numerical, parameters: Parameters) -> Numerical:
    """The item with what each misconception answers to the question's parameters."""
    return replace(
        item, foreseen=tuple(replace(wrong, value=wrong.misconception.solve(parameters)) for wrong in item.foreseen)
    )


def foreseen(item: Numerical) -> tuple[Foreseen, ...]:
    """The key, and behind it the wrong numbers in their order."""
    return (
        Foreseen(KEY, item.answer, _feedback(KEY), item.because, figures=figures(item)),
        *(
            Foreseen(wrong.id, wrong.value, _feedback(wrong.id), item.because, wrong.misconception.statement)
            for wrong in item.foreseen
        ),
    )


def keyed(item: Numerical) -> list[str]:
    """The id of the number that is right; none where there is no number."""
    return [] if item.number is None else [KEY]


def in_figures(item: Numerical) -> str:
    """The number that is right as it is asked for; empty where it is none."""
    return " or ".join(_asked(item))


def figures(item: Numerical) -> tuple[str, ...]:
    """The same, each way to write it apart, with the answer's own unit where that must be said."""
    own = f" {item.units[0].name}" if item.units and item.unit_penalty is not None else ""
    return tuple(f"{number}{own}" for number in _asked(item))


def _asked(item: Numerical) -> Sequence[str]:
    return [] if item.number is None else [f"{one:f}" for one in sorted(item.precision.asked(item.number))]


def fractions(item: Numerical) -> Mapping[str, float]:
    """The share of the mark that each earns, by id."""
    return {KEY: 1.0, **{wrong.id: wrong.fraction for wrong in item.foreseen}}


def single(item: Numerical) -> bool:  # noqa: ARG001 - a number is one
    """Whether one number is to be given, and not several."""
    return True


def of_item(
    question: Question, item: Numerical, text: Text, files: Sequence[File] = (), *, number: int, variant: str = ""
) -> NumericalQuestion:
    """A Moodle question from an item and its text.

    files: those of its folder; each text takes along the ones that it refers to. number: its place in the exam.
    variant: the variant's code.
    """
    return NumericalQuestion(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(text.stem, files),
        amounts=tuple(
            Amount(
                fraction,
                float(interval.centre),
                float(interval.tolerance),
                embedding(text.parts[_feedback(id_)], files),
            )
            for (id_, fraction), interval in zip(fractions(item).items(), item.intervals, strict=True)
        ),
        general_feedback=embedding(text.general_feedback, files),
        units=item.in_units,
        unit_penalty=UNIT_PENALTY if item.unit_penalty is None else item.unit_penalty,
        maximum_mark=question.maximum_mark,
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
    )


def _feedback(id_: str) -> str:
    """The block of the texts that is said to whoever gives a number."""
    return f"feedback_{id_}"


def _decimal(value: object) -> Decimal | None:
    return exact(value) if isinstance(value, int | float) and is_number(value) else None
