"""Variants: the same question with other numbers, drawn from the space that it declares."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count as count_from
from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING

from grader import definitions
from grader.authored import apart, defined_at, forgotten, printed, running
from grader.counting import number_of
from grader.errors import AuthorError, GraderError
from grader.garbage import undisturbed
from grader.kinds.quiz import write
from grader.model import Parameters, Space
from grader.moodle.quiz import Entry, Quiz
from grader.release.moodle_question import category
from grader.release.seen import Seen, seen
from grader.release.stages import ComputedStages
from grader.texts.language import LANGUAGES

if TYPE_CHECKING:
    from grader.release.exports import Files  # it imports the statistics of measured answers

Choices = Mapping[str, object]
"""What was chosen for each name of a space."""

Places = tuple[int, ...]
"""Which of its values was chosen for each name of a space, counted from 0: the same in every process."""

MAX_SEARCHED = 2_000_000
"""How many choices are tried, at some 10,000 a second, to find a variant again by its code."""

_IN_VAIN = 200  # draws in a row that may repeat earlier ones before the rest of the space is looked through
_LOOKED_THROUGH = 20_000  # choices, at most


@dataclass(frozen=True)
class Variant:
    """A variant: what was chosen, and the question with it."""

    choices: Choices
    stages: ComputedStages

    @cached_property
    def differences(self) -> str:
        """What was chosen otherwise than in the exam, in words."""
        space = self.stages.question.space
        assert space is not None
        return describe(self.choices, space)


def draw(stages: ComputedStages, count: int, seed: int) -> tuple[Variant, ...]:
    """Draw variants that students can tell apart; the same seed gives the same, and the first of more those of fewer.

    Raises GraderError where the question has no space, or one that holds fewer.
    """
    if stages.question.space is None:
        raise GraderError(f"{stages.question.id}: expected a question with a space of variants")
    drawn = told_apart(stages, count, seed)
    if said := fewer(stages, count, drawn):
        raise GraderError(said)
    return drawn


def fewer(stages: ComputedStages, count: int, drawn: Sequence[Variant]) -> str:
    """What is wrong where fewer variants were drawn than a count, and how to mend it; else nothing."""
    space = stages.question.space
    if len(drawn) == count or space is None:
        return ""
    return (
        f"{stages.question.id}: expected {number_of(count, 'variant')} that students can tell apart, and its space of "
        f"{number_of(size(space), 'choice')} gave {len(drawn)}; ask for no more, or let the space vary what the stem "
        "or the options show"
    )


def told_apart(stages: ComputedStages, count: int, seed: int) -> tuple[Variant, ...]:
    """As many variants that students can tell apart as can be drawn, up to a count, as `draw` does; there is a space.

    Where draws only repeat what was seen, those that are left are looked for in the space's order.
    """
    drawn: dict[Seen, Variant] = {}
    codes: set[str] = set()
    in_vain = 0
    tries = _at_random(stages, seed)
    while len(drawn) < count and in_vain < _IN_VAIN:
        in_vain = 0 if _is_new(next(tries), drawn, codes) else in_vain + 1
    tries = _in_order(stages)
    while len(drawn) < count and (variant := next(tries, None)) is not None:
        _is_new(variant, drawn, codes)
    return tuple(drawn.values())


def _is_new(variant: Variant, drawn: dict[Seen, Variant], codes: set[str]) -> bool:
    """Whether nothing drawn is the same to students; if so, it is drawn. What was solved before is not solved again."""
    if variant.stages.variant in codes:
        return False
    codes.add(variant.stages.variant)
    return drawn.setdefault(seen(variant.stages), variant) is variant


def _at_random(stages: ComputedStages, seed: int) -> Iterator[Variant]:
    """Variants without end, each choice as likely as any other."""
    space = stages.question.space
    assert space is not None
    for number in count_from(0):
        yield of(
            stages,
            space,
            {name: values[_index(seed, stages, number, name, len(values))] for name, values in space.values.items()},
        )


def _in_order(stages: ComputedStages) -> Iterator[Variant]:
    """The variants of the first choices of a space, each after the other."""
    space = stages.question.space
    assert space is not None
    for values in islice(product(*space.values.values()), _LOOKED_THROUGH):
        yield of(stages, space, dict(zip(space.values, values, strict=True)))


def sample(space: Space, count: int, *, seed: str) -> Sequence[Places]:
    """Different choices of a space, each as likely as any other to be among them; of a smaller space all, in order.

    The same seed gives the same, on every machine.
    """
    counts = [len(values) for values in space.values.values()]
    whole = prod(counts)
    if whole <= count:
        return list(product(*map(range, counts)))
    drawn: dict[int, None] = {}
    number = 0
    while len(drawn) < count:
        drawn[_below(whole, f"{seed}/{number}")] = None
        number += 1
    return [_places(one, counts) for one in drawn]


def at(stages: ComputedStages, space: Space, places: Places) -> Variant:
    """The variant of what was chosen. Raises GraderError as `of` does."""
    chosen = zip(space.values.items(), places, strict=True)
    return of(stages, space, {name: values[place] for (name, values), place in chosen})


def of(stages: ComputedStages, space: Space, choices: Choices) -> Variant:
    """The variant that choices make; it is named by its parameters, whatever else was drawn.

    Raises GraderError where the author's `build` makes none of them.
    """
    try:
        made = parameters(space, choices)
    except AuthorError as error:
        raise GraderError(
            f"{error.where}: {stages.question.id}: `build` makes no parameters of {describe(choices, space)}: "
            f"{error.said}; let it make some of whatever the space holds"
        ) from error
    return Variant(choices, stages.with_parameters(made, code(made)))


def parameters(space: Space, choices: Choices) -> Parameters:
    """The parameters that an author's `build` makes of choices. Raises AuthorError where they are none."""
    with running(defined_at(space.build)):
        made = space.build(**choices)
        definitions.require(f"what `build` makes{forgotten(made)}", definitions.facts("parameters", made))
    return made


