"""A Moodle XML file under examination, and how Moodle reads its elements."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element

COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
TEXTS = (  # elements whose text is shown with a format, and can hold files
    "questiontext",
    "generalfeedback",
    "feedback",
    "hint",
    "subquestion",
    "graderinfo",
    *COMBINED,
)
SHOWN_ANSWERS = ("multichoice", "ordering", "calculatedmulti")  # other types compare their answers with what is typed
GRADED_BY_FRACTION = ("multichoice", "shortanswer", "numerical", "calculated", "calculatedsimple", "calculatedmulti")

_WHITESPACE = " \t\n\r\0\x0b"  # what PHP's trim takes away
_OFF = ("", "0", "false")  # case-sensitive, as in Moodle


@dataclass(frozen=True)
class QuizFile:
    """A file as it was given: its name as a person would type it, its bytes, and its `question` elements."""

    where: str
    content: bytes
    questions: list[_Element]

    def at(self, element: _Element) -> str:
        """Where an element stands, as `path:line`."""
        return f"{self.where}:{element.sourceline}"

    def of_type(self, *kinds: str) -> Iterator[_Element]:
        """The questions of some types."""
        return (question for question in self.questions if question.get("type") in kinds)

    @cached_property
    def real(self) -> list[_Element]:
        """The questions that are no categories."""
        return [question for question in self.questions if question.get("type") != "category"]


def children(element: _Element) -> Iterator[_Element]:
    """The elements inside an element, without processing instructions."""
    return (child for child in element if isinstance(child.tag, str))


def tag(element: _Element) -> str:
    """What an element is called."""
    return str(element.tag)


def trimmed(text: str | None) -> str:
    """A text without the ends that Moodle takes off."""
    return (text or "").strip(_WHITESPACE)


def text_in(element: _Element | None) -> str:
    """What stands in the `text` of an element; empty where there is none."""
    found = None if element is None else element.find("text")
    return "" if found is None else trimmed("".join(found.itertext()))


def named(question: _Element) -> str:
    """How a message calls a question."""
    name = text_in(question.find("name"))
    return f"the question {name!r}" if name else f"the {question.get('type') or 'untyped'} question"


def is_on(question: _Element, setting: str, *, default: str) -> bool:
    """Whether Moodle reads a setting as on."""
    return trimmed(question.findtext(setting, default)) not in _OFF


def shown_texts(question: _Element) -> Iterator[_Element]:
    """The elements of a question whose text Moodle shows with a format."""
    for element in question.iter(*TEXTS, "answer"):
        if element.tag != "answer" or question.get("type") in SHOWN_ANSWERS:
            yield element


def format_of(element: _Element, question: _Element) -> str:
    """The format that an element has: its own, else that of the question's text, else html."""
    stem = question.find("questiontext")
    inherited = "html" if stem is None else stem.get("format", "html")
    return element.get("format", inherited)
