"""A Moodle XML file under examination, and how Moodle reads its elements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain

from lxml.etree import _Element

from grader.findings import Defect, Finding, Place
from grader.moodle.xml import parse

COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
TEXTS = (  # elements whose text is shown with a format, and can hold files
    "questiontext",
    "generalfeedback",
    "feedback",
    "hint",
    "subquestion",
    "graderinfo",
    "instructions",
    *COMBINED,
)
CALCULATED = ("calculated", "calculatedsimple", "calculatedmulti")
CLOZE = ("cloze", "multianswer")
GAPS = ("gapselect", "ddwtos")
MATCHING = ("matching", "match")
WITH_CHOICES = ("multichoice", "calculatedmulti")
SHOWN_ANSWERS = ("multichoice", "ordering", "calculatedmulti")  # other types compare their answers with what is typed
GRADED_BY_FRACTION = ("multichoice", "shortanswer", "numerical", *CALCULATED)

_DOCTYPE = re.compile(rb"(\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*+)(<!DOCTYPE[^<>\[\]]*>)", re.DOTALL)
_BOM = b"\xef\xbb\xbf"
_WHITESPACE = " \t\n\r\0\x0b"  # what PHP's trim takes away
_OFF = ("", "0", "false")  # case-sensitive, as in Moodle


class Outcome(StrEnum):
    """What Moodle does with a file that has a defect, by default; the gravest first."""

    REFUSES = "Moodle imports nothing of the file"
    STOPS = "Moodle stops here: what stands before it is imported, the rest is not"
    LOSES = "Moodle reports success, and imports nothing of what stands behind it"
    CHANGES = "Moodle imports it, but not as it is written"
    KEEPS = "Moodle imports it as it is written"


def outcome_of(finding: Finding) -> Outcome:
    """What Moodle does with the file because of what was found; the evidence of each check of this family begins so."""
    return Outcome(finding.evidence[0])


@dataclass(frozen=True)
class QuizFile:
    """A file as it was given: its name as a person would type it, its bytes, and its `question` elements.

    types: the types of question that are known to be installed as plugins.
    """

    where: str
    content: bytes
    questions: list[_Element]
    types: frozenset[str] = frozenset()

    @classmethod
    def read(cls, content: bytes, *, where: str, types: frozenset[str] = frozenset()) -> "QuizFile":
        """The file with this content; a DOCTYPE that defines nothing does no harm.

        Raises MoodleXMLError, with the place, for what is no Moodle XML.
        """
        return cls(where, content, parse(_without_doctype(content), where=where), types)

    def at(self, line: int) -> Place:
        """A line of the file."""
        return Place(self.where, line)

    def defect(self, element: _Element, outcome: Outcome, message: str, *evidence: str, hint: str = "") -> Defect:
        """What is wrong with an element, and what Moodle does about it."""
        return Defect(self.at(element.sourceline or 1), message, (outcome.value, *evidence), hint)

    def of_type(self, *kinds: str) -> Iterator[_Element]:
        """The questions of some types, type by type."""
        return chain.from_iterable(self._by_type.get(kind, ()) for kind in kinds)

    @cached_property
    def _by_type(self) -> dict[str, list[_Element]]:
        found: dict[str, list[_Element]] = {}
        for question in self.questions:
            found.setdefault(question.get("type", ""), []).append(question)
        return found

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


def value(element: _Element) -> str:
    """What Moodle finds in a setting: its text, untrimmed, but nothing where it is only whitespace."""
    return (element.text or "") if trimmed(element.text) else ""


def excerpt(text: str) -> str:
    """A text as a message shows it: in quotes, and not too long."""
    longest = 40
    return repr(text if len(text) <= longest else f"{text[:longest]}...")


def text_in(element: _Element | None) -> str:
    """What stands in the `text` of an element; empty where there is none."""
    found = None if element is None else element.find("text")
    if found is None:
        return ""
    return trimmed("".join(found.itertext()) if len(found) else found.text)


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


def format_of(element: _Element, inherited: str) -> str:
    """The format that an element has: its own, else that of the question's text."""
    return trimmed(element.get("format", inherited))


def format_of_stem(question: _Element) -> str:
    """The format of a question's text, which is the default of its other texts."""
    stem = question.find("questiontext")
    return "html" if stem is None else trimmed(stem.get("format", "html"))


def _without_doctype(content: bytes) -> bytes:
    """The same with blanks for a DOCTYPE that defines no entities, so that all lines keep their numbers."""
    start = len(_BOM) if content.startswith(_BOM) else 0
    found = _DOCTYPE.match(content, start)
    if found is None:
        return content
    return content[: found.start(2)] + re.sub(rb"[^\n]", b" ", found[2]) + content[found.end(2) :]
