"""What a kind of question fills in: all that differs between kinds, by the stage that asks for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar
from xml.etree import ElementTree as ET

from lxml.etree import _Element

from grader.kinds.fields import Fields
from grader.kinds.foreseen import Foreseen, Reasoning
from grader.kinds.forms import Forms
from grader.kinds.importing import Importing
from grader.kinds.played import Played
from grader.kinds.response import Fit, Response
from grader.kinds.subject import Checks
from grader.model import Parameters, Question, Text
from grader.moodle.quiz import Answer, File, Markup, MoodleQuestion, OtherQuestion

Asked = TypeVar("Asked", bound=MoodleQuestion)
Made_co = TypeVar("Made_co", bound=MoodleQuestion, covariant=True)

Attributes = Mapping[str, object]
"""What the script of a page must know of an answer that is typed; `takes` says in words what Moodle takes for it."""


class Responses(Protocol):
    """How a question is responded to, as far as downloads show it and as it is marked."""

    @property
    def single(self) -> bool:
        """Whether a response is one of the answers, and not several at once."""
        ...

    @property
    def random_guess(self) -> float | None:
        """The fraction that responding at random earns, as Moodle estimates it; None where it does not."""
        ...

    @property
    def answers(self) -> Sequence[Answer]:
        """What a response can be made of."""
        ...

    @property
    def keyed(self) -> tuple[int, ...]:
        """The answers that a full mark takes."""
        ...

    @property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        """The stem and each answer as plain text, before a download changes it."""
        ...

    @property
    def forms(self) -> Mapping[bool, tuple[Forms, tuple[Forms, ...]]]:
        """The stem and each answer as downloads show them: by whether the download is lossless."""
        ...

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        """Whether the text of a question, as a download shows it, can be this question's."""
        ...

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:
        """What the text of a download says was responded. right: a decimal number as they would write it."""
        ...


class MarkedBy(StrEnum):
    """Who marks responses: Moodle by a key, people, or nobody where nothing is asked."""

    MOODLE = "Moodle"
    PEOPLE = "people"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Compared:
    """A question as its versions are compared.

    answers: with fractions, texts and feedback; keyed: which of them a full mark takes.
    feedback: what is said to which response; settings: how it is set, in the words of Moodle's form.
    further: its other texts, by what they are called.
    texts: where answers are put together, as pairs are of stems and choices: these texts, each with what it is.
    made_of: the places of those of which each answer is put together.
    names: what each answer is called; options by their letters, where nothing is said.
    """

    answers: Sequence[Answer]
    keyed: Sequence[int]
    feedback: Mapping[str, Markup]
    settings: Mapping[str, str]
    further: Mapping[str, Markup] = field(default_factory=dict)
    texts: Sequence[tuple[str, Markup]] = ()
    made_of: Sequence[tuple[int, ...]] = ()
    names: Sequence[str] = ()


def yes(value: bool) -> str:  # noqa: FBT001 - it is the value
    """A switch, as a setting says it."""
    return "yes" if value else "no"


def as_it_is(item: Any, parameters: Parameters) -> Any:  # noqa: ARG001 - nothing of it depends on them
    """An item that needs no parameters to be known."""
    return item


def no_blocks(item: Any) -> Sequence[str]:  # noqa: ARG001 - of every one
    """None: each block is of one foreseen response."""
    return ()


def is_none(path: str) -> bool:  # noqa: ARG001 - of every one
    """No field: Moodle's filters see every text."""
    return False


def without_cautions(old: Any, new: Any) -> Sequence[str]:  # noqa: ARG001 - of all versions
    """None: Moodle regrades as one hopes."""
    return ()


def not_localised(asked: Any, right: str) -> str:  # noqa: ARG001 - of every one
    """Nothing: Moodle writes it alike in every language."""
    return ""


def one_line(asked: Any) -> int:  # noqa: ARG001 - of every one
    """One: a response is short."""
    return 1


def in_no_figures(item: Any) -> str:  # noqa: ARG001 - of every one
    """Nothing: the ids of what is keyed tell the key."""
    return ""


class OfItem(Protocol[Made_co]):
    """Makes a Moodle question of an author's question, its item and a text of it."""

    def __call__(
        self, question: Question, item: Any, text: Text, files: Sequence[File], *, number: int, variant: str
    ) -> Made_co: ...


