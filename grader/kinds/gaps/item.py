"""An author's item whose text has gaps, and the Moodle question that it and a text of it make."""

import html
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from grader import definitions
from grader.authored import printed, running, truth
from grader.errors import AuthorError
from grader.kinds.foreseen import Foreseen
from grader.kinds.gaps.question import DECIMALS, Offered, Question, WithGaps
from grader.kinds.version import Version
from grader.model import REASONING, UNDECIDED, Claim, Misconception, Text
from grader.model import Question as Definition
from grader.moodle.quiz import File, Markup, embedding
from grader.texts.source import GAP


@dataclass(frozen=True)
class Gap:
    """A gap, which the stem names: `[[id]]`.

    answer: what the solver finds for it; the choice of this value is right. because: the claims that decide it.
    group: the choices that are offered for it. wrong: the reasoning that leads a student to put a choice here, by the
    choice's id, where it is another than elsewhere.
    """

    id: str
    answer: object
    because: tuple[Claim, ...]
    group: str = ""
    wrong: Mapping[str, str | Misconception] = field(default_factory=dict)

    def __post_init__(self) -> None:
        definitions.require(f"the gap {printed(self.id)}", self._problems())

    def _problems(self) -> Iterator[str]:
        if not isinstance(self.id, str) or not GAP.fullmatch(f"[[{self.id}]]"):
            yield f"id: expected letters, digits and _, beginning with a letter, received {printed(self.id)}"
        yield from definitions.each("because", self.because, Claim, "claims")
        yield from definitions.one("group", self.group, str, "a str")
        yield from definitions.one("wrong", self.wrong, Mapping, 'reasons by choice, as in {"mean": "..."}')
        if isinstance(self.wrong, Mapping):
            for id_, reasoning in self.wrong.items():
                yield from definitions.one(f"wrong[{printed(id_)}]", reasoning, *REASONING)


@dataclass(frozen=True)
class Choice:
    """What is offered for the gaps of a group; its words stand in the block `choice_<id>`.

    value: what it asserts, comparable with the answers of gaps.
    misconception: the reasoning that leads a student to put it into a gap where it is wrong.
    unlimited: where choices are dragged, whether it fills as many gaps as one likes.
    """

    id: str
    value: object
    group: str = ""
    misconception: str | Misconception = ""
    unlimited: bool = False

    def __post_init__(self) -> None:
        definitions.require(
            f"the choice {self.id}",
            (
                *definitions.word("id", self.id),
                *definitions.one("group", self.group, str, "a str"),
                *definitions.one("misconception", self.misconception, *REASONING),
                *definitions.one("unlimited", self.unlimited, bool, "True or False"),
            ),
        )

    @property
    def block(self) -> str:
        """The block of the texts in which it stands."""
        return f"choice_{self.id}"


@dataclass(frozen=True)
class Gapped:
    """An item whose stem has gaps, each to be filled with one of the choices of its group."""

    in_menus: ClassVar[bool]
    """Whether choices stand in menus, and are not dragged."""

    gaps: tuple[Gap, ...]
    choices: tuple[Choice, ...]

    def __post_init__(self) -> None:
        problems = (
            *definitions.each("gaps", self.gaps, Gap, "Gap(...)"),
            *definitions.each("choices", self.choices, Choice, "Choice(...)"),
        )
        definitions.require("the item", problems or self._problems())

    def _problems(self) -> Iterator[str]:
        if not self.gaps:
            yield "gaps: expected one at least, received none"
        for what, ids in (("gaps", [one.id for one in self.gaps]), ("choices", [one.id for one in self.choices])):
            repeated = (id_ for id_, count in Counter(ids).items() if count > 1)
            yield from (f"{what}: expected ids that differ, received {id_!r} twice" for id_ in repeated)
        asked, offered = {gap.group for gap in self.gaps}, {choice.group for choice in self.choices}
        for group in sorted(asked - offered):
            yield f"no choice is of the group {group!r}, of which a gap is"
        for group in sorted(offered - asked):
            yield f"no gap is of the group {group!r}, of which a choice is"
        for gap in self.gaps:
            known = [choice.id for choice in self.offered(gap)]
            for id_ in gap.wrong:
                if id_ not in known:
                    yield f"the gap {gap.id} speaks of {printed(id_)}, and is offered {', '.join(known) or 'nothing'}"

    @property
    def answer(self) -> object:
        """What the solver finds for the gaps, in their order."""
        answers = tuple(gap.answer for gap in self.gaps)
        return UNDECIDED if any(answer is UNDECIDED for answer in answers) else answers

    @property
    def share(self) -> float:
        """What one gap contributes to the whole, as Moodle keeps it."""
        return round(1 / len(self.gaps), DECIMALS)

    def offered(self, gap: Gap) -> Sequence[Choice]:
        """The choices of a gap's group."""
        return [choice for choice in self.choices if choice.group == gap.group]

    def true(self, gap: Gap) -> Sequence[Choice]:
        """The choices whose value is what the solver finds for a gap: found, and to be one."""
        return [choice for choice in self.offered(gap) if _equal(choice.value, gap.answer)]

    def parts(self) -> Iterator[tuple[Gap, Choice]]:
        """Every gap with every choice that is offered for it."""
        return ((gap, choice) for gap in self.gaps for choice in self.offered(gap))

    def number(self, gap: Gap) -> int:
        """The number of the choice that is right in a gap, counted from 1; 0 where there is none."""
        true = self.true(gap)
        return self.choices.index(true[0]) + 1 if true else 0

    def group(self, choice: Choice) -> str:
        """The number of a choice's group, as Moodle has it: they are counted in the order of the choices."""
        return str(1 + list(dict.fromkeys(one.group for one in self.choices)).index(choice.group))


