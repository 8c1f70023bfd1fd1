"""What the gaps of an author's text ask for: a number, words, one choice, several choices."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Protocol

from grader import definitions
from grader.authored import truth
from grader.kinds.foreseen import Foreseen
from grader.kinds.numerical.item import KEY, Numerical, figures
from grader.kinds.numerical.item import in_figures as number_in_figures
from grader.kinds.wrong import Wrong
from grader.model import REASONING, Claim, Misconception, Option, Parameters, in_words

_LAYOUTS = {"menu": "", "vertical": "V", "horizontal": "H"}
_OF_SEVERAL = {"vertical": "", "horizontal": "H"}


class AsksPart(Protocol):
    """A part of a cloze item: its name, which is that of its gap, the right answer, and its weight."""

    @property
    def id(self) -> str: ...

    @property
    def answer(self) -> object: ...

    @property
    def weight(self) -> int: ...

    @property
    def type(self) -> str:
        """Moodle's long name of its type."""
        ...

    @property
    def foreseen_answers(self) -> Sequence[Foreseen]:
        """The answers that its author foresees, right and wrong."""
        ...

    @property
    def worth(self) -> Sequence[float]:
        """The share of the part's mark that each earns alone."""
        ...

    @property
    def keyed(self) -> Sequence[str]:
        """The ids of those that the part's whole mark takes."""
        ...

    @property
    def in_figures(self) -> str:
        """The key in words."""
        ...

    def given(self, parameters: Parameters) -> "AsksPart":
        """The part once it knows the question's parameters."""
        ...


@dataclass(frozen=True)
class Word:
    """Words that are foreseen in a gap.

    value: what typing them asserts, comparable with the part's answer. spelled: every way to write them, in all
    languages of the bank: whoever answers may type any. because, misconception: as of an option.
    """

    id: str
    value: object
    spelled: tuple[str, ...]
    because: tuple[Claim, ...]
    misconception: str | Misconception = ""

    def __post_init__(self) -> None:
        definitions.require(
            f"the words {self.id}",
            (
                *definitions.word("id", self.id),
                *definitions.each("spelled", self.spelled, str, "texts"),
                *(() if self.spelled else ("spelled: expected a way to write them",)),
                *definitions.each("because", self.because, Claim, "claims"),
                *definitions.one("misconception", self.misconception, *REASONING),
            ),
        )

    @property
    def reasoning(self) -> str:
        """The misconception in words."""
        return in_words(self.misconception)


@dataclass(frozen=True)
class NumberPart:
    """A gap that asks for a number; everything as in `Numerical`. weight: its share beside those of other parts."""

    id: str
    answer: object
    because: tuple[Claim, ...]
    decimals: int | None = None
    figures: int | None = None
    foreseen: tuple[Wrong, ...] = ()
    weight: int = 1

    type: ClassVar[str] = "NUMERICAL"

    def __post_init__(self) -> None:
        _require_part(self)
        self.number  # noqa: B018 - it requires what a number must have

    @cached_property
    def number(self) -> Numerical:
        """What it asks for, alone."""
        return Numerical(self.answer, self.because, self.decimals, self.figures, self.foreseen)

    @property
    def foreseen_answers(self) -> Sequence[Foreseen]:
        """The key, and behind it the wrong numbers in their order."""
        key = replace(_foreseen(self.id, KEY, self.answer, self.because), figures=figures(self.number))
        wrong = (
            _foreseen(self.id, one.id, one.value, self.because, one.misconception.statement) for one in self.foreseen
        )
        return (key, *wrong)

    @property
    def worth(self) -> Sequence[float]:
        """The share of the part's mark that each earns."""
        return (1.0, *(one.fraction for one in self.foreseen))

    @property
    def keyed(self) -> Sequence[str]:
        """The key's id; none where there is no number."""
        return () if self.number.number is None else (_id(self.id, KEY),)

    @property
    def in_figures(self) -> str:
        """The number as it is asked for."""
        return number_in_figures(self.number)

    def given(self, parameters: Parameters) -> "NumberPart":
        """The part with what each misconception answers."""
        return replace(
            self, foreseen=tuple(replace(one, value=one.misconception.solve(parameters)) for one in self.foreseen)
        )


@dataclass(frozen=True)
class WordPart:
    """A gap that asks for words: right are those whose value equals the answer. by_case: whether capitals count."""

    id: str
    answer: object
    options: tuple[Word, ...]
    by_case: bool = False
    weight: int = 1

    def __post_init__(self) -> None:
        _require_part(
            self,
            *definitions.each("options", self.options, Word, "Word(...)"),
            *definitions.one("by_case", self.by_case, bool, "True or False"),
        )

    @property
    def type(self) -> str:
        """Moodle's long name of its type."""
        return "SHORTANSWER_C" if self.by_case else "SHORTANSWER"

    @property
    def spellings(self) -> Sequence[tuple[Word, str]]:
        """Every way to write each: those that are right first, because Moodle takes the first that fits."""
        words = sorted(self.options, key=lambda word: not equal(word.value, self.answer))
        return [(word, spelling) for word in words for spelling in word.spelled]

    @property
    def foreseen_answers(self) -> Sequence[Foreseen]:
        """Each way to write them."""
        return [
            replace(
                _foreseen(self.id, word.id, spelling, word.because, word.reasoning),
                id=_id(self.id, word.id, *(() if spelling == word.spelled[0] else (str(place),))),
            )
            for place, (word, spelling) in enumerate(self.spellings, start=1)
        ]

    @property
    def worth(self) -> Sequence[float]:
        """The share of the part's mark that each earns."""
        return [float(equal(word.value, self.answer)) for word, _ in self.spellings]

    @property
    def keyed(self) -> Sequence[str]:
        """The right ones."""
        return [one.id for one, worth in zip(self.foreseen_answers, self.worth, strict=True) if worth]

    @property
    def in_figures(self) -> str:
        """The right words."""
        return " or ".join(word.id for word in self.options if equal(word.value, self.answer))

    def given(self, parameters: Parameters) -> "WordPart":  # noqa: ARG002 - nothing of it depends on them
        """Itself."""
        return self