@dataclass(frozen=True)
class Kind(Generic[Asked]):
    """A kind of question.

    name: Moodle's name of its type. words: what its questions are called in a sentence, in commands and in templates.
    folder: where it stands, with its templates: `form.html.j2`, in which the preview has it answered (with `form.js`
    where more is to be done than to choose: it gives the class `told` to what is said), and `new`, the question that an
    author begins with.
    item: what an author's item of this kind is.
    given: the item once it knows the question's parameters, from which its wrong solvers answer.
    read: the question that an element of Moodle XML holds, and where that stands, or all of the element where the kind
    cannot say it; write: its element.
    play: what the independent marker finds by nothing but the element.
    graded: the question as it was given, with what each answer is worth; raises MoodleXMLError for what Moodle refuses.
    responses: how it is responded to, with what each answer is worth.
    compared: what differs where two versions of a question differ.
    of_item: the Moodle question of an author's question.
    holds: what the fields of its element hold by what the author said, beside those of every kind.
    foreseen: the responses that an author's item foresees, whatever its values: what texts, claims and pages speak of.
    blocks: the blocks of a text that are of no foreseen response alone, such as the stems of pairs and what is offered.
    keyed, fractions: which of them a full mark takes, and the share of the mark that each earns or adds, by id.
    alone: what each earns where it is all of a response, if that is not what it adds.
    unfiltered: whether a field of its element holds words that no filter of Moodle sees, so that languages stand side
    by side in it.
    guessed: the share of the mark that responding at random earns, where it is not the sum of what parts earn so.
    cautions: what Moodle's own regrade with another version of a question would do otherwise than one hopes, in words.
    in_figures: the key of an item where its id does not tell it, as of a number that is asked for; else nothing.
    single: whether a response is one of them, and not several at once.
    importing: what of it an imported question needs.
    checks: what can be wrong with an author's item of this kind alone.
    shuffles: whether Moodle can show in any order what it offers.
    attributes: where a script says what a response earns, as of one that is typed: what it must know of each answer.
    beyond: what other responses than those foreseen are called, where there can be others.
    written: where responses are typed: the number in a right answer of a download, where Moodle writes it as the
    participant's language does; else nothing.
    marked_by: who marks it. Where Moodle does not, there is no key, and nothing is foreseen.
    remarked: where responses are typed: the question as it was asked, with what another version of it is worth.
    in_stem: whether it is answered within its stem, which its form shows.
    reasonings: by which responses each misconception of an item is known, where it is not what each of them says.
    lines: how many lines a response takes that is written on paper; none where nothing is asked.
    """

    name: str
    words: str
    folder: Path
    item: type
    read: Callable[[_Element, str], Asked | OtherQuestion]
    write: Callable[[Asked], _Element]
    play: Callable[[ET.Element], Played]
    graded: Callable[[Asked, str], tuple[Asked, tuple[float, ...]]]
    responses: Callable[[Asked, tuple[float, ...]], Responses]
    compared: Callable[[Asked], Compared]
    of_item: OfItem[Asked]
    holds: Callable[[Question, Any, Text, Sequence[File]], Fields]
    foreseen: Callable[[Any], Sequence[Foreseen]]
    keyed: Callable[[Any], Sequence[str]]
    fractions: Callable[[Any], Mapping[str, float]]
    single: Callable[[Any], bool]
    importing: Importing[Asked]
    checks: Checks = field(default_factory=Checks)
    shuffles: bool = False
    given: Callable[[Any, Parameters], Any] = as_it_is
    blocks: Callable[[Any], Sequence[str]] = no_blocks
    alone: Callable[[Any], Mapping[str, float]] | None = None
    unfiltered: Callable[[str], bool] = is_none
    guessed: Callable[[Any], float] | None = None
    cautions: Callable[[Asked, Asked], Sequence[str]] = without_cautions
    in_figures: Callable[[Any], str] = in_no_figures
    attributes: Callable[[Asked], Sequence[Attributes]] | None = None
    beyond: tuple[str, ...] = ()
    written: Callable[[Asked, str], str] = not_localised
    marked_by: MarkedBy = MarkedBy.MOODLE
    remarked: Callable[[Asked, Asked], Asked] | None = None
    in_stem: bool = False
    reasonings: Callable[[Any], Sequence[Reasoning]] | None = None
    lines: Callable[[Asked], int] = one_line