def foreseen(item: Gapped) -> tuple[Foreseen, ...]:
    """Each gap with each choice that is offered for it."""
    return tuple(
        Foreseen(
            part_id(gap, choice),
            choice.value,
            because=gap.because,
            misconception="" if choice in item.true(gap) else _in_words(reasoning(gap, choice)),
            part=gap.id,
            choice=choice.block,
        )
        for gap, choice in item.parts()
    )


def part_id(gap: Gap, choice: Choice) -> str:
    """What a choice in a gap is called."""
    return f"{gap.id}={choice.id}"


def reasoning(gap: Gap, choice: Choice) -> str | Misconception:
    """What leads a student to put a choice into a gap."""
    return gap.wrong.get(choice.id, choice.misconception)


def blocks(item: Gapped) -> Sequence[str]:
    """The blocks of the choices."""
    return [choice.block for choice in item.choices]


def keyed(item: Gapped) -> list[str]:
    """The ids of what is right: in each gap the choice whose value is the answer."""
    return [part_id(gap, choice) for gap in item.gaps for choice in item.true(gap)]


def fractions(item: Gapped) -> Mapping[str, float]:
    """What each choice contributes in each gap, by id."""
    right = set(keyed(item))
    return {id_: item.share if id_ in right else 0.0 for id_ in (part_id(*part) for part in item.parts())}


def single(item: Gapped) -> bool:  # noqa: ARG001 - there is one in each gap
    """Whether one of them is to be chosen, and not several."""
    return False


def of_item(
    made: type[Question],
    question: Definition,
    item: Gapped,
    text: Text,
    files: Sequence[File] = (),
    *,
    number: int,
    variant: str = "",
) -> Question:
    """A Moodle question from an item and its text.

    made: its type. files: those of its folder; each text takes along the ones that it refers to. number: its place in
    the exam. variant: the variant's code.
    """
    places = {gap.id: place for place, gap in enumerate(item.gaps, start=1)}
    stem = GAP.sub(lambda gap: f"[[{places[gap[1]]}]]" if gap[1] in places else gap.group(), text.stem)
    return made(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(stem, files),
        choices=tuple(
            Offered(Markup(words(made, text, choice)), item.group(choice), choice.unlimited) for choice in item.choices
        ),
        right=tuple(item.number(gap) for gap in item.gaps),
        general_feedback=embedding(text.general_feedback, files),
        maximum_mark=question.maximum_mark,
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
        shuffle=question.shuffle,
    )


def words(made: type[WithGaps], text: Text, choice: Choice) -> str:
    """A choice as Moodle has it: in a menu no HTML but what it shows."""
    shown = text.parts[choice.block]
    return html.unescape(shown) if made.literal else shown


def wrong_solvers(item: Gapped) -> Iterator[tuple[Choice, Misconception]]:
    """Every wrong solver with the choice to which it must lead where that is wrong, once each."""
    seen: dict[tuple[str, str], tuple[Choice, Misconception]] = {}
    for gap, choice in item.parts():
        one = reasoning(gap, choice)
        if isinstance(one, Misconception) and choice not in item.true(gap):
            seen.setdefault((choice.id, one.id), (choice, one))
    yield from seen.values()


def _in_words(one: str | Misconception) -> str:
    return one if isinstance(one, str) else one.statement


def _equal(value: object, answer: object) -> bool:
    """Whether a choice asserts an answer; what cannot be compared with it does not."""
    try:
        with running():
            return truth(value == answer)
    except AuthorError:
        return False