def code(parameters: Parameters) -> str:
    """The name of a variant: eight digits of its parameters' digest."""
    with apart():
        return hashlib.sha256(repr(parameters).encode()).hexdigest()[:8]


def found(stages: ComputedStages, codes: Collection[str]) -> Mapping[str, Variant]:
    """The variants of a question that bear these codes, by code: what bore them is looked for in its whole space.

    One that is not in the space is left out; none is looked for in a space of more than MAX_SEARCHED choices.
    """
    space = stages.question.space
    left = set(codes)
    variants: dict[str, Variant] = {}
    if space is None or size(space) > MAX_SEARCHED:
        return variants
    for values in product(*space.values.values()):
        if not left:
            break
        choices = dict(zip(space.values, values, strict=True))
        with running(defined_at(space.build)):
            named = code(space.build(**choices))
        if named in left:
            left.remove(named)
            variants[named] = of(stages, space, choices)
    return variants


def own_choices(space: Space) -> Choices:
    """Those that give the exam's own parameters."""
    return {name: values[0] for name, values in space.values.items()}


def size(space: Space) -> int:
    """How many choices there are."""
    return prod(len(values) for values in space.values.values())


def describe(choices: Choices, space: Space) -> str:
    """What differs from the exam's own choices, in words."""
    own = own_choices(space)
    changed = [f"{name} = {printed(value)}" for name, value in choices.items() if value != own[name]]
    return ", ".join(changed) or "the exam's own parameters"


def files(drawn: Sequence[tuple[ComputedStages, Sequence[Variant]]], languages: Sequence[str]) -> "Files":
    """The Moodle XML of variants in each language: each question's in a category of its own, for random questions."""
    with undisturbed():
        return {f"variants.{language}.xml": write(Quiz(tuple(_entries(drawn, language)))) for language in languages}


def _entries(drawn: Sequence[tuple[ComputedStages, Sequence[Variant]]], language: str) -> Iterator[Entry]:
    for stages, variants in drawn:
        title = f"{stages.number:02d} {stages.text_in(language).title}"
        yield category(f"{stages.bank.category[language]} / {title} ({LANGUAGES[language].variants})")
        yield from (variant.stages.moodle_question(language) for variant in variants)


def _index(seed: int, stages: ComputedStages, number: int, name: str, count: int) -> int:
    """A number below count, the same for the same seed on every machine and in every version of Python."""
    return _below(count, f"{seed}/{stages.question.id}/{number}/{name}")


def _below(count: int, seed: str) -> int:
    return int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big") % count


def _places(number: int, counts: Sequence[int]) -> Places:
    """The choices of a number, counted through a space as an odometer is."""
    places: list[int] = []
    for count in reversed(counts):
        number, place = divmod(number, count)
        places.insert(0, place)
    return tuple(places)