@dataclass(frozen=True)
class ChoicePart:
    """A gap in which one option is chosen: the one whose value equals the answer.

    layout: menu, vertical or horizontal. shuffle: whether Moodle shows the options in any order.
    """

    id: str
    answer: object
    options: tuple[Option, ...]
    layout: str = "menu"
    shuffle: bool = False
    weight: int = 1

    def __post_init__(self) -> None:
        _require_choices(self, _LAYOUTS)

    @property
    def type(self) -> str:
        """Moodle's long name of its type."""
        return _named("MULTICHOICE", _LAYOUTS[self.layout], shuffle=self.shuffle)

    @property
    def foreseen_answers(self) -> Sequence[Foreseen]:
        """The options."""
        return _chosen(self)

    @property
    def worth(self) -> Sequence[float]:
        """The share of the part's mark that each earns."""
        return [float(equal(option.value, self.answer)) for option in self.options]

    @property
    def keyed(self) -> Sequence[str]:
        """The right one."""
        return _right(self)

    @property
    def in_figures(self) -> str:
        """The right option."""
        return " or ".join(option.id for option in self.options if equal(option.value, self.answer))

    def given(self, parameters: Parameters) -> "ChoicePart":  # noqa: ARG002 - nothing of it depends on them
        """Itself."""
        return self


@dataclass(frozen=True)
class ChoicesPart:
    """A gap in which all right options are to be ticked: those whose values are among the answer's.

    Each wrong one takes away what a right one gives, and the part never earns less than nothing.
    answer: a tuple or a frozenset. layout: vertical or horizontal.
    """

    id: str
    answer: object
    options: tuple[Option, ...]
    layout: str = "vertical"
    shuffle: bool = False
    weight: int = 1

    def __post_init__(self) -> None:
        _require_choices(self, _OF_SEVERAL)

    @property
    def type(self) -> str:
        """Moodle's long name of its type."""
        return _named("MULTIRESPONSE", _OF_SEVERAL[self.layout], shuffle=self.shuffle)

    @property
    def foreseen_answers(self) -> Sequence[Foreseen]:
        """The options."""
        return _chosen(self)

    @property
    def worth(self) -> Sequence[float]:
        """The share of the part's mark that each gives or takes away."""
        share = 1 / max(sum(map(self._is_right, self.options)), 1)
        return [share if self._is_right(option) else -share for option in self.options]

    @property
    def keyed(self) -> Sequence[str]:
        """The right ones."""
        return _right(self)

    @property
    def in_figures(self) -> str:
        """The right options."""
        return " and ".join(option.id for option in self.options if self._is_right(option))

    def given(self, parameters: Parameters) -> "ChoicesPart":  # noqa: ARG002 - nothing of it depends on them
        """Itself."""
        return self

    def _is_right(self, option: Option) -> bool:
        answers = self.answer if isinstance(self.answer, tuple | frozenset) else ()
        return any(equal(option.value, one) for one in answers)


def equal(one: object, other: object) -> bool:
    """Whether two values are equal; what cannot be compared is not."""
    try:
        return truth(one == other)
    except TypeError:
        return False


def _foreseen(part: str, id_: str, value: object, because: tuple[Claim, ...], misconception: str = "") -> Foreseen:
    return Foreseen(
        _id(part, id_),
        value,
        feedback=f"feedback_{_id(part, id_)}",
        because=because,
        misconception=misconception,
        part=part,
    )


def _chosen(part: ChoicePart | ChoicesPart) -> Sequence[Foreseen]:
    return [
        replace(
            _foreseen(part.id, option.id, option.value, option.because, option.reasoning),
            choice=f"option_{_id(part.id, option.id)}",
        )
        for option in part.options
    ]


def _right(part: ChoicePart | ChoicesPart) -> Sequence[str]:
    return [one.id for one, worth in zip(part.foreseen_answers, part.worth, strict=True) if worth > 0]


def _id(*words: str) -> str:
    return "_".join(words)


def _named(type_: str, layout: str, *, shuffle: bool) -> str:
    return f"{type_}_{layout}{'S' * shuffle}".rstrip("_")


def _require_choices(part: ChoicePart | ChoicesPart, layouts: dict[str, str]) -> None:
    known = part.layout in layouts if isinstance(part.layout, str) else False
    _require_part(
        part,
        *definitions.each("options", part.options, Option, "options"),
        *definitions.one("shuffle", part.shuffle, bool, "True or False"),
        *(() if known else (f"layout: expected one of {', '.join(layouts)}, received {part.layout!r}",)),
    )


def _require_part(part: Any, *problems: str) -> None:
    definitions.require(f"the part {part.id}", (*definitions.word("id", part.id), *problems, *_repeated(part)))


def _repeated(part: Any) -> Sequence[str]:
    options = getattr(part, "options", ())
    ids = [getattr(option, "id", "") for option in options] if isinstance(options, tuple) else []
    return [f"expected ids that differ, received {id_!r} twice" for id_ in sorted({*ids}) if ids.count(id_) > 1]
