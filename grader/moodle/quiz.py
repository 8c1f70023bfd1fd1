"""A quiz as Moodle's XML holds it: what every kind of question shares, and the file around them."""

import re
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field
from html import unescape
from typing import ClassVar, Final, Protocol
from urllib.parse import quote, unquote

from grader.errors import MoodleXMLError

MAX_NAME, MAX_IDNUMBER = 255, 100
MAX_MARK = 99_999  # more than Moodle's database holds
_REFERENCE = re.compile(r"""@@PLUGINFILE@@(/[^"'<>]*)""")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def stored(text: str) -> str:
    """A text as Moodle stores it: LF for every line end, trimmed as PHP trims.

    Raises MoodleXMLError for characters that no XML can hold.
    """
    unwritable = _NOT_XML.search(text)
    if unwritable:
        raise MoodleXMLError(
            f"expected characters that XML can hold, received U+{ord(unwritable.group()):04X} at {unwritable.start()}"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\r\0\x0b")


@dataclass(frozen=True)
class File:
    """A file embedded in a text, referred to as `@@PLUGINFILE@@/name`."""

    name: str
    content: bytes
    path: str = "/"


@dataclass(frozen=True)
class Markup:
    """A text with its format, as Moodle would store it.

    format: `html`, `markdown`, `plain_text`, `moodle_auto_format`, or the long abandoned `wiki_like`.

    Line ends become LF and the ends are trimmed, because that is what Moodle does.
    Raises MoodleXMLError for characters that no XML can hold.
    """

    text: str
    format: str = "html"
    files: tuple[File, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", stored(self.text))


NOTHING: Final = Markup("")


@dataclass(frozen=True)
class Answer:
    """An option: its share of the mark in [-1, 1], its text, the feedback to whoever chooses it."""

    fraction: float
    markup: Markup
    feedback: Markup = NOTHING


@dataclass(frozen=True)
class Category:
    """Where the questions that follow go: a path below `top`.

    root: what its XML writes before the path. Moodle 5 goes by the path alone, so it tells no categories apart.
    """

    path: str
    info: Markup = NOTHING
    idnumber: str = ""
    root: str = field(default="$course$/top/", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", stored(self.path))
        stored(self.idnumber)


@dataclass(frozen=True)
class CombinedFeedback:
    """What Moodle says to a right, a partly right and a wrong response, whatever was chosen."""

    right: Markup = NOTHING
    partly: Markup = NOTHING
    wrong: Markup = NOTHING
    show_number_right: bool = False


@dataclass(frozen=True)
class Hint:
    """What an adaptive or interactive quiz shows before another try."""

    markup: Markup
    show_number_right: bool = False
    clear_wrong: bool = False


class MoodleQuestion(Protocol):
    """A question of a kind that we read and write, as the stages see it that need not know its kind."""

    @property
    def kind(self) -> str:
        """Moodle's name of its type."""
        ...

    @property
    def name(self) -> str: ...

    @property
    def stem(self) -> Markup: ...

    @property
    def general_feedback(self) -> Markup: ...

    @property
    def maximum_mark(self) -> float:
        """What a response that is wholly right earns."""
        ...

    @property
    def idnumber(self) -> str: ...

    @property
    def penalty(self) -> float:
        """The share of the mark that each wrong try costs, where a quiz lets one try again."""
        ...

    @property
    def tags(self) -> tuple[str, ...]: ...

    @property
    def hints(self) -> tuple[Hint, ...]: ...

    @property
    def shuffle(self) -> bool:
        """Whether Moodle may show what it offers in any order."""
        ...

    @property
    def unread(self) -> tuple[tuple[str, str], ...]:
        """Elements of an old file that Moodle passes over, an image without its name or content: tag and text."""
        ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class StoredQuestion:
    """What questions of every kind have, as Moodle stores it.

    penalty: the share of the mark that each wrong try costs, where a quiz lets one try again.
    unread: elements of an old file that Moodle passes over, an image without its name or content: tag and text.
    """

    kind: ClassVar[str]
    """Moodle's name of its type."""

    name: str
    stem: Markup
    _: KW_ONLY
    general_feedback: Markup = NOTHING
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    penalty: float = 0.3333333
    unread: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        keep_name(self)

    @property
    def shuffle(self) -> bool:
        """Whether Moodle may show what it offers in any order: not unless its kind says so."""
        return False


@dataclass(frozen=True)
class OtherQuestion:
    """A question of a type that we do not grade, kept whole: `xml` is its element, as it stood in its file."""

    kind: str
    name: str
    stem: Markup
    maximum_mark: float
    idnumber: str
    xml: bytes


Entry = Category | MoodleQuestion | OtherQuestion


@dataclass(frozen=True)
class Quiz:
    """What one XML file holds, in order."""

    entries: tuple[Entry, ...]

    @property
    def questions(self) -> tuple[MoodleQuestion, ...]:
        """The questions of kinds that we read and write."""
        return tuple(entry for entry in self.entries if not isinstance(entry, Category | OtherQuestion))


def reference(file: File) -> str:
    """How a text refers to a file that is embedded beside it."""
    return f"@@PLUGINFILE@@{file.path}{quote(file.name)}"


def embedding(html: str, files: Sequence[File]) -> Markup:
    """A text that takes along those of the files that it refers to."""
    if not files:
        return Markup(html)
    wanted = referred_to(html)
    return Markup(html, files=tuple(file for file in files if f"{file.path}{file.name}" in wanted))


def referred_to(html: str) -> set[str]:
    """The paths of the embedded files that a text refers to, each beginning with `/`."""
    found = _REFERENCE.findall(html) if "@@PLUGINFILE@@" in html else ()
    return {unquote(unescape(path)).split("#")[0].split("?")[0] for path in found}


def keep_name(question: StoredQuestion) -> None:
    """Give a new question its name as Moodle stores it.

    Raises MoodleXMLError for a name, an id or a tag that no XML can hold; spaces at their ends stay, so that a check
    can find them.
    """
    object.__setattr__(question, "name", stored(question.name))
    for text in (question.idnumber, *question.tags):
        stored(text)
