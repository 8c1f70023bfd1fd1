"""An author's item that asks for pairs, and the Moodle question that it and a text of it make."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import eq
from typing import Any

from grader import definitions
from grader.authored import truth
from grader.kinds.foreseen import Foreseen, Reasoning
from grader.kinds.matching.question import Line, MatchingQuestion
from grader.kinds.version import Version
from grader.model import Claim, Misconception, Parameters, Question, Text
from grader.moodle.flatten import to_plain_text
from grader.moodle.quiz import File, Markup, embedding
from grader.moodle.shown import in_language, languages

_FEWEST = 2
_SIDE_BY_SIDE = " / "


@dataclass(frozen=True)
class Stem:
    """A stem to be matched.

    value: what is true of it, by which its partner is found. because: the claims that decide it.
    """

    id: str
    value: object
    because: tuple[Claim, ...]

    def __post_init__(self) -> None:
        definitions.require(
            f"the stem {self.id}",
            (*definitions.word("id", self.id), *definitions.each("because", self.because, Claim, "claims")),
        )


@dataclass(frozen=True)
class Partner:
    """What can be chosen for each stem. value: what choosing it asserts."""

    id: str
    value: object

    def __post_init__(self) -> None:
        definitions.require(f"the partner {self.id}", definitions.word("id", self.id))


@dataclass(frozen=True)
class Matching:
    """An item whose stems are matched with partners, the same for all; which is right is found, not declared.

    misconception: the reasoning behind wrong pairs to which no wrong solver leads. wrong: wrong solvers, each from the
    parameters to what it holds for true of stems, by their ids. matches: whether a stem's value is a partner's.
    led: what the wrong solvers answer; it is filled in from the question's parameters.
    """

    stems: tuple[Stem, ...]
    partners: tuple[Partner, ...]
    misconception: str
    wrong: tuple[Misconception, ...] = ()
    matches: Callable[[Any, Any], bool] = eq
    led: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        problems = (
            *definitions.each("stems", self.stems, Stem, "stems"),
            *definitions.each("partners", self.partners, Partner, "partners"),
            *definitions.one("misconception", self.misconception, str, "a str"),
            *definitions.each("wrong", self.wrong, Misconception, "functions decorated with @misconception"),
            *definitions.function("matches", self.matches),
        )
        definitions.require("the item", problems or self._counted())

    def _counted(self) -> Sequence[str]:
        for name, given in (("stems", self.stems), ("partners", self.partners)):
            ids = [one.id for one in given]
            if len(ids) < _FEWEST:
                return [f"{name}: expected at least {_FEWEST}, received {len(ids)}"]
            if len({*ids}) < len(ids):
                return [f"{name}: expected ids that differ, received {', '.join(ids)}"]
        return []

    def partners_of(self, value: object) -> tuple[str, ...]:
        """The ids of the partners whose value it is."""
        return tuple(partner.id for partner in self.partners if truth(self.matches(value, partner.value)))

    @cached_property
    def found(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of each stem's true partners, by the stem's id."""
        return {stem.id: self.partners_of(stem.value) for stem in self.stems}

    @property
    def answer(self) -> object:
        """Each stem with the partners that are true."""
        return tuple(self.found.items())

    @cached_property
    def misleading(self) -> Sequence[Mapping[str, tuple[str, ...]]]:
        """The partners to which each wrong solver leads, by the stem's id; only stems of which it says something."""
        return [
            {id_: self.partners_of(value) for id_, value in led.items()} if isinstance(led, Mapping) else {}
            for led in self.led
        ]


def given(item: Matching, parameters: Parameters) -> Matching:
    """The item with what each wrong solver answers to the question's parameters; everything in it is compared once."""
    known = replace(item, led=tuple(one.solve(parameters) for one in item.wrong))
    known.found, known.misleading  # noqa: B018 - what an author's values raise is raised here
    return known


def foreseen(item: Matching) -> tuple[Foreseen, ...]:
    """Every partner of every stem, the stems one after another."""
    return tuple(
        Foreseen(
            f"{stem.id}.{partner.id}",
            partner.value,
            because=stem.because,
            misconception=_reasoning(item, stem, partner),
            part=stem.id,
            choice=partner_block(partner),
        )
        for stem in item.stems
        for partner in item.partners
    )


def reasonings(item: Matching) -> list[Reasoning]:
    """Each wrong solver with the wrong pairs to which it leads; what is behind other pairs nobody knows."""
    true = {*keyed(item)}
    led = zip(item.wrong, item.misleading, strict=True)
    return [
        Reasoning(
            one.statement,
            frozenset(f"{stem}.{partner}" for stem, partners in found.items() for partner in partners) - true,
        )
        for one, found in led
    ]


def blocks(item: Matching) -> list[str]:
    """The blocks of the stems and of what can be chosen."""
    return [*map(stem_block, item.stems), *map(partner_block, item.partners)]


def stem_block(stem: Stem) -> str:
    """The block of a text in which students read a stem."""
    return f"stem_{stem.id}"


def partner_block(partner: Partner) -> str:
    """The block in which they read a partner."""
    return f"partner_{partner.id}"


def keyed(item: Matching) -> list[str]:
    """The ids of the pairs that are true."""
    return [f"{stem}.{partner}" for stem, partners in item.found.items() for partner in partners]


def fractions(item: Matching) -> Mapping[str, float]:
    """What each pair adds to the mark, by id."""
    return {
        f"{stem.id}.{partner.id}": 1 / len(item.stems) if partner.id in item.found[stem.id] else 0.0
        for stem in item.stems
        for partner in item.partners
    }


def single(item: Matching) -> bool:  # noqa: ARG001 - every stem has a pair
    """Whether a response is one pair."""
    return False


def of_item(
    question: Question, item: Matching, text: Text, files: Sequence[File] = (), *, number: int, variant: str = ""
) -> MatchingQuestion:
    """A Moodle question from an item and its text.

    All choices stand before the stems, so that a later version with another key can be regraded: Moodle goes by the
    places of choices. files: those of its folder; each text takes along the ones that it refers to. number: its place
    in the exam. variant: the variant's code.
    """
    choices = {partner.id: in_words(text.parts[partner_block(partner)]) for partner in item.partners}
    nothing = Markup("")
    return MatchingQuestion(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(text.stem, files),
        lines=(
            *(Line(nothing, choice, alone=True) for choice in choices.values()),
            *(
                Line(embedding(text.parts[stem_block(stem)], files), choices[partner])
                for stem in item.stems
                for partner in item.found[stem.id][:1]
            ),
        ),
        general_feedback=embedding(text.general_feedback, files),
        maximum_mark=question.maximum_mark,
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
        shuffle=question.shuffle,
    )


def in_words(html: str) -> str:
    """A choice as Moodle shows it, which is no HTML: in all languages at once, side by side."""
    readings = (to_plain_text(in_language(html, language)) for language in languages(html) or ("",))
    return _SIDE_BY_SIDE.join(dict.fromkeys(" ".join(one.split("\n")).strip() for one in readings))


def _reasoning(item: Matching, stem: Stem, partner: Partner) -> str:
    """What leads a student to a pair: nothing to one that is true."""
    if partner.id in item.found[stem.id]:
        return ""
    led = zip(item.wrong, item.misleading, strict=False)  # until it is given, nothing is known of them
    statements = [one.statement for one, found in led if partner.id in found.get(stem.id, ())]
    return " ".join(statements) or item.misconception
